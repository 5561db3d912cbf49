package io.aisletide.release.spec;

/** A step of a canary. */
public sealed interface Step {
    /** So many percent of the robots, exactly; done when the version has answered for some of them. */
    record SetWeight(int percent) implements Step {}

    /**
     * @param ticks how long, or {@link #INDEFINITE}: until {@code release promote}
     */
    record Pause(int ticks) implements Step {
        public static final int INDEFINITE = 0;
    }

    /** Done when the analysis is successful; nothing else ends it well. */
    record Analyse(Strategy.AnalysisUse analysis) implements Step {}

    /** Done when people have approved. */
    record Gate(GateSpec gate) implements Step {}
}
