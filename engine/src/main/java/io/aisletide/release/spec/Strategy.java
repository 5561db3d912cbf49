package io.aisletide.release.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a version comes to answer for everyone. */
public sealed interface Strategy {
    /** Ticks from the promotion until the old version is unloaded, if the release is healthy by then. */
    int scaleDownDelayTicks();

    /**
     * By steps.
     *
     * @param analysis watches from its starting step until the release is healthy; null for none
     * @param abortScaleDownDelayTicks ticks from an abort until the version is unloaded
     */
    record Canary(
            List<Step> steps,
            @Nullable Background analysis,
            int scaleDownDelayTicks,
            int abortScaleDownDelayTicks)
            implements Strategy {
        public Canary {
            steps = List.copyOf(steps);
        }
    }

    /**
     * All at once. The green version is loaded and previewed, proven by its analysis, waits for a person or a time,
     * answers for everyone, and is proven again; time never stands in for an analysis.
     *
     * @param autoPromotionEnabled false: waits for {@code release promote}
     * @param autoPromotionTicks from the end of the analysis before promotion to the promotion
     * @param previewPercent of the robots that ask the green version before it is promoted; 0 for none
     * @param prePromotionAnalysis null for none
     * @param postPromotionAnalysis null for none
     */
    record BlueGreen(
            boolean autoPromotionEnabled,
            int autoPromotionTicks,
            int previewPercent,
            @Nullable AnalysisUse prePromotionAnalysis,
            @Nullable AnalysisUse postPromotionAnalysis,
            int scaleDownDelayTicks)
            implements Strategy {}

    /**
     * @param startingStep index of the step with which it begins, from 0
     */
    record Background(int startingStep, AnalysisUse analysis) {}

    /**
     * @param templates names of {@link AnalysisTemplate}s
     * @param durationTicks at least that long; 0: as long as its metrics need
     * @param allowUnproven whether it may end, after its duration, without enough samples
     */
    record AnalysisUse(List<String> templates, int durationTicks, boolean allowUnproven) {
        public AnalysisUse {
            templates = List.copyOf(templates);
        }
    }
}
