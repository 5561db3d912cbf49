package io.aisletide.sim.report;

import java.util.function.IntUnaryOperator;

/**
 * When the floor was back at its pace after a command. The pace is goals per tick; what it was is the average over
 * {@value #BEFORE_TICKS} ticks before the command; back means an average of {@link #SHARE} of that over at least
 * {@value #LEAST_TICKS} ticks, and over more on a small floor, where single goals would make it flicker: so many that
 * {@value #SMOOTH_GOALS} goals are expected, up to {@value #MOST_TICKS}.
 *
 * <p>The time runs from the command to the beginning of the first average that is back after the deepest one. The search
 * ends at the next command or at the end of the run. A command that never took the pace below the mark recovered at
 * once.
 */
public final class Recovery {
    public static final int BEFORE_TICKS = 50;
    public static final int LEAST_TICKS = 20;
    public static final int MOST_TICKS = 200;
    public static final int SMOOTH_GOALS = 2_000;
    public static final double SHARE = 0.95;

    /** The pace was not back when the search ended, or there was no pace before the command. */
    public static final int NOT_YET = -1;

    private Recovery() {}

    /**
     * @param goalsInTick goals reached in a tick, by its number
     * @param tick the first tick that obeyed the command
     * @param end one more than the last tick to look at
     * @return ticks, or {@link #NOT_YET}
     */
    public static int ticksAfter(IntUnaryOperator goalsInTick, int tick, int end) {
        int from = Math.max(0, tick - BEFORE_TICKS);
        double before = (double) sum(goalsInTick, from, tick) / Math.max(1, tick - from);
        int span = (int) Math.max(LEAST_TICKS, Math.min(MOST_TICKS, Math.ceil(SMOOTH_GOALS / before)));
        if (before <= 0 || tick + span > end) {
            return NOT_YET;
        }
        double mark = before * SHARE * span;
        int back = NOT_YET;
        long goals = sum(goalsInTick, tick, tick + span);
        long least = goals;
        for (int at = tick; at + span <= end; at++) {
            if (goals < least) {
                least = goals;
                back = NOT_YET;
            }
            if (back == NOT_YET && goals >= mark) {
                back = at;
            }
            if (at + span < end) {
                goals += goalsInTick.applyAsInt(at + span) - goalsInTick.applyAsInt(at);
            }
        }
        return least >= mark ? 0 : back == NOT_YET ? NOT_YET : back - tick;
    }

    private static long sum(IntUnaryOperator goalsInTick, int from, int to) {
        long sum = 0;
        for (int tick = from; tick < to; tick++) {
            sum += goalsInTick.applyAsInt(tick);
        }
        return sum;
    }
}
