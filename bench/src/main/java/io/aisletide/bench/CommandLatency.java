package io.aisletide.bench;

import io.aisletide.engine.FleetEngine;
import io.aisletide.engine.ThreadingMode;
import io.aisletide.grid.Motion;
import io.aisletide.sim.report.Json;
import io.aisletide.sim.report.MachineLoad;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/run latency}: how long an operator's command takes to be accepted while the floor ticks back to back. */
@Command(name = "latency", mixinStandardHelpOptions = true, sortOptions = false, description =
        "Sends commands at rising rates to a floor that ticks back to back, and measures when they are accepted.")
final class CommandLatency implements Callable<Integer> {
    @Option(names = "--robots", paramLabel = "N", defaultValue = "500000", description =
            "Sets the floor's side too, at the density of half-million.yaml; default: ${DEFAULT-VALUE}.")
    private int robots;

    @Option(names = "--motion", paramLabel = "rotate|pebble", defaultValue = "rotate", description =
            "Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // has a default
    private Motion motion;

    @Option(names = "--mode", paramLabel = "fused|staged", split = ",", description = "Default: both.")
    private List<ThreadingMode> modes = List.of(ThreadingMode.STAGED, ThreadingMode.FUSED);

    @Option(names = "--rates", paramLabel = "N", split = ",", description = "Commands a second; default: 10,100,1000.")
    private List<Integer> rates = List.of(10, 100, 1000);

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "20", description =
            "Length of each rung; default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(names = "--command", paramLabel = "open|pause|avoid", defaultValue = "open", description =
            "What is sent: a rule that changes nothing, stopping a few robots, or a penalty; default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // has a default
    private CheapCommands.Kind kind;

    @Option(names = "--threads", paramLabel = "N", description = "Threads of a tick; default: all processors.")
    private @Nullable Integer threads;

    @Option(names = "--warmup", paramLabel = "TICKS", defaultValue = "200", description =
            "Ticks before the first command; default: ${DEFAULT-VALUE}.")
    private int warmupTicks;

    @Option(names = "--out", paramLabel = "DIR", description = "Writes latency.json, conditions.json and .hdr files there.")
    private @Nullable Path out;

    private final PrintStream console = System.out;

    @Override
    public Integer call() throws IOException {
        BenchFloor bench = BenchFloor.of(robots);
        int workers = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        MachineLoad load = new MachineLoad();
        List<Map<String, @Nullable Object>> rungs = new ArrayList<>();
        if (out != null) {
            Files.createDirectories(out);
        }
        console.printf("%,d robots on %d x %d cells, %d threads, command: %s%n%s%n", robots, bench.floor().width(),
                bench.floor().height(), workers, kind, LatencyReport.HEADING);
        for (ThreadingMode mode : modes) {
            climbAll(bench, mode, workers, rungs);
        }
        if (out != null) {
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("robots", robots);
            json.put("command", kind.name().toLowerCase(java.util.Locale.ROOT));
            json.put("secondsPerRung", seconds);
            json.put("rungs", rungs);
            long cells = (long) bench.floor().width() * bench.floor().height();
            Files.writeString(out.resolve("latency.json"), Json.pretty(json));
            Files.writeString(out.resolve("conditions.json"), Json.pretty(BenchConditions.of(
                    "command-latency", robots, cells, motion, workers, modes.toString(), load.foreignShare())));
        }
        return 0;
    }

    private void climbAll(
            BenchFloor bench, ThreadingMode mode, int workers, List<Map<String, @Nullable Object>> rungs)
            throws IOException {
        try (FleetEngine engine = bench.engine(motion).mode(mode).threads(workers).build()) {
            engine.advance(warmupTicks);
            RateLadder ladder = new RateLadder(engine, new CheapCommands(bench.floor(), kind));
            try (BackToBack driver = BackToBack.start(engine)) {
                // The code of commands is compiled before they count.
                ladder.climb(100, 1);
                for (int rate : rates) {
                    RateLadder.Rung rung = ladder.climb(rate, seconds);
                    console.println(LatencyReport.line(mode, rung));
                    rungs.add(LatencyReport.json(mode, rung));
                    if (out != null) {
                        LatencyReport.writeHistograms(out, mode, rung);
                    }
                    driver.check();
                }
            }
        }
    }
}
