package io.aisletide.release.analysis;

import io.aisletide.release.spec.MetricSpec;
import io.aisletide.release.spec.MetricSpec.CompareTo;
import io.aisletide.release.spec.MetricSpec.EProcess;
import io.aisletide.release.spec.MetricSpec.Threshold;

/** What a metric is held against, in words, with the reading of its rule. */
final class Wording {
    private Wording() {}

    static String of(MetricSpec spec) {
        if (spec.test() instanceof EProcess process) {
            return process.compareTo() == CompareTo.CONTROL
                    ? "rate over " + process.theta0() + " times the stable version's, alpha " + process.alpha()
                    : "rate over " + process.theta0() + ", alpha " + process.alpha();
        }
        return threshold((Threshold) spec.test(), spec.query().windowTicks());
    }

    private static String threshold(Threshold threshold, int windowTicks) {
        StringBuilder text = new StringBuilder();
        if (threshold.failure() != null) {
            text.append("fails if ").append(threshold.failure());
        }
        if (threshold.success() != null) {
            text.append(text.isEmpty() ? "" : ", ").append("right if ").append(threshold.success());
        }
        if (threshold.compareTo() == CompareTo.CONTROL) {
            text.append(", as a ratio to the stable version");
        }
        text.append(", ").append(threshold.reading().text());
        return threshold.forTicks() > 0
                ? text.append(" (").append(Measurement.inWords(threshold.forTicks())).append(" ticks)").toString()
                : text.append(" (").append(Measurement.inWords(windowTicks)).append(" ticks)").toString();
    }
}
