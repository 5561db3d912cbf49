package io.aisletide.sim.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.release.PauseReason;
import io.aisletide.release.Phase;
import io.aisletide.release.audit.AuditKind;
import io.aisletide.release.audit.AuditRecord;
import io.aisletide.sim.scenario.Scenario;
import io.aisletide.sim.scenario.ScenarioReader;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an engine would be caught at that takes releases another way through their steps than the plan says. */
class StepWatchTest {
    private static final int STEPS = 4;
    private static final Scenario SCENARIO = ScenarioReader.parse(
            """
            apiVersion: aisletide/v1
            kind: Scenario
            floor: {generate: {width: 64, height: 48}}
            fleet: {robots: 100}
            demand: {pattern: random-goals}
            releases:
              - name: mine
                to: plan-route@1.2.0
                strategy:
                  canary:
                    steps:
                      - {setWeight: 10}
                      - {pause: {duration: 20t}}
                      - gate: {name: look, type: confirm-traffic-increase, role: lead, timeout: 30t, onTimeout: Abort}
                      - {setWeight: 50}
            """,
            "f.yaml",
            Path.of(""));

    private final FirstFailure failure = new FirstFailure(Setup.PLAIN);
    private final StepWatch watch = new StepWatch(SCENARIO.delivery().plan(), failure);

    /** In that tick, at that step. */
    private void at(long tick, int step, @Nullable PauseReason pause) {
        at(tick, Phase.STEPPING, step, pause);
    }

    private void at(long tick, Phase phase, int step, @Nullable PauseReason pause) {
        watch.check(MyRelease.at(phase, pause, step, STEPS, 10, 100), tick + 1);
    }

    private void audited(AuditKind kind, long tick, String decision) {
        watch.audited(new AuditRecord(kind, tick).with("release", "mine").with("decision", decision), "{}");
    }

    /** From the first step, entered in tick 5, into the gate in tick 26. */
    private void toTheGate() {
        at(0, Phase.PENDING, 0, null);
        at(5, 0, null);
        at(6, 1, null);
        at(25, 1, null);
        audited(AuditKind.GATE_ASKED, 26, "");
        at(26, 2, null);
    }

    private @Nullable String found() {
        Failure found = failure.get();
        return found == null ? null : found.kind();
    }

    @Test
    void shouldFindNothingWhenAGateIsOpenedByThePersonWhomItAsks() {
        toTheGate();
        audited(AuditKind.GATE_ANSWERED, 40, "approve");
        at(40, 3, null);
        at(41, Phase.PROMOTING, 4, null);
        at(42, Phase.BAKING, 4, null);

        assertThat(found()).isNull();
    }

    @Test
    void shouldFindAGateThatNobodyHasOpened() {
        toTheGate();
        at(56, 3, null);

        assertThat(found()).isEqualTo(Failure.STEP_SKIPPED);
    }

    @Test
    void shouldFindAGateThatIsOpenBeyondItsTimeUnlessTheReleaseIsPaused() {
        toTheGate();
        at(55, 2, null);
        at(56, 2, PauseReason.PERSON);
        assertThat(found()).isNull();

        at(57, 2, null);

        assertThat(found()).isEqualTo(Failure.NOT_TIMED_OUT);
    }

    @Test
    void shouldFindAPauseThatWasTooShort() {
        at(0, Phase.PENDING, 0, null);
        at(5, 0, null);
        at(6, 1, null);
        audited(AuditKind.GATE_ASKED, 25, "");
        at(25, 2, null);

        assertThat(found()).isEqualTo(Failure.STEP_SKIPPED);
    }

    @Test
    void shouldFindAStepThatWasLeftOutUnlessAPersonSaysSo() {
        at(0, Phase.PENDING, 0, null);
        at(5, 0, null);
        audited(AuditKind.BREAK_GLASS, 6, "");
        at(6, Phase.PROMOTING, 0, null);
        assertThat(found()).isNull();

        StepWatch other = new StepWatch(SCENARIO.delivery().plan(), failure);
        for (int step : new int[] {0, 3}) {
            other.check(MyRelease.at(Phase.STEPPING, null, step, STEPS, 10, 100), 1 + step);
        }

        assertThat(found()).isEqualTo(Failure.STEP_SKIPPED);
    }
}
