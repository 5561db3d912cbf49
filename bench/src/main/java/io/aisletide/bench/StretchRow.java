package io.aisletide.bench;

import io.aisletide.bench.TableRows.Judged;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The worst mean and the worst p99 of all maps and both motions, of the oracle without lanes: with them it takes longer
 * ways on purpose.
 */
final class StretchRow {
    private static final String FIGURE = "oracle stretch, mean / p99, worst of all maps and motions";
    private static final String MUST = "1.05 / 1.25";
    private static final String AFTER = "1.01 / 1.10";

    private final Figures figures;

    StretchRow(Figures figures) {
        this.figures = figures;
    }

    Row row() {
        @Nullable JsonNode result = figures.of(Jobs.STRETCH);
        if (result == null) {
            return Row.notMeasured(FIGURE, MUST, AFTER, Jobs.STRETCH);
        }
        double mean = 0;
        double tail = 0;
        int floors = 0;
        int lost = 0;
        String where = "";
        for (JsonNode each : result.at("/maps")) {
            if (each.at("/lanes").asBoolean()) {
                continue;
            }
            floors++;
            lost += each.at("/lost").asInt();
            mean = Math.max(mean, Figures.number(each, "/mean"));
            if (Figures.number(each, "/p99") > tail) {
                tail = Figures.number(each, "/p99");
                where = each.at("/map").asString() + ", " + each.at("/motion").asString();
            }
        }
        Judged judged = TableRows.atMost("%.3f", mean, 1.05, 1.01).and(TableRows.atMost("%.3f", tail, 1.25, 1.10));
        String text = String.format(
                Locale.ROOT, "%s (p99: %s; %d maps x motions%s)", judged.text(), where, floors,
                lost == 0 ? "" : ", **" + lost + " legs did not arrive**");
        Row.Verdict verdict = lost == 0 ? judged.verdict() : Row.Verdict.MISSED;
        return new Row(FIGURE, MUST, AFTER, text, verdict, Double.NaN, Jobs.STRETCH);
    }
}
