package io.aisletide.release.breaker;

/** Of one version in one zone. */
public enum BreakerState {
    /** Calls go through. */
    CLOSED,
    /** None go through. */
    OPEN,
    /** A few go through, on trial. */
    HALF_OPEN
}
