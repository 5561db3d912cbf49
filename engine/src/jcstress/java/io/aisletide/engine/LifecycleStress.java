package io.aisletide.engine;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** Ends are final, one closes, and the first failure is kept. */
public final class LifecycleStress {
    private LifecycleStress() {}

    @JCStressTest
    @Outcome(id = {"1, 0", "0, 1"}, expect = Expect.ACCEPTABLE, desc = "one of them closes")
    @Outcome(expect = Expect.FORBIDDEN, desc = "both close, or none")
    @State
    public static class OneCloses {
        private final Lifecycle lifecycle = new Lifecycle();

        @Actor
        public void one(II_Result r) {
            r.r1 = lifecycle.close() ? 1 : 0;
        }

        @Actor
        public void other(II_Result r) {
            r.r2 = lifecycle.close() ? 1 : 0;
        }
    }

    @JCStressTest
    @Outcome(id = {"1, 1, 1", "2, 2, 2"}, expect = Expect.ACCEPTABLE, desc = "all see the same failure")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the failure changes, or is not there after one")
    @State
    public static class FirstFailureIsKept {
        private static final Throwable ONE = new IllegalStateException("one");
        private static final Throwable OTHER = new IllegalStateException("other");

        private final Lifecycle lifecycle = new Lifecycle();

        @Actor
        public void one(III_Result r) {
            lifecycle.fail(ONE);
            r.r1 = which();
        }

        @Actor
        public void other(III_Result r) {
            lifecycle.fail(OTHER);
            r.r2 = which();
        }

        @Arbiter
        public void afterwards(III_Result r) {
            r.r3 = which();
        }

        private int which() {
            return lifecycle.failure() == ONE ? 1 : lifecycle.failure() == OTHER ? 2 : 0;
        }
    }

    @JCStressTest
    @Outcome(id = {"0, 0", "0, 1", "1, 1"}, expect = Expect.ACCEPTABLE, desc = "runs, or does not any more")
    @Outcome(id = "1, 0", expect = Expect.FORBIDDEN, desc = "it has ended and runs again")
    @State
    public static class EndIsFinal {
        private final Lifecycle lifecycle = new Lifecycle();

        @Actor
        public void end() {
            lifecycle.close();
        }

        @Actor
        public void look(II_Result r) {
            r.r1 = lifecycle.isRunning() ? 0 : 1;
            r.r2 = lifecycle.isRunning() ? 0 : 1;
        }
    }
}
