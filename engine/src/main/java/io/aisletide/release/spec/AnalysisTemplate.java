package io.aisletide.release.spec;

import java.util.List;

/** Metrics under a name. */
public record AnalysisTemplate(String name, List<MetricSpec> metrics) {
    public AnalysisTemplate {
        metrics = List.copyOf(metrics);
    }
}
