package io.aisletide.sim.scenario;

import java.nio.file.Path;

/**
 * A version of an endpoint that a scenario brings: its own jar, or a drill.
 *
 * @param id such as {@code plan-route@1.5.0}
 * @param endpoint the part of the id before the {@code @}
 */
public record VersionSpec(String id, String endpoint, Origin origin) {

    /** Where its code comes from. */
    public sealed interface Origin {}

    /**
     * A jar with a plug-in.
     *
     * @param sha256 what the file must hash to, 64 hex digits in small letters
     */
    public record Jar(Path file, String sha256) implements Origin {}

    /**
     * A version that is faulty on purpose: answers as the first version of its endpoint does, but for a share of the calls.
     * Which calls depends on the robot and the tick, never on the order of calls. The shares add up to at most 1.
     *
     * @param errorRate share of calls that end in an error
     * @param invalidRate share of answers that make no sense
     * @param slowRate share of calls that take longer than the contract's budget
     * @param endlessRate share of calls that would not end
     * @param refusalRate share of calls that it refuses
     * @param harmfulRate share of calls with an answer that is right in itself and does harm
     * @param fromTick the first tick with faults
     */
    public record Drill(
            double errorRate,
            double invalidRate,
            double slowRate,
            double endlessRate,
            double refusalRate,
            double harmfulRate,
            int fromTick)
            implements Origin {
        /** Whether nothing ever goes wrong with it. */
        public boolean isSound() {
            return errorRate + invalidRate + slowRate + endlessRate + refusalRate + harmfulRate == 0;
        }
    }
}
