package io.aisletide.release.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.release.analysis.AnalysisRun.Status;
import io.aisletide.release.routing.Mix;
import io.aisletide.release.spec.AnalysisTemplate;
import io.aisletide.release.spec.Condition;
import io.aisletide.release.spec.MetricSpec;
import io.aisletide.release.spec.MetricSpec.CompareTo;
import io.aisletide.release.spec.MetricSpec.EProcess;
import io.aisletide.release.spec.MetricSpec.Incidents;
import io.aisletide.release.spec.MetricSpec.Schedule;
import io.aisletide.release.spec.MetricSpec.Threshold;
import io.aisletide.release.spec.ReleasePlan;
import io.aisletide.release.spec.Specs;
import io.aisletide.release.spec.Strategy.AnalysisUse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * False alarms and power on a modelled stream: 200 robots that ask twice a minute for an hour, 10 of them the canary,
 * errors independent at a base rate of 1 %. Each figure is printed with its rule, so that a change shows.
 */
class CalibrationTest {
    private static final int ROBOTS = 200;
    private static final int CANARY = 10;
    private static final int TICKS = 3600;
    private static final int TICKS_PER_CALL = 30;
    private static final int ZONES = 4;
    private static final AnalysisSettings SETTINGS =
            AnalysisSettings.of(1, ZONES, 1, List.of(Specs.ROUTE, Specs.YIELD), Specs.SECOND);
    private static final Roles ROLES = new Roles(new int[] {0}, new int[] {1}, new int[] {0});
    private static final Incidents BURSTS = new Incidents(true, true, 30);

    private static final MetricSpec RELATIVE = sequential(CompareTo.CONTROL, 1.5, Incidents.EACH_ERROR);
    private static final MetricSpec ABSOLUTE = sequential(CompareTo.ABSOLUTE, 0.02, Incidents.EACH_ERROR);
    private static final MetricSpec INCIDENTS = sequential(CompareTo.CONTROL, 1.5, BURSTS);
    private static final MetricSpec EVERY_WINDOW = threshold(60, 300);
    private static final MetricSpec WHOLE_WINDOW = threshold(300, 0);

    private record Figures(int caught, int of, double medianMinutes) {
        double share() {
            return (double) caught / of;
        }
    }

    @Test
    void shouldHardlyEverBlameAnEqualVersion() {
        Figures relative = figures("A/A, relative", RELATIVE, 0.01, 0.01, 0, 200);
        Figures incidents = figures("A/A, relative, incidents", INCIDENTS, 0.01, 0.01, 0, 200);
        Figures everyWindow = figures("A/A, over 2 % in every minute of five", EVERY_WINDOW, 0.01, 0.01, 0, 200);
        Figures wholeWindow = figures("A/A, over 2 % over five minutes", WHOLE_WINDOW, 0.01, 0.01, 0, 200);
        assertThat(relative.share()).isLessThanOrEqualTo(0.01);
        assertThat(incidents.share()).isLessThanOrEqualTo(0.01);
        assertThat(wholeWindow.share()).as("the naive rule is the worse one").isGreaterThan(0.5);
        assertThat(everyWindow.share()).isLessThan(wholeWindow.share());
    }

    @Test
    void shouldNotBlameTheCanaryForWhatHitsTheWholeFloor() {
        assertThat(figures("floor at 4 %, relative", RELATIVE, 0.04, 0.04, 0, 100).share()).isLessThanOrEqualTo(0.01);
        assertThat(figures("floor at 4 %, absolute over 2 %", ABSOLUTE, 0.04, 0.04, 0, 100).share()).isGreaterThan(0.5);
    }

    @Test
    void shouldCatchAWorseVersion() {
        figures("canary 3 %, relative", RELATIVE, 0.03, 0.01, 0, 100);
        Figures five = figures("canary 5 %, relative", RELATIVE, 0.05, 0.01, 0, 100);
        Figures twenty = figures("canary 20 %, relative", RELATIVE, 0.20, 0.01, 0, 100);
        assertThat(five.share()).isGreaterThan(0.9);
        assertThat(twenty.share()).isEqualTo(1);
        assertThat(twenty.medianMinutes()).isLessThanOrEqualTo(2);
    }

    /** A version that was good for half an hour must not have earned the right to be bad. */
    @Test
    void shouldCatchAFaultThatBeginsLateAlmostAsSoon() {
        Figures late = figures("canary 20 % from minute 30, relative", RELATIVE, 0.20, 0.01, 1800, 100);
        assertThat(late.share()).isEqualTo(1);
        assertThat(late.medianMinutes()).isLessThanOrEqualTo(3);
    }

    @Test
    void shouldCatchAGrossFaultByIncidentsToo() {
        Figures gross = figures("canary 20 %, relative, incidents", INCIDENTS, 0.20, 0.01, 0, 100);
        assertThat(gross.share()).isEqualTo(1);
        assertThat(gross.medianMinutes()).isLessThanOrEqualTo(4);
    }

    private static Figures figures(
            String label, MetricSpec metric, double canary, double stable, int from, int seeds) {
        List<Double> minutes = new ArrayList<>();
        for (int seed = 0; seed < seeds; seed++) {
            int tick = failsAt(metric, canary, stable, from, seed);
            if (tick >= 0) {
                minutes.add((tick - from) / 60.0);
            }
        }
        double[] sorted =
                minutes.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double median = sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
        Figures figures = new Figures(sorted.length, seeds, median);
        System.out.println(label + ": " + sorted.length + " of " + seeds + ", median minute " + median);
        return figures;
    }

    /** The tick at which the analysis fails, or -1. */
    private static int failsAt(MetricSpec metric, double canary, double stable, int from, long seed) {
        ReleasePlan plan = Specs.plan(List.of(new AnalysisTemplate("t", List.of(metric))));
        AnalysisRun run = new AnalysisRun(new AnalysisUse(List.of("t"), 0, false), plan, ROLES, SETTINGS, 0, seed);
        Evidence evidence = new Evidence(2, ZONES, 1);
        List<Measurement> taken = new ArrayList<>();
        for (int tick = 0; tick < TICKS; tick++) {
            evidence.clear();
            for (int robot = tick % TICKS_PER_CALL; robot < ROBOTS; robot += TICKS_PER_CALL) {
                int slot = isCanary(robot) ? 1 : 0;
                double rate = slot == 1 && tick >= from ? canary : stable;
                evidence.add(0, slot, robot % ZONES, 1, 0, 0);
                if (Mix.unit(Mix.mix(Mix.mix(seed << 20 ^ tick) ^ robot)) < rate) {
                    evidence.addFaults(0, slot, robot % ZONES, 0, 1);
                }
            }
            if (run.step(tick, evidence, taken).status() == Status.FAILED) {
                return tick;
            }
        }
        return -1;
    }

    private static boolean isCanary(int robot) {
        return robot % (ROBOTS / CANARY) == 0;
    }

    private static MetricSpec sequential(CompareTo compareTo, double theta0, Incidents unit) {
        return Specs.metric("m", 60, new EProcess(compareTo, theta0, 0.01, unit), new Schedule(0, 10, 0));
    }

    private static MetricSpec threshold(int window, int forTicks) {
        return Specs.metric(
                "m",
                window,
                new Threshold(CompareTo.ABSOLUTE, Condition.parse("result > 2 %"), null, forTicks),
                new Schedule(0, 60, 0));
    }
}
