package io.aisletide.sim.scenario;

import io.aisletide.release.spec.AnalysisTemplate;
import io.aisletide.release.spec.BreakerSpec;
import io.aisletide.release.spec.Condition;
import io.aisletide.release.spec.GateSpec;
import io.aisletide.release.spec.MetricSpec;
import io.aisletide.release.spec.PersonSpec;
import io.aisletide.release.spec.RolloutSpec;
import io.aisletide.release.spec.Step;
import io.aisletide.release.spec.Strategy;
import io.aisletide.sim.scenario.VersionSpec.Drill;
import io.aisletide.sim.scenario.VersionSpec.Jar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes versions and releases as {@link DeliveryReader} reads them, with every default spelled out. */
final class DeliveryWriter {
    private final List<String> lines = new ArrayList<>();

    private DeliveryWriter() {}

    static List<String> lines(DeliverySpec delivery) {
        DeliveryWriter writer = new DeliveryWriter();
        writer.all(delivery);
        return writer.lines;
    }

    private void all(DeliverySpec delivery) {
        if (!delivery.stable().isEmpty()) {
            Fields workflows = new Fields();
            delivery.stable().forEach((endpoint, id) -> workflows.text(endpoint, id));
            lines.add("workflows: " + workflows);
        }
        heading("versions", delivery.versions().isEmpty());
        for (VersionSpec version : delivery.versions()) {
            lines.add("  - " + version(version));
        }
        heading("analysisTemplates", delivery.plan().templates().isEmpty());
        for (AnalysisTemplate template : delivery.plan().templates()) {
            lines.add("  - name: " + ScenarioWriter.quoted(template.name()));
            lines.add("    metrics:");
            for (MetricSpec metric : template.metrics()) {
                lines.add("      - " + metric(metric));
            }
        }
        heading("circuitBreakers", delivery.plan().breakers().isEmpty());
        for (BreakerSpec breaker : delivery.plan().breakers()) {
            lines.add("  - " + breaker(breaker));
        }
        heading("releases", delivery.plan().releases().isEmpty());
        for (RolloutSpec release : delivery.plan().releases()) {
            release(release);
        }
    }

    private void heading(String key, boolean empty) {
        if (!empty) {
            lines.add(key + ":");
        }
    }

    private static String version(VersionSpec version) {
        Fields fields = new Fields().text("id", version.id()).text("endpoint", version.endpoint());
        if (version.origin() instanceof Jar jar) {
            return fields.text("artifact", jar.file().toAbsolutePath().normalize().toString())
                    .put("sha256", '"' + jar.sha256() + '"')
                    .toString();
        }
        Drill drill = (Drill) version.origin();
        Fields faults = new Fields()
                .number("errorRate", drill.errorRate())
                .number("invalidRate", drill.invalidRate())
                .number("slowRate", drill.slowRate())
                .number("endlessRate", drill.endlessRate())
                .number("refusalRate", drill.refusalRate())
                .number("harmfulRate", drill.harmfulRate())
                .ticks("from", drill.fromTick());
        return fields.put("drill", faults).toString();
    }

    private static String metric(MetricSpec metric) {
        MetricSpec.Query query = metric.query();
        boolean sequential = metric.test() instanceof MetricSpec.EProcess;
        Fields asked = new Fields()
                .text(small(query.measure()), query.endpoint())
                .text("role", small(query.role()));
        if (query.lateAfterTicks() != MetricSpec.Query.BY_ITS_WAY) {
            asked.ticks("after", query.lateAfterTicks());
        }
        if (!sequential) {
            asked.ticks("window", query.windowTicks());
        }
        Fields fields = new Fields()
                .text("name", metric.name())
                .put("query", asked)
                .text("compareTo", small(metric.test().compareTo()));
        if (metric.test() instanceof MetricSpec.Threshold threshold) {
            fields.text("test", "threshold");
            condition(fields, "failureCondition", threshold.failure());
            condition(fields, "successCondition", threshold.success());
            fields.ticks("for", threshold.forTicks());
        } else {
            MetricSpec.EProcess process = (MetricSpec.EProcess) metric.test();
            List<String> by = new ArrayList<>();
            if (process.unit().byCode()) {
                by.add("code");
            }
            if (process.unit().byZone()) {
                by.add("zone");
            }
            Fields unit = new Fields().put("by", by).ticks("within", process.unit().withinTicks());
            fields.text("test", "eprocess")
                    .number("theta0", process.theta0())
                    .number("alpha", process.alpha())
                    .put("unit", unit);
        }
        return fields.ticks("initialDelay", metric.schedule().initialDelayTicks())
                .ticks("interval", metric.schedule().intervalTicks())
                .put("count", metric.schedule().count())
                .put("failureLimit", metric.limits().failureLimit())
                .put("inconclusiveLimit", metric.limits().inconclusiveLimit())
                .put("consecutiveErrorLimit", metric.limits().consecutiveErrorLimit())
                .put("minSamples", metric.minSamples())
                .text("onNoData", DeliveryReader.capitalised(metric.onNoData()))
                .text("onError", DeliveryReader.capitalised(metric.onError()))
                .put("dryRun", metric.dryRun())
                .toString();
    }

    private static void condition(Fields fields, String key, @Nullable Condition condition) {
        if (condition != null) {
            fields.text(key, condition.toString());
        }
    }

    private static String breaker(BreakerSpec breaker) {
        return new Fields()
                .text("name", breaker.name())
                .text("endpoint", breaker.endpoint())
                .ticks("slidingWindowSize", breaker.windowTicks())
                .put("minimumNumberOfCalls", breaker.minimumCalls())
                .put("failureRateThreshold", breaker.failureRatePercent())
                .put("slowCallRateThreshold", breaker.slowRatePercent())
                .ticks("waitDurationInOpenState", breaker.openTicks())
                .ticks("maxWaitDurationInOpenState", breaker.maxOpenTicks())
                .put("permittedNumberOfCallsInHalfOpenState", breaker.halfOpenCalls())
                .ticks("maxWaitDurationInHalfOpenState", breaker.maxHalfOpenTicks())
                .ticks("permitLease", breaker.leaseTicks())
                .put("maxEjectionPercent", breaker.maxEjectionPercent())
                .toString();
    }

    private void release(RolloutSpec release) {
        lines.add("  - name: " + ScenarioWriter.quoted(release.name()));
        lines.add("    bundle:");
        for (RolloutSpec.Target target : release.targets()) {
            lines.add("      - " + new Fields().text("endpoint", target.endpoint()).text("to", target.version()));
        }
        if (release.atTick() != RolloutSpec.ON_COMMAND) {
            lines.add("    at: " + release.atTick() + "t");
        }
        RolloutSpec.FailurePolicy failure = release.failure();
        lines.add("    progressDeadlineSeconds: " + release.deadline().ticks() + "t");
        lines.add("    progressDeadlineAbort: " + release.deadline().abort());
        lines.add("    rollbackWindow: " + new Fields().put("revisions", failure.rollbackRevisions()));
        lines.add("    retryLimit: " + failure.retryLimit());
        lines.add("    onFailure: " + DeliveryReader.capitalised(failure.onFailure()));
        lines.add("    cooldown: " + failure.cooldownTicks() + "t");
        lines.add("    breakerZones: " + failure.breakerZones());
        lines.add("    bake: " + new Fields().ticks("duration", release.bakeTicks()));
        lines.add("    roles: " + quoted(release.operatorRoles()));
        RolloutSpec.Exposure exposure = release.exposure();
        lines.add("    exposure: " + new Fields()
                .text("unit", "robot")
                .put("maxPercent", exposure.maxPercent())
                .put("stratifyBy", exposure.stratifyByZone() ? List.of("zone") : List.of())
                .put("sticky", exposure.sticky())
                .put("minUnits", exposure.minUnits()));
        lines.add("    strategy:");
        if (release.strategy() instanceof Strategy.Canary canary) {
            canary(canary);
        } else {
            blueGreen((Strategy.BlueGreen) release.strategy());
        }
    }

    private void canary(Strategy.Canary canary) {
        lines.add("      canary:");
        lines.add("        scaleDownDelaySeconds: " + canary.scaleDownDelayTicks() + "t");
        lines.add("        abortScaleDownDelaySeconds: " + canary.abortScaleDownDelayTicks() + "t");
        Strategy.Background background = canary.analysis();
        if (background != null) {
            lines.add("        analysis: " + analysis(
                    new Fields().put("startingStep", background.startingStep()), background.analysis()));
        }
        lines.add("        steps:");
        for (Step step : canary.steps()) {
            lines.add("          - " + step(step));
        }
    }

    private static Fields step(Step step) {
        Fields fields = new Fields();
        if (step instanceof Step.SetWeight weight) {
            return fields.put("setWeight", weight.percent());
        }
        if (step instanceof Step.Pause pause) {
            Fields length = new Fields();
            return fields.put("pause", pause.ticks() == Step.Pause.INDEFINITE ? length
                    : length.ticks("duration", pause.ticks()));
        }
        return step instanceof Step.Analyse analyse
                ? fields.put("analysis", analysis(new Fields(), analyse.analysis()))
                : fields.put("gate", gate(((Step.Gate) step).gate()));
    }

    private static Fields analysis(Fields fields, Strategy.AnalysisUse use) {
        return fields.put("templates", quoted(use.templates()))
                .ticks("duration", use.durationTicks())
                .put("allowUnproven", use.allowUnproven());
    }

    private static Fields gate(GateSpec gate) {
        Fields fields = new Fields()
                .text("name", gate.name())
                .text("type", gate.type().hook())
                .text("role", gate.role())
                .put("approvals", gate.approvals())
                .ticks("timeout", gate.timeoutTicks())
                .text("onTimeout", DeliveryReader.capitalised(gate.onTimeout()));
        PersonSpec person = gate.person();
        if (person == null) {
            return fields;
        }
        Fields who = new Fields()
                .text("id", person.id())
                .ticks("reaction", person.medianReactionTicks())
                .number("sigma", person.sigma())
                .text("answer", DeliveryReader.capitalised(person.answer()));
        PersonSpec.WorkingHours hours = person.hours();
        if (hours != null) {
            who.put("hours", new Fields().ticks("from", hours.fromTick()).ticks("to", hours.toTick()));
        }
        return fields.put("person", who);
    }

    private void blueGreen(Strategy.BlueGreen blueGreen) {
        lines.add("      blueGreen:");
        lines.add("        autoPromotionEnabled: " + blueGreen.autoPromotionEnabled());
        lines.add("        autoPromotionSeconds: " + blueGreen.autoPromotionTicks() + "t");
        lines.add("        preview: " + blueGreen.previewPercent());
        optional("prePromotionAnalysis", blueGreen.prePromotionAnalysis());
        optional("postPromotionAnalysis", blueGreen.postPromotionAnalysis());
        lines.add("        scaleDownDelaySeconds: " + blueGreen.scaleDownDelayTicks() + "t");
    }

    private void optional(String key, Strategy.@Nullable AnalysisUse use) {
        if (use != null) {
            lines.add("        " + key + ": " + analysis(new Fields(), use));
        }
    }

    private static List<String> quoted(List<String> texts) {
        return texts.stream().map(ScenarioWriter::quoted).toList();
    }

    private static String small(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** A mapping on one line. */
    private static final class Fields {
        private final List<String> fields = new ArrayList<>();

        Fields put(String key, Object value) {
            fields.add(key + ": " + value);
            return this;
        }

        Fields text(String key, String value) {
            return put(key, ScenarioWriter.quoted(value));
        }

        Fields ticks(String key, int ticks) {
            return put(key, ticks + "t");
        }

        Fields number(String key, double value) {
            return put(key, BigDecimal.valueOf(value).stripTrailingZeros().toPlainString());
        }

        @Override
        public String toString() {
            return "{" + String.join(", ", fields) + "}";
        }
    }
}
