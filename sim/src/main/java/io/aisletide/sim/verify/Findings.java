package io.aisletide.sim.verify;

import io.aisletide.sim.verify.VerifyReport.Kind;
import io.aisletide.sim.verify.VerifyReport.Violation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts violations and keeps the first ones. */
final class Findings {
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final List<Violation> first = new ArrayList<>();

    void add(Kind kind, int step, int robot, int other, int row, int column, String detail) {
        counts.merge(kind, 1L, Long::sum);
        if (first.size() < VerifyReport.MAX_LISTED) {
            first.add(new Violation(kind, step, robot, other, row, column, detail));
        }
    }

    VerifyReport report(String plan, PlanOutline outline, boolean wallsChecked, EventCheck events) {
        return new VerifyReport(
                plan,
                outline.robots(),
                outline.steps(),
                wallsChecked,
                events.checked(),
                events.tasksFinished(),
                counts,
                first);
    }
}
