package io.aisletide.release.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.release.analysis.AnalysisRun.Result;
import io.aisletide.release.analysis.AnalysisRun.Status;
import io.aisletide.release.spec.AnalysisTemplate;
import io.aisletide.release.spec.Condition;
import io.aisletide.release.spec.MetricSpec;
import io.aisletide.release.spec.MetricSpec.CompareTo;
import io.aisletide.release.spec.MetricSpec.Limits;
import io.aisletide.release.spec.MetricSpec.Measure;
import io.aisletide.release.spec.MetricSpec.OnError;
import io.aisletide.release.spec.MetricSpec.OnNoData;
import io.aisletide.release.spec.MetricSpec.Query;
import io.aisletide.release.spec.MetricSpec.Role;
import io.aisletide.release.spec.MetricSpec.Schedule;
import io.aisletide.release.spec.MetricSpec.Threshold;
import io.aisletide.release.spec.Specs;
import io.aisletide.release.spec.Strategy.AnalysisUse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One metric on counts given tick by tick; the canary sits in slot 1, the stable version in slot 0. */
class AnalysisRunTest {
    private static final AnalysisSettings SETTINGS =
            AnalysisSettings.of(1, 1, 1, List.of(Specs.ROUTE, Specs.YIELD), Specs.SECOND);
    private static final Schedule EVERY_TEN = new Schedule(0, 10, 0);

    private final Evidence evidence = new Evidence(2, 1, 1);
    private final List<Measurement> taken = new ArrayList<>();
    private int tick;
    private AnalysisRun run = run(metric(over(0.5), 10, EVERY_TEN, Limits.DEFAULT));

    private static AnalysisRun run(MetricSpec metric) {
        return run(metric, 0);
    }

    private static AnalysisRun run(MetricSpec metric, int duration) {
        return new AnalysisRun(
                new AnalysisUse(List.of("t"), duration, false),
                Specs.plan(List.of(new AnalysisTemplate("t", List.of(metric)))),
                new Roles(new int[] {0}, new int[] {1}, new int[] {0}),
                SETTINGS,
                0,
                1);
    }

    private static MetricSpec metric(MetricSpec.Test test, int window, Schedule schedule, Limits limits) {
        return new MetricSpec(
                "m",
                new Query(Measure.FAULTS, Specs.ROUTE, Role.CANARY, window),
                test,
                schedule,
                limits,
                5,
                OnNoData.WAIT,
                OnError.ABORT,
                false);
    }

    private static Threshold over(double bound) {
        return new Threshold(CompareTo.ABSOLUTE, above(bound), null, 0);
    }

    private static Condition above(double bound) {
        return new Condition(Condition.Comparison.GREATER, bound);
    }

    /** Ticks of one canary call each; the given share of them faults, evenly spread. */
    private Result ticks(int count, int faultEvery) {
        Result last = Result.RUNNING;
        for (int i = 0; i < count && last.status() != Status.FAILED; i++) {
            evidence.clear();
            evidence.add(0, 1, 0, 1, 0, 0);
            evidence.add(0, 0, 0, 10, 0, 0);
            if (faultEvery > 0 && tick % faultEvery == 0) {
                evidence.addFaults(0, 1, 0, 0, 1);
            }
            last = run.step(++tick, evidence, taken);
        }
        return last;
    }

    private Result silence(int count) {
        Result last = Result.RUNNING;
        for (int i = 0; i < count; i++) {
            evidence.clear();
            last = run.step(++tick, evidence, taken);
        }
        return last;
    }

    private Outcome lastOutcome() {
        return taken.get(taken.size() - 1).outcome();
    }

    @Test
    void shouldFailOnTheMeasurementThatExceedsTheLimit() {
        run = run(metric(over(0.5), 10, EVERY_TEN, new Limits(3, 0, 4)));
        assertThat(ticks(39, 1).status()).isEqualTo(Status.RUNNING);
        assertThat(ticks(1, 1).status()).isEqualTo(Status.FAILED);
        assertThat(taken).extracting(Measurement::outcome).containsOnly(Outcome.FAILED).hasSize(4);
    }

    @Test
    void shouldSayWhatAMeasurementRestsOn() {
        ticks(10, 2);
        Measurement measurement = taken.get(0);
        assertThat(measurement.numerator()).isEqualTo(5);
        assertThat(measurement.denominator()).isEqualTo(10);
        assertThat(measurement.value()).isEqualTo(0.5);
        assertThat(measurement.threshold())
                .isEqualTo("fails if result > 0.5, the rate over the whole time is over it (10 ticks)");
        assertThat(measurement.outcome()).isEqualTo(Outcome.SUCCESSFUL);
    }

    @Test
    void shouldSayAnEValueSoThatPeopleUnderstandIt() {
        assertThat(Measurement.inWords(0.376)).isEqualTo("0.38");
        assertThat(Measurement.inWords(247.9)).isEqualTo("247");
        assertThat(Measurement.inWords(1e100)).isEqualTo("over a million");
        assertThat(Measurement.inWords(Double.POSITIVE_INFINITY)).isEqualTo("over a million");
    }

    @Test
    void shouldTellApartNoDataAndTooFew() {
        silence(10);
        assertThat(lastOutcome()).isEqualTo(Outcome.NO_DATA);
        silence(6);
        ticks(4, 0);
        assertThat(lastOutcome()).isEqualTo(Outcome.TOO_FEW);
        assertThat(run.unproven()).isEqualTo("t/m");
        ticks(10, 0);
        assertThat(run.unproven()).isNull();
    }

    /** Reading B: a single good window in between, and the time begins anew. */
    @Test
    void shouldWantEveryWindowOfTheTimeToBeOver() {
        run = run(metric(new Threshold(CompareTo.ABSOLUTE, above(0.5), null, 50), 10, EVERY_TEN, Limits.DEFAULT));
        assertThat(ticks(40, 1).status()).isEqualTo(Status.RUNNING);
        assertThat(taken).allMatch(Measurement::pending);
        assertThat(run.unproven()).isNotNull();
        ticks(10, 0);
        assertThat(ticks(40, 1).status()).isEqualTo(Status.RUNNING);
        assertThat(ticks(10, 1).status()).isEqualTo(Status.FAILED);
    }

    /** The same time under reading A: the good window is outweighed. */
    @Test
    void shouldWantTheRateOverTheTimeToBeOver() {
        run = run(metric(over(0.5), 50, EVERY_TEN, new Limits(4, 0, 4)));
        ticks(40, 1);
        assertThat(ticks(10, 0).status()).isEqualTo(Status.FAILED);
    }

    /** argo #1329, #1360, #1411; spinnaker #5622: an empty baseline made everything look well. */
    @Test
    void shouldFailWhenTheStableVersionHasNoErrorsAndTheCanaryHas() {
        run = run(metric(new Threshold(CompareTo.CONTROL, above(1.5), null, 0), 10, EVERY_TEN, Limits.DEFAULT));
        assertThat(ticks(10, 5).status()).isEqualTo(Status.FAILED);
        assertThat(taken.get(0).value()).isInfinite();
        assertThat(taken.get(0).controlDenominator()).isEqualTo(100);
    }

    @Test
    void shouldPassWhenNeitherHasErrors() {
        run = run(metric(new Threshold(CompareTo.CONTROL, above(1.5), null, 0), 10, EVERY_TEN, Limits.DEFAULT));
        assertThat(ticks(10, 0).status()).isEqualTo(Status.SUCCESSFUL);
        assertThat(taken.get(0).value()).isEqualTo(1);
    }

    @Test
    void shouldBeInconclusiveBetweenTheConditions() {
        Condition below = new Condition(Condition.Comparison.LESS, 0.1);
        run = run(metric(new Threshold(CompareTo.ABSOLUTE, above(0.9), below, 0), 10, EVERY_TEN, Limits.DEFAULT));
        assertThat(ticks(10, 2).status()).isEqualTo(Status.INCONCLUSIVE);
        run.waive();
        assertThat(ticks(50, 2).status()).isEqualTo(Status.RUNNING);
        run.nextStep();
        assertThat(ticks(10, 2).status()).isEqualTo(Status.INCONCLUSIVE);
    }

    @Test
    void shouldFailWhenItCannotBeMeasuredFiveTimesInARow() {
        for (int i = 0; i < 49; i++) {
            assertThat(blind()).isEqualTo(Status.RUNNING);
        }
        assertThat(blind()).isEqualTo(Status.FAILED);
        assertThat(lastOutcome()).isEqualTo(Outcome.ERROR);
    }

    private Status blind() {
        evidence.clear();
        evidence.lost(0);
        return run.step(++tick, evidence, taken).status();
    }

    @Test
    void shouldBeUnprovenWhenItsTimeIsOverWithoutSamples() {
        run = run(metric(over(0.5), 10, EVERY_TEN, Limits.DEFAULT), 60);
        assertThat(silence(59).status()).isEqualTo(Status.RUNNING);
        assertThat(silence(1).status()).isEqualTo(Status.UNPROVEN);
        assertThat(ticks(20, 0).status()).isEqualTo(Status.SUCCESSFUL);
    }

    @Test
    void shouldHaveToProveAnewWhenTheWeightRises() {
        ticks(20, 0);
        assertThat(run.unproven()).isNull();
        run.weightRose(tick);
        assertThat(run.unproven()).isNotNull();
        ticks(20, 0);
        assertThat(run.unproven()).isNull();
    }

    @Test
    void shouldDoWhatTheMetricSaysWhenThereIsNoData() {
        assertThat(statusWithoutData(OnNoData.WAIT)).isEqualTo(Status.RUNNING);
        assertThat(statusWithoutData(OnNoData.PAUSE)).isEqualTo(Status.NO_DATA);
        assertThat(statusWithoutData(OnNoData.ABORT)).isEqualTo(Status.FAILED);
    }

    private @Nullable Status statusWithoutData(OnNoData onNoData) {
        MetricSpec m = metric(over(0.5), 10, EVERY_TEN, Limits.DEFAULT);
        run = run(new MetricSpec(
                m.name(), m.query(), m.test(), m.schedule(), m.limits(), 5, onNoData, OnError.ABORT, false));
        tick = 0;
        return silence(20).status();
    }

    @Test
    void shouldIgnoreWhatADryRunSays() {
        MetricSpec m = metric(over(0.5), 10, EVERY_TEN, Limits.DEFAULT);
        run = run(new MetricSpec(
                m.name(), m.query(), m.test(), m.schedule(), m.limits(), 5, OnNoData.ABORT, OnError.ABORT, true));
        assertThat(ticks(30, 1).status()).isEqualTo(Status.SUCCESSFUL);
        assertThat(lastOutcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void shouldCountABurstOnceAndGiveItToWhoeverBeganIt() {
        IncidentFilter filter = new IncidentFilter(new MetricSpec.Incidents(true, true, 30), 2, 2, 7);
        filter.add(0, 0, 5, 0);
        filter.add(1, 0, 0, 3);
        filter.count(10);
        assertThat(filter.canary()).isEqualTo(1);
        assertThat(filter.stable()).isEqualTo(1);
        filter.add(0, 0, 5, 9);
        filter.add(0, 1, 0, 1);
        filter.count(39);
        assertThat(filter.canary()).isZero();
        assertThat(filter.stable()).isEqualTo(1);
        filter.add(0, 0, 0, 9);
        filter.count(40);
        assertThat(filter.stable()).isEqualTo(1);
    }

    private static MetricSpec of(Measure measure, MetricSpec.Test test, int window, int after) {
        return new MetricSpec(
                "m",
                new Query(measure, Specs.ROUTE, Role.CANARY, window, after),
                test,
                EVERY_TEN,
                Limits.DEFAULT,
                5,
                OnNoData.WAIT,
                OnError.ABORT,
                false);
    }

    @Test
    void shouldCountGoalsAsLateByTheTimeOfTheMetric() {
        Evidence goals = new Evidence(2, 1, 1, 20, 50);
        for (int after : new int[] {20, 50}) {
            run = run(of(Measure.LATE, over(0.9), 10, after));
            taken.clear();
            for (int i = 1; i <= 10; i++) {
                goals.clear();
                goals.addGoal(0, 1, 0, 10 * i, i);
                goals.addGoal(0, 0, 0, 500, 100);
                run.step(i, goals, taken);
            }
            assertThat(taken.get(0).denominator()).isEqualTo(10);
            assertThat(taken.get(0).numerator()).as("after %d", after).isEqualTo(after == 20 ? 8 : 5);
            assertThat(taken.get(0).among()).isEqualTo("goals");
        }
    }

    @Test
    void shouldCountGoalsAsLateByTheLengthOfTheirWay() {
        Evidence goals = new Evidence(2, 1, 1, Query.BY_ITS_WAY);
        run = run(of(Measure.LATE, over(0.9), 10, Query.BY_ITS_WAY));
        taken.clear();
        for (int i = 1; i <= 10; i++) {
            goals.clear();
            int alone = 7 * i;
            goals.addGoal(0, 1, 0, 2 * alone + 10, alone);
            goals.addGoal(0, 1, 0, 2 * alone + 11, alone);
            run.step(i, goals, taken);
        }
        assertThat(taken.get(0).denominator()).isEqualTo(20);
        assertThat(taken.get(0).numerator()).isEqualTo(10);
    }

    @Test
    void shouldFailWhenRobotsOfTheCanaryGetStuckMoreOftenThanOthers() {
        MetricSpec.EProcess against = new MetricSpec.EProcess(
                CompareTo.CONTROL, 1.5, 0.01, MetricSpec.Incidents.EACH_ERROR);
        for (boolean both : new boolean[] {true, false}) {
            run = run(of(Measure.STUCK, against, 0, 0));
            taken.clear();
            Result last = Result.RUNNING;
            for (int i = 1; i <= 400 && last.status() != Status.FAILED; i++) {
                evidence.clear();
                evidence.robots(0, 1, 10);
                evidence.robots(0, 0, 190);
                if (i % 20 == 0) {
                    // A jam that hits a version as often as it has robots, or only the canary.
                    evidence.addStuck(0, !both || i % 400 == 0 ? 1 : 0, 0);
                }
                last = run.step(i, evidence, taken);
            }
            assertThat(last.status()).isEqualTo(both ? Status.SUCCESSFUL : Status.FAILED);
        }
    }

    @Test
    void shouldTellRejectedAnswersFromOtherFaults() {
        run = run(of(Measure.INVALID, over(0.2), 10, 0));
        for (int i = 1; i <= 10; i++) {
            evidence.clear();
            evidence.add(0, 1, 0, 1, 0, 0);
            evidence.addFaults(0, 1, 0, 0, 1);
            evidence.addInvalid(0, 1, 0, i == 4 ? 1 : 0);
            run.step(i, evidence, taken);
        }
        assertThat(taken.get(0).numerator()).isEqualTo(1);
        assertThat(taken.get(0).denominator()).isEqualTo(10);
    }
}
