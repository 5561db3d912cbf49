package io.aisletide.sim.cli;

import io.aisletide.engine.ThreadingMode;
import io.aisletide.sim.audit.AuditReport;
import io.aisletide.sim.audit.AuditVerifier;
import io.aisletide.sim.run.FleetRun;
import io.aisletide.sim.run.Reproduction;
import io.aisletide.sim.run.SiteBuilder;
import io.aisletide.sim.scenario.InvalidInputException;
import io.aisletide.sim.scenario.Scenario;
import io.aisletide.sim.scenario.ScenarioReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aisletide audit}: what can be done with the audit log of a run. */
@Command(
        name = "audit",
        description = "Checks the audit log of a run: that nobody has changed it, and that it comes out again.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {AuditCommand.Verify.class, AuditCommand.Reproduce.class})
final class AuditCommand implements Runnable {
    private static final String SCENARIO = "scenario.yaml";
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what: verify or reproduce");
    }

    /** Says on the terminal what is wrong with the chain; false if something is. */
    private static boolean chainHolds(Terminal terminal, Path file, @Nullable String root) throws IOException {
        String text = ScenarioReader.textOf(file);
        if (text.isEmpty() && root == null) {
            terminal.error(file + ": is empty: nothing was decided, or all of it is gone; only --root can tell");
            return false;
        }
        AuditReport report = AuditVerifier.verify(new StringReader(text), root);
        AuditReport.Fault fault = report.fault();
        if (fault != null) {
            terminal.error(file + ":" + fault.line() + ": " + fault.message());
            terminal.out().println(report.lines() == 0
                    ? "no line before it was in order"
                    : String.format(Locale.ROOT, "all lines before it, %,d, are in order", report.lines()));
            return false;
        }
        terminal.out().printf("%,d lines, each follows from the one before%n", report.lines());
        terminal.out().println("Merkle root " + report.root());
        return true;
    }

    /** {@code aisletide audit verify FILE}. */
    @Command(name = "verify", description = {
        "Checks the chain of an audit log with code that shares nothing with the engine: no line was changed, left out, added "
                + "or moved.",
        "That its end was not cut off shows only with --root, as summary.json of the run has it (merkleRoot)."
    })
    static final class Verify implements Callable<Integer> {
        private final Terminal terminal;

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private CommandSpec spec;

        @Parameters(paramLabel = "FILE", description = "audit.jsonl of an output folder.")
        @SuppressWarnings("NullAway.Init") // picocli requires it
        private Path file;

        @Option(names = "--root", paramLabel = "HEX", description = "The Merkle root that the whole log must have.")
        private @Nullable String root;

        Verify(Aisletide program) {
            terminal = program.terminal();
        }

        @Override
        public Integer call() throws IOException {
            if (root != null && !SHA_256.matcher(root).matches()) {
                throw new ParameterException(spec.commandLine(),
                        "--root: a Merkle root has 64 hex digits; this has " + root.length() + " letters");
            }
            boolean holds = chainHolds(terminal, file, root);
            if (holds && root == null) {
                terminal.out().println("that nothing is missing at its end shows only with --root (audit.merkleRoot in the run's summary.json)");
            }
            return holds ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    /** {@code aisletide audit reproduce FILE}. */
    @Command(name = "reproduce", description = {
        "Runs the scenario of an audit log again and compares every line that comes: decisions, evidence, state hashes.",
        "The scenario is scenario.yaml beside the log, unless another is named."
    })
    static final class Reproduce implements Callable<Integer> {
        private final Terminal terminal;
        private final StopSignal stop;

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private CommandSpec spec;

        @Parameters(paramLabel = "FILE", description = "audit.jsonl of an output folder.")
        @SuppressWarnings("NullAway.Init") // picocli requires it
        private Path file;

        @Option(names = "--scenario", paramLabel = "FILE", description = "The scenario, if it is not beside the log.")
        private @Nullable Path scenarioFile;

        @Mixin
        private final ThreadOptions threads = new ThreadOptions();

        @Option(names = "--mode", paramLabel = "fused|staged", defaultValue = "fused", description =
                "How the engine's stages share threads; default: ${DEFAULT-VALUE}.")
        @SuppressWarnings("NullAway.Init") // has a default
        private ThreadingMode mode;

        Reproduce(Aisletide program) {
            terminal = program.terminal();
            stop = program.stop();
        }

        @Override
        public Integer call() throws IOException {
            threads.check(spec.commandLine());
            stop.hear();
            Scenario scenario = scenario();
            if (!chainHolds(terminal, file, null)) {
                return ExitCode.FAILED;
            }
            List<String> lines = ScenarioReader.textOf(file).lines().toList();
            Reproduction reproduction = new Reproduction(lines);
            new FleetRun(SiteBuilder.build(scenario), new FleetRun.Options(threads.count(), mode, null, null, reproduction))
                    .run(stop::requested);
            Reproduction.Difference difference = reproduction.difference();
            terminal.out().printf("%,d of %,d lines came out again, with %,d state hashes%n", reproduction.equalLines(),
                    lines.size(), reproduction.equalStateHashes());
            if (stop.requested()) {
                return ExitCode.INTERRUPTED;
            }
            if (difference != null) {
                terminal.error(file + ":" + difference.line() + ": "
                        + (difference.tick() < 0 ? "" : "in tick " + difference.tick() + ", ") + difference.what());
                if (difference.line() <= lines.size()) {
                    terminal.out().println("a log comes out again only from the scenario and seed that it was written with, and by "
                            + "the same version of Aisletide");
                }
            }
            return difference == null ? ExitCode.OK : ExitCode.FAILED;
        }

        private Scenario scenario() {
            Path named = scenarioFile;
            Path beside = file.resolveSibling(SCENARIO);
            if (named == null && !Files.isRegularFile(beside)) {
                throw new InvalidInputException(
                        file + ": there is no " + SCENARIO + " beside it; name the scenario with --scenario");
            }
            Path from = named == null ? beside : named;
            Scenario scenario = ScenarioReader.read(from);
            if (scenario.delivery().plan().releases().isEmpty()) {
                throw new InvalidInputException(from + ": it has no releases, so a run of it leaves no audit log");
            }
            return scenario;
        }
    }
}
