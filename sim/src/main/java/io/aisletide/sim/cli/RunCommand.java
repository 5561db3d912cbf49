package io.aisletide.sim.cli;

import io.aisletide.grid.Motion;
import io.aisletide.sim.interop.PlanRecorder;
import io.aisletide.sim.report.OutputFolder;
import io.aisletide.sim.run.RunJournal;
import io.aisletide.sim.run.Site;
import io.aisletide.sim.run.SiteBuilder;
import io.aisletide.sim.scenario.Scenario;
import io.aisletide.sim.scenario.Timespan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aisletide run FILE}: checks everything, runs it, prints the figures, and writes the output folder. */
@Command(name = "run", description = "Runs a scenario and reports its figures.")
final class RunCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final StopSignal stop;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description =
            "A scenario (.yaml), a League of Robot Runners problem (.json), or a MovingAI map (.map) or scenario (.scen).")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private Path file;

    @Mixin
    private final RunOptions options = new RunOptions();

    @Option(names = "--seed", paramLabel = "N", description = "Another seed than the scenario's.")
    private @Nullable Long seed;

    @Option(names = "--duration", paramLabel = "D", description = "Length of the run: 600t (ticks), 90s, 8h.")
    private @Nullable String duration;

    @Mixin
    private final JournalOptions journal = new JournalOptions();

    @Mixin
    private final PlanOptions plan = new PlanOptions();

    @ArgGroup(validate = false, heading = "%nFor maps and problems given directly:%n")
    private Direct direct = new Direct();

    /** What a scenario file would have said. */
    static final class Direct {
        @Option(names = "--robots", paramLabel = "N", description =
                "How many robots; default: all that the file has, or a tenth of a map's cells.")
        @Nullable Integer robots;

        @Option(names = "--motion", paramLabel = "rotate|pebble", description = "Default: rotate.")
        @Nullable Motion motion;

        @Option(names = "--radius", paramLabel = "CELLS", description = "How far random goals lie; default: 64.")
        @Nullable Integer radius;

        void check(CommandLine command) {
            if (robots != null && robots < 1) {
                throw new ParameterException(command, "--robots is at least 1, not " + robots);
            }
            if (radius != null && radius < 1) {
                throw new ParameterException(command, "--radius is at least 1, not " + radius);
            }
        }

        boolean used() {
            return robots != null || motion != null || radius != null;
        }
    }

    RunCommand(Aisletide program) {
        terminal = program.terminal();
        stop = program.stop();
    }

    @Override
    public Integer call() throws IOException {
        stop.hear();
        options.check(spec.commandLine());
        plan.check(spec.commandLine(), options.force());
        Scenario scenario = scenario();
        Path folderName = options.results(scenario);
        journal.requireApartFrom(spec.commandLine(), folderName);
        try (OutputFolder folder = options.folder(folderName)) {
            Site site = SiteBuilder.build(scenario);
            try (PlanRecorder recorder = plan.recorder(spec.commandLine(), site);
                    RunJournal journalled = journal.begin(spec.commandLine(), scenario)) {
                RunReport reporting = new RunReport(terminal, stop, options);
                return reporting.report(site, reporting.run(site, recorder, journalled, folder), folder);
            }
        }
    }

    private Scenario scenario() {
        direct.check(spec.commandLine());
        Scenario scenario = DirectScenario.isDirect(file)
                ? DirectScenario.of(file, direct.robots, direct.motion, direct.radius)
                : DirectScenario.fromFile(file);
        if (!DirectScenario.isDirect(file) && direct.used()) {
            throw new ParameterException(spec.commandLine(),
                    "--robots, --motion and --radius are for maps and problems; the scenario file has its own");
        }
        if (seed != null) {
            scenario = scenario.withSeed(seed);
        }
        if (duration != null) {
            try {
                int ticks = Timespan.parse(duration).toTicks(scenario.clock().tickNanos());
                if (ticks < 1) {
                    throw new IllegalArgumentException("a run lasts at least 1t");
                }
                scenario = scenario.withDuration(ticks);
            } catch (IllegalArgumentException wrong) {
                throw new ParameterException(spec.commandLine(), "--duration: " + wrong.getMessage(), wrong);
            }
        }
        return scenario;
    }
}
