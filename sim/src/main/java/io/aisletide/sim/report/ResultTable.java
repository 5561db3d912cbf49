package io.aisletide.sim.report;

import io.aisletide.engine.Receipt;
import io.aisletide.sim.scenario.Expectation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** The end of a run for people: the figures that matter, their conditions, the commands, and what was expected. */
public final class ResultTable {
    private static final String NOT_MEASURED = "-";

    private ResultTable() {}

    /** Lines without colours or line ends. */
    public static List<String> lines(Summary summary) {
        List<String> lines = new ArrayList<>();
        Summary.Setup setup = summary.setup();
        Summary.Result result = summary.result();
        Summary.Speed speed = summary.speed();
        Summary.Flow flow = summary.flow();
        Summary.Machine machine = summary.machine();
        lines.add(text("%s: %,d %s (%s), %,d %s = %s simulated in %s%s", setup.scenario(), setup.robots(),
                setup.robots() == 1 ? "robot" : "robots", setup.motion().name().toLowerCase(Locale.ROOT), setup.ticks(),
                setup.ticks() == 1 ? "tick" : "ticks",
                duration(setup.ticks() * setup.tickSeconds()), duration(speed.wallSeconds()), result.interrupted() ? " (interrupted)" : ""));
        row(lines, "collisions, lost robots", text("%,d, %,d", result.collisions(), result.lostRobots()));
        if (!result.firstViolation().isEmpty()) {
            row(lines, "violations", text("%,d, the first in %s", result.violations(), result.firstViolation()));
        }
        row(lines, "tick p50 / p99 / max", times(summary.latencies().tick(), 50, 99, 100));
        row(lines, "speed", text("%s ticks/s, %s robot updates/s, %s x real time",
                rate(speed.ticksPerSecond()), rate(speed.robotUpdatesPerSecond()), rate(speed.realTimeFactor())));
        row(lines, "flow, ticks " + flow.fromTick() + " to " + flow.toTick(),
                text("%s goals/tick, ideal %s, efficiency %s, waiting %s",
                        number(flow.goalsPerTick()), number(flow.idealGoalsPerTick()), ratio(flow.efficiency()),
                        percent(flow.waitingRatio())));
        row(lines, "goals, tasks done", text("%,d, %,d", result.goalsReached(), result.tasksCompleted()));
        row(lines, "deadlocks, stranded", text("%,d found, %,d resolved, %,d robots stranded at the end",
                result.deadlocksDetected(), result.deadlocksResolved(), result.stranded()));
        if (!summary.commands().isEmpty()) {
            row(lines, "re-route p50 / p99 / max", times(summary.latencies().rerouted(), 50, 99, 100));
            row(lines, "accepted p50 / p99 / max", times(summary.latencies().accepted(), 50, 99, 100));
        }
        row(lines, "memory", text("%s resident at most, %s heap, %s allocated a tick", bytes((double) machine.peakRssBytes()),
                bytes((double) machine.peakHeapBytes()), bytes(machine.allocatedBytesPerTick())));
        row(lines, "start to first tick", duration(speed.startupSeconds()));
        row(lines, "state hash", SummaryJson.hash(result.stateHash()));
        row(lines, "conditions", text("seed %d, %d threads, %s, %s, %s", setup.seed(), setup.threads(), setup.mode(),
                "Java " + Runtime.version().feature(), foreign(machine)));
        if (!summary.commands().isEmpty()) {
            lines.add("");
            commands(lines, summary);
        }
        lines.addAll(DeliveryTable.lines(summary));
        return lines;
    }

    private static String foreign(Summary.Machine machine) {
        if (Double.isNaN(machine.foreignShare())) {
            return "load by others unknown";
        }
        return percent(machine.foreignShare()) + " of the machine used by others"
                + (machine.noisy() ? ": NOISY, do not quote the times" : "");
    }

    private static void commands(List<String> lines, Summary summary) {
        lines.add(text("  %-20s %7s %10s %10s %9s %10s %10s  %s", "command", "tick", "affected", "re-routed", "stranded",
                "in force", "new ways", "recovered"));
        for (CommandOutcome outcome : summary.commands()) {
            Receipt receipt = outcome.receipt();
            String name = outcome.command().name();
            if (receipt.status() == Receipt.Status.REJECTED) {
                lines.add(text("  %-20s %,7d rejected: %s", name, receipt.tick(), String.valueOf(receipt.message())));
                continue;
            }
            String recovered = outcome.recoveredTicks() == Recovery.NOT_YET
                    ? NOT_MEASURED
                    : duration(outcome.recoveredTicks() * summary.setup().tickSeconds());
            lines.add(text("  %-20s %,7d %,10d %,10d %,9d %10s %10s  %s", name, receipt.tick(), receipt.affected(),
                    receipt.rerouted(), receipt.stranded(), duration(receipt.effectiveNanos() / 1e9),
                    duration(receipt.reroutedNanos() / 1e9),
                    receipt.status() == Receipt.Status.PREVIEWED ? "preview" : recovered));
        }
    }

    /** A line for each expectation that the run missed. */
    public static List<String> missed(List<Expectation> expectations, Summary summary) {
        List<String> lines = new ArrayList<>();
        Map<io.aisletide.sim.scenario.Metric, Double> metrics = summary.metrics();
        for (Expectation expectation : expectations) {
            double figure = metrics.getOrDefault(expectation.metric(), Double.NaN);
            if (!expectation.holds(figure)) {
                String was = switch (expectation.metric().unit()) {
                    case SECONDS -> duration(figure);
                    case BYTES -> bytes(figure);
                    case RATIO -> ratio(figure);
                    case NUMBER -> number(figure);
                };
                lines.add("expected " + expectation.text() + ", but "
                        + (Double.isNaN(figure) ? "it was not measured" : "it was " + was));
            }
        }
        return lines;
    }

    private static void row(List<String> lines, String name, String value) {
        lines.add(text("  %-26s %s", name, value));
    }

    private static String times(Histogram nanos, double... percentiles) {
        if (nanos.getTotalCount() == 0) {
            return NOT_MEASURED;
        }
        List<String> parts = new ArrayList<>();
        for (double percentile : percentiles) {
            parts.add(duration(nanos.getValueAtPercentile(percentile) / 1e9));
        }
        return String.join(" / ", parts);
    }

    /** A time as a person would say it: 0.8 us, 63.1 ms, 7.2 s, 2 min 05 s. */
    public static String duration(double seconds) {
        if (Double.isNaN(seconds)) {
            return NOT_MEASURED;
        }
        if (seconds == 0) {
            return "0 s";
        }
        if (seconds >= 3600) {
            return text("%d h %02d min", (long) seconds / 3600, (long) seconds % 3600 / 60);
        }
        if (seconds >= 60) {
            return text("%d min %02d s", (long) seconds / 60, (long) seconds % 60);
        }
        if (seconds >= 1) {
            return text("%.1f s", seconds);
        }
        return seconds >= 1e-3 ? text("%.1f ms", seconds * 1e3) : text("%.1f us", seconds * 1e6);
    }

    /** Of the ticks of this process; one that has only looked at a run that was over has done none. */
    private static String rate(double value) {
        return value == 0 ? NOT_MEASURED : number(value);
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return NOT_MEASURED;
        }
        double size = Math.abs(value);
        if (size >= 1e6) {
            return text("%.1f M", value / 1e6);
        }
        return size >= 100 || value == Math.rint(value) ? text("%,.0f", value) : text(size >= 1 ? "%.1f" : "%.3f", value);
    }

    private static String ratio(double value) {
        return Double.isNaN(value) ? NOT_MEASURED : text("%.3f", value);
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? NOT_MEASURED : text("%.1f %%", share * 100);
    }

    private static String bytes(double bytes) {
        if (Double.isNaN(bytes) || bytes == ProcessFacts.UNKNOWN) {
            return NOT_MEASURED;
        }
        if (bytes >= 1e9) {
            return text("%.2f GB", bytes / 1e9);
        }
        if (bytes >= 1e6) {
            return text("%.0f MB", bytes / 1e6);
        }
        return bytes >= 1e3 ? text("%.1f kB", bytes / 1e3) : text("%.0f B", bytes);
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
