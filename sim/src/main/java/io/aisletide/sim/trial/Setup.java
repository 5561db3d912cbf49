package io.aisletide.sim.trial;

import io.aisletide.engine.ThreadingMode;
import java.util.Locale;

/**
 * How a scenario is run. What comes of it must not depend on any of this.
 *
 * @param threads that share the work of a tick
 * @param pieceSeed of the random pieces in which time advances; {@link #WHOLE} advances from command to command
 * @param givenInside whether commands are given from inside the engine's own calls instead of by the thread that drives it
 * @param killSeed of the moments between pieces at which the engine is thrown away, and another goes on from the journal;
 *     {@link #UNHARMED} keeps no journal and lets it live
 */
public record Setup(ThreadingMode mode, int threads, long pieceSeed, boolean givenInside, long killSeed) {
    /** No pieces. */
    public static final long WHOLE = 0;

    /** No kills. */
    public static final long UNHARMED = 0;

    /** What others are compared with. */
    public static final Setup PLAIN = new Setup(ThreadingMode.FUSED, 1, WHOLE, false, UNHARMED);

    /** As options of {@code aisletide run}, as far as that has them. */
    String options() {
        return "--mode " + mode.name().toLowerCase(Locale.ROOT) + " --threads " + threads;
    }

    @Override
    public String toString() {
        return options() + (pieceSeed == WHOLE ? "" : ", in pieces of seed " + pieceSeed)
                + (givenInside ? ", commands given from inside" : "")
                + (killSeed == UNHARMED ? "" : ", killed and recovered by seed " + killSeed);
    }
}
