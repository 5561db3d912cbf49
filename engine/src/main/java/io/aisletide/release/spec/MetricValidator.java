package io.aisletide.release.spec;

import java.util.TreeSet;

/** Faults of one metric. */
final class MetricValidator {
    private static final String SHARES = "faults, invalid, refusals, slow, late or stuck";

    private final MetricSpec metric;
    private final String path;
    private final KnownVersions known;
    private final SpecValidator.Faults faults;

    MetricValidator(MetricSpec metric, String path, KnownVersions known, SpecValidator.Faults faults) {
        this.metric = metric;
        this.path = path;
        this.known = known;
        this.faults = faults;
    }

    void check() {
        query();
        schedule();
        MetricSpec.Limits limits = metric.limits();
        faults.notNegative(path + ".failureLimit", limits.failureLimit());
        faults.notNegative(path + ".inconclusiveLimit", limits.inconclusiveLimit());
        faults.notNegative(path + ".consecutiveErrorLimit", limits.consecutiveErrorLimit());
        boolean rate = metric.query().measure().isRate();
        faults.require(
                metric.minSamples() >= (rate ? 1 : 0),
                path + ".minSamples",
                rate ? "a share needs at least 1 sample, not " + metric.minSamples() : "is 0 or more");
        if (metric.test() instanceof MetricSpec.Threshold threshold) {
            threshold(threshold);
        } else if (metric.test() instanceof MetricSpec.EProcess process) {
            process(process);
        }
        if (metric.test().compareTo() == MetricSpec.CompareTo.CONTROL) {
            faults.require(
                    metric.query().role() == MetricSpec.Role.CANARY,
                    path + ".query.role",
                    "compareTo: control sets the canary against the stable version, so the role is canary");
            faults.require(rate, path + ".query", "compareTo: control compares shares: " + SHARES);
        }
    }

    private void query() {
        MetricSpec.Query query = metric.query();
        String endpoint = query.endpoint();
        faults.require(
                endpoint.equals(MetricSpec.Query.ALL) || known.endpoints().contains(endpoint),
                path + ".query",
                "no endpoint is called " + endpoint + "; there are all and " + new TreeSet<>(known.endpoints()));
        faults.require(
                query.measure() != MetricSpec.Measure.VIOLATIONS || endpoint.equals(MetricSpec.Query.ALL),
                path + ".query",
                "violations are counted for the whole floor: write violations: all");
        faults.require(
                query.measure() != MetricSpec.Measure.LATE || query.lateAfterTicks() >= MetricSpec.Query.BY_ITS_WAY,
                path + ".query.after",
                "is more than 0 ticks, or left out, not " + query.lateAfterTicks());
        faults.require(
                query.windowTicks() > 0 || metric.test() instanceof MetricSpec.EProcess,
                path + ".query.window",
                "is more than 0 ticks, not " + query.windowTicks());
    }

    private void schedule() {
        MetricSpec.Schedule schedule = metric.schedule();
        faults.notNegative(path + ".initialDelay", schedule.initialDelayTicks());
        faults.notNegative(path + ".interval", schedule.intervalTicks());
        faults.notNegative(path + ".count", schedule.count());
        faults.require(
                schedule.count() <= 1 || schedule.intervalTicks() > 0,
                path + ".count",
                schedule.count() + " measurements need an interval between them");
        faults.require(
                schedule.count() == 0 || metric.limits().failureLimit() < schedule.count(),
                path + ".failureLimit",
                "can never be exceeded by " + schedule.count() + " measurements");
    }

    private void threshold(MetricSpec.Threshold threshold) {
        faults.require(
                threshold.failure() != null || threshold.success() != null,
                path + ".failureCondition",
                "a metric has a failureCondition or a successCondition; without one it could not fail");
        faults.notNegative(path + ".for", threshold.forTicks());
        int interval = metric.schedule().intervalTicks();
        if (threshold.forTicks() > 0) {
            faults.require(interval > 0, path + ".for", "looks at measurement after measurement: give an interval too");
            faults.require(
                    interval <= threshold.forTicks(),
                    path + ".for",
                    "is not shorter than the interval of " + interval + " ticks");
        }
    }

    private void process(MetricSpec.EProcess process) {
        faults.require(
                metric.query().measure().isRate(),
                path + ".query",
                "test: eprocess counts errors among calls or goals: " + SHARES);
        faults.require(
                process.alpha() > 0 && process.alpha() <= 0.5, path + ".alpha", "is over 0 and at most 0.5");
        boolean control = process.compareTo() == MetricSpec.CompareTo.CONTROL;
        double theta0 = process.theta0();
        faults.require(
                control ? theta0 >= 1 && theta0 <= 100 : theta0 > 0 && theta0 < 1,
                path + ".theta0",
                control
                        ? "is the tolerated ratio to the stable version's rate, 1 to 100, not " + theta0
                        : "is the tolerated rate, over 0 and below 1, not " + theta0);
        faults.notNegative(path + ".unit.within", process.unit().withinTicks());
        faults.require(
                metric.schedule().intervalTicks() > 0,
                path + ".interval",
                "a sequential test is looked at again and again: give an interval");
    }
}
