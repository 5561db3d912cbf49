package io.aisletide.sim.cli;

import io.aisletide.sim.scenario.ScenarioReader;
import io.aisletide.sim.scenario.ScenarioWriter;
import io.aisletide.sim.trial.Campaign;
import io.aisletide.sim.trial.CaseText;
import io.aisletide.sim.trial.Failure;
import io.aisletide.sim.trial.Judge;
import io.aisletide.sim.trial.SampleJars;
import io.aisletide.sim.trial.Setup;
import io.aisletide.sim.trial.Shrinker;
import io.aisletide.sim.trial.Trial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code aisletide simulate}: tests the engine with runs made up from seeds, for as long as one likes. */
@Command(name = "simulate", description = {
    "Tests the engine with runs made up from seeds.",
    "Floors, fleets, commands and releases are made up, each run is done in several ways (threads, modes, pieces of time, journals, "
            + "snapshots, kills, failing disks, damaged files), and every tick is checked. A run that fails is cut down to a small "
            + "scenario and printed."
})
final class SimulateCommand implements Callable<Integer> {
    private static final int LEAST_EVENTS = 40;

    private final Terminal terminal;
    private final StopSignal stop;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--seeds", paramLabel = "N", defaultValue = "100", description = "How many runs; default: ${DEFAULT-VALUE}.")
    private int seeds;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description =
            "The first seed, the others follow it; default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--events", paramLabel = "M", defaultValue = "2000", description =
            "Ticks and commands of a run, together; default: ${DEFAULT-VALUE}.")
    private int events;

    @Option(names = "--tries", paramLabel = "N", defaultValue = "" + Shrinker.DEFAULT_TRIES, description =
            "Runs that may be spent on cutting a failing one down; default: ${DEFAULT-VALUE}.")
    private int tries;

    @Option(names = "--case", paramLabel = "FILE", description =
            "Tries this scenario instead, in the ways that --setup says: what is printed of a failure runs it again.")
    private @Nullable Path caseFile;

    @Option(names = "--setup", paramLabel = "TEXT", description = {
        "A way to run the --case, such as 'mode=staged threads=2 pieces=7 inside journal=file durability=disk snapshots=50 "
                + "killed@120,cut=9'; may be given several times, the first is what others are compared with."
    })
    private List<String> setups = List.of();

    @Option(names = "--out", paramLabel = "DIR", description = "Folder to which failing scenarios are written, as seed-S.yaml.")
    private @Nullable Path out;

    SimulateCommand(Aisletide program) {
        terminal = program.terminal();
        stop = program.stop();
    }

    @Override
    public Integer call() {
        if (caseFile != null) {
            return tryCase(caseFile);
        }
        if (!setups.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--setup needs --case FILE");
        }
        requireAtLeast("--seeds", seeds, 1);
        requireAtLeast("--events", events, LEAST_EVENTS);
        requireAtLeast("--tries", tries, 0);
        stop.hear();
        Campaign campaign = new Campaign(new Judge(), events, tries);
        Campaign.Result result = campaign.run(seed, seeds, new Reporting(), stop::requested);
        terminal.out().println(String.format(
                Locale.ROOT,
                "%,d seeds x %,d events, %d failures; %,d goals, %,d robot ticks, %,d commands carried out, %,d refused; "
                        + "digest %016x",
                result.trials(),
                events,
                result.found().size(),
                result.goals(),
                result.robotTicks(),
                result.applied().values().stream().mapToLong(Integer::longValue).sum(),
                result.refused(),
                result.digest()));
        if (!result.befell().isEmpty()) {
            terminal.out().println(String.join(", ", result.befell().entrySet().stream()
                    .map(what -> what.getKey() + ": " + what.getValue())
                    .toList()));
        }
        if (!result.found().isEmpty()) {
            return ExitCode.FAILED;
        }
        return result.trials() < seeds ? ExitCode.INTERRUPTED : ExitCode.OK;
    }

    /** One trial, of a file. */
    private int tryCase(Path file) {
        List<Setup> ways = new ArrayList<>();
        for (String text : setups) {
            try {
                ways.add(Setup.parse(text));
            } catch (IllegalArgumentException wrong) {
                throw new ParameterException(spec.commandLine(), "--setup: " + wrong.getMessage(), wrong);
            }
        }
        if (ways.isEmpty()) {
            ways.add(Setup.PLAIN);
        }
        SampleJars.versions(); // The scenario of a trial may name them, and temporary files do not last.
        Failure failure = new Judge().judge(new Trial(ScenarioReader.read(file), ways)).failure();
        if (failure == null) {
            terminal.out().println("nothing is wrong with " + file + " in " + ways.size() + (ways.size() == 1 ? " setup" : " setups"));
            return ExitCode.OK;
        }
        terminal.out().println(failure.kind() + ": " + failure.text() + " (tick " + failure.tick() + ")");
        failure.setups().forEach(setup -> terminal.out().println("  seen with " + setup));
        return ExitCode.FAILED;
    }

    /** Prints failures when they come: a long search may be cut off. */
    private final class Reporting implements Campaign.Listener {
        @Override
        public void tried(long tried) {
            if (terminal.interactive()) {
                long done = tried - seed + 1;
                terminal.err().print("\rseed " + tried + ", " + done + " of " + seeds + (done == seeds ? "\n" : ""));
                terminal.err().flush();
            }
        }

        @Override
        public void found(Campaign.Found found) {
            terminal.out().println(CaseText.of(found));
            if (out != null) {
                Path file = out.resolve("seed-" + found.seed() + ".yaml");
                try {
                    Files.createDirectories(out);
                    Files.writeString(file, ScenarioWriter.write(found.smallest().trial().scenario()));
                } catch (IOException unwritable) {
                    throw new UncheckedIOException("cannot write " + file, unwritable);
                }
                terminal.out().println("written to " + file);
            }
        }
    }

    private void requireAtLeast(String option, int value, int least) {
        if (value < least) {
            throw new ParameterException(spec.commandLine(), option + " is at least " + least + ", not " + value);
        }
    }
}
