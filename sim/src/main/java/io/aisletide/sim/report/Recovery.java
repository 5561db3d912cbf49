package io.aisletide.sim.report;

/**
 * When the floor was back at its pace after a command. The pace is goals per tick, averaged over {@value #SMOOTH_TICKS}
 * ticks; what it was is the average over twice as many ticks before the command; back means {@link #SHARE} of that.
 *
 * <p>The time runs from the command to the beginning of the first average that is back after the deepest one. The search
 * ends at the next command or at the end of the run. A command that never took the pace below the mark recovered at
 * once.
 */
public final class Recovery {
    public static final int SMOOTH_TICKS = 20;
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
        double before = recorder.window(Math.max(0, tick - 2 * SMOOTH_TICKS), tick).goalsPerTick();
        if (before <= 0 || tick + SMOOTH_TICKS > last) {
            return NOT_YET;
        }
        double mark = before * SHARE * SMOOTH_TICKS;
        int deepest = tick;
        double least = Double.MAX_VALUE;
        for (int from = tick; from + SMOOTH_TICKS <= last; from++) {
            double goals = recorder.window(from, from + SMOOTH_TICKS).goals();
            if (goals < least) {
                least = goals;
                deepest = from;
            }
        }
        if (least >= mark) {
            return 0;
        }
        for (int from = deepest; from + SMOOTH_TICKS <= last; from++) {
            if (recorder.window(from, from + SMOOTH_TICKS).goals() >= mark) {
                return from - tick;
            }
        }
        return NOT_YET;
    }
}
