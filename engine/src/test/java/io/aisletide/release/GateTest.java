package io.aisletide.release;

import static io.aisletide.release.ReleaseBench.LEAD;
import static io.aisletide.release.spec.Specs.background;
import static io.aisletide.release.spec.Specs.canary;
import static io.aisletide.release.spec.Specs.gate;
import static io.aisletide.release.spec.Specs.plan;
import static io.aisletide.release.spec.Specs.weight;
import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.release.CommandResult.Code;
import io.aisletide.release.ReleaseCommand.Order;
import io.aisletide.release.ReleaseCommand.Verb;
import io.aisletide.release.audit.AuditKind;
import io.aisletide.release.spec.GateSpec;
import io.aisletide.release.spec.GateSpec.OnTimeout;
import io.aisletide.release.spec.PersonSpec;
import io.aisletide.release.spec.PersonSpec.WorkingHours;
import io.aisletide.release.spec.RolloutSpec;
import io.aisletide.release.spec.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final Actor OTHER = new Actor("bo", "shift-lead", "test");

    /** flagger #1450: stuck for hours. */
    @Test
    void shouldDoWhatTheGateSaysWhenNobodyAnswers() {
        assertThat(afterTimeOut(OnTimeout.ABORT).status("r2").phase()).isEqualTo(Phase.DEGRADED);
        assertThat(afterTimeOut(OnTimeout.PAUSE).status("r2").pause()).isEqualTo(PauseReason.GATE_TIMED_OUT);
        assertThat(afterTimeOut(OnTimeout.PROCEED).status("r2").step()).isGreaterThanOrEqualTo(2);
    }

    private static ReleaseBench afterTimeOut(OnTimeout onTimeout) {
        ReleaseBench bench = atGate(canary(weight(5), gate("g", onTimeout), weight(10), gate("h", onTimeout)));
        bench.run(105);
        assertThat(bench.count(AuditKind.GATE_TIMED_OUT)).isEqualTo(1);
        bench.run(3);
        return bench;
    }

    private static ReleaseBench atGate(RolloutSpec spec) {
        ReleaseBench bench = new ReleaseBench(plan(spec), 200, 1);
        bench.start("r2");
        bench.runToStep("r2", 1, 100);
        return bench;
    }

    @Test
    void shouldGoOnWhenTheLateAnswerComes() {
        ReleaseBench bench = afterTimeOut(OnTimeout.PAUSE);
        answer(bench, LEAD, "g", true, null);
        bench.run(2);
        assertThat(bench.status("r2").step()).isGreaterThanOrEqualTo(2);
        assertThat(bench.status("r2").pause()).isNull();
    }

    /** flagger #1141: asking again began the analysis anew. */
    @Test
    void shouldAskAgainWithoutStartingOver() {
        ReleaseBench bench = atGate(canary(background("relative"), weight(5), gate("g", OnTimeout.PAUSE)));
        GateBinding first = asked(bench);
        bench.run(105);
        long measured = bench.count(AuditKind.MEASURED);
        assertThat(measured).isPositive();
        bench.controller.submit(new Order(Verb.RESUME, "r2", LEAD, ""));
        bench.step();
        GateBinding second = asked(bench);
        assertThat(second.evidence()).isNotEqualTo(first.evidence());
        answer(bench, LEAD, "g", true, first);
        assertThat(bench.last().code()).isEqualTo(Code.FAILED_PRECONDITION);
        answer(bench, LEAD, "g", true, second);
        assertThat(bench.last().accepted()).isTrue();
        bench.runTo("r2", Phase.HEALTHY, 200);
        assertThat(bench.status("r2").attempt()).isEqualTo(1);
    }

    @Test
    void shouldNotTakeAnApprovalForAnotherAttempt() {
        ReleaseBench bench = atGate(canary(weight(5), gate("g", OnTimeout.PAUSE)));
        GateBinding first = asked(bench);
        bench.abort("r2");
        bench.run(3);
        bench.controller.submit(new Order(Verb.RETRY, "r2", LEAD, "cable"));
        bench.step();
        bench.runTo("r2", Phase.STEPPING, 10);
        bench.runToStep("r2", 1, 100);
        answer(bench, LEAD, "g", true, first);
        assertThat(bench.last().message()).contains("another question");
        assertThat(bench.status("r2").step()).isEqualTo(1);
    }

    @Test
    void shouldCountEachPersonOnce() {
        GateSpec two = new GateSpec("g", GateSpec.Type.CONFIRM_PROMOTION, "shift-lead", 2, 100, OnTimeout.ABORT, null);
        ReleaseBench bench = atGate(canary(weight(5), new Step.Gate(two)));
        answer(bench, LEAD, "g", true, null);
        answer(bench, LEAD, "g", true, null);
        assertThat(bench.last().message()).isEqualTo("ana has approved already");
        answer(bench, new Actor("eve", "driver", "test"), "g", true, null);
        assertThat(bench.last().code()).isEqualTo(Code.PERMISSION_DENIED);
        assertThat(bench.status("r2").phase()).isEqualTo(Phase.STEPPING);
        answer(bench, OTHER, "g", true, null);
        bench.runTo("r2", Phase.BAKING, 5);
    }

    @Test
    void shouldAbortWhenRejected() {
        ReleaseBench bench = atGate(canary(weight(5), gate("g", OnTimeout.PROCEED)));
        answer(bench, LEAD, "g", false, null);
        assertThat(bench.status("r2").phase()).isEqualTo(Phase.ABORTING);
        assertThat(bench.status("r2").reason()).isEqualTo("gate g was rejected");
    }

    @Test
    void shouldLetANoWinOverAnythingElseOfTheTick() {
        ReleaseCommand no = new ReleaseCommand.Answer("r2", LEAD, "smoke", "g", false, null);
        for (ReleaseCommand other : List.of(
                new ReleaseCommand.Answer("r2", OTHER, "", "g", true, null),
                new Order(Verb.PROMOTE_FULL, "r2", LEAD, "at once"),
                new Order(Verb.OVERRULE, "r2", LEAD, "fine"))) {
            ReleaseBench bench = atGate(canary(weight(5), gate("g", OnTimeout.PROCEED)));
            bench.controller.submit(other);
            bench.controller.submit(no);
            bench.step();
            assertThat(bench.status("r2").phase()).as("%s", other).isEqualTo(Phase.ABORTING);
            assertThat(bench.status("r2").reason()).isEqualTo("gate g was rejected: smoke");
        }
    }

    @Test
    void shouldNotTakeANoFromSomebodyElseNorForAGateThatIsNotOpen() {
        ReleaseBench bench = atGate(canary(weight(5), gate("g", OnTimeout.PROCEED)));
        answer(bench, new Actor("eve", "driver", "test"), "g", false, null);
        assertThat(bench.last().code()).isEqualTo(Code.PERMISSION_DENIED);
        answer(bench, LEAD, "h", false, null);
        assertThat(bench.last().code()).isEqualTo(Code.FAILED_PRECONDITION);
        assertThat(bench.status("r2").phase()).isEqualTo(Phase.STEPPING);
    }

    @Test
    void shouldBeRejectedByAModelledPerson() {
        PersonSpec person = new PersonSpec("ana", 30, 0.4, null, PersonSpec.Answer.REJECT);
        GateSpec gate = new GateSpec("g", GateSpec.Type.CONFIRM_ROLLOUT, "shift-lead", 1, 500, OnTimeout.PROCEED, person);
        ReleaseBench bench = atGate(canary(weight(5), new Step.Gate(gate)));
        bench.runTo("r2", Phase.DEGRADED, 400);
        assertThat(bench.status("r2").reason()).isEqualTo("gate g was rejected");
        assertThat(bench.controller.lifecycle(0, 1)).isEqualTo(Lifecycle.QUARANTINED);
    }

    @Test
    void shouldWatchMetricsWhileAGateIsOpen() {
        ReleaseBench bench = atGate(canary(background("relative"), weight(20), gate("g", OnTimeout.PROCEED), weight(21)));
        bench.errorRate.put("plan-route@2", 0.5);
        bench.errorRate.put("plan-route@1", 0.01);
        bench.runTo("r2", Phase.DEGRADED, 95);
    }

    @Test
    void shouldBeAnsweredByAModelledPersonInABatchRun() {
        PersonSpec person = new PersonSpec("ana", 30, 0.4, null, PersonSpec.Answer.APPROVE);
        GateSpec gate = new GateSpec("g", GateSpec.Type.CONFIRM_ROLLOUT, "shift-lead", 2, 500, OnTimeout.ABORT, person);
        ReleaseBench bench = atGate(canary(weight(5), new Step.Gate(gate)));
        bench.runTo("r2", Phase.HEALTHY, 400);
        assertThat(bench.count(AuditKind.GATE_ANSWERED)).isEqualTo(2);
    }

    @Test
    void shouldReactWithTheGivenMedian() {
        PersonSpec person = new PersonSpec("ana", 100, 0.8, null, PersonSpec.Answer.APPROVE);
        int sooner = 0;
        for (int key = 0; key < 2_000; key++) {
            sooner += PersonDesk.answerTick(person, 0, key) <= 100 ? 1 : 0;
        }
        assertThat(sooner).isBetween(900, 1_100);
    }

    @Test
    void shouldReactInWorkingHoursOnly() {
        PersonSpec day = person(new WorkingHours(800, 1600, 2400));
        assertThat(PersonDesk.answerTick(day, 900, 1)).isEqualTo(1_000);
        assertThat(PersonDesk.answerTick(day, 1_550, 1)).isEqualTo(2_400 + 850);
        assertThat(PersonDesk.answerTick(day, 100, 1)).isEqualTo(900);
        PersonSpec night = person(new WorkingHours(2200, 600, 2400));
        assertThat(PersonDesk.answerTick(night, 2_390, 1)).isEqualTo(2_490);
        assertThat(PersonDesk.answerTick(night, 1_000, 1)).isEqualTo(2_300);
    }

    private static PersonSpec person(WorkingHours hours) {
        return new PersonSpec("ana", 100, 0, hours, PersonSpec.Answer.APPROVE);
    }

    private static void answer(
            ReleaseBench bench, Actor actor, String gate, boolean approve, @Nullable GateBinding binding) {
        bench.controller.submit(new ReleaseCommand.Answer("r2", actor, "", gate, approve, binding));
        bench.step();
    }

    private static GateBinding asked(ReleaseBench bench) {
        GateBinding last = null;
        for (Effect effect : bench.effects) {
            last = effect instanceof Effect.GateAsked asked ? asked.binding() : last;
        }
        if (last == null) {
            throw new AssertionError("no gate has asked");
        }
        return last;
    }
}
