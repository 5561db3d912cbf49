package io.aisletide.engine;

import com.lmax.disruptor.Sequence;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** What a stage notes in an event is there for the next stage. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "not passed on yet")
@Outcome(id = "1, 7", expect = Expect.ACCEPTABLE, desc = "passed on, with its notes")
@Outcome(expect = Expect.FORBIDDEN, desc = "passed on without what the stage has written")
@State
public class StageStress {
    private final Sequence passed = new Sequence();
    private final RingEvent event = new RingEvent();
    private final PendingCommand pending = new PendingCommand(1, 0);
    private final Stage stage;

    public StageStress() {
        event.pending = pending;
        stage = new Stage(new Lifecycle(), new ParkingWaitStrategy(), () -> { }, e -> {
            pending.acceptedAtNanos = 3;
            e.payloadBytes = 4;
        });
        stage.setSequenceCallback(passed);
    }

    @Actor
    public void stage() {
        stage.onEvent(event, 0, false);
    }

    @Actor
    public void next(II_Result r) {
        if (passed.get() >= 0) {
            r.r1 = 1;
            r.r2 = (int) pending.acceptedAtNanos + event.payloadBytes;
        }
    }
}
