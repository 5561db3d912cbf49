package io.aisletide.metrics;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** One reads while another records: nothing is lost, and nothing counts twice. */
@JCStressTest
@Outcome(id = {"0, 2", "1, 2", "2, 2"}, expect = Expect.ACCEPTABLE, desc = "what was recorded by then; in the end all")
@Outcome(expect = Expect.FORBIDDEN, desc = "a value was lost or counted twice")
@State
public class DurationRecorderStress {
    private final DurationRecorder recorder = new DurationRecorder(10, 1);

    @Actor
    public void writer() {
        recorder.record(3);
        recorder.record(3);
    }

    @Actor
    public void reader(II_Result r) {
        r.r1 = (int) recorder.snapshot().getTotalCount();
    }

    @Arbiter
    public void afterwards(II_Result r) {
        r.r2 = (int) recorder.snapshot().getTotalCount();
    }
}
