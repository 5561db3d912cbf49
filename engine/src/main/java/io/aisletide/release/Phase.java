package io.aisletide.release;

/** Where a release is. Stored, not derived. */
public enum Phase {
    PENDING,
    /** Its versions are loaded and checked. */
    PREPARING,
    STEPPING,
    /** All steps done: waits for its proof, then for the table. */
    PROMOTING,
    /** It answers for everyone, is watched, and the old version is warm. */
    BAKING,
    HEALTHY,
    /** The table goes back. */
    ABORTING,
    /** Aborted. */
    DEGRADED,
    /** A newer release took its place. */
    SUPERSEDED,
    /** Its versions never took traffic. */
    REJECTED;

    /** Nothing leads out of it but, from DEGRADED, a retry. */
    public boolean isEnd() {
        return this == HEALTHY || this == DEGRADED || this == SUPERSEDED || this == REJECTED;
    }

    /** It has been accepted and not ended. */
    boolean isActive() {
        return this != PENDING && !isEnd();
    }

    /** Robots may be asking its version. */
    boolean isExposed() {
        return this == STEPPING || this == PROMOTING || this == BAKING;
    }
}
