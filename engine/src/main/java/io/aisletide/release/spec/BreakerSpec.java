package io.aisletide.release.spec;

/**
 * A circuit breaker for each version and zone of an endpoint, after resilience4j, in simulated time.
 *
 * @param windowTicks over which calls are counted
 * @param minimumCalls in the window, below which nothing is decided
 * @param failureRatePercent faults of the calls at which it opens
 * @param slowRatePercent slow ones of the calls at which it opens
 * @param openTicks before it tries again; doubles with each failed trial, up to maxOpenTicks
 * @param halfOpenCalls calls of a trial
 * @param maxHalfOpenTicks after which a trial without a verdict has failed
 * @param leaseTicks after which a permitted call that was never counted is permitted again
 * @param maxEjectionPercent of the zones in which a stable version may be open at a time, at least one: it has nothing
 *     behind it but standing still
 */
public record BreakerSpec(
        String name,
        String endpoint,
        int windowTicks,
        int minimumCalls,
        int failureRatePercent,
        int slowRatePercent,
        int openTicks,
        int maxOpenTicks,
        int halfOpenCalls,
        int maxHalfOpenTicks,
        int leaseTicks,
        int maxEjectionPercent) {

    /** Numbers for a router. */
    public static BreakerSpec defaults(String name, String endpoint, TickRate rate) {
        return new BreakerSpec(
                name,
                endpoint,
                rate.seconds(60),
                20,
                50,
                80,
                rate.seconds(30),
                rate.seconds(300),
                5,
                rate.seconds(60),
                rate.seconds(10),
                10);
    }
}
