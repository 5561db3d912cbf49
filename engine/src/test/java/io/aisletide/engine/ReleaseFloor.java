package io.aisletide.engine;

import io.aisletide.command.Command;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.release.audit.AuditRecord;
import io.aisletide.release.spec.AnalysisTemplate;
import io.aisletide.release.spec.MetricSpec;
import io.aisletide.release.spec.ReleasePlan;
import io.aisletide.release.spec.RolloutSpec;
import io.aisletide.release.spec.Step;
import io.aisletide.release.spec.Strategy;
import io.aisletide.release.spec.TickRate;
import io.aisletide.traffic.Demand;
import io.aisletide.workflow.BuiltIns;
import io.aisletide.workflow.Drill;
import io.aisletide.workflow.VersionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A small floor with busy robots, versions that are bad on purpose, and releases of them. */
final class ReleaseFloor {
    static final TickRate RATE = new TickRate(667_000_000L);
    static final VersionId BAD = VersionId.parse("plan-route@9.0.0");
    private static final int SIDE = 70;

    private ReleaseFloor() {}

    static Floor floor() {
        String[] rows = new String[SIDE];
        for (int y = 0; y < SIDE; y++) {
            StringBuilder row = new StringBuilder();
            for (int x = 0; x < SIDE; x++) {
                row.append(x % 6 >= 2 && y % 4 >= 2 ? 'p' : '.');
            }
            rows[y] = row.toString();
        }
        return Floor.parse(rows);
    }

    /** Goals near by, so that there are many calls. */
    static Demand demand(Floor floor) {
        return (robot, cell, tick) -> {
            int x = Math.floorMod(floor.xOf(cell) + robot * 31 % 13 - 6 + (int) tick % 3, SIDE);
            int y = Math.floorMod(floor.yOf(cell) + robot * 17 % 13 - 6, SIDE);
            int goal = floor.cell(x, y);
            return goal == cell ? Demand.NO_GOAL : goal;
        };
    }

    static FleetEngineBuilder engine(long seed, int robots, Delivery delivery) {
        Floor floor = floor();
        return FleetEngine.builder(floor)
                .seed(seed)
                .motion(Motion.ROTATE)
                .threads(2)
                .robots(robots, LoadClass.EMPTY)
                .demand(demand(floor))
                .delivery(delivery);
    }

    static Delivery delivery(Drill drill, RolloutSpec... releases) {
        return new Delivery(
                Map.of(), List.of(VersionOffer.of(drill.as(BAD))), new ReleasePlan(List.of(releases), List.of(errors()), List.of()), RATE);
    }

    /** Errors against the stable version, looked at every ten ticks. */
    static AnalysisTemplate errors() {
        return againstStable(new MetricSpec.Query(
                MetricSpec.Measure.FAULTS, MetricSpec.Query.ALL, MetricSpec.Role.CANARY, 0));
    }

    /** The template of that name, by something else. */
    static AnalysisTemplate againstStable(MetricSpec.Query query) {
        MetricSpec.Incidents each = MetricSpec.Incidents.EACH_ERROR;
        return new AnalysisTemplate("errors", List.of(new MetricSpec(
                "against-stable",
                query,
                new MetricSpec.EProcess(MetricSpec.CompareTo.CONTROL, 1.5, 0.01, each),
                new MetricSpec.Schedule(0, 10, 0),
                MetricSpec.Limits.DEFAULT,
                5,
                MetricSpec.OnNoData.WAIT,
                MetricSpec.OnError.ABORT,
                false)));
    }

    /** Watched by its errors, with a cap at its highest weight. */
    static RolloutSpec canary(String name, VersionId to, long atTick, Step... steps) {
        int most = 1;
        for (Step step : steps) {
            most = step instanceof Step.SetWeight weight ? Math.max(most, weight.percent()) : most;
        }
        Strategy.AnalysisUse errors = new Strategy.AnalysisUse(List.of("errors"), 0, false);
        return release(
                name,
                to,
                atTick,
                most,
                new Strategy.Canary(List.of(steps), new Strategy.Background(0, errors), 100, 20));
    }

    static RolloutSpec release(String name, VersionId to, long atTick, int maxPercent, Strategy strategy) {
        return new RolloutSpec(
                name,
                List.of(new RolloutSpec.Target(to.endpoint().label(), to.toString())),
                atTick,
                strategy,
                new RolloutSpec.Exposure(maxPercent, true, true, 1),
                RolloutSpec.ProgressDeadline.defaults(RATE),
                RolloutSpec.FailurePolicy.defaults(RATE),
                10,
                List.of());
    }

    static Command.Release ask(Command.ReleaseVerb verb, String release) {
        return new Command.Release(verb, release, null, "ada", "shift-lead", "because");
    }

    static VersionId better() {
        return BuiltIns.CONGESTION_AWARE;
    }

    /** Keeps the lines of the audit. */
    static final class Audit implements EngineObserver {
        final List<String> lines = new ArrayList<>();

        @Override
        public void audited(AuditRecord record, String line) {
            lines.add(line);
        }
    }
}
