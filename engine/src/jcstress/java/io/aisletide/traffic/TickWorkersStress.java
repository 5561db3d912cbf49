package io.aisletide.traffic;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Every piece is done once, what the workers of a job have written is there for the caller and for the next job, and a
 * failure reaches the caller and does not stay. The workers are inside, so there is one actor.
 */
@JCStressTest
@Outcome(id = "255, 255, 1", expect = Expect.ACCEPTABLE, desc = "all done once, all seen, the failure told")
@Outcome(expect = Expect.FORBIDDEN, desc = "a piece was left out, done twice or not seen")
@State
public class TickWorkersStress {
    private static final int PIECES = 8;

    /** Threads are too dear to be made for each of a million tries; one set for each thread that calls. */
    private static final ThreadLocal<TickWorkers> WORKERS = ThreadLocal.withInitial(() -> new TickWorkers(2));

    private final int[] first = new int[PIECES];
    private final int[] second = new int[PIECES];

    @Actor
    public void caller(III_Result r) {
        TickWorkers workers = WORKERS.get();
        workers.forEach(PIECES, (piece, worker) -> first[piece] += 1 << piece);
        workers.forEach(PIECES, (piece, worker) -> second[piece] += first[PIECES - 1 - piece]);
        for (int piece = 0; piece < PIECES; piece++) {
            r.r1 += first[piece];
            r.r2 += second[piece];
        }
        try {
            workers.forEach(PIECES, (piece, worker) -> {
                if (piece == PIECES - 1) {
                    throw new IllegalArgumentException("planned");
                }
            });
        } catch (IllegalStateException told) {
            r.r3 = 1;
        }
    }
}
