package io.aisletide.release.spec;

import io.aisletide.release.spec.Strategy.AnalysisUse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Faults of the strategy of one release. */
final class StrategyValidator {
    private final ReleasePlan plan;
    private final RolloutSpec release;
    private final String path;
    private final SpecValidator.Faults faults;
    /** The longest interval of the metrics that the release uses. */
    private int longestInterval;

    StrategyValidator(ReleasePlan plan, RolloutSpec release, String path, SpecValidator.Faults faults) {
        this.plan = plan;
        this.release = release;
        this.path = path + ".strategy";
        this.faults = faults;
    }

    void check() {
        String name;
        if (release.strategy() instanceof Strategy.Canary canary) {
            name = path + ".canary";
            canary(name, canary);
        } else {
            name = path + ".blueGreen";
            blueGreen(name, (Strategy.BlueGreen) release.strategy());
        }
        long least = release.bakeTicks() + 2L * longestInterval;
        int delay = release.strategy().scaleDownDelayTicks();
        faults.require(
                delay >= least,
                name + ".scaleDownDelaySeconds",
                "the old version has to stay warm for the bake time and two analysis intervals, " + least
                        + " ticks, not " + delay);
    }

    private void canary(String name, Strategy.Canary canary) {
        List<Step> steps = canary.steps();
        faults.require(!steps.isEmpty(), name + ".steps", "a canary has steps; begin with a setWeight");
        faults.notNegative(name + ".abortScaleDownDelaySeconds", canary.abortScaleDownDelayTicks());
        int weight = 0;
        boolean full = false;
        Set<String> gates = new HashSet<>();
        for (int i = 0; i < steps.size(); i++) {
            String at = name + ".steps[" + i + "]";
            Step step = steps.get(i);
            faults.require(!full, at, "no step follows setWeight: 100; the promotion comes next");
            if (step instanceof Step.SetWeight set) {
                weight(at + ".setWeight", set.percent(), weight);
                weight = Math.max(weight, set.percent());
                full |= set.percent() >= 100;
            } else if (step instanceof Step.Pause pause) {
                faults.notNegative(at + ".pause.duration", pause.ticks());
            } else if (step instanceof Step.Analyse analyse) {
                faults.require(weight > 0, at + ".analysis", "before the first setWeight there is nothing to measure");
                bounded(at + ".analysis", analyse.analysis());
            } else if (step instanceof Step.Gate gate) {
                gate(at + ".gate", gate.gate(), gates);
            }
        }
        Strategy.Background background = canary.analysis();
        if (background != null) {
            faults.require(
                    background.startingStep() >= 0 && background.startingStep() < Math.max(1, steps.size()),
                    name + ".analysis.startingStep",
                    "is one of the steps 0 to " + Math.max(0, steps.size() - 1) + ", not "
                            + background.startingStep());
            analysis(name + ".analysis", background.analysis());
        }
    }

    private void weight(String at, int percent, int before) {
        if (percent < 0 || percent > 100) {
            faults.add(at, "a weight is 0 to 100 percent, not " + percent);
        } else if (percent < before) {
            faults.add(at, "weights do not fall: " + percent + " comes after " + before
                    + "; going back is what abort does");
        } else if (percent > release.exposure().maxPercent()) {
            faults.add(at, percent + " percent is over exposure.maxPercent, " + release.exposure().maxPercent());
        }
    }

    private void gate(String at, GateSpec gate, Set<String> names) {
        faults.name(at + ".name", gate.name(), names, "gate of this release");
        faults.require(!gate.role().isBlank(), at + ".role", "a gate names the role that may answer it");
        faults.require(
                gate.approvals() >= 1 && gate.approvals() <= 100,
                at + ".approvals",
                "is 1 to 100 people, not " + gate.approvals());
        faults.require(
                gate.timeoutTicks() > 0,
                at + ".timeout",
                "a gate has a timeout and an onTimeout, or a release could wait for ever");
        PersonSpec person = gate.person();
        if (person != null) {
            person(at + ".person", person);
        }
    }

    private void person(String at, PersonSpec person) {
        faults.require(!person.id().isBlank(), at + ".id", "a person has a name");
        faults.positive(at + ".reaction", person.medianReactionTicks());
        faults.require(
                person.sigma() >= 0 && person.sigma() <= 3, at + ".sigma", "is 0 to 3, not " + person.sigma());
        PersonSpec.WorkingHours hours = person.hours();
        if (hours != null) {
            int day = hours.ticksPerDay();
            faults.require(
                    day > 0
                            && hours.fromTick() >= 0
                            && hours.fromTick() < day
                            && hours.toTick() >= 0
                            && hours.toTick() <= day
                            && hours.fromTick() != hours.toTick(),
                    at + ".hours",
                    "are two different times of the day");
        }
    }

    private void blueGreen(String name, Strategy.BlueGreen blueGreen) {
        faults.notNegative(name + ".autoPromotionSeconds", blueGreen.autoPromotionTicks());
        faults.require(
                blueGreen.autoPromotionEnabled() || blueGreen.autoPromotionTicks() == 0,
                name + ".autoPromotionSeconds",
                "has no meaning with autoPromotionEnabled: false, which waits for a person");
        int preview = blueGreen.previewPercent();
        faults.require(
                preview >= 0 && preview <= release.exposure().maxPercent(),
                name + ".preview",
                "is 0 to " + release.exposure().maxPercent() + " percent, the release's exposure.maxPercent, not "
                        + preview);
        optional(name + ".prePromotionAnalysis", blueGreen.prePromotionAnalysis());
        optional(name + ".postPromotionAnalysis", blueGreen.postPromotionAnalysis());
        faults.require(
                blueGreen.prePromotionAnalysis() == null || preview > 0,
                name + ".prePromotionAnalysis",
                "needs a preview over 0 percent: nobody else asks the green version before it is promoted");
    }

    private void optional(String at, @Nullable AnalysisUse use) {
        if (use != null) {
            bounded(at, use);
        }
    }

    /** An analysis that has to come to an end by itself. */
    private void bounded(String at, AnalysisUse use) {
        analysis(at, use);
        for (String name : use.templates()) {
            AnalysisTemplate template = plan.template(name);
            for (MetricSpec metric : template == null ? List.<MetricSpec>of() : template.metrics()) {
                boolean endless = metric.schedule().intervalTicks() > 0 && metric.schedule().count() == 0;
                faults.require(
                        !endless || use.durationTicks() > 0,
                        at + ".duration",
                        "is needed, because " + name + "/" + metric.name() + " has no count and measures without end");
            }
        }
    }

    private void analysis(String at, AnalysisUse use) {
        faults.require(!use.templates().isEmpty(), at + ".templates", "an analysis names a template or more");
        faults.notNegative(at + ".duration", use.durationTicks());
        for (int i = 0; i < use.templates().size(); i++) {
            String templateName = use.templates().get(i);
            AnalysisTemplate template = plan.template(templateName);
            if (template == null) {
                faults.add(at + ".templates[" + i + "]", "no analysis template is called " + templateName
                        + "; there are " + plan.templates().stream().map(AnalysisTemplate::name).toList());
            } else {
                metrics(at + ".templates[" + i + "]", template);
            }
        }
    }

    private void metrics(String at, AnalysisTemplate template) {
        for (MetricSpec metric : template.metrics()) {
            longestInterval = Math.max(longestInterval, metric.schedule().intervalTicks());
            String endpoint = metric.query().endpoint();
            boolean known = endpoint.equals(MetricSpec.Query.ALL)
                    || release.targets().stream().anyMatch(target -> target.endpoint().equals(endpoint));
            faults.require(
                    known,
                    at,
                    template.name() + "/" + metric.name() + " measures " + endpoint
                            + ", which this release does not change");
        }
    }
}
