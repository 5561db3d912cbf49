package io.aisletide.sim.scenario;

import io.aisletide.release.spec.AnalysisTemplate;
import io.aisletide.release.spec.GateSpec;
import io.aisletide.release.spec.PersonSpec;
import io.aisletide.release.spec.Step;
import io.aisletide.release.spec.Strategy;
import io.aisletide.release.spec.Strategy.AnalysisUse;
import io.aisletide.release.spec.Strategy.Background;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code strategy} of a release: the steps of a canary, or blue/green; analyses, gates and who answers them. */
final class StrategyReader {
    static final List<String> STEPS = List.of("setWeight", "pause", "analysis", "gate");
    private static final List<String> LATER_STEPS =
            List.of("setShadow", "experiment", "setMatchRoute", "setCanaryScale", "plugin");
    private static final String ANALYSIS = "analysis: {templates: [errors]}";
    private static final long DAY_NANOS = 86_400_000_000_000L;
    private static final int DELAY_SECONDS = 30;
    private static final int MAX_APPROVALS = 100;

    private final Problems problems;
    private final long tickNanos;
    private final List<String> templates = new ArrayList<>();

    StrategyReader(Problems problems, long tickNanos, List<AnalysisTemplate> templates) {
        this.problems = problems;
        this.tickNanos = tickNanos;
        for (AnalysisTemplate template : templates) {
            this.templates.add(template.name());
        }
    }

    /**
     * @param bakeTicks and longestInterval: if the file does not say how long the old version stays warm, it is as long
     *     as both need
     */
    @Nullable Strategy read(YamlValue value, int bakeTicks, int longestInterval) {
        Section section = Section.of(value, "a strategy", "strategy: {canary: {steps: [{setWeight: 5}]}}", problems);
        YamlValue canary = section.value("canary");
        YamlValue blueGreen = section.value("blueGreen");
        section.done();
        if ((canary == null) == (blueGreen == null)) {
            problems.add(section.mapping(), "give one of canary and blueGreen");
            return null;
        }
        int warm = Math.max(seconds(DELAY_SECONDS), bakeTicks + 2 * longestInterval);
        return canary != null
                ? canary(Section.of(canary, "a canary", problems), warm)
                : blueGreen == null ? null : blueGreen(Section.of(blueGreen, "'blueGreen'", problems), warm);
    }

    private Strategy canary(Section section, int warmTicks) {
        List<Step> steps = new ArrayList<>();
        for (YamlValue item : section.list("steps", "'steps'")) {
            Step step = step(Section.of(item, "a step", "{setWeight: 5}", problems));
            if (step != null) {
                steps.add(step);
            }
        }
        YamlValue analysis = section.value("analysis");
        Background background = null;
        if (analysis != null) {
            Section inBackground = Section.of(analysis, "'analysis'", ANALYSIS, problems);
            int startingStep = (int) inBackground.integer("startingStep", 0, 0, Integer.MAX_VALUE);
            background = new Background(startingStep, analysis(inBackground));
        }
        Strategy.Canary canary = new Strategy.Canary(
                steps,
                background,
                section.secondsInTicks("scaleDownDelaySeconds", warmTicks, tickNanos),
                section.secondsInTicks("abortScaleDownDelaySeconds", seconds(DELAY_SECONDS), tickNanos));
        for (String later : List.of("canaryMetadata", "stableMetadata", "abortRamp")) {
            section.notYet(later, "'" + later + "' of a canary");
        }
        section.done();
        return canary;
    }

    private @Nullable Step step(Section section) {
        Step step = null;
        int kinds = 0;
        for (String kind : STEPS) {
            YamlValue value = section.value(kind);
            if (value != null) {
                kinds++;
                step = step(section, kind, value);
            }
        }
        for (String later : LATER_STEPS) {
            section.notYet(later, "the step '" + later + "'");
            kinds += section.mapping().get(later) == null ? 0 : 1;
        }
        section.done();
        if (kinds > 1) {
            problems.add(section.mapping(), "a step does one thing; this one has " + kinds);
        } else if (section.mapping().fields().isEmpty()) {
            problems.add(section.mapping(), "what does this step do? There is " + String.join(", ", STEPS));
        }
        return step;
    }

    private Step step(Section section, String kind, YamlValue value) {
        return switch (kind) {
            case "setWeight" -> new Step.SetWeight(weight(section, value));
            case "pause" -> pause(value);
            case "analysis" -> new Step.Analyse(analysis(Section.of(value, "'analysis'", ANALYSIS, problems)));
            default -> new Step.Gate(gate(Section.of(value, "a gate", problems)));
        };
    }

    private int weight(Section section, YamlValue value) {
        if (value instanceof YamlValue.Scalar scalar && scalar.text().matches("\\d+%")) {
            problems.add(value, "a weight is in percent anyway: write " + scalar.text().replace("%", ""));
            return 0;
        }
        return (int) section.integer("setWeight", 0, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** {@code {duration: 20m}}; without one it ends by {@code release promote}. */
    private Step pause(YamlValue value) {
        Section section = value instanceof YamlValue.Scalar scalar && scalar.isNull()
                ? Section.empty(value, problems)
                : Section.of(value, "a pause", "pause: {duration: 5m}", problems);
        boolean timed = section.has("duration");
        int ticks = section.ticks("duration", Step.Pause.INDEFINITE, tickNanos);
        if (timed && ticks == 0) {
            report(section, "duration", "a pause lasts at least 1t; without a duration it ends by 'release promote'");
        }
        section.done();
        return new Step.Pause(ticks);
    }

    /** {@code templates: [{templateName: errors}]} as in Argo, or {@code templates: [errors]}. */
    private AnalysisUse analysis(Section section) {
        List<String> names = new ArrayList<>();
        for (YamlValue item : section.list("templates", "'templates'")) {
            String name;
            if (item instanceof YamlValue.Mapping) {
                Section named = Section.of(item, "a template", problems);
                named.required("templateName", "one of analysisTemplates");
                name = named.text("templateName");
                named.done();
            } else {
                name = Section.text(item, problems);
            }
            if (name != null) {
                names.add(name);
                if (!templates.contains(name)) {
                    problems.add(item, "there is no analysis template '" + name + "'" + Suggestion.of(name, templates));
                }
            }
        }
        AnalysisUse use = new AnalysisUse(
                names, section.ticks("duration", 0, tickNanos), section.truth("allowUnproven", false));
        section.done();
        return use;
    }

    private GateSpec gate(Section section) {
        section.required("name", "approvals speak of the gate by its name");
        section.required("role", "say who may open it, such as role: shift-lead");
        section.required("timeout", "say how long people have, such as timeout: 15m");
        section.required("onTimeout", "say what happens then: Abort, Pause or Proceed");
        String name = section.text("name");
        String role = section.text("role");
        GateSpec.Type type = section.oneOf("type", GateSpec.Type.class, GateSpec.Type::hook);
        GateSpec.OnTimeout onTimeout =
                section.oneOf("onTimeout", GateSpec.OnTimeout.class, DeliveryReader::capitalised);
        YamlValue person = section.value("person");
        GateSpec gate = new GateSpec(
                name == null ? "" : name,
                type == null ? GateSpec.Type.CONFIRM_PROMOTION : type,
                role == null ? "" : role,
                (int) section.integer("approvals", 1, 1, MAX_APPROVALS),
                section.ticks("timeout", 0, tickNanos),
                onTimeout == null ? GateSpec.OnTimeout.PAUSE : onTimeout,
                person == null ? null : person(Section.of(person, "a person", problems)));
        section.done();
        return gate;
    }

    /** Who answers a gate in a run without people: {@code {id: ada, reaction: 2m, sigma: 0.5, answer: Approve}}. */
    private PersonSpec person(Section section) {
        section.required("reaction", "say how long they take as a rule, such as reaction: 2m");
        String id = section.text("id");
        int reaction = section.ticks("reaction", 1, tickNanos);
        double sigma = section.decimal("sigma", 0, 0, 3);
        PersonSpec.Answer answer = section.oneOf("answer", PersonSpec.Answer.class, DeliveryReader::capitalised);
        YamlValue at = section.value("hours");
        PersonSpec.WorkingHours hours = null;
        if (at != null) {
            Section work = Section.of(at, "working hours", problems);
            work.required("from", "a time of day, such as \"08:00:00\"");
            work.required("to", "a time of day, such as \"16:00:00\"");
            int day = new Timespan(DAY_NANOS, false).toTicks(tickNanos);
            hours = new PersonSpec.WorkingHours(
                    work.ticks("from", 0, tickNanos), work.ticks("to", day, tickNanos), day);
            work.done();
        }
        section.done();
        return new PersonSpec(
                id == null ? "person" : id, reaction, sigma, hours, answer == null ? PersonSpec.Answer.APPROVE : answer);
    }

    private Strategy blueGreen(Section section, int warmTicks) {
        Strategy.BlueGreen blueGreen = new Strategy.BlueGreen(
                section.truth("autoPromotionEnabled", true),
                section.secondsInTicks("autoPromotionSeconds", 0, tickNanos),
                (int) section.integer("preview", 0, Integer.MIN_VALUE, Integer.MAX_VALUE),
                optional(section, "prePromotionAnalysis"),
                optional(section, "postPromotionAnalysis"),
                section.secondsInTicks("scaleDownDelaySeconds", warmTicks, tickNanos));
        section.notYet("previewReplicaCount", "a number of workers; write preview: 5 for 5 % of the robots");
        section.done();
        return blueGreen;
    }

    private @Nullable AnalysisUse optional(Section section, String key) {
        YamlValue value = section.value(key);
        return value == null ? null : analysis(Section.of(value, "'" + key + "'", problems));
    }

    private int seconds(long seconds) {
        return new Timespan(seconds * 1_000_000_000L, false).toTicks(tickNanos);
    }

    private void report(Section section, String key, String message) {
        YamlValue value = section.mapping().get(key);
        problems.add(value == null ? section.mapping() : value, message);
    }
}
