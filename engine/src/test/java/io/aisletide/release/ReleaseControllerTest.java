package io.aisletide.release;

import static io.aisletide.release.ReleaseBench.LEAD;
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

import io.aisletide.release.CommandResult.Code;
import io.aisletide.release.ReleaseCommand.Order;
import io.aisletide.release.ReleaseCommand.Verb;
import io.aisletide.release.audit.AuditKind;
import io.aisletide.release.spec.AnalysisTemplate;
import io.aisletide.release.spec.Condition;
import io.aisletide.release.spec.MetricSpec;
import io.aisletide.release.spec.RolloutSpec;
import io.aisletide.release.spec.RolloutSpec.Exposure;
import io.aisletide.release.spec.RolloutSpec.FailurePolicy;
import io.aisletide.release.spec.RolloutSpec.OnFailure;
import io.aisletide.release.spec.RolloutSpec.ProgressDeadline;
import io.aisletide.release.spec.RolloutSpec.Target;
import io.aisletide.release.spec.Specs;
import io.aisletide.release.spec.Step;
import io.aisletide.release.spec.Strategy;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The course of releases in a small world of robots; numbers in comments are threads of other people's trackers. */
class ReleaseControllerTest {
    private static final int ROUTE = 0;
    private static final int YIELD = 1;
    private static final RolloutSpec STEPPED =
            canary(background("relative"), weight(5), pause(60), weight(25), pause(60), weight(50));

    @Test
    void shouldPromoteAGoodVersionStepByStep() {
        ReleaseBench bench = new ReleaseBench(plan(STEPPED), 200, 1);
        bench.start("r2");
        bench.runToStep("r2", 1, 100);
        assertThat(bench.members(ROUTE, 1)).isEqualTo(10);
        bench.runToStep("r2", 3, 200);
        assertThat(bench.members(ROUTE, 1)).isEqualTo(50);
        bench.runTo("r2", Phase.HEALTHY, 1000);
        assertThat(bench.stable(ROUTE)).isEqualTo("plan-route@2");
        assertThat(bench.stable(YIELD)).isEqualTo("yield@1");
        assertThat(bench.controller.lifecycle(ROUTE, 0)).isEqualTo(Lifecycle.READY);
        bench.run(400);
        assertThat(bench.controller.lifecycle(ROUTE, 0)).isEqualTo(Lifecycle.UNLOADED);
        assertThat(bench.effects).contains(new Effect.UnloadVersion(ROUTE, 0));
    }

    @Test
    void shouldRollBackABadVersionByItself() {
        ReleaseBench bench = new ReleaseBench(plan(STEPPED), 200, 2);
        bench.errorRate.put("plan-route@2", 0.5);
        bench.start("r2");
        bench.runTo("r2", Phase.DEGRADED, 400);
        RolloutStatus status = bench.status("r2");
        assertThat(status.reason()).startsWith("relative/error-rate-relative: ").contains("e-value");
        assertThat(bench.stable(ROUTE)).isEqualTo("plan-route@1");
        assertThat(bench.members(ROUTE, 0)).isEqualTo(200);
        assertThat(bench.controller.lifecycle(ROUTE, 1)).isEqualTo(Lifecycle.QUARANTINED);
        assertThat(status.figures().lastCanaryDecisionTick()).isLessThanOrEqualTo(status.figures().failedTick());
    }

    /** argo #1466, #1905, #178, #2101; flagger #1035, #1098, #1689, #191: no traffic at night. */
    @Test
    void shouldWaitWithoutTraffic() {
        ReleaseBench bench = new ReleaseBench(plan(canary(background("errors", "relative"), weight(5), pause(10))), 200, 3);
        bench.start("r2");
        bench.runToStep("r2", 1, 100);
        bench.traffic = false;
        bench.run(20_000);
        assertThat(bench.status("r2").phase()).isEqualTo(Phase.PROMOTING);
        assertThat(bench.stable(ROUTE)).isEqualTo("plan-route@1");
        bench.traffic = true;
        bench.runTo("r2", Phase.HEALTHY, 1000);
    }

    @Test
    void shouldWaitAtItsFirstWeightWithoutTraffic() {
        ReleaseBench bench = new ReleaseBench(plan(canary(weight(5))), 200, 4);
        bench.traffic = false;
        bench.start("r2");
        bench.run(5_000);
        assertThat(bench.status("r2").phase()).isEqualTo(Phase.STEPPING);
        assertThat(bench.members(ROUTE, 1)).isEqualTo(10);
    }

    /** argo #1329, #1360, #943: an analysis that has measured nothing has proven nothing. */
    @Test
    void shouldNotPromoteWhatIsUnproven() {
        Step brief = new Step.Analyse(new Strategy.AnalysisUse(List.of("errors"), 120, false));
        ReleaseBench bench = new ReleaseBench(plan(canary(weight(1), brief)), 100, 5);
        bench.start("r2");
        bench.runToStep("r2", 1, 200);
        bench.traffic = false;
        bench.run(3_000);
        assertThat(bench.status("r2").phase()).isEqualTo(Phase.STEPPING);
        assertThat(bench.records.stream().filter(r -> r.kind() == AuditKind.ANALYSIS_ENDED))
                .singleElement()
                .satisfies(r -> assertThat(r.fields()).containsEntry("result", "UNPROVEN"));
        bench.controller.submit(new Order(Verb.OVERRULE, "r2", LEAD, "night shift, watched by hand"));
        bench.runTo("r2", Phase.HEALTHY, 200);
        assertThat(bench.count(AuditKind.OVERRIDE)).isEqualTo(1);
    }

    /** argo #4461: promote --full cleared an abort. */
    @Test
    void shouldNotClearAnAbortByPromotingInFull() {
        ReleaseBench bench = new ReleaseBench(plan(STEPPED), 200, 6);
        bench.start("r2");
        bench.runToStep("r2", 1, 100);
        bench.controller.submit(new Order(Verb.PROMOTE_FULL, "r2", LEAD, "now"));
        bench.abort("r2");
        bench.step();
        bench.controller.submit(new Order(Verb.PROMOTE_FULL, "r2", LEAD, "now"));
        bench.run(10);
        assertThat(bench.status("r2").phase()).isEqualTo(Phase.DEGRADED);
        assertThat(bench.results).filteredOn(r -> r.command() instanceof Order order && order.verb() == Verb.PROMOTE_FULL)
                .extracting(CommandResult::code)
                .containsExactly(Code.ABORTED, Code.FAILED_PRECONDITION);
        assertThat(bench.members(ROUTE, 0)).isEqualTo(200);
    }

    @Test
    void shouldSkipStepsWhenPromotedInFull() {
        ReleaseBench bench = new ReleaseBench(plan(STEPPED), 200, 7);
        bench.start("r2");
        bench.runToStep("r2", 1, 100);
        bench.controller.submit(new Order(Verb.PROMOTE_FULL, "r2", LEAD, "outage of v1"));
        bench.runTo("r2", Phase.BAKING, 3);
        assertThat(bench.members(ROUTE, 1)).isEqualTo(200);
        assertThat(bench.count(AuditKind.BREAK_GLASS)).isEqualTo(1);
        bench.runTo("r2", Phase.HEALTHY, 100);
    }

    /** helm-operator #236, argo #2929: what was aborted came back by itself. */
    @Test
    void shouldKeepAnAbortedVersionInQuarantine() {
        RolloutSpec again = release("again", "plan-route@2", STEPPED.strategy());
        ReleaseBench bench = new ReleaseBench(plan(STEPPED, Specs.at(again, 2000)), 200, 8);
        bench.start("r2");
        bench.runToStep("r2", 1, 100);
        bench.abort("r2");
        bench.run(2_000);
        assertThat(bench.status("again").phase()).isEqualTo(Phase.REJECTED);
        assertThat(bench.status("again").reason()).startsWith("FAILED_PRECONDITION: plan-route@2 is in quarantine");
        bench.controller.submit(new Order(Verb.RETRY, "r2", LEAD, ""));
        bench.step();
        assertThat(bench.last().code()).isEqualTo(Code.FAILED_PRECONDITION);
        bench.controller.submit(new Order(Verb.RETRY, "r2", LEAD, "the fault was a cable"));
        bench.runTo("r2", Phase.HEALTHY, 1000);
        assertThat(bench.status("r2").attempt()).isEqualTo(2);
        assertThat(bench.controller.lifecycle(ROUTE, 1)).isEqualTo(Lifecycle.QUARANTINED);
        assertThat(bench.controller.lifecycle(ROUTE, 2)).isEqualTo(Lifecycle.ACTIVE);
    }

    @Test
    void shouldRefuseAThirdAttempt() {
        ReleaseBench bench = new ReleaseBench(plan(STEPPED), 200, 9);
        bench.start("r2");
        for (int attempt = 0; attempt < 2; attempt++) {
            bench.runTo("r2", Phase.STEPPING, 100);
            bench.abort("r2");
            bench.runTo("r2", Phase.DEGRADED, 5);
            bench.controller.submit(new Order(Verb.RETRY, "r2", LEAD, "try"));
            bench.step();
        }
        assertThat(bench.last().message()).isEqualTo("it was tried 2 times, and retryLimit is 1; r2 was aborted");
    }

    @Test
    void shouldCoolDownForLongerAfterEachAbort() {
        RolloutSpec third = release("r3", "plan-route@3", STEPPED.strategy());
        RolloutSpec fourth = release("r4", "plan-route@4", STEPPED.strategy());
        ReleaseBench bench = new ReleaseBench(plan(STEPPED, Specs.at(third, 0), Specs.at(fourth, 0)), 200, 10);
        bench.controller.submit(new Order(Verb.ABORT, "r4", LEAD, "not yet"));
        bench.step();
        bench.runTo("r3", Phase.STEPPING, 10);
        long first = bench.tick;
        bench.abort("r3");
        bench.step();
        bench.start("r2");
        bench.step();
        assertThat(bench.last().message()).contains("cools down").contains(String.valueOf(first + 600));
        bench.controller.submit(new Order(Verb.START, "r2", LEAD, "the fix"));
        bench.runTo("r2", Phase.STEPPING, 10);
        long second = bench.tick;
        bench.abort("r2");
        bench.step();
        bench.controller.submit(new Order(Verb.RETRY, "r4", LEAD, ""));
        bench.step();
        assertThat(bench.last().code()).isEqualTo(Code.FAILED_PRECONDITION);
        assertThat(bench.controller.cooldownUntil(ROUTE)).isEqualTo(second + 1200);
    }

    /** argo #1372, #1690; flagger #30: a third revision during a canary. */
    @Test
    void shouldKeepTheStableVersionWhenAThirdIsPushedDuringACanary() {
        RolloutSpec third = release("r3", "plan-route@3", STEPPED.strategy());
        ReleaseBench bench = new ReleaseBench(plan(STEPPED, third), 200, 11);
        bench.start("r2");
        bench.runToStep("r2", 3, 400);
        bench.start("r3");
        bench.step();
        assertThat(bench.status("r2").phase()).isEqualTo(Phase.SUPERSEDED);
        assertThat(bench.members(ROUTE, 0)).isEqualTo(200);
        bench.errorRate.put("plan-route@3", 0.5);
        bench.runTo("r3", Phase.DEGRADED, 600);
        assertThat(bench.stable(ROUTE)).isEqualTo("plan-route@1");
        assertThat(bench.controller.lifecycle(ROUTE, 1)).isEqualTo(Lifecycle.UNLOADED);
    }

    /** argo #1774, #3110, #995, #1416; flagger #639: the fix was held up by the version that it fixes. */
    @Test
    void shouldPromoteAFixWhileTheStableVersionFails() {
        ReleaseBench bench = new ReleaseBench(plan(STEPPED), 200, 12);
        bench.errorRate.put("plan-route@1", 0.6);
        bench.start("r2");
        bench.runTo("r2", Phase.HEALTHY, 1500);
        assertThat(bench.stable(ROUTE)).isEqualTo("plan-route@2");
    }

    /** flagger #453, #616: no way back after the promotion. */
    @Test
    void shouldReturnToAWarmVersionWithoutSteps() {
        RolloutSpec back = release("back", "plan-route@1", STEPPED.strategy());
        ReleaseBench bench = new ReleaseBench(plan(STEPPED, back), 200, 13);
        bench.start("r2");
        bench.runTo("r2", Phase.HEALTHY, 1500);
        bench.start("back");
        bench.runTo("back", Phase.BAKING, 3);
        assertThat(bench.members(ROUTE, 0)).isEqualTo(200);
        assertThat(bench.effects).filteredOn(Effect.LoadVersion.class::isInstance).hasSize(1);
    }

    @Test
    void shouldGoByStepsToAVersionThatIsNotWarmAnyMore() {
        RolloutSpec back = release("back", "plan-route@1", STEPPED.strategy());
        ReleaseBench bench = new ReleaseBench(plan(STEPPED, back), 200, 14);
        bench.start("r2");
        bench.runTo("r2", Phase.HEALTHY, 1500);
        bench.run(400);
        bench.start("back");
        bench.runTo("back", Phase.STEPPING, 10);
        assertThat(bench.members(ROUTE, 2)).isEqualTo(10);
    }

    /** argo #4898, #3372, #4926: abort to a version that is not there. The old one is warm while it may be needed. */
    @Test
    void shouldFlipBackToAWarmVersionWhenBakingFails() {
        ReleaseBench bench = new ReleaseBench(plan(STEPPED), 200, 15);
        bench.start("r2");
        bench.runTo("r2", Phase.BAKING, 1500);
        bench.violations = 1;
        bench.step();
        bench.violations = 0;
        assertThat(bench.members(ROUTE, 0)).isEqualTo(200);
        bench.step();
        assertThat(bench.status("r2").phase()).isEqualTo(Phase.DEGRADED);
    }

    /** flagger #1186: freeze, don't roll back. */
    @Test
    void shouldFreezeInsteadOfRollingBackWhenAsked() {
        ReleaseBench bench = new ReleaseBench(plan(with(STEPPED, Specs.FREEZE)), 200, 16);
        bench.errorRate.put("plan-route@2", 0.5);
        bench.start("r2");
        bench.run(1000);
        assertThat(bench.status("r2").pause()).isEqualTo(PauseReason.FROZEN);
        int members = bench.members(ROUTE, 1);
        assertThat(members).isPositive();
        bench.controller.submit(new Order(Verb.RESUME, "r2", LEAD, ""));
        bench.step();
        assertThat(bench.last().code()).isEqualTo(Code.FAILED_PRECONDITION);
        bench.controller.submit(new Order(Verb.OVERRULE, "r2", LEAD, "looks fine"));
        bench.step();
        assertThat(bench.last().message()).isEqualTo("it has failed, and a failure is not overridden");
        bench.abort("r2");
        bench.step();
        assertThat(bench.members(ROUTE, 0)).isEqualTo(200);
    }

    /** argo #3765, #3988: flapping set the deadline back; #1624: it fired outside a release. */
    @Test
    void shouldGiveUpWhenAVersionGetsNotReady() {
        RolloutSpec impatient = new RolloutSpec(
                "r2",
                STEPPED.targets(),
                0,
                STEPPED.strategy(),
                Exposure.DEFAULT,
                new ProgressDeadline(1, true),
                Specs.ROLLBACK,
                60,
                List.of());
        ReleaseBench bench = new ReleaseBench(plan(impatient), 200, 17);
        bench.run(10);
        assertThat(bench.status("r2").phase()).isEqualTo(Phase.REJECTED);
        assertThat(bench.status("r2").reason()).isEqualTo("no progress for 1 ticks");
        bench.run(2_000);
        assertThat(bench.count(AuditKind.DEADLINE_REACHED)).isEqualTo(1);
    }

    @Test
    void shouldRejectAVersionThatFailsItsChecks() {
        ReleaseBench bench = new ReleaseBench(plan(STEPPED), 200, 18);
        bench.loadFaults.put("plan-route@2", "digest: expected 9f2c, found 41ab");
        bench.start("r2");
        bench.run(10);
        assertThat(bench.status("r2").phase()).isEqualTo(Phase.REJECTED);
        assertThat(bench.status("r2").reason()).isEqualTo("plan-route@2: digest: expected 9f2c, found 41ab");
        assertThat(bench.members(ROUTE, 0)).isEqualTo(200);
    }

    @Test
    void shouldSkipStepsButNotPreparationOfTheFirstVersion() {
        ReleaseBench bench = new ReleaseBench(plan(STEPPED), 200, 19, Arrays.asList(null, "yield@1"));
        bench.start("r2");
        bench.step();
        assertThat(bench.status("r2").phase()).isEqualTo(Phase.PREPARING);
        bench.runTo("r2", Phase.BAKING, 10);
        assertThat(bench.members(ROUTE, 0)).isEqualTo(200);
    }

    /** argo #2088, #451, #2737, #2005: several services, one release. */
    @Test
    void shouldChangeAllEndpointsOfABundleInOneEpoch() {
        RolloutSpec bundle = with(
                canary(weight(10), pause(30)),
                List.of(new Target(Specs.ROUTE, "plan-route@2"), new Target(Specs.YIELD, "yield@2")));
        ReleaseBench bench = new ReleaseBench(plan(bundle), 200, 20);
        bench.start("r2");
        bench.runToStep("r2", 1, 100);
        assertThat(bench.members(ROUTE, 1)).isEqualTo(20);
        for (int robot = 0; robot < 200; robot++) {
            assertThat(bench.table.slotOf(ROUTE, robot)).isEqualTo(bench.table.slotOf(YIELD, robot));
        }
        long epoch = bench.table.epoch();
        bench.runTo("r2", Phase.BAKING, 100);
        assertThat(bench.table.epoch()).isEqualTo(epoch + 1);
        assertThat(bench.stable(ROUTE)).isEqualTo("plan-route@2");
        assertThat(bench.stable(YIELD)).isEqualTo("yield@2");
        bench.abort("r2");
        bench.step();
        assertThat(bench.table.epoch()).isEqualTo(epoch + 2);
        assertThat(bench.stable(ROUTE)).isEqualTo("plan-route@1");
        assertThat(bench.stable(YIELD)).isEqualTo("yield@1");
    }

    @Test
    void shouldGoThroughBlueGreenInOrder() {
        Strategy blueGreen = new Strategy.BlueGreen(true, 50, 5, use("errors"), use("errors"), 300);
        ReleaseBench bench = new ReleaseBench(plan(release("bg", "plan-route@2", blueGreen)), 200, 21);
        bench.start("bg");
        bench.runToStep("bg", 1, 100);
        assertThat(bench.members(ROUTE, 1)).isEqualTo(10);
        bench.runTo("bg", Phase.BAKING, 400);
        assertThat(bench.members(ROUTE, 1)).isEqualTo(200);
        assertThat(bench.controller.lifecycle(ROUTE, 0)).isEqualTo(Lifecycle.READY);
        bench.runTo("bg", Phase.HEALTHY, 400);
        bench.run(300);
        assertThat(bench.controller.lifecycle(ROUTE, 0)).isEqualTo(Lifecycle.UNLOADED);
    }

    /** The time of autoPromotionSeconds ended a running analysis in Argo's documents; here it waits for it. */
    @Test
    void shouldNotLetTimeStandInForTheAnalysis() {
        Strategy blueGreen = new Strategy.BlueGreen(true, 5, 5, use("errors"), null, 300);
        ReleaseBench bench = new ReleaseBench(plan(release("bg", "plan-route@2", blueGreen)), 200, 22);
        bench.start("bg");
        bench.runToStep("bg", 1, 100);
        bench.traffic = false;
        bench.run(3000);
        assertThat(bench.status("bg").step()).isEqualTo(1);
        assertThat(bench.members(ROUTE, 0)).isEqualTo(190);
    }

    @Test
    void shouldWaitForAPersonWithoutAutomaticPromotion() {
        Strategy blueGreen = new Strategy.BlueGreen(false, 0, 0, null, null, 300);
        ReleaseBench bench = new ReleaseBench(plan(release("bg", "plan-route@2", blueGreen)), 200, 23);
        bench.start("bg");
        bench.run(2000);
        assertThat(bench.status("bg").phase()).isEqualTo(Phase.STEPPING);
        bench.controller.submit(new Order(Verb.PROMOTE, "bg", LEAD, ""));
        bench.runTo("bg", Phase.HEALTHY, 100);
    }

    /** argo #261, #1107: resumed, measured, inconclusive again, paused again. */
    @Test
    void shouldAskAPersonOnceWhenItIsInconclusive() {
        var unclear = Specs.metric(
                "unclear",
                60,
                new MetricSpec.Threshold(
                        MetricSpec.CompareTo.ABSOLUTE,
                        Condition.parse("result > 0.9"),
                        Condition.parse("result < 0.1"),
                        0),
                new MetricSpec.Schedule(0, 30, 0));
        var templates = List.of(new AnalysisTemplate("unclear", List.of(unclear)));
        ReleaseBench bench =
                new ReleaseBench(plan(templates, canary(background("unclear"), weight(20), pause(600))), 200, 24);
        bench.errorRate.put("plan-route@2", 0.5);
        bench.start("r2");
        bench.run(120);
        assertThat(bench.status("r2").pause()).isEqualTo(PauseReason.INCONCLUSIVE);
        bench.controller.submit(new Order(Verb.RESUME, "r2", LEAD, "half of them is a known fault"));
        bench.run(300);
        assertThat(bench.status("r2").pause()).isNull();
        assertThat(bench.count(AuditKind.OVERRIDE)).isEqualTo(1);
        assertThat(bench.count(AuditKind.PAUSED)).isEqualTo(1);
    }

    @Test
    void shouldAbortWhenItCannotBeMeasured() {
        ReleaseBench bench = new ReleaseBench(plan(canary(background("relative"), weight(5), pause(600))), 200, 25);
        bench.start("r2");
        bench.runToStep("r2", 1, 100);
        bench.lostCounts = true;
        bench.runTo("r2", Phase.DEGRADED, 60);
        assertThat(bench.status("r2").reason()).startsWith("relative/error-rate-relative");
    }

    @Test
    void shouldStayUnderTheCapWhileTheFleetShrinks() {
        RolloutSpec capped = with(canary(weight(5), pause(5000)), new Exposure(5, true, true, 1));
        ReleaseBench bench = new ReleaseBench(plan(capped), 200, 26);
        bench.start("r2");
        bench.runToStep("r2", 1, 100);
        for (int robot = 199; robot >= 0; robot--) {
            bench.remove(robot);
            bench.fleetChanged();
            int left = bench.robots.cardinality();
            assertThat(bench.members(ROUTE, 1)).isEqualTo(left * 5 / 100);
            bench.step();
        }
    }

    @Test
    void shouldLetOnlyNamedRolesPromote() {
        RolloutSpec restricted = new RolloutSpec(
                "r2",
                STEPPED.targets(),
                RolloutSpec.ON_COMMAND,
                STEPPED.strategy(),
                Exposure.DEFAULT,
                new ProgressDeadline(600, true),
                new FailurePolicy(OnFailure.ROLLBACK, 1, 3, 600, 2),
                60,
                List.of("ops-manager"));
        ReleaseBench bench = new ReleaseBench(plan(restricted), 200, 27);
        bench.start("r2");
        bench.step();
        assertThat(bench.last().code()).isEqualTo(Code.PERMISSION_DENIED);
        bench.controller.submit(new Order(Verb.START, "r2", new Actor(" ", "ops-manager", "none"), ""));
        bench.step();
        assertThat(bench.last().code()).isEqualTo(Code.UNAUTHENTICATED);
        bench.controller.submit(new Order(Verb.START, "r2", new Actor("bo", "ops-manager", "test"), ""));
        bench.runToStep("r2", 1, 100);
        bench.abort("r2");
        bench.step();
        assertThat(bench.last().accepted()).isTrue();
    }

    @Test
    void shouldFailAnInlineAnalysis() {
        ReleaseBench bench = new ReleaseBench(plan(canary(weight(20), analyse("relative"), pause(500))), 200, 28);
        bench.errorRate.put("plan-route@2", 0.4);
        bench.errorRate.put("plan-route@1", 0.01);
        bench.start("r2");
        bench.runToStep("r2", 1, 100);
        bench.runTo("r2", Phase.DEGRADED, 200);
    }
}
