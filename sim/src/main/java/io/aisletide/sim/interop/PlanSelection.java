package io.aisletide.sim.interop;

import io.aisletide.grid.Area;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a run a {@link PlanRecorder} writes, and how.
 *
 * @param format the year of the output file
 * @param maxRobots most robots, the ones with the lowest numbers
 * @param area robots that stand there when the window begins; null for all
 * @param firstTick ticks done when the window begins; 0 is the start
 * @param lastTick ticks done when it ends
 * @param detail {@link #EVERYTHING}, {@link #PATHS_ONLY} or {@link #SUMMARY_ONLY}, the start kit's outputScreen
 */
public record PlanSelection(
        PlanFormat format, int maxRobots, Area.@Nullable Rectangle area, long firstTick, long lastTick, int detail) {
    /** Paths, times, schedules, events, tasks. */
    public static final int EVERYTHING = 1;

    /** Starts and actual paths. */
    public static final int PATHS_ONLY = 2;

    /** The figures at the top. */
    public static final int SUMMARY_ONLY = 3;

    /** @throws IllegalArgumentException if there is nothing in the selection */
    public PlanSelection {
        if (maxRobots < 1) {
            throw new IllegalArgumentException("a plan records at least one robot, not " + maxRobots);
        }
        if (firstTick < 0 || lastTick <= firstTick) {
            throw new IllegalArgumentException("a window goes from tick 0 or later to a later one, not from " + firstTick
                    + " to " + lastTick);
        }
        if (lastTick - firstTick > Integer.MAX_VALUE && lastTick != Long.MAX_VALUE) {
            throw new IllegalArgumentException("a window has at most " + Integer.MAX_VALUE + " ticks");
        }
        if (detail < EVERYTHING || detail > SUMMARY_ONLY) {
            throw new IllegalArgumentException("detail is 1, 2 or 3, not " + detail);
        }
    }

    /** The whole run with all that is known. */
    public static PlanSelection everything(PlanFormat format) {
        return new PlanSelection(format, Integer.MAX_VALUE, null, 0, Long.MAX_VALUE, EVERYTHING);
    }

    public PlanSelection withMaxRobots(int most) {
        return new PlanSelection(format, most, area, firstTick, lastTick, detail);
    }

    public PlanSelection withArea(Area.Rectangle where) {
        return new PlanSelection(format, maxRobots, where, firstTick, lastTick, detail);
    }

    public PlanSelection withWindow(long first, long last) {
        return new PlanSelection(format, maxRobots, area, first, last, detail);
    }

    public PlanSelection withDetail(int level) {
        return new PlanSelection(format, maxRobots, area, firstTick, lastTick, level);
    }
}
