package io.aisletide.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** {@code bench/run}: our own measurements by name; everything else is for JMH, with {@link ForeignCpu} beside it. */
@Command(
        name = "bench/run",
        mixinStandardHelpOptions = true,
        description = "Measures Aisletide. Anything but the commands below goes to JMH: bench/run -l lists its benchmarks, "
                + "bench/run TickBenchmark -p robots=10000 runs one, bench/run -h shows its options.",
        subcommands = {
            CommandLatency.class, Stretch.class, Table.class, ReleaseExperiments.class, SwapPairs.class, VersionFlow.class
        })
public final class Bench implements Runnable {
    private static final List<String> OWN =
            List.of("latency", "stretch", "table", "releases", "swaps", "versions", "--help", "help");

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0 && !OWN.contains(arguments[0])) {
            List<String> forJmh = new ArrayList<>(Arrays.asList(arguments));
            forJmh.addAll(List.of("-prof", ForeignCpu.class.getName()));
            org.openjdk.jmh.Main.main(forJmh.toArray(new String[0]));
            return;
        }
        CommandLine line = new CommandLine(new Bench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println("bench: " + failure.getMessage());
                    return 1;
                });
        System.exit(arguments.length == 0 ? line.execute("--help") : line.execute(arguments));
    }

    @Override
    public void run() {
        throw new ParameterException(new CommandLine(this), "a command is missing");
    }
}
