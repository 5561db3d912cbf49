package io.aisletide.sim.testkit;

import io.aisletide.command.Command;
import io.aisletide.command.Scope;
import io.aisletide.grid.Area;
import io.aisletide.grid.CellKind;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.sim.scenario.Scenario;
import io.aisletide.sim.scenario.Scenario.DemandSpec;
import io.aisletide.sim.scenario.Scenario.FleetSpec;
import io.aisletide.sim.scenario.Scenario.FloorSpec;
import io.aisletide.sim.scenario.Scenario.Placement;
import io.aisletide.sim.scenario.ScriptedCommand;
import io.aisletide.sim.scenario.Source;
import io.aisletide.sim.workload.Reach;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rectangle cut out of a floor at one moment, as a scenario: the cells, the robots on them, and the rules that hold
 * there. A robot that wants to leave the rectangle drives to the cell in it that is nearest to its goal.
 */
final class FloorPiece {
    private static final String SYMBOLS = "#.pSC";

    private final TestFloor from;
    private final Floor whole;
    private final DeadlockCases.Moment moment;
    private final Area.Rectangle frame;
    private final Floor piece;
    private final List<String> rows = new ArrayList<>();

    /** @param margin cells around the stuck robots */
    FloorPiece(TestFloor from, DeadlockCases.Moment moment, int margin) {
        this.from = from;
        this.moment = moment;
        whole = from.floor();
        frame = frame(margin);
        for (int y = 0; y < frame.height(); y++) {
            StringBuilder row = new StringBuilder();
            for (int x = 0; x < frame.width(); x++) {
                CellKind kind = whole.kind(whole.cell(frame.x() + x, frame.y() + y));
                row.append(SYMBOLS.charAt(kind.ordinal()));
            }
            rows.add(row.toString());
        }
        piece = Floor.parse(rows.toArray(new String[0]));
    }

    private Area.Rectangle frame(int margin) {
        Set<Integer> stuck = new HashSet<>();
        for (int robot : moment.chain()) {
            stuck.add(robot);
        }
        int left = whole.width();
        int top = whole.height();
        int right = 0;
        int bottom = 0;
        for (DeadlockCases.Stand stand : moment.robots()) {
            if (stuck.contains(stand.robot())) {
                left = Math.min(left, whole.xOf(stand.cell()) - margin);
                top = Math.min(top, whole.yOf(stand.cell()) - margin);
                right = Math.max(right, whole.xOf(stand.cell()) + margin + 1);
                bottom = Math.max(bottom, whole.yOf(stand.cell()) + margin + 1);
            }
        }
        int x = Math.max(0, left);
        int y = Math.max(0, top);
        return new Area.Rectangle(
                x, y, Math.min(whole.width(), right) - x, Math.min(whole.height(), bottom) - y);
    }

    Scenario scenario(int durationTicks) {
        List<DeadlockCases.Stand> inside = moment.robots().stream()
                .filter(stand -> frame.contains(whole.xOf(stand.cell()), whole.yOf(stand.cell())))
                // A scenario's loaded robots are its first ones.
                .sorted(Comparator.comparing((DeadlockCases.Stand stand) -> stand.load() == LoadClass.EMPTY)
                        .thenComparing(DeadlockCases.Stand::robot))
                .toList();
        Reach reach = new Reach(piece);
        List<int[]> places = new ArrayList<>();
        List<int[]> goals = new ArrayList<>();
        List<ScriptedCommand> script = new ArrayList<>();
        moment.rules().forEach(rule -> lay(rule, script));
        int loaded = 0;
        for (DeadlockCases.Stand stand : inside) {
            int x = whole.xOf(stand.cell()) - frame.x();
            int y = whole.yOf(stand.cell()) - frame.y();
            places.add(new int[] {x, y, stand.heading()});
            goals.add(nearestTo(stand, piece.cell(x, y), reach));
            loaded += stand.load() == LoadClass.LOADED ? 1 : 0;
            if (stand.paused()) {
                script.add(ScriptedCommand.of(script.size() + 1L, 0, new Command.Pause(Scope.rectangle(x, y, 1, 1))));
            }
        }
        Scenario original = from.scenario();
        FleetSpec fleet = new FleetSpec(
                FleetSpec.ALL,
                original.fleet().motion(),
                new Placement.At(places),
                (double) loaded / places.size(),
                Map.of());
        return new Scenario(
                original.name() + "-deadlock",
                moment.chain().length + " robots stuck at tick " + moment.tick() + " of " + original.name() + ", seed "
                        + original.seed() + ", around (" + frame.x() + ", " + frame.y() + ")",
                original.seed(),
                new Scenario.Clock(original.clock().tickNanos(), 0, durationTicks),
                new FloorSpec.Drawn(rows),
                Map.of(),
                fleet,
                new DemandSpec.Goals(goals),
                script,
                List.of(),
                new Source("deadlock", null));
    }

    private int[] nearestTo(DeadlockCases.Stand stand, int cell, Reach reach) {
        int goalX = whole.xOf(stand.goal()) - frame.x();
        int goalY = whole.yOf(stand.goal()) - frame.y();
        int best = cell;
        int least = Integer.MAX_VALUE;
        for (int y = 0; y < piece.height(); y++) {
            for (int x = 0; x < piece.width(); x++) {
                int candidate = piece.cell(x, y);
                int distance = Math.abs(x - goalX) + Math.abs(y - goalY);
                if (distance < least
                        && (candidate == cell || reach.of(stand.load()).connected(cell, candidate))) {
                    best = candidate;
                    least = distance;
                }
            }
        }
        return new int[] {piece.xOf(best), piece.yOf(best)};
    }

    /** Adds the rule to the script, as rectangles: each row of its area within the frame is a run of cells, or several. */
    private void lay(Command rule, List<ScriptedCommand> script) {
        Area area = areaOf(rule.scope());
        Area.Rectangle b = area.bounds();
        if (area instanceof Area.Rectangle) {
            add(rule, clipped(b), script);
            return;
        }
        for (int y = b.y(); y < b.y() + b.height(); y++) {
            for (int x = b.x(); x < b.x() + b.width(); x++) {
                int start = x;
                while (x < b.x() + b.width() && area.contains(x, y)) {
                    x++;
                }
                if (x > start) {
                    add(rule, clipped(new Area.Rectangle(start, y, x - start, 1)), script);
                }
            }
        }
    }

    private void add(Command rule, Area.@Nullable Rectangle area, List<ScriptedCommand> script) {
        if (area != null) {
            Scope scope = new Scope(area, null, rule.scope().load(), null);
            script.add(ScriptedCommand.of(script.size() + 1L, 0, over(rule, scope)));
        }
    }

    private Area.@Nullable Rectangle clipped(Area.Rectangle area) {
        int left = Math.max(0, area.x() - frame.x());
        int top = Math.max(0, area.y() - frame.y());
        int right = Math.min(frame.width(), area.x() + area.width() - frame.x());
        int bottom = Math.min(frame.height(), area.y() + area.height() - frame.y());
        return left < right && top < bottom ? new Area.Rectangle(left, top, right - left, bottom - top) : null;
    }

    private Area areaOf(Scope scope) {
        Area area = scope.zone() == null ? scope.area() : from.scenario().zones().get(scope.zone());
        return area == null ? new Area.Rectangle(0, 0, whole.width(), whole.height()) : area;
    }

    /** The same rule elsewhere, without an end. An area that was evacuated is closed by now, and its robots have goals. */
    private static Command over(Command rule, Scope scope) {
        if (rule instanceof Command.Open) {
            return new Command.Open(scope, Command.NEVER);
        }
        if (rule instanceof Command.OneWay oneWay) {
            return new Command.OneWay(scope, oneWay.direction(), Command.NEVER);
        }
        if (rule instanceof Command.Slow slow) {
            return new Command.Slow(scope, slow.ticksPerCell(), Command.NEVER);
        }
        if (rule instanceof Command.Avoid avoid) {
            return new Command.Avoid(scope, avoid.extraCells(), Command.NEVER);
        }
        if (rule instanceof Command.Prefer) {
            return new Command.Prefer(scope, Command.NEVER);
        }
        return new Command.Close(scope, Command.NEVER);
    }
}
