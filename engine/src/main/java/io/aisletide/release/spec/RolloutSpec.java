package io.aisletide.release.spec;

import java.util.List;

/**
 * One release: which versions shall answer for which endpoints, and on what proof.
 *
 * @param name unique in the run
 * @param targets one for each endpoint; several are one bundle, whose robots change all endpoints in one event
 * @param atTick when it starts, or {@link #ON_COMMAND}
 * @param bakeTicks how long the promoted version is watched, with the old one still warm
 * @param operatorRoles roles that may start, promote, pause, resume, retry and override; empty: every role. Abort is open
 *     to every role always
 */
public record RolloutSpec(
        String name,
        List<Target> targets,
        long atTick,
        Strategy strategy,
        Exposure exposure,
        ProgressDeadline deadline,
        FailurePolicy failure,
        int bakeTicks,
        List<String> operatorRoles) {
    /** {@link #atTick} of a release that waits for {@code release start}. */
    public static final long ON_COMMAND = -1;

    /** A version for an endpoint, {@code plan-route} and {@code plan-route@1.5.0}. */
    public record Target(String endpoint, String version) {}

    /**
     * How much of the fleet may meet the version before it is promoted. The unit is the robot.
     *
     * @param maxPercent of the robots on the floor, 1 to 100; never exceeded, also while robots leave
     * @param stratifyByZone each zone gives its share
     * @param sticky a robot stays with its version as long as the weight allows
     * @param minUnits with a weight over 0 at least that many robots, if maxPercent allows
     */
    public record Exposure(int maxPercent, boolean stratifyByZone, boolean sticky, int minUnits) {
        public static final Exposure DEFAULT = new Exposure(100, true, true, 1);
    }

    /**
     * How long an attempt may make no progress. Pauses, gates, analyses and waiting for traffic do not count.
     *
     * @param ticks 600 s in Argo and Flagger
     * @param abort whether reaching it is a failure; else it is reported only
     */
    public record ProgressDeadline(int ticks, boolean abort) {
        public static ProgressDeadline defaults(TickRate rate) {
            return new ProgressDeadline(rate.seconds(600), false);
        }
    }

    /**
     * @param retryLimit attempts after the first with the same version, each with a person's reason
     * @param rollbackRevisions how many promoted versions back a warm one may be returned to without steps
     * @param cooldownTicks from an abort until the endpoint may be released to again; doubles with each abort in a row
     * @param breakerZones the version's breaker open in that many zones is a failure; 0 never
     */
    public record FailurePolicy(
            OnFailure onFailure, int retryLimit, int rollbackRevisions, int cooldownTicks, int breakerZones) {
        public static FailurePolicy defaults(TickRate rate) {
            return new FailurePolicy(OnFailure.ROLLBACK, 1, 3, rate.seconds(600), 2);
        }
    }

    public enum OnFailure {
        /** The old version answers again at the next event. */
        ROLLBACK,
        /** Nothing moves until a person decides: for versions whose state the old one cannot read. */
        FREEZE
    }

    public RolloutSpec {
        targets = List.copyOf(targets);
        operatorRoles = List.copyOf(operatorRoles);
    }
}
