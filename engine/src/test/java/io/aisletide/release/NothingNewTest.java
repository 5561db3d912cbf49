package io.aisletide.release;

import static io.aisletide.release.ReleaseBench.LEAD;
import static io.aisletide.release.spec.Specs.background;
import static io.aisletide.release.spec.Specs.canary;
import static io.aisletide.release.spec.Specs.pause;
import static io.aisletide.release.spec.Specs.plan;
import static io.aisletide.release.spec.Specs.release;
import static io.aisletide.release.spec.Specs.weight;
import static io.aisletide.release.spec.Specs.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.release.ReleaseCommand.Order;
import io.aisletide.release.ReleaseCommand.Verb;
import io.aisletide.release.audit.AuditKind;
import io.aisletide.release.spec.AnalysisTemplate;
import io.aisletide.release.spec.Condition;
import io.aisletide.release.spec.MetricSpec;
import io.aisletide.release.spec.RolloutSpec;
import io.aisletide.release.spec.RolloutSpec.Target;
import io.aisletide.release.spec.Specs;
import io.aisletide.release.spec.Strategy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Releases of a version that another release has made the stable one: its calls are nobody's canary's. */
class NothingNewTest {
    private static final RolloutSpec FIRST =
            with(release("first", "yield@2", new Strategy.Canary(List.of(weight(50)), null, 300, 30)), List.of(new Target(Specs.YIELD, "yield@2")));

    /** {@link #FIRST} is promoted, then a bundle of the same version and of a new one begins. */
    private static ReleaseBench bench(RolloutSpec bundle, AnalysisTemplate... templates) {
        List<Target> both = List.of(new Target(Specs.ROUTE, "plan-route@2"), new Target(Specs.YIELD, "yield@2"));
        ReleaseBench bench = new ReleaseBench(plan(List.of(templates), FIRST, with(bundle, both)), 200, 1);
        bench.start("first");
        bench.runTo("first", Phase.HEALTHY, 1_000);
        return bench;
    }

    @Test
    void shouldNotCountTheStableVersionForAReleaseThatEnds() {
        ReleaseBench bench = bench(canary(pause(60), weight(5), pause(600)));
        bench.start("r2");
        bench.runToStep("r2", 0, 10);
        bench.run(30);
        assertThat(bench.status("r2").figures().canaryCalls()).isZero();

        bench.runToStep("r2", 2, 200);
        bench.run(60);
        bench.abort("r2");
        bench.run(120);

        RolloutFigures figures = bench.status("r2").figures();
        assertThat(bench.status("r2").phase()).isEqualTo(Phase.DEGRADED);
        assertThat(bench.stable(1)).isEqualTo("yield@2");
        assertThat(figures.lastCanaryDecisionTick()).isPositive().isLessThanOrEqualTo(figures.failedTick());
        // 10 of 200 robots for some 60 ticks, a call each in 30; and all of them for some 120, of one endpoint only.
        assertThat(figures.canaryCalls()).isBetween(15L, 30L);
        assertThat(figures.allCalls()).isBetween(750L, 1_000L);
    }

    @Test
    void shouldCallNothingACanaryIfAllIsStableAlready() {
        ReleaseBench bench = new ReleaseBench(plan(FIRST, with(canary(pause(60)), FIRST.targets())), 200, 2);
        bench.start("first");
        bench.runTo("first", Phase.BAKING, 1_000);
        bench.start("r2");
        bench.runTo("r2", Phase.HEALTHY, 200);
        assertThat(bench.status("first").phase()).isEqualTo(Phase.SUPERSEDED);
        assertThat(bench.status("r2").figures().canaryCalls()).isZero();
        assertThat(bench.status("r2").figures().lastCanaryDecisionTick()).isEqualTo(RolloutFigures.NEVER);
    }

    @Test
    void shouldSayInTheAuditWhatAnswersAlready() {
        ReleaseBench bench = bench(canary(pause(60)));
        bench.start("r2");
        bench.step();
        assertThat(bench.records.stream().filter(record -> record.kind() == AuditKind.STARTED).toList())
                .satisfiesExactly(
                        first -> assertThat(first.fields()).doesNotContainKey("unchanged"),
                        second -> assertThat(second.fields()).containsEntry("unchanged", Map.of(Specs.YIELD, "yield@2")));
    }

    /** argo #1774, #3110, #995: a broken stable version blocked the fix. */
    @Test
    void shouldNotBlameAReleaseForTheStableVersion() {
        for (MetricSpec.Test test : List.of(
                new MetricSpec.EProcess(MetricSpec.CompareTo.CONTROL, 1.5, 0.01, MetricSpec.Incidents.EACH_ERROR),
                new MetricSpec.Threshold(MetricSpec.CompareTo.ABSOLUTE, Condition.parse("result > 2 %"), null, 0))) {
            ReleaseBench bench = bench(canary(background("faults"), weight(50), pause(300)), faultsOf(MetricSpec.Query.ALL, test));
            bench.errorRate.put("yield@2", 0.2);
            bench.start("r2");
            bench.runTo("r2", Phase.HEALTHY, 1_000);
            assertThat(bench.stable(0)).isEqualTo("plan-route@2");
        }
    }

    @Test
    void shouldStillBeRolledBackForWhatIsNew() {
        ReleaseBench bench = bench(
                canary(background("faults"), weight(50), pause(300)),
                faultsOf(
                        MetricSpec.Query.ALL,
                        new MetricSpec.EProcess(MetricSpec.CompareTo.CONTROL, 1.5, 0.01, MetricSpec.Incidents.EACH_ERROR)));
        bench.errorRate.put("plan-route@2", 0.2);
        bench.start("r2");
        bench.runTo("r2", Phase.DEGRADED, 1_000);
        assertThat(bench.stable(0)).isEqualTo("plan-route@1");
        assertThat(bench.stable(1)).isEqualTo("yield@2");
    }

    @Test
    void shouldTakeNoProofOfWhatIsStableAlready() {
        ReleaseBench bench = bench(
                canary(background("faults"), weight(50), pause(60)),
                faultsOf(
                        Specs.YIELD,
                        new MetricSpec.EProcess(MetricSpec.CompareTo.CONTROL, 1.5, 0.01, MetricSpec.Incidents.EACH_ERROR)));
        bench.errorRate.put("yield@2", 0.5);
        bench.start("r2");
        bench.runTo("r2", Phase.HEALTHY, 1_000);
        assertThat(bench.count(AuditKind.MEASURED)).isZero();
    }

    @Test
    void shouldNotTakeCallsOfTheStableVersionForThoseOfItsRobots() {
        ReleaseBench bench = bench(canary(weight(5), pause(60)));
        bench.silent = 0;
        bench.start("r2");
        bench.run(1_000);
        assertThat(bench.status("r2").step()).isZero();
        assertThat(bench.members(0, 1)).isEqualTo(10);
        bench.silent = -1;
        bench.runTo("r2", Phase.HEALTHY, 1_000);
    }

    @Test
    void shouldKnowWhenAPromotedVersionAnsweredLast() {
        ReleaseBench bench = new ReleaseBench(plan(canary(weight(50))), 200, 3);
        bench.start("r2");
        bench.runTo("r2", Phase.BAKING, 200);
        bench.run(20);
        bench.abort("r2");
        bench.run(60);
        RolloutFigures figures = bench.status("r2").figures();
        assertThat(bench.status("r2").phase()).isEqualTo(Phase.DEGRADED);
        assertThat(figures.lastCanaryDecisionTick()).isEqualTo(figures.failedTick());
    }

    @Test
    void shouldGoByStepsWhenAReturnThatFailedIsTriedAgain() {
        RolloutSpec back = release("back", "plan-route@1", new Strategy.Canary(List.of(weight(5), pause(60)), null, 300, 30));
        ReleaseBench bench = new ReleaseBench(plan(canary(weight(50)), back), 200, 4);
        bench.start("r2");
        bench.runTo("r2", Phase.HEALTHY, 1_000);
        bench.start("back");
        bench.runTo("back", Phase.BAKING, 10);
        bench.abort("back");
        bench.runTo("back", Phase.DEGRADED, 5);
        bench.controller.submit(new Order(Verb.RETRY, "back", LEAD, "the fault was a cable"));
        bench.runTo("back", Phase.STEPPING, 10);
        assertThat(bench.stable(0)).isEqualTo("plan-route@2");
        assertThat(bench.members(0, 2)).isEqualTo(10);
    }

    private static AnalysisTemplate faultsOf(String endpoint, MetricSpec.Test test) {
        return new AnalysisTemplate("faults", List.of(new MetricSpec(
                "faults",
                new MetricSpec.Query(MetricSpec.Measure.FAULTS, endpoint, MetricSpec.Role.CANARY, 60),
                test,
                new MetricSpec.Schedule(0, 10, 0),
                MetricSpec.Limits.DEFAULT,
                10,
                MetricSpec.OnNoData.WAIT,
                MetricSpec.OnError.ABORT,
                false)));
    }
}
