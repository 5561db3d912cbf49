package io.aisletide.sim.scenario;

import io.aisletide.release.spec.AnalysisTemplate;
import io.aisletide.release.spec.Condition;
import io.aisletide.release.spec.MetricSpec;
import io.aisletide.release.spec.MetricSpec.CompareTo;
import io.aisletide.release.spec.MetricSpec.EProcess;
import io.aisletide.release.spec.MetricSpec.Incidents;
import io.aisletide.release.spec.MetricSpec.Limits;
import io.aisletide.release.spec.MetricSpec.Measure;
import io.aisletide.release.spec.MetricSpec.Query;
import io.aisletide.release.spec.MetricSpec.Role;
import io.aisletide.release.spec.MetricSpec.Schedule;
import io.aisletide.release.spec.MetricSpec.Threshold;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads {@code analysisTemplates}. */
final class AnalysisReader {
    static final List<String> TESTS = List.of("threshold", "eprocess");

    private static final int MAX_NUMBER = 1_000_000_000;
    private static final long SECOND = 1_000_000_000L;
    private static final double DEFAULT_RATIO = 1.5;

    private final Problems problems;
    private final long tickNanos;

    AnalysisReader(Problems problems, long tickNanos) {
        this.problems = problems;
        this.tickNanos = tickNanos;
    }

    List<AnalysisTemplate> templates(List<YamlValue> items) {
        List<AnalysisTemplate> templates = new ArrayList<>();
        for (YamlValue item : items) {
            Section section = Section.of(item, "an analysis template", problems);
            section.required("name", "releases speak of it by its name");
            String name = section.text("name");
            List<MetricSpec> metrics = new ArrayList<>();
            for (YamlValue metric : section.list("metrics", "'metrics'")) {
                metrics.add(metric(Section.of(metric, "a metric", problems)));
            }
            section.done();
            templates.add(new AnalysisTemplate(name == null ? "" : name, metrics));
        }
        return templates;
    }

    private MetricSpec metric(Section section) {
        section.required("name", "reports speak of it by its name");
        String name = section.text("name");
        String kind = test(section);
        // With a mistyped test nothing but that is to be reported.
        boolean sequential = kind == null ? section.value("failureCondition") == null : kind.equals("eprocess");
        CompareTo compareTo = section.oneOf("compareTo", CompareTo.class);
        if (compareTo == null) {
            compareTo = sequential ? CompareTo.CONTROL : CompareTo.ABSOLUTE;
        }
        Query query = query(section, sequential);
        MetricSpec.Test test = sequential ? sequential(section, compareTo, query.measure()) : threshold(section, compareTo);
        int interval = section.ticks("interval", sequential ? ticks(10) : 0, tickNanos);
        Schedule schedule = new Schedule(
                section.ticks("initialDelay", 0, tickNanos), interval, (int) section.integer("count", 0, 0, MAX_NUMBER));
        Limits limits = new Limits(
                (int) section.integer("failureLimit", 0, 0, MAX_NUMBER),
                (int) section.integer("inconclusiveLimit", 0, 0, MAX_NUMBER),
                (int) section.integer("consecutiveErrorLimit", 4, 0, MAX_NUMBER));
        int samples = (int) section.integer(
                "minSamples", query.measure().fewSamples(), 0, MAX_NUMBER);
        MetricSpec.OnNoData noData = section.oneOf("onNoData", MetricSpec.OnNoData.class, DeliveryReader::capitalised);
        MetricSpec.OnError error = section.oneOf("onError", MetricSpec.OnError.class, DeliveryReader::capitalised);
        boolean dryRun = section.truth("dryRun", false);
        section.done();
        return new MetricSpec(
                name == null ? "" : name,
                query,
                test,
                schedule,
                limits,
                samples,
                noData == null ? MetricSpec.OnNoData.WAIT : noData,
                error == null ? MetricSpec.OnError.ABORT : error,
                dryRun);
    }

    /** @return null if it is none, which is then reported */
    private @Nullable String test(Section section) {
        String test = section.text("test");
        if (test != null && !TESTS.contains(test)) {
            report(section, "test", "'" + test + "' is no test" + Suggestion.of(test, TESTS));
            return null;
        }
        return test == null ? TESTS.get(0) : test;
    }

    /** {@code {faults: plan-route, role: canary, window: 1m}}: what is counted, and of which endpoint. */
    private Query query(Section metric, boolean sequential) {
        YamlValue value = metric.value("query");
        if (value == null) {
            if (!sequential) {
                problems.add(metric.mapping(), "'query' is missing; say what is measured, such as query: {faults: all, "
                        + "role: canary, window: 1m}");
            }
            return new Query(Measure.FAULTS, Query.ALL, Role.CANARY, sequential ? 0 : 1);
        }
        Section section = Section.of(value, "a query", problems);
        Measure measure = null;
        String endpoint = Query.ALL;
        List<String> names = new ArrayList<>();
        for (Measure each : Measure.values()) {
            String key = each.name().toLowerCase(Locale.ROOT);
            names.add(key);
            String of = section.text(key);
            if (of != null && measure != null) {
                report(section, key, "a metric measures one thing; this one has '"
                        + measure.name().toLowerCase(Locale.ROOT) + "' already");
            } else if (of != null) {
                measure = each;
                endpoint = of;
                List<String> known = new ArrayList<>(BuiltInVersions.CALLED);
                known.add(Query.ALL);
                if (!known.contains(of)) {
                    report(section, key, "no endpoint is called '" + of + "'" + Suggestion.of(of, known));
                }
            }
        }
        if (measure == null) {
            problems.add(section.mapping(), "what is measured? There is " + String.join(", ", names)
                    + ", each with the name of an endpoint or all");
        }
        Role role = section.oneOf("role", Role.class);
        boolean window = !sequential && measure != Measure.VIOLATIONS;
        if (window && !section.has("window")) {
            problems.add(section.mapping(), "'window' is missing; say how far back is counted, such as window: 1m");
        }
        if (sequential && section.has("window")) {
            report(section, "window", "a sequential test counts from its start and has no window");
        }
        int ticks = section.ticks("window", sequential ? 0 : 1, tickNanos);
        int after = section.ticks("after", Query.BY_ITS_WAY, tickNanos);
        if (measure != Measure.LATE && section.has("after")) {
            report(section, "after", "'after' belongs to late: it says how old a goal is that comes late");
        } else if (section.has("after") && after == Query.BY_ITS_WAY) {
            report(section, "after", "'after' is more than nothing, such as after: 3m; left out, goals are late by the length of their way");
        }
        section.done();
        Measure found = measure == null ? Measure.FAULTS : measure;
        Role fallback = found == Measure.VIOLATIONS ? Role.ALL : Role.CANARY;
        return new Query(found, endpoint, role == null ? fallback : role, ticks, after);
    }

    private Threshold threshold(Section section, CompareTo compareTo) {
        for (String key : List.of("theta0", "alpha", "unit")) {
            if (section.has(key)) {
                report(section, key, "'" + key + "' belongs to test: eprocess");
            }
        }
        return new Threshold(
                compareTo,
                condition(section, "failureCondition"),
                condition(section, "successCondition"),
                section.ticks("for", 0, tickNanos));
    }

    private @Nullable Condition condition(Section section, String key) {
        String text = section.text(key);
        try {
            return text == null ? null : Condition.parse(text);
        } catch (IllegalArgumentException malformed) {
            report(section, key, String.valueOf(malformed.getMessage()));
            return null;
        }
    }

    private EProcess sequential(Section section, CompareTo compareTo, Measure measure) {
        for (String key : List.of("failureCondition", "successCondition", "for")) {
            if (section.has(key)) {
                report(section, key, "'" + key + "' belongs to test: threshold");
            }
        }
        if (compareTo == CompareTo.ABSOLUTE && !section.has("theta0")) {
            problems.add(section.mapping(), "'theta0' is missing; say which rate is tolerated, such as theta0: 0.02");
        }
        return new EProcess(
                compareTo,
                section.decimal("theta0", DEFAULT_RATIO, 0, 100),
                section.decimal("alpha", 0.01, 0, 1),
                incidents(section, measure));
    }

    /**
     * {@code call}, {@code incident}, or {@code {by: [code, zone], within: 30s}}. Goals count each for itself: some are late on any
     * busy floor, and an incident in each part of it all the time would hide whose they are.
     */
    private Incidents incidents(Section section, Measure measure) {
        YamlValue value = section.value("unit");
        Incidents usual = new Incidents(true, true, ticks(30));
        if (value == null) {
            return measure == Measure.LATE ? Incidents.EACH_ERROR : usual;
        }
        if (value instanceof YamlValue.Scalar scalar) {
            if (scalar.text().equals("incident")) {
                return usual;
            }
            if (!scalar.text().equals("call")) {
                problems.add(value, "'unit' is call, incident, or {by: [code, zone], within: 30s}; not " + value.kind());
            }
            return Incidents.EACH_ERROR;
        }
        Section unit = Section.of(value, "'unit'", problems);
        boolean byCode = false;
        boolean byZone = false;
        for (String by : DeliveryReader.texts(unit, "by", problems)) {
            byCode |= by.equals("code");
            byZone |= by.equals("zone");
            if (!List.of("code", "zone").contains(by)) {
                report(unit, "by", "incidents are told apart by code and zone, not by '" + by + "'");
            }
        }
        int within = unit.ticks("within", ticks(30), tickNanos);
        unit.done();
        return new Incidents(byCode, byZone, within);
    }

    private int ticks(int seconds) {
        return new Timespan(seconds * SECOND, false).toTicks(tickNanos);
    }

    private void report(Section section, String key, String message) {
        YamlValue value = section.mapping().get(key);
        problems.add(value == null ? section.mapping() : value, message);
    }
}
