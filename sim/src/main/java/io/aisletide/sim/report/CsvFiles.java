package io.aisletide.sim.report;

import io.aisletide.engine.Receipt;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** {@code timeseries.csv} and {@code commands.csv}: comma-separated, a header with units in the names, UTF-8. */
public final class CsvFiles {
    /** A longer series is averaged, so that it still opens in a spreadsheet. */
    static final int MAX_ROWS = 20_000;

    private CsvFiles() {}

    /**
     * One row a tick, or one a few ticks of a long run: sums of goals, waits and moves, the mean tick time, and the
     * levels at the end.
     */
    public static void writeTimeSeries(Path file, RunRecorder recorder, double tickSeconds) throws IOException {
        int ticksPerRow = Math.max(1, (recorder.ticks() + MAX_ROWS - 1) / MAX_ROWS);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("tick,ticks,simulated_seconds,tick_millis,goals,goals_per_tick,waiting_ratio,driving_robots,moves,"
                    + "robots,stranded,paused\n");
            for (int from = 0; from < recorder.ticks(); from += ticksPerRow) {
                RunRecorder.Window window = recorder.window(from, from + ticksPerRow);
                long nanos = 0;
                long moves = 0;
                for (int tick = from; tick < window.toTick(); tick++) {
                    nanos += recorder.tickNanos(tick);
                    moves += recorder.moves(tick);
                }
                int last = window.toTick() - 1;
                out.write(String.format(
                        Locale.ROOT,
                        "%d,%d,%.3f,%.3f,%d,%.2f,%.4f,%.0f,%d,%d,%d,%d%n",
                        from,
                        window.ticks(),
                        window.toTick() * tickSeconds,
                        nanos / 1e6 / window.ticks(),
                        window.goals(),
                        window.goalsPerTick(),
                        window.waitingRatio(),
                        window.drivingRobots(),
                        moves,
                        recorder.robots(last),
                        recorder.stranded(last),
                        recorder.paused(last)));
            }
        }
    }

    public static void writeCommands(Path file, List<CommandOutcome> outcomes, double tickSeconds) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("id,type,status,tick,affected,rerouted,stranded,extra_cells,accepted_micros,effective_millis,"
                    + "rerouted_millis,recovered_seconds,message\n");
            for (CommandOutcome outcome : outcomes) {
                Receipt receipt = outcome.receipt();
                out.write(String.format(
                        Locale.ROOT,
                        "%s,%s,%s,%d,%d,%d,%d,%d,%.1f,%.3f,%.3f,%s,%s%n",
                        quoted(outcome.command().name()),
                        outcome.command().verb(),
                        receipt.status().name().toLowerCase(Locale.ROOT),
                        receipt.tick(),
                        receipt.affected(),
                        receipt.rerouted(),
                        receipt.stranded(),
                        receipt.extraCells(),
                        receipt.acceptedNanos() / 1e3,
                        receipt.effectiveNanos() / 1e6,
                        receipt.reroutedNanos() / 1e6,
                        outcome.recoveredTicks() == Recovery.NOT_YET
                                ? ""
                                : String.format(Locale.ROOT, "%.1f", outcome.recoveredTicks() * tickSeconds),
                        receipt.message() == null ? "" : quoted(receipt.message())));
            }
        }
    }

    /** A text that may hold commas or quotes. */
    private static String quoted(String text) {
        return text.matches("[\\w.-]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
