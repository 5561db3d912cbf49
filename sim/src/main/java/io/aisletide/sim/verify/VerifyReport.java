package io.aisletide.sim.verify;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What {@link PlanVerifier} found.
 *
 * @param plan file that was checked, as the user named it
 * @param robots robots in the plan
 * @param steps steps in the plan
 * @param wallsChecked whether a map was given, so that walls and the edge of the floor were checked too
 * @param eventsChecked events (errands done, tasks finished) that were compared with the robots' places
 * @param tasksFinished tasks that the events finish
 * @param counts violations of each kind; kinds without one are missing
 * @param first the first violations in the order of time, at most {@value #MAX_LISTED}
 */
public record VerifyReport(
        String plan,
        int robots,
        int steps,
        boolean wallsChecked,
        int eventsChecked,
        int tasksFinished,
        Map<Kind, Long> counts,
        List<Violation> first) {

    /** Most violations that are listed one by one. */
    public static final int MAX_LISTED = 20;

    /** What can be wrong with a plan. */
    public enum Kind {
        VERTEX("two robots in one cell"),
        SWAP("two robots swap places"),
        WALL("robot in a wall"),
        STORAGE("loaded robot under a stored pod"),
        OFF_MAP("robot leaves the map"),
        ACTION("unknown action"),
        LENGTH("path ends early"),
        EVENT("event that the paths do not bear out"),
        TASK_ORDER("errands out of order, handed over or before their release"),
        TASK_COUNT("count of finished tasks differs");

        private final String description;

        Kind(String description) {
            this.description = description;
        }

        public String description() {
            return description;
        }
    }

    /**
     * One violation.
     *
     * @param step steps done when it shows: 0 is the start
     * @param robot first robot concerned, or {@link #NOBODY}
     * @param other second robot, or {@link #NOBODY}
     * @param row row of the cell, from the top
     * @param column column of the cell
     * @param detail more, for people; may be empty
     */
    public record Violation(Kind kind, int step, int robot, int other, int row, int column, String detail) {
        public static final int NOBODY = -1;

        @Override
        public String toString() {
            StringBuilder line = new StringBuilder("step ").append(step).append(": ").append(kind.description());
            if (robot != NOBODY) {
                line.append(": robot ").append(robot);
            }
            if (other != NOBODY) {
                line.append(" and robot ").append(other);
            }
            if (row >= 0 && column >= 0) {
                line.append(" at row ").append(row).append(", column ").append(column);
            }
            return detail.isEmpty() ? line.toString() : line.append(" (").append(detail).append(')').toString();
        }
    }

    public VerifyReport {
        counts = counts.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(counts));
        first = List.copyOf(first);
    }

    /** No violation of any kind. */
    public boolean clean() {
        return counts.isEmpty();
    }

    public long count(Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** Violations of all kinds. */
    public long violations() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The report for people, a line each: the verdict, counts, then the first violations. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        String what = String.format("%s: %,d robots, %,d steps, %,d events", plan, robots, steps, eventsChecked);
        lines.add(what + (clean() ? ": no conflict" : String.format(": %,d VIOLATIONS", violations())));
        if (!wallsChecked) {
            lines.add("  walls were not checked: no map was given");
        }
        if (first.stream().anyMatch(VerifyReport::startsOutside)) {
            lines.add("  robots start off the map or in its walls: is it the map of this plan?");
        }
        for (Kind kind : Kind.values()) {
            if (count(kind) > 0) {
                lines.add(String.format("  %,d x %s", count(kind), kind.description()));
            }
        }
        for (Violation violation : first) {
            lines.add("  " + violation);
        }
        if (violations() > first.size()) {
            lines.add(String.format("  and %,d more", violations() - first.size()));
        }
        return lines;
    }

    private static boolean startsOutside(Violation violation) {
        return violation.step() == 0 && (violation.kind() == Kind.OFF_MAP || violation.kind() == Kind.WALL);
    }
}
