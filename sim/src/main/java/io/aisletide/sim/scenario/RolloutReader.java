package io.aisletide.sim.scenario;

import io.aisletide.release.spec.AnalysisTemplate;
import io.aisletide.release.spec.MetricSpec;
import io.aisletide.release.spec.RolloutSpec;
import io.aisletide.release.spec.RolloutSpec.Exposure;
import io.aisletide.release.spec.RolloutSpec.FailurePolicy;
import io.aisletide.release.spec.RolloutSpec.OnFailure;
import io.aisletide.release.spec.RolloutSpec.ProgressDeadline;
import io.aisletide.release.spec.RolloutSpec.Target;
import io.aisletide.release.spec.Strategy;
import io.aisletide.release.spec.TickRate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code releases}; {@link StrategyReader} does what is below {@code strategy}. */
final class RolloutReader {
    private static final int MAX_NUMBER = 1_000_000;
    private static final List<String> LATER = List.of("rings", "prepare", "flags");

    private final Problems problems;
    private final long tickNanos;
    private final int plannedTicks;
    private final VersionReader versions;
    private final List<AnalysisTemplate> templates;
    private final StrategyReader strategies;

    RolloutReader(
            Problems problems, Scenario.Clock clock, VersionReader versions, List<AnalysisTemplate> templates) {
        this.problems = problems;
        tickNanos = clock.tickNanos();
        plannedTicks = clock.plannedTicks();
        this.versions = versions;
        this.templates = templates;
        strategies = new StrategyReader(problems, tickNanos, templates);
    }

    List<RolloutSpec> read(List<YamlValue> items) {
        List<RolloutSpec> releases = new ArrayList<>();
        for (YamlValue item : items) {
            RolloutSpec release = release(Section.of(item, "a release", problems));
            if (release != null) {
                releases.add(release);
            }
        }
        return releases;
    }

    private @Nullable RolloutSpec release(Section section) {
        section.required("name", "commands and reports speak of the release by its name");
        String name = section.text("name");
        String kind = section.text("kind");
        if (kind != null && !kind.equals("Rollout")) {
            report(section, "kind", "'kind' of a release is Rollout, not '" + kind + "'");
        }
        for (String later : LATER) {
            section.notYet(later, "'" + later + "' of a release");
        }
        List<Target> targets = targets(section);
        long at = at(section);
        int bake = bake(section);
        Exposure exposure = exposure(section);
        ProgressDeadline deadline = new ProgressDeadline(
                section.secondsInTicks("progressDeadlineSeconds", seconds(600), tickNanos),
                section.truth("progressDeadlineAbort", false));
        FailurePolicy failure = failure(section);
        List<String> roles = DeliveryReader.texts(section, "roles", problems);
        YamlValue how = section.required("strategy", "say how, such as strategy: {canary: {steps: [{setWeight: 5}]}}");
        Strategy strategy = how == null ? null : strategies.read(how, bake, longestInterval());
        section.done();
        return strategy == null
                ? null
                : new RolloutSpec(
                        name == null ? "" : name, targets, at, strategy, exposure, deadline, failure, bake, roles);
    }

    private long at(Section section) {
        YamlValue value = section.value("at");
        if (value == null) {
            return RolloutSpec.ON_COMMAND;
        }
        int tick = section.ticks("at", 0, tickNanos);
        if (tick >= plannedTicks && problems.isEmpty()) {
            problems.add(value, "tick " + tick + " is never reached; the run ends after " + plannedTicks + " ticks");
        }
        return tick;
    }

    /** {@code endpoint} and {@code to}, or a {@code bundle} of such pairs. */
    private List<Target> targets(Section section) {
        List<Target> targets = new ArrayList<>();
        YamlValue bundle = section.value("bundle");
        if (bundle == null) {
            target(section, targets);
            return targets;
        }
        if (section.has("endpoint") || section.has("to")) {
            problems.add(section.mapping(), "give endpoint and to, or a bundle of such pairs, not both");
        }
        for (YamlValue item : section.list("bundle", "'bundle'")) {
            Section pair = Section.of(item, "a part of a bundle", problems);
            target(pair, targets);
            pair.done();
        }
        return targets;
    }

    private void target(Section section, List<Target> targets) {
        YamlValue to = section.required("to", "say which version shall answer, such as to: plan-route@1.1.0");
        YamlValue named = section.value("endpoint");
        String version = to == null ? null : Section.text(to, problems);
        String endpoint = named == null ? null : Section.text(named, problems);
        if (to == null || version == null) {
            return;
        }
        if (version.indexOf('@') < 1) {
            problems.add(to, "'" + version + "' is no version; write the endpoint and its number, such as plan-route@1.1.0");
            return;
        }
        if (endpoint == null) {
            endpoint = version.substring(0, Math.max(0, version.indexOf('@')));
        } else if (named != null && !BuiltInVersions.CALLED.contains(endpoint)) {
            problems.add(named, BuiltInVersions.ENDPOINTS.contains(endpoint)
                    ? "not available yet: the engine does not call " + endpoint + " in this version"
                    : "no endpoint is called '" + endpoint + "'" + Suggestion.of(endpoint, BuiltInVersions.CALLED));
            return;
        }
        versions.known(to, version, endpoint);
        targets.add(new Target(endpoint, version));
    }

    private int bake(Section section) {
        Section bake = section.section("bake", "'bake'");
        int ticks = bake.ticks("duration", 0, tickNanos);
        bake.done();
        return ticks;
    }

    private Exposure exposure(Section section) {
        Section exposure = section.section("exposure", "'exposure'");
        String unit = exposure.text("unit");
        if (unit != null && !unit.equals("robot")) {
            report(exposure, "unit", "the unit is robot, not '" + unit + "'");
        }
        boolean byZone = Exposure.DEFAULT.stratifyByZone();
        if (exposure.has("stratifyBy")) {
            List<String> strata = DeliveryReader.texts(exposure, "stratifyBy", problems);
            byZone = strata.contains("zone");
            for (String stratum : strata) {
                if (!stratum.equals("zone")) {
                    report(exposure, "stratifyBy", "robots are sorted by zone, not by '" + stratum + "'");
                }
            }
        }
        Exposure read = new Exposure(
                (int) exposure.integer("maxPercent", Exposure.DEFAULT.maxPercent(), 1, 100),
                byZone,
                exposure.truth("sticky", Exposure.DEFAULT.sticky()),
                (int) exposure.integer("minUnits", Exposure.DEFAULT.minUnits(), 0, MAX_NUMBER));
        exposure.done();
        return read;
    }

    private FailurePolicy failure(Section section) {
        FailurePolicy usual = FailurePolicy.defaults(new TickRate(tickNanos));
        OnFailure onFailure = section.oneOf("onFailure", OnFailure.class, DeliveryReader::capitalised);
        Section window = section.section("rollbackWindow", "'rollbackWindow'");
        int revisions = (int) window.integer("revisions", usual.rollbackRevisions(), 0, MAX_NUMBER);
        window.done();
        return new FailurePolicy(
                onFailure == null ? usual.onFailure() : onFailure,
                (int) section.integer("retryLimit", usual.retryLimit(), 0, MAX_NUMBER),
                revisions,
                section.ticks("cooldown", usual.cooldownTicks(), tickNanos),
                (int) section.integer("breakerZones", usual.breakerZones(), 0, MAX_NUMBER));
    }

    /** Of all metrics: which of them a release uses is known only when its strategy is read. */
    private int longestInterval() {
        int longest = 0;
        for (AnalysisTemplate template : templates) {
            for (MetricSpec metric : template.metrics()) {
                longest = Math.max(longest, metric.schedule().intervalTicks());
            }
        }
        return longest;
    }

    private int seconds(long seconds) {
        return new Timespan(seconds * 1_000_000_000L, false).toTicks(tickNanos);
    }

    private void report(Section section, String key, String message) {
        YamlValue value = section.mapping().get(key);
        problems.add(value == null ? section.mapping() : value, message);
    }
}
