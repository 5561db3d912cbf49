package io.aisletide.release.analysis;

/** Of one measurement. */
public enum Outcome {
    SUCCESSFUL,
    FAILED,
    /** Neither failed nor successful. */
    INCONCLUSIVE,
    /** It could not be measured. */
    ERROR,
    /** No calls at all. */
    NO_DATA,
    /** Fewer calls than minSamples. */
    TOO_FEW
}
