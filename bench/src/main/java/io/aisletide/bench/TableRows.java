package io.aisletide.bench;

import io.aisletide.bench.Row.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** The lines of the table, with the bounds of the project's plan. */
final class TableRows {
    private static final double GIGABYTE = 1e9;
    private static final double MILLI = 1e3;
    private static final int QUOTED_RATE = 100;

    private final Figures figures;

    TableRows(Figures figures) {
        this.figures = figures;
    }

    List<Row> all() {
        List<Row> rows = new ArrayList<>();
        rows.add(tick());
        rows.add(reroute());
        rows.add(accepted());
        rows.add(quiet(single("peak resident memory, half-million", "2 GB", "1 GB", Jobs.ROTATE, run ->
                atMost("%.2f GB", Figures.number(run, "/peakRssBytes") / GIGABYTE, 2, 1))));
        rows.add(single("process start to the end of the first tick, half-million", "6 s", "2 s", Jobs.ROTATE, run ->
                atMost("%.2f s", Figures.number(run, "/startupSeconds"), 6, 2)));
        rows.add(new CostRow(figures).row());
        rows.add(new StretchRow(figures).row());
        rows.add(efficiency("pebble", Jobs.PEBBLE, 0.78, 0.92));
        rows.add(efficiency("rotate", Jobs.ROTATE, 0.60, 0.85));
        rows.add(errands("warehouse_large_8000", Jobs.WAREHOUSE, 20, 40));
        rows.add(errands("sortation_large_8000", Jobs.SORTATION, 25, 45));
        rows.add(quiet(single("allocation after the warm-up, per robot and tick", "under 1 B", "0", Jobs.ROTATE, run ->
                atMost("%.3f B", Figures.number(run, "/allocatedBytesPerTick") / Figures.number(run, "/robots"), 1, 0))));
        rows.add(safety());
        return rows;
    }

    /** A value as text with what is to be thought of it. */
    record Judged(String text, Verdict verdict) {
        Judged and(Judged other) {
            return new Judged(text + " / " + other.text, verdict.and(other.verdict));
        }
    }

    static Judged atMost(String format, double value, double must, double after) {
        return new Judged(text(format, value), Row.atMost(value, must, after));
    }

    static Judged atLeast(String format, double value, double must, double after) {
        return new Judged(text(format, value), Row.atLeast(value, must, after));
    }

    private static String text(String format, double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, format, value);
    }

    private Row single(String figure, String must, String after, String job, Function<JsonNode, Judged> measure) {
        JsonNode result = figures.of(job);
        if (result == null) {
            return Row.notMeasured(figure, must, after, job);
        }
        Judged judged = measure.apply(result);
        return new Row(figure, must, after, judged.text, judged.verdict, figures.foreignShare(job), job);
    }

    private Row tick() {
        return single("tick at 500,000 robots, `rotate`, p50 / p99", "100 / 200 ms", "25 / 50 ms", Jobs.ROTATE, run ->
                atMost("%.1f", Figures.number(run, "/tickMillis/p50"), 100, 25)
                        .and(atMost("%.1f ms", Figures.number(run, "/tickMillis/p99"), 200, 50)));
    }

    private Row reroute() {
        String figure = "command at 500,000 robots until all affected ones hold a new way, p99 of the scenario's";
        return single(figure, "250 ms", "50 ms", Jobs.ROTATE, run ->
                atMost("%.1f ms", Figures.number(run, "/rerouteMillis/p99"), 250, 50));
    }

    private Row accepted() {
        String figure = "command accepted, response time at 100 a second, open loop, while the floor ticks, p99";
        JsonNode latency = figures.of(Jobs.LATENCY);
        if (latency == null) {
            return Row.notMeasured(figure, "one tick", "1 ms", Jobs.LATENCY);
        }
        String text = "";
        Verdict verdict = Verdict.UNKNOWN;
        double share = Double.NaN;
        for (JsonNode rung : latency.at("/rungs")) {
            if (rung.at("/ratePerSecond").asInt() != QUOTED_RATE) {
                continue;
            }
            String mode = rung.at("/mode").asString();
            double oneTick = Figures.number(rung, "/tickMillis/p50");
            Judged judged = atMost("%.2f ms", Figures.number(rung, "/acceptedMillis/p99"), oneTick, 1);
            text += (text.isEmpty() ? "" : "; ") + mode + " " + judged.text
                    + String.format(Locale.ROOT, " (tick %.1f ms)", oneTick);
            if (mode.equals("staged")) {
                verdict = judged.verdict;
                share = Figures.number(rung, "/foreignCpuShare");
            }
        }
        return new Row(figure, "one tick", "1 ms", text, verdict, share, Jobs.LATENCY);
    }

    private Row efficiency(String motion, String job, double must, double after) {
        String figure = "efficiency (goals a tick / ideal, steady state), half-million floor, `" + motion + "`";
        String bound = String.format(Locale.ROOT, "%.2f", must);
        String aim = String.format(Locale.ROOT, "%.2f", after);
        return quiet(single(figure, bound, aim, job, run ->
                atLeast("%.3f", Figures.number(run, "/efficiency"), must, after)));
    }

    private Row errands(String problem, String job, int must, int after) {
        String figure = "League 2023 `" + problem + "`, 5,000 steps, errands a step";
        return quiet(single(figure, String.valueOf(must), String.valueOf(after), job, run -> atLeast(
                "%.2f", Figures.number(run, "/tasksCompleted") / Figures.number(run, "/ticks"), must, after)));
    }

    /** A count: the same on any machine, however busy. */
    private static Row quiet(Row row) {
        return new Row(row.figure(), row.must(), row.after(), row.measured(), row.verdict(), Double.NaN, row.job());
    }

    private Row safety() {
        double sum = 0;
        int runs = 0;
        double robotTicks = 0;
        for (String job : List.of(Jobs.ROTATE, Jobs.PEBBLE, Jobs.WAREHOUSE, Jobs.SORTATION)) {
            JsonNode run = figures.of(job);
            if (run != null) {
                runs++;
                sum += Figures.number(run, "/violations") + Figures.number(run, "/lostRobots");
                robotTicks += Figures.number(run, "/robots") * Figures.number(run, "/ticks");
            }
        }
        String figure = "vertex conflicts, swap conflicts, moves through walls or closed cells, lost robots";
        if (runs == 0) {
            return Row.notMeasured(figure, "0, always", "0", Jobs.ROTATE);
        }
        String text = String.format(
                Locale.ROOT, "%.0f in %d runs, %.0f million robot-ticks", sum, runs, robotTicks * MILLI / GIGABYTE);
        return new Row(figure, "0, always", "0", text, Row.atMost(sum, 0, 0), Double.NaN, "all runs");
    }
}
