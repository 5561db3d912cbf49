package io.aisletide.release;

import io.aisletide.release.spec.Step;
import io.aisletide.release.spec.Strategy;
import io.aisletide.release.spec.Strategy.AnalysisUse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Both strategies as one: blue/green is a canary of few steps. Its preview is a weight, then comes the analysis, then the
 * wait for a person or a time; so time cannot overtake the analysis.
 *
 * @param proof has to be successful at the promotion; null for none
 * @param afterPromotion has to be successful before the release is healthy; null for none
 * @param keepOldTicks from the promotion until the old version may be unloaded
 * @param keepBadTicks from an abort until the new version is unloaded
 */
record Course(
        List<Step> steps,
        Strategy.@Nullable Background proof,
        @Nullable AnalysisUse afterPromotion,
        int keepOldTicks,
        int keepBadTicks) {

    /** Whether some robots ask the new version before the others do. */
    boolean hasCanary() {
        return steps.stream().anyMatch(step -> step instanceof Step.SetWeight set && set.percent() > 0);
    }

    static Course of(Strategy strategy) {
        if (strategy instanceof Strategy.Canary canary) {
            return new Course(
                    canary.steps(),
                    canary.analysis(),
                    null,
                    canary.scaleDownDelayTicks(),
                    canary.abortScaleDownDelayTicks());
        }
        Strategy.BlueGreen blueGreen = (Strategy.BlueGreen) strategy;
        List<Step> steps = new ArrayList<>();
        if (blueGreen.previewPercent() > 0) {
            steps.add(new Step.SetWeight(blueGreen.previewPercent()));
        }
        if (blueGreen.prePromotionAnalysis() != null) {
            steps.add(new Step.Analyse(blueGreen.prePromotionAnalysis()));
        }
        if (!blueGreen.autoPromotionEnabled()) {
            steps.add(new Step.Pause(Step.Pause.INDEFINITE));
        } else if (blueGreen.autoPromotionTicks() > 0) {
            steps.add(new Step.Pause(blueGreen.autoPromotionTicks()));
        }
        int keep = blueGreen.scaleDownDelayTicks();
        return new Course(List.copyOf(steps), null, blueGreen.postPromotionAnalysis(), keep, keep);
    }
}
