package io.aisletide.engine;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;

/** Nobody who waits is forgotten, whatever the moment at which what it waits for comes. */
public final class WakeUpStress {
    private WakeUpStress() {}

    /** A consumer waits for a stage that passes on an event. */
    @JCStressTest(Mode.Termination)
    @Outcome(id = "TERMINATED", expect = Expect.ACCEPTABLE, desc = "woken")
    @Outcome(id = "STALE", expect = Expect.FORBIDDEN, desc = "a wake-up was lost")
    @State
    public static class Consumer {
        private final ParkingWaitStrategy waiters = new ParkingWaitStrategy();
        private final RingBuffer<RingEvent> ring = RingBuffer.createMultiProducer(RingEvent::new, 2, waiters);
        private final Sequence passed = new Sequence();
        private final SequenceBarrier barrier = ring.newBarrier(passed);

        @Actor
        public void consumer() throws AlertException, InterruptedException {
            waiters.waitFor(0, passed, passed, barrier);
        }

        @Signal
        public void stage() {
            passed.set(0);
            waiters.signalAllWhenBlocking();
        }
    }

    private static final Clock.Publisher NO_ROOM = () -> false;

    /** The driver waits for a tick, and the last stage has handled it. */
    @JCStressTest(Mode.Termination)
    @Outcome(id = "TERMINATED", expect = Expect.ACCEPTABLE, desc = "woken")
    @Outcome(id = "STALE", expect = Expect.FORBIDDEN, desc = "a wake-up was lost")
    @State
    public static class Driver {
        private final Clock clock = new Clock(new Lifecycle(), NO_ROOM);

        public Driver() {
            clock.begin(1);
        }

        @Actor
        public void driver() {
            clock.await();
        }

        @Signal
        public void lastStage() {
            clock.tickHandled();
        }
    }

    /** The driver waits for many ticks, and the engine ends. */
    @JCStressTest(Mode.Termination)
    @Outcome(id = "TERMINATED", expect = Expect.ACCEPTABLE, desc = "woken")
    @Outcome(id = "STALE", expect = Expect.FORBIDDEN, desc = "a wake-up was lost")
    @State
    public static class DriverAtTheEnd {
        private final Lifecycle lifecycle = new Lifecycle();
        private final Clock clock = new Clock(lifecycle, NO_ROOM);

        public DriverAtTheEnd() {
            clock.begin(1_000);
        }

        @Actor
        public void driver() {
            clock.await();
        }

        @Signal
        public void end() {
            lifecycle.close();
            clock.stop();
        }
    }
}
