package io.aisletide.bench;

import io.aisletide.engine.ThreadingMode;
import io.aisletide.sim.report.RunRecorder;
import io.aisletide.sim.report.Summary;
import io.aisletide.sim.run.FleetRun;
import io.aisletide.sim.run.RunResult;
import io.aisletide.sim.run.SiteBuilder;
import io.aisletide.sim.scenario.Scenario;
import io.aisletide.sim.scenario.ScenarioReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code bench/run swaps}: the ticks of a scenario with its releases and without, in turns and in one process.
 *
 * <p>Two processes that run the same differ by a fifth, as the compiler is lucky or not, and that does not change while they
 * last; so figures of single processes say nothing about a tenth. Here one process runs both, the first turn of each is
 * not counted, and the order of a pair is turned round with each pair, so that neither always comes after the other. A moment in
 * which the host is slow spoils the percentiles of all runs together, but only one of the pairs: so both are said.
 */
@Command(name = "swaps", mixinStandardHelpOptions = true, sortOptions = false, description =
        "Runs a scenario with and without its releases, in turns, and compares ticks and goals.")
final class SwapPairs implements Callable<Integer> {
    private static final double NANOS_PER_MILLI = 1e6;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "A scenario with releases; default: ${DEFAULT-VALUE}.")
    private Path file = Path.of("scenarios/hot-swap.yaml");

    @Option(names = "--pairs", paramLabel = "N", defaultValue = "3", description =
            "That count, after one that does not; default: ${DEFAULT-VALUE}.")
    private int pairs;

    @Option(names = "--ticks", paramLabel = "N", description = "Of each run; default: as the scenario says.")
    private int ticks;

    @Option(names = "--threads", paramLabel = "N", defaultValue = "2", description = "Of a tick; default: ${DEFAULT-VALUE}.")
    private int threads;

    @Option(names = "--slowest", paramLabel = "N", defaultValue = "0", description =
            "Lists so many of the slowest ticks of each run after its warm-up; default: ${DEFAULT-VALUE}.")
    private int slowest;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private final PrintStream console = System.out;

    /** The runs of one kind. */
    private static final class Runs {
        private final String name;
        private final Scenario scenario;
        private final Histogram all = new Histogram(3);
        private double goals;
        private int counted;

        Runs(String name, Scenario scenario) {
            this.name = name;
            this.scenario = scenario;
        }

        double millis(double percentile) {
            return all.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
        }

        double goalsATick() {
            return goals / counted;
        }
    }

    @Override
    public Integer call() {
        if (pairs < 1) {
            throw new ParameterException(spec.commandLine(), "--pairs is at least 1, not " + pairs);
        }
        Scenario read = ScenarioReader.read(file);
        Scenario with = ticks > 0 ? read.withDuration(ticks) : read;
        Runs swapped = new Runs("with releases", with);
        Runs plain = new Runs("without", with.withoutReleases());
        console.println("pair  runs            tick p50     p99     max   goals/tick   others");
        double[] ratios = new double[pairs];
        for (int pair = 0; pair <= pairs; pair++) {
            double first = run(pair, pair % 2 == 0 ? swapped : plain);
            double second = run(pair, pair % 2 == 0 ? plain : swapped);
            if (pair > 0) {
                ratios[pair - 1] = pair % 2 == 0 ? first / second : second / first;
            }
        }
        say(swapped);
        say(plain);
        console.printf(
                Locale.ROOT,
                "with releases, of without: tick p50 %.2f, p99 %.2f, goals %.3f%n",
                swapped.millis(50) / plain.millis(50),
                swapped.millis(99) / plain.millis(99),
                swapped.goalsATick() / plain.goalsATick());
        Arrays.sort(ratios);
        console.println("p99 with releases, of without, by pair: "
                + Arrays.stream(ratios)
                        .mapToObj(ratio -> String.format(Locale.ROOT, "%.2f", ratio))
                        .collect(Collectors.joining(", "))
                + String.format(Locale.ROOT, "; median %.2f", median(ratios)));
        return 0;
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** @return p99 of its ticks, in ms */
    private double run(int pair, Runs runs) {
        FleetRun.Options options = new FleetRun.Options(threads, ThreadingMode.FUSED, null);
        RunResult result = new FleetRun(SiteBuilder.build(runs.scenario), options).run(() -> false);
        Summary summary = result.summary();
        Histogram tick = summary.latencies().tick();
        if (pair > 0) {
            runs.all.add(tick);
            runs.goals += summary.flow().goalsPerTick();
            runs.counted++;
        }
        console.printf(
                Locale.ROOT,
                "%4s  %-14s %6.1f ms %7.1f %7.1f   %10.1f   %4.1f %%%s%n",
                pair > 0 ? Integer.toString(pair) : "-",
                runs.name,
                tick.getValueAtPercentile(50) / NANOS_PER_MILLI,
                tick.getValueAtPercentile(99) / NANOS_PER_MILLI,
                tick.getMaxValue() / NANOS_PER_MILLI,
                summary.flow().goalsPerTick(),
                100 * summary.machine().foreignShare(),
                summary.machine().noisy() ? " NOISY" : "");
        if (slowest > 0) {
            list(result.recorder(), runs.scenario.clock().warmupTicks());
        }
        return tick.getValueAtPercentile(99) / NANOS_PER_MILLI;
    }

    private void list(RunRecorder recorder, int fromTick) {
        String ticks = IntStream.range(fromTick, recorder.ticks())
                .boxed()
                .sorted(Comparator.comparingLong(tick -> -recorder.tickNanos(tick)))
                .limit(slowest)
                .sorted()
                .map(tick -> String.format(Locale.ROOT, "%d: %.1f", tick, recorder.tickNanos(tick) / NANOS_PER_MILLI))
                .collect(Collectors.joining(", "));
        console.println("      slowest, tick: ms  " + ticks);
    }

    private void say(Runs runs) {
        console.printf(
                Locale.ROOT,
                " all  %-14s %6.1f ms %7.1f %7.1f   %10.1f%n",
                runs.name,
                runs.millis(50),
                runs.millis(99),
                runs.millis(100),
                runs.goalsATick());
    }
}
