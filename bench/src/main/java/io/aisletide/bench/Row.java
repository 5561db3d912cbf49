package io.aisletide.bench;

import java.util.Locale;

/**
 * A line of the table: a figure, what it must be and what we are after, and what was measured. The last three are text,
 * because some figures are pairs.
 *
 * @param foreignShare share of the machine that others used meanwhile; NaN if it plays no part
 * @param job name of the measurement
 */
record Row(
        String figure, String must, String after, String measured, Verdict verdict, double foreignShare, String job) {

    /** In the order from bad to good, so that the verdict on a pair is the lesser one. */
    enum Verdict {
        UNKNOWN("not measured"),
        MISSED("**missed**"),
        MET("met"),
        BEYOND("met, and what we are after");

        final String text;

        Verdict(String text) {
            this.text = text;
        }

        Verdict and(Verdict other) {
            return compareTo(other) <= 0 ? this : other;
        }
    }

    static Verdict atMost(double value, double must, double after) {
        if (Double.isNaN(value)) {
            return Verdict.UNKNOWN;
        }
        return value <= after ? Verdict.BEYOND : value <= must ? Verdict.MET : Verdict.MISSED;
    }

    static Verdict atLeast(double value, double must, double after) {
        return atMost(-value, -must, -after);
    }

    static Row notMeasured(String figure, String must, String after, String job) {
        return new Row(figure, must, after, "–", Verdict.UNKNOWN, Double.NaN, job);
    }

    String load() {
        if (Double.isNaN(foreignShare)) {
            return "–";
        }
        String percent = String.format(Locale.ROOT, "%.1f %%", foreignShare * 100);
        return foreignShare > io.aisletide.sim.report.MachineLoad.NOISY_SHARE ? "**noisy** " + percent : percent;
    }
}
