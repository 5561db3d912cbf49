package io.aisletide.bench;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How the cost of a robot's tick grows with the fleet: the dearest size by the cheapest, from JMH's result file. */
final class CostRow {
    private static final String FIGURE = "cost per robot and tick, 10k to 1M robots at the same density, dearest / cheapest";
    private static final String MUST = "within 2x";
    private static final String AFTER = "within 1.3x";

    private final Figures figures;

    CostRow(Figures figures) {
        this.figures = figures;
    }

    Row row() {
        @Nullable JsonNode runs = figures.of(Jobs.COST);
        if (runs == null) {
            return Row.notMeasured(FIGURE, MUST, AFTER, Jobs.COST);
        }
        double least = Double.MAX_VALUE;
        double most = 0;
        double share = 0;
        StringBuilder each = new StringBuilder();
        for (JsonNode run : runs) {
            double robots = Double.parseDouble(run.at("/params/robots").asString());
            double nanos = Figures.number(run, "/primaryMetric/score") / robots;
            least = Math.min(least, nanos);
            most = Math.max(most, nanos);
            share = Math.max(share, Figures.number(run, "/secondaryMetrics/" + ForeignCpu.LABEL + "/score"));
            each.append(each.isEmpty() ? "" : ", ")
                    .append(String.format(Locale.ROOT, "%,.0fk: %.0f ns", robots / 1e3, nanos));
        }
        String text = String.format(Locale.ROOT, "%.2fx (%s)", most / least, each);
        return new Row(FIGURE, MUST, AFTER, text, Row.atMost(most / least, 2, 1.3), share, Jobs.COST);
    }
}
