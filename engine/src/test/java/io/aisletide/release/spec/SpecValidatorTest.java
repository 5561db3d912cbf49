package io.aisletide.release.spec;

import static io.aisletide.release.spec.Specs.analyse;
import static io.aisletide.release.spec.Specs.background;
import static io.aisletide.release.spec.Specs.canary;
import static io.aisletide.release.spec.Specs.pause;
import static io.aisletide.release.spec.Specs.plan;
import static io.aisletide.release.spec.Specs.release;
import static io.aisletide.release.spec.Specs.use;
import static io.aisletide.release.spec.Specs.weight;
import static io.aisletide.release.spec.Specs.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aisletide.release.spec.MetricSpec.CompareTo;
import io.aisletide.release.spec.RolloutSpec.Exposure;
import io.aisletide.release.spec.RolloutSpec.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpecValidatorTest {
    private static final String CANARY = "releases[0].strategy.canary";
    private static final String METRIC = "analysisTemplates[0].metrics[0]";

    @Test
    void shouldFindNothingWhenThePlanIsRight() {
        GateSpec gate = new GateSpec(
                "lead",
                GateSpec.Type.CONFIRM_TRAFFIC_INCREASE,
                "shift-lead",
                1,
                900,
                GateSpec.OnTimeout.PAUSE,
                new PersonSpec("ana", 120, 0.5, new PersonSpec.WorkingHours(79_200, 21_600, 86_400), PersonSpec.Answer.APPROVE));
        RolloutSpec right = canary(
                background("errors", "relative"),
                weight(5),
                pause(1200),
                new Step.Gate(gate),
                weight(10),
                analyse("errors"),
                weight(100));
        assertThat(faults(plan(right))).isEmpty();
    }

    @Test
    void shouldRefuseAWeightOverOneHundred() {
        assertThat(faults(plan(canary(weight(5), weight(101)))))
                .containsExactly(CANARY + ".steps[1].setWeight: a weight is 0 to 100 percent, not 101");
    }

    @Test
    void shouldRefuseAGateWithoutARole() {
        GateSpec gate = new GateSpec("g", GateSpec.Type.ROLLOUT, " ", 1, 10, GateSpec.OnTimeout.ABORT, null);
        assertThat(faults(plan(canary(weight(5), new Step.Gate(gate)))))
                .containsExactly(CANARY + ".steps[1].gate.role: a gate names the role that may answer it");
    }

    @Test
    void shouldRefuseAGateThatWaitsForEver() {
        GateSpec gate = new GateSpec("g", GateSpec.Type.ROLLOUT, "lead", 1, 0, GateSpec.OnTimeout.ABORT, null);
        assertThat(faults(plan(canary(weight(5), new Step.Gate(gate)))))
                .singleElement()
                .asString()
                .startsWith(CANARY + ".steps[1].gate.timeout: ");
    }

    @Test
    void shouldRefuseAStepAfterFullWeight() {
        assertThat(faults(plan(canary(weight(100), pause(10)))))
                .containsExactly(CANARY + ".steps[1]: no step follows setWeight: 100; the promotion comes next");
    }

    @Test
    void shouldRefuseWeightsThatFall() {
        assertThat(faults(plan(canary(weight(10), weight(5)))))
                .containsExactly(CANARY
                        + ".steps[1].setWeight: weights do not fall: 5 comes after 10; going back is what abort does");
    }

    @Test
    void shouldRefuseAnUnknownTemplate() {
        assertThat(faults(plan(canary(background("erors"), weight(5)))))
                .containsExactly(CANARY + ".analysis.templates[0]: no analysis template is called erors; there are "
                        + "[errors, relative]");
    }

    @Test
    void shouldRefuseAStepOverTheExposureCap() {
        RolloutSpec release = with(canary(weight(5), weight(20)), new Exposure(10, true, true, 1));
        assertThat(faults(plan(release)))
                .containsExactly(CANARY + ".steps[1].setWeight: 20 percent is over exposure.maxPercent, 10");
    }

    @Test
    void shouldRefuseAnOldVersionThatIsGoneBeforeTheAnalysisEnds() {
        Strategy shortlyWarm = new Strategy.Canary(List.of(weight(5)), background("errors"), 179, 30);
        assertThat(faults(plan(release("r", "plan-route@2", shortlyWarm))))
                .containsExactly(CANARY + ".scaleDownDelaySeconds: the old version has to stay warm for the bake time "
                        + "and two analysis intervals, 180 ticks, not 179");
    }

    @Test
    void shouldRefuseAnAnalysisOfACanaryThatNobodyAsks() {
        assertThat(faults(plan(canary(analyse("errors"), weight(5)))))
                .singleElement()
                .asString()
                .startsWith(CANARY + ".steps[0].analysis: ");
        Strategy unseen = new Strategy.BlueGreen(true, 0, 0, use("errors"), null, 300);
        assertThat(faults(plan(release("r", "plan-route@2", unseen))))
                .singleElement()
                .asString()
                .startsWith("releases[0].strategy.blueGreen.prePromotionAnalysis: ");
    }

    @Test
    void shouldRefuseTargetsThatDoNotExist() {
        RolloutSpec release = with(
                canary(weight(5)), List.of(new Target("plan-rout", "plan-route@9"), new Target("yield", "plan-route@2")));
        assertThat(faults(plan(release)))
                .satisfiesExactly(
                        a -> assertThat(a).startsWith("releases[0].bundle[0].endpoint: no endpoint is called plan-rout"),
                        b -> assertThat(b).startsWith("releases[0].bundle[0].to: no version is called plan-route@9"),
                        c -> assertThat(c).isEqualTo(
                                "releases[0].bundle[1].to: plan-route@2 answers for plan-route, not for yield"));
    }

    @Test
    void shouldRefuseAnAnalysisThatNeverEnds() {
        Step endless = new Step.Analyse(new Strategy.AnalysisUse(List.of("errors"), 0, false));
        assertThat(faults(plan(canary(weight(5), endless))))
                .containsExactly(CANARY + ".steps[1].analysis.duration: is needed, because errors/source-rule has no "
                        + "count and measures without end");
    }

    @Test
    void shouldRefuseAMetricOfAnEndpointThatStaysAsItIs() {
        RolloutSpec release = with(canary(background("errors"), weight(5)), List.of(new Target("yield", "yield@2")));
        assertThat(faults(plan(release)))
                .containsExactly(CANARY + ".analysis.templates[0]: errors/source-rule measures plan-route, which this "
                        + "release does not change");
    }

    @Test
    void shouldReportEveryFaultAtOnce() {
        RolloutSpec release = with(canary(weight(-1), pause(-5), weight(300)), new Exposure(0, true, true, -1));
        assertThat(faults(plan(release, release))).hasSize(11);
    }

    @Test
    void shouldRefuseAMetricThatCannotFail() {
        MetricSpec.Test nothing = new MetricSpec.Threshold(CompareTo.ABSOLUTE, null, null, 0);
        assertThat(faultsOfMetric(Specs.metric("m", 60, nothing, new MetricSpec.Schedule(0, 10, 0))))
                .containsExactly(METRIC + ".failureCondition: a metric has a failureCondition or a successCondition; "
                        + "without one it could not fail");
    }

    @Test
    void shouldRefuseASequentialTestWithoutALevel() {
        MetricSpec.Test absolute =
                new MetricSpec.EProcess(CompareTo.ABSOLUTE, 1.5, 0, MetricSpec.Incidents.EACH_ERROR);
        assertThat(faultsOfMetric(Specs.metric("m", 60, absolute, new MetricSpec.Schedule(0, 10, 0))))
                .containsExactly(
                        METRIC + ".alpha: is over 0 and at most 0.5",
                        METRIC + ".theta0: is the tolerated rate, over 0 and below 1, not 1.5");
    }

    @Test
    void shouldRefuseABreakerOfNoEndpoint() {
        BreakerSpec breaker = BreakerSpec.defaults("b", "rout", Specs.SECOND);
        ReleasePlan plan = new ReleasePlan(List.of(), List.of(), List.of(breaker));
        assertThat(faults(plan))
                .containsExactly("circuitBreakers[0].endpoint: no endpoint is called rout; there are [plan-route, yield]");
    }

    @Test
    void shouldReadConditionsAsWritten() {
        assertThat(Condition.parse("result > 0.02")).isEqualTo(new Condition(Condition.Comparison.GREATER, 0.02));
        assertThat(Condition.parse("result >= 2 %").holds(0.02)).isTrue();
        assertThat(Condition.parse("result != 0").holds(Double.NaN)).isFalse();
        assertThatThrownBy(() -> Condition.parse("rate > 2"))
                .hasMessage("\"rate > 2\" is no condition; write for instance: result > 0.02");
    }

    @Test
    void shouldRoundDurationsUpToWholeTicks() {
        assertThat(new TickRate(666_666_667L).seconds(600)).isEqualTo(900);
        assertThat(new TickRate(700_000_000L).seconds(1)).isEqualTo(2);
    }

    private static List<String> faultsOfMetric(MetricSpec metric) {
        return faults(plan(List.of(new AnalysisTemplate("t", List.of(metric)))));
    }

    private static List<String> faults(ReleasePlan plan) {
        return SpecValidator.faultsOf(plan, Specs.KNOWN).stream()
                .map(FieldFault::toString)
                .toList();
    }
}
