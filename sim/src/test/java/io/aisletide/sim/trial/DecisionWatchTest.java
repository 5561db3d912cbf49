package io.aisletide.sim.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.release.PauseReason;
import io.aisletide.release.Phase;
import io.aisletide.release.audit.AuditKind;
import io.aisletide.release.audit.AuditRecord;
import io.aisletide.sim.scenario.Scenario;
import io.aisletide.sim.scenario.ScenarioReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an engine would be caught at that decides otherwise than it has measured. */
class DecisionWatchTest {
    private static final Scenario SCENARIO = ScenarioReader.parse(
            """
            apiVersion: aisletide/v1
            kind: Scenario
            floor: {generate: {width: 64, height: 48}}
            fleet: {robots: 100}
            demand: {pattern: random-goals}
            analysisTemplates:
              - name: proof
                metrics:
                  - {name: sequential, test: eprocess, query: {faults: plan-route}, alpha: 0.01, interval: 10s}
                  - {name: rule, query: {faults: plan-route, window: 30t}, failureCondition: result > 10%, interval: 10s, minSamples: 5}
                  - {name: heard, query: {faults: plan-route, window: 30t}, failureCondition: result > 10%, interval: 10s, dryRun: true}
            releases:
              - name: mine
                to: plan-route@1.2.0
                exposure: {maxPercent: 10}
                strategy: {canary: {analysis: {templates: [proof]}, steps: [{setWeight: 10}, {pause: {duration: 5m}}]}}
            """,
            "f.yaml",
            Path.of(""));

    private static @Nullable Failure after(Map<String, Object> evidence, Phase phase, @Nullable PauseReason pause, int exposed) {
        FirstFailure failure = new FirstFailure(Setup.PLAIN);
        DecisionWatch watch = new DecisionWatch(SCENARIO.delivery().plan(), failure);
        watch.audited(new AuditRecord(AuditKind.MEASURED, 7).with("release", "mine").with("evidence", evidence), "{}");
        watch.check(List.of(MyRelease.at(phase, pause, 1, 2, exposed, 95)), 95, 8);
        return failure.get();
    }

    private static Map<String, Object> evidence(String metric, long bad, long of, double eValue) {
        return new TreeMap<>(Map.of("metric", "proof/" + metric, "num", bad, "den", of, "eValue", eValue));
    }

    @Test
    void shouldFindAReleaseThatGoesOnThoughTheNumbersAreOverTheLimit() {
        for (Map<String, Object> over : List.of(evidence("sequential", 3, 60, 100), evidence("rule", 6, 50, 0))) {
            for (Phase phase : List.of(Phase.STEPPING, Phase.PROMOTING, Phase.BAKING)) {
                assertThat(after(over, phase, null, 5)).extracting(Failure::kind).isEqualTo(Failure.NOT_ROLLED_BACK);
            }
            // The plan says roll back.
            assertThat(after(over, Phase.STEPPING, PauseReason.FROZEN, 5)).isNotNull();
            assertThat(after(over, Phase.ABORTING, null, 5)).isNull();
            assertThat(after(over, Phase.DEGRADED, null, 5)).isNull();
        }
    }

    @Test
    void shouldFindNothingWhereTheNumbersAreWithinTheLimit() {
        for (Map<String, Object> fine : List.of(
                evidence("sequential", 3, 60, 99), evidence("rule", 5, 50, 0), evidence("rule", 4, 4, 0), evidence("heard", 50, 50, 0))) {
            assertThat(after(fine, Phase.STEPPING, null, 5)).as(fine.toString()).isNull();
        }
    }

    @Test
    void shouldFindACanaryWithMoreRobotsThanItsShareOfThoseOnTheFloor() {
        Map<String, Object> fine = evidence("rule", 0, 50, 0);
        assertThat(after(fine, Phase.STEPPING, null, 9)).isNull();
        assertThat(after(fine, Phase.STEPPING, null, 10)).extracting(Failure::kind).isEqualTo(Failure.OVER_CAP);
    }
}
