package io.aisletide.bench;

import io.aisletide.engine.Delivery;
import io.aisletide.engine.FleetEngine;
import io.aisletide.engine.FleetEngineBuilder;
import io.aisletide.engine.VersionOffer;
import io.aisletide.grid.Floor;
import io.aisletide.grid.FloorGenerator;
import io.aisletide.grid.FloorPlan;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.release.spec.AnalysisTemplate;
import io.aisletide.release.spec.Condition;
import io.aisletide.release.spec.MetricSpec;
import io.aisletide.release.spec.ReleasePlan;
import io.aisletide.release.spec.RolloutSpec;
import io.aisletide.release.spec.Step;
import io.aisletide.release.spec.Strategy;
import io.aisletide.release.spec.TickRate;
import io.aisletide.sim.workload.RandomGoals;
import io.aisletide.sim.workload.Reach;
import io.aisletide.workflow.Drill;
import io.aisletide.workflow.Endpoint;
import io.aisletide.workflow.VersionId;
import java.util.List;
import java.util.Map;

/**
 * Small floors with releases for experiments: 128 x 96 cells, goals up to 32 cells away, so that each robot asks for a way
 * some two and a half times a simulated minute.
 */
final class ReleaseWorlds {
    static final TickRate RATE = new TickRate(667_000_000L);
    static final VersionId NEW = VersionId.parse("plan-route@9.0.0");
    static final VersionId OLD = VersionId.parse("plan-route@8.0.0");
    static final String SEQUENTIAL = "sequential";
    static final String NAIVE = "naive";
    private static final int GOAL_RADIUS_CELLS = 32;

    private static final Floor FLOOR = FloorGenerator.generate(FloorPlan.sized(128, 96));
    private static final Reach REACH = new Reach(FLOOR);

    private ReleaseWorlds() {}

    static FleetEngineBuilder engine(long seed, int robots, Delivery delivery) {
        return FleetEngine.builder(FLOOR)
                .motion(Motion.ROTATE)
                .seed(seed)
                .threads(1)
                .mode(io.aisletide.engine.ThreadingMode.FUSED)
                .robots(robots, LoadClass.LOADED)
                .demand(new RandomGoals(FLOOR, GOAL_RADIUS_CELLS, seed, REACH, robot -> LoadClass.LOADED))
                .delivery(delivery);
    }

    /** Old and new version with those faults; the old one answers first. */
    static Delivery delivery(Drill old, Drill fresh, boolean watchedOnly, RolloutSpec... releases) {
        return new Delivery(
                Map.of(Endpoint.PLAN_ROUTE, OLD),
                List.of(VersionOffer.of(old.as(OLD)), VersionOffer.of(fresh.as(NEW))),
                new ReleasePlan(List.of(releases), List.of(templates(watchedOnly)), List.of()),
                RATE);
    }

    /**
     * The sequential test against the stable version at one in a hundred, and the rule "more than 2 % errors in five
     * minutes", looked at every minute.
     *
     * @param watchedOnly whether neither has an effect
     */
    private static AnalysisTemplate templates(boolean watchedOnly) {
        MetricSpec.Query canary = new MetricSpec.Query(MetricSpec.Measure.FAULTS, "plan-route", MetricSpec.Role.CANARY, 0);
        MetricSpec.Incidents incidents = new MetricSpec.Incidents(true, true, RATE.seconds(30));
        MetricSpec sequential = new MetricSpec(
                SEQUENTIAL,
                canary,
                new MetricSpec.EProcess(MetricSpec.CompareTo.CONTROL, 1.5, 0.01, incidents),
                new MetricSpec.Schedule(0, RATE.seconds(5), 0),
                MetricSpec.Limits.DEFAULT,
                5,
                MetricSpec.OnNoData.WAIT,
                MetricSpec.OnError.ABORT,
                watchedOnly);
        MetricSpec naive = new MetricSpec(
                NAIVE,
                new MetricSpec.Query(MetricSpec.Measure.FAULTS, "plan-route", MetricSpec.Role.CANARY, RATE.seconds(300)),
                new MetricSpec.Threshold(MetricSpec.CompareTo.ABSOLUTE, Condition.parse("result > 0.02"), null, 0),
                new MetricSpec.Schedule(RATE.seconds(240), RATE.seconds(60), 0),
                MetricSpec.Limits.DEFAULT,
                5,
                MetricSpec.OnNoData.WAIT,
                MetricSpec.OnError.ABORT,
                true);
        return new AnalysisTemplate("errors", List.of(sequential, naive));
    }

    /** To the new version by those steps, watched from the first. */
    static RolloutSpec canary(String name, long atTick, int maxPercent, Step... steps) {
        Strategy.AnalysisUse errors = new Strategy.AnalysisUse(List.of("errors"), 0, false);
        return release(name, NEW, atTick, maxPercent, new Strategy.Canary(
                List.of(steps), new Strategy.Background(0, errors), RATE.seconds(300), RATE.seconds(30)));
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
                0,
                List.of());
    }
}
