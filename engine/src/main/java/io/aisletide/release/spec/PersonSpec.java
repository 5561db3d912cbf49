package io.aisletide.release.spec;

import org.jspecify.annotations.Nullable;

/**
 * A modelled person: answers a gate after a reaction time with a lognormal distribution, counted in working hours only.
 *
 * @param id name in the audit; further approvals come from {@code id-2}, {@code id-3} ...
 * @param medianReactionTicks at least 1
 * @param sigma of the logarithm of the reaction time; 0: always the median
 * @param hours null: always at work
 */
public record PersonSpec(
        String id, int medianReactionTicks, double sigma, @Nullable WorkingHours hours, Answer answer) {

    public enum Answer {
        APPROVE,
        REJECT,
        /** Never answers. */
        NONE
    }

    /**
     * From one tick of the day until before another; over midnight if from is the later one.
     *
     * @param ticksPerDay the run starts at tick 0 of its first day
     */
    public record WorkingHours(int fromTick, int toTick, int ticksPerDay) {}
}
