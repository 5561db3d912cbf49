package io.aisletide.release.spec;

import io.aisletide.release.spec.MetricSpec.CompareTo;
import io.aisletide.release.spec.RolloutSpec.Exposure;
import io.aisletide.release.spec.RolloutSpec.FailurePolicy;
import io.aisletide.release.spec.RolloutSpec.OnFailure;
import io.aisletide.release.spec.RolloutSpec.ProgressDeadline;
import io.aisletide.release.spec.RolloutSpec.Target;
import io.aisletide.release.spec.Strategy.AnalysisUse;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Plans to start from in tests; a tick is one second. */
public final class Specs {
    public static final TickRate SECOND = new TickRate(1_000_000_000L);
    public static final String ROUTE = "plan-route";
    public static final String YIELD = "yield";
    public static final KnownVersions KNOWN = new KnownVersions(
            Set.of(ROUTE, YIELD),
            Map.of(
                    "plan-route@1", ROUTE,
                    "plan-route@2", ROUTE,
                    "plan-route@3", ROUTE,
                    "plan-route@4", ROUTE,
                    "yield@1", YIELD,
                    "yield@2", YIELD));
    public static final FailurePolicy ROLLBACK = new FailurePolicy(OnFailure.ROLLBACK, 1, 3, 600, 2);
    public static final FailurePolicy FREEZE = new FailurePolicy(OnFailure.FREEZE, 1, 3, 600, 2);

    private Specs() {}

    public static ReleasePlan plan(RolloutSpec... releases) {
        return new ReleasePlan(List.of(releases), List.of(errors(), relative()), List.of());
    }

    public static ReleasePlan plan(List<AnalysisTemplate> templates, RolloutSpec... releases) {
        return new ReleasePlan(List.of(releases), templates, List.of());
    }

    /** To plan-route@2 on command. */
    public static RolloutSpec canary(Step... steps) {
        return canary(null, steps);
    }

    public static RolloutSpec canary(Strategy.@org.jspecify.annotations.Nullable Background analysis, Step... steps) {
        return release("r2", "plan-route@2", new Strategy.Canary(List.of(steps), analysis, 300, 30));
    }

    public static RolloutSpec release(String name, String version, Strategy strategy) {
        return new RolloutSpec(
                name,
                List.of(new Target(ROUTE, version)),
                RolloutSpec.ON_COMMAND,
                strategy,
                Exposure.DEFAULT,
                new ProgressDeadline(600, true),
                ROLLBACK,
                60,
                List.of());
    }

    public static RolloutSpec with(RolloutSpec spec, FailurePolicy failure) {
        return new RolloutSpec(
                spec.name(),
                spec.targets(),
                spec.atTick(),
                spec.strategy(),
                spec.exposure(),
                spec.deadline(),
                failure,
                spec.bakeTicks(),
                spec.operatorRoles());
    }

    public static RolloutSpec with(RolloutSpec spec, Exposure exposure) {
        return new RolloutSpec(
                spec.name(),
                spec.targets(),
                spec.atTick(),
                spec.strategy(),
                exposure,
                spec.deadline(),
                spec.failure(),
                spec.bakeTicks(),
                spec.operatorRoles());
    }

    public static RolloutSpec with(RolloutSpec spec, List<Target> targets) {
        return new RolloutSpec(
                spec.name(),
                targets,
                spec.atTick(),
                spec.strategy(),
                spec.exposure(),
                spec.deadline(),
                spec.failure(),
                spec.bakeTicks(),
                spec.operatorRoles());
    }

    public static RolloutSpec at(RolloutSpec spec, long tick) {
        return new RolloutSpec(
                spec.name(),
                spec.targets(),
                tick,
                spec.strategy(),
                spec.exposure(),
                spec.deadline(),
                spec.failure(),
                spec.bakeTicks(),
                spec.operatorRoles());
    }

    public static Step weight(int percent) {
        return new Step.SetWeight(percent);
    }

    public static Step pause(int ticks) {
        return new Step.Pause(ticks);
    }

    public static Step analyse(String... templates) {
        return new Step.Analyse(use(templates));
    }

    public static AnalysisUse use(String... templates) {
        return new AnalysisUse(List.of(templates), 120, false);
    }

    public static Strategy.Background background(String... templates) {
        return new Strategy.Background(0, new AnalysisUse(List.of(templates), 0, false));
    }

    public static GateSpec gateSpec(String name, GateSpec.OnTimeout onTimeout) {
        return new GateSpec(name, GateSpec.Type.CONFIRM_TRAFFIC_INCREASE, "shift-lead", 1, 100, onTimeout, null);
    }

    public static Step gate(String name, GateSpec.OnTimeout onTimeout) {
        return new Step.Gate(gateSpec(name, onTimeout));
    }

    /** Over 2 % of the canary's calls in a minute for five minutes, looked at each minute. */
    public static AnalysisTemplate errors() {
        return new AnalysisTemplate("errors", List.of(metric(
                "source-rule",
                60,
                new MetricSpec.Threshold(CompareTo.ABSOLUTE, Condition.parse("result > 2 %"), null, 300),
                new MetricSpec.Schedule(0, 60, 0))));
    }

    public static AnalysisTemplate relative() {
        return new AnalysisTemplate("relative", List.of(metric(
                "error-rate-relative",
                60,
                new MetricSpec.EProcess(CompareTo.CONTROL, 1.5, 0.01, MetricSpec.Incidents.EACH_ERROR),
                new MetricSpec.Schedule(0, 10, 0))));
    }

    public static MetricSpec metric(String name, int window, MetricSpec.Test test, MetricSpec.Schedule schedule) {
        return new MetricSpec(
                name,
                new MetricSpec.Query(MetricSpec.Measure.FAULTS, ROUTE, MetricSpec.Role.CANARY, window),
                test,
                schedule,
                MetricSpec.Limits.DEFAULT,
                10,
                MetricSpec.OnNoData.WAIT,
                MetricSpec.OnError.ABORT,
                false);
    }
}
