package io.aisletide.bench;

import io.aisletide.api.FloorView;
import io.aisletide.api.Fuel;
import io.aisletide.api.Version;
import io.aisletide.api.YieldAnswer;
import io.aisletide.api.YieldRequest;
import io.aisletide.api.YieldVersion;
import io.aisletide.engine.Delivery;
import io.aisletide.engine.EngineObserver;
import io.aisletide.engine.FleetEngine;
import io.aisletide.engine.ThreadingMode;
import io.aisletide.engine.VersionOffer;
import io.aisletide.grid.Floor;
import io.aisletide.grid.FloorGenerator;
import io.aisletide.grid.FloorPlan;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.release.audit.AuditKind;
import io.aisletide.release.audit.AuditRecord;
import io.aisletide.release.spec.AnalysisTemplate;
import io.aisletide.release.spec.MetricSpec;
import io.aisletide.release.spec.MetricSpec.Measure;
import io.aisletide.release.spec.ReleasePlan;
import io.aisletide.release.spec.RolloutSpec;
import io.aisletide.release.spec.Step;
import io.aisletide.release.spec.Strategy;
import io.aisletide.sim.workload.RandomGoals;
import io.aisletide.sim.workload.Reach;
import io.aisletide.workflow.Contracts;
import io.aisletide.workflow.Drill;
import io.aisletide.workflow.StateFormat;
import io.aisletide.workflow.VersionId;
import io.aisletide.workflow.VersionInfo;
import io.aisletide.workflow.VersionSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What {@code late} and {@code stuck} come to on floors of different kinds: for the same version twice, and for ones whose answers pass
 * every check and harm their robots. A tenth of the robots are the canary's; nothing is rolled back, so that all is counted.
 */
final class MissionExperiment {
    private static final VersionId ROUTE = VersionId.parse("plan-route@9.0.0");
    private static final VersionId YIELD = VersionId.parse("yield@9.0.0");
    private static final int START_TICK = 100;
    private static final double TICK_SECONDS = 0.667;

    private final int sameSeeds;
    private final int otherSeeds;
    private final int ticks;
    private final Consumer<String> out;

    /**
     * @param sameSeeds runs of the same version on each floor
     * @param otherSeeds runs of each harmful one
     * @param ticks that a canary is watched
     */
    MissionExperiment(int sameSeeds, int otherSeeds, int ticks, Consumer<String> out) {
        this.sameSeeds = sameSeeds;
        this.otherSeeds = otherSeeds;
        this.ticks = ticks;
        this.out = out;
    }

    private record Place(String name, Floor floor, int robots, int radius) {}

    void run() {
        Floor twoLanes = FloorGenerator.generate(FloorPlan.sized(128, 96));
        List<Place> places = List.of(
                new Place("two-lane, 1,200 robots", twoLanes, 1_200, 32),
                new Place("two-lane, 1,900 robots, near goals", twoLanes, 1_900, 10),
                new Place("one-lane, 300 robots", FloorGenerator.generate(new FloorPlan(96, 96, 6, 2, 1, 24, 24)), 300, 32));
        for (Place place : places) {
            compare(place, sameSeeds, "the same version", new Drill(0, 0, 0, 0, 0, 0, 0).as(ROUTE));
            compare(place, otherSeeds, "one way in 20 leads astray", new Drill(0, 0, 0, 0, 0, 50_000, 0).as(ROUTE));
            compare(place, otherSeeds, "one way in 5 leads astray", new Drill(0, 0, 0, 0, 0, 200_000, 0).as(ROUTE));
            compare(place, otherSeeds, "never asks others for room", new Timid());
            compare(place, otherSeeds, "always asks for all room", new Drill(0, 0, 0, 0, 0, Drill.ALL, 0).as(YIELD));
        }
    }

    private void compare(Place place, int seeds, String what, VersionSource version) {
        Reach reach = new Reach(place.floor);
        Map<String, List<Double>> failures = new HashMap<>();
        Map<String, long[]> counts = new HashMap<>();
        for (int seed = 1; seed <= seeds; seed++) {
            Measured measured = new Measured();
            try (FleetEngine engine = FleetEngine.builder(place.floor)
                    .motion(Motion.ROTATE)
                    .seed(seed)
                    .threads(1)
                    .mode(ThreadingMode.FUSED)
                    .robots(place.robots, LoadClass.LOADED)
                    .demand(new RandomGoals(place.floor, place.radius, seed, reach, robot -> LoadClass.LOADED))
                    .delivery(delivery(version))
                    .observer(measured)
                    .build()) {
                engine.advance(START_TICK + ticks);
            }
            measured.failed.forEach((metric, tick) ->
                    failures.computeIfAbsent(metric, key -> new ArrayList<>()).add((tick - START_TICK) * TICK_SECONDS));
            measured.last.forEach((metric, four) -> {
                long[] sum = counts.computeIfAbsent(metric, key -> new long[4]);
                Arrays.setAll(sum, i -> sum[i] + four[i]);
            });
        }
        for (String metric : measures().keySet()) {
            long[] four = counts.getOrDefault(metric, new long[4]);
            List<Double> seconds = failures.getOrDefault(metric, List.of());
            String when = seconds.isEmpty() ? "" : text(", median after %.0f s",
                    seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray()[seconds.size() / 2]);
            out.accept(text("%s, %s, %s: canary %,d in %,d (%.4f %%), stable %,d in %,d (%.4f %%); failed in %d of %d%s", place.name, what,
                    metric, four[0], four[1], 100.0 * four[0] / four[1], four[2], four[3], 100.0 * four[2] / four[3],
                    seconds.size(), seeds, when));
        }
    }

    private static Map<String, MetricSpec> measures() {
        MetricSpec.Incidents incidents = new MetricSpec.Incidents(true, true, ReleaseWorlds.RATE.seconds(30));
        Map<String, MetricSpec> all = new TreeMap<>();
        for (MetricSpec metric : List.of(
                metric("late", Measure.LATE, MetricSpec.Incidents.EACH_ERROR),
                metric("late-incidents", Measure.LATE, incidents),
                metric("stuck", Measure.STUCK, incidents))) {
            all.put("robots/" + metric.name(), metric);
        }
        return all;
    }

    private static MetricSpec metric(String name, Measure measure, MetricSpec.Incidents unit) {
        return new MetricSpec(
                name,
                new MetricSpec.Query(measure, MetricSpec.Query.ALL, MetricSpec.Role.CANARY, 0, MetricSpec.Query.BY_ITS_WAY),
                new MetricSpec.EProcess(MetricSpec.CompareTo.CONTROL, 1.5, 0.01, unit),
                new MetricSpec.Schedule(0, ReleaseWorlds.RATE.seconds(10), 0),
                new MetricSpec.Limits(Integer.MAX_VALUE, 0, 4),
                measure.fewSamples(),
                MetricSpec.OnNoData.WAIT,
                MetricSpec.OnError.ABORT,
                true);
    }

    private static Delivery delivery(VersionSource version) {
        AnalysisTemplate robots = new AnalysisTemplate("robots", List.copyOf(measures().values()));
        Strategy.AnalysisUse use = new Strategy.AnalysisUse(List.of("robots"), 0, false);
        RolloutSpec release = ReleaseWorlds.release("next", version.info().id(), START_TICK, 10, new Strategy.Canary(
                List.of(new Step.SetWeight(10), new Step.Pause(Step.Pause.INDEFINITE)), new Strategy.Background(0, use), 100, 20));
        return new Delivery(
                Map.of(),
                List.of(VersionOffer.of(version)),
                new ReleasePlan(List.of(release), List.of(robots), List.of()),
                ReleaseWorlds.RATE);
    }

    /** The last counts of each metric, and the tick in which it failed first. */
    private static final class Measured implements EngineObserver {
        final Map<String, long[]> last = new HashMap<>();
        final Map<String, Long> failed = new HashMap<>();

        @Override
        public void audited(AuditRecord record, String line) {
            if (record.kind() != AuditKind.MEASURED || !(record.fields().get("evidence") instanceof Map<?, ?> evidence)) {
                return;
            }
            String metric = String.valueOf(evidence.get("metric"));
            last.put(metric, new long[] {
                number(evidence, "num"), number(evidence, "den"), number(evidence, "controlNum"), number(evidence, "controlDen")
            });
            if ("FAILED".equals(evidence.get("outcome"))) {
                failed.putIfAbsent(metric, record.tick());
            }
        }

        private static long number(Map<?, ?> evidence, String key) {
            return evidence.get(key) instanceof Number number ? number.longValue() : 0;
        }
    }

    /** Robots that it answers for wait until the way is free by itself. */
    private record Timid() implements VersionSource, YieldVersion {
        @Override
        public VersionInfo info() {
            return new VersionInfo(
                    YIELD, Contracts.of(YIELD.endpoint()).version(), StateFormat.STATELESS, VersionInfo.Origin.DRILL, "timid",
                    "never asks others for room");
        }

        @Override
        public Version<?, ?> instantiate() {
            return this;
        }

        @Override
        public void decide(YieldRequest request, FloorView floor, Fuel fuel, YieldAnswer answer) {
            fuel.use(1);
            answer.points(0);
        }
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
