package io.aisletide.sim.report;

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
     * @param tick the first tick that obeyed the command
     * @param end one more than the last tick to look at
     * @return ticks, or {@link #NOT_YET}
     */
    public static int ticksAfter(RunRecorder recorder, int tick, int end) {
        int last = Math.min(end, recorder.ticks());
        double before = recorder.window(Math.max(0, tick - BEFORE_TICKS), tick).goalsPerTick();
        int span = (int) Math.max(LEAST_TICKS, Math.min(MOST_TICKS, Math.ceil(SMOOTH_GOALS / before)));
        if (before <= 0 || tick + span > last) {
            return NOT_YET;
        }
        double mark = before * SHARE * span;
        int deepest = tick;
        long least = Long.MAX_VALUE;
        long goals = recorder.window(tick, tick + span).goals();
        for (int from = tick; from + span <= last; from++) {
            if (goals < least) {
                least = goals;
                deepest = from;
            }
            if (from + span < last) {
                goals += recorder.goals(from + span) - recorder.goals(from);
            }
        }
        if (least >= mark) {
            return 0;
        }
        for (int from = deepest; from + span <= last; from++) {
            if (recorder.window(from, from + span).goals() >= mark) {
                return from - tick;
            }
        }
        return NOT_YET;
    }
}
