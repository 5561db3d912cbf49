package io.aisletide.sim.cli;

import io.aisletide.sim.interop.PlanRecorder;
import io.aisletide.sim.report.AuditFile;
import io.aisletide.sim.report.OutputFolder;
import io.aisletide.sim.report.ResultTable;
import io.aisletide.sim.report.RunFiles;
import io.aisletide.sim.report.Summary;
import io.aisletide.sim.run.FleetRun;
import io.aisletide.sim.run.RunJournal;
import io.aisletide.sim.run.RunResult;
import io.aisletide.sim.run.Site;
import io.aisletide.sim.scenario.InvalidInputException;
import io.aisletide.sim.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A run from its first tick to its exit code, however it began, and what is seen of it: progress, figures, output folder. */
final class RunReport {
    /** In the place of a folder: write nothing. */
    private static final String NO_FOLDER = "none";

    private static final String DEFAULT_FOLDER = "runs";

    private final Terminal terminal;
    private final StopSignal stop;
    private final RunOptions options;

    /** A run that is over, with what came of it. */
    record Ended(FleetRun run, RunResult result) {}

    RunReport(Terminal terminal, StopSignal stop, RunOptions options) {
        this.terminal = terminal;
        this.stop = stop;
        this.options = options;
    }

    /**
     * @param out what the user says; null for a folder named after scenario and time
     * @return null if nothing shall be written
     */
    static @Nullable Path folderName(Scenario scenario, @Nullable String out) {
        if (NO_FOLDER.equals(out)) {
            return null;
        }
        if (out != null) {
            if (out.isBlank()) {
                throw new InvalidInputException("--out: a folder without a name; give one, or 'none' for no results");
            }
            return Path.of(out);
        }
        String time = LocalDateTime.now(java.time.ZoneId.systemDefault())
                .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT));
        String name = scenario.name().replaceAll("[^A-Za-z0-9._-]", "_");
        return Path.of(DEFAULT_FOLDER, name + "-" + time);
    }

    /**
     * Runs to the end of the scenario, or until somebody stops it. If there are releases, their audit goes to the folder.
     *
     * @param plan records the moves, and is finished here; null for none
     * @param journal where events go; null for nowhere
     * @param folder for the results; null for none
     */
    Ended run(Site site, @Nullable PlanRecorder plan, @Nullable RunJournal journal, @Nullable OutputFolder folder)
            throws IOException {
        boolean audited = !site.scenario().delivery().plan().releases().isEmpty();
        Ended ended;
        try (AuditFile audit = folder == null || !audited ? null : new AuditFile(folder.file(AuditFile.NAME))) {
            FleetRun run = new FleetRun(site, new FleetRun.Options(options.threads(), options.mode(), plan, journal, audit));
            Progress reporting = Progress.start(terminal, run, site.scenario(), options.progress());
            try {
                ended = new Ended(run, run.run(stop::requested));
            } finally {
                reporting.close();
            }
        }
        PlanOptions.finish(plan, terminal);
        return ended;
    }

    /** @return an {@link ExitCode} */
    int report(Site site, Ended ended, @Nullable OutputFolder folder) {
        Scenario scenario = site.scenario();
        RunResult result = ended.result();
        Summary summary = result.summary();
        if (folder != null) {
            RunFiles.write(folder, new RunFiles.Contents(scenario, site.floor(), summary, result.recorder(),
                    result.traffic(), result.startMillis(), result.endMillis()), Aisletide.Version.text());
            folder.commit();
        }
        ResultTable.lines(summary).forEach(terminal.out()::println);
        if (ended.run().snapshots() != null) {
            terminal.out().println("  snapshots                  " + ended.run().snapshots().line());
        }
        if (folder != null) {
            terminal.out().println("  results                    " + folder.target());
        }
        boolean interrupted = summary.result().interrupted();
        List<String> missed = interrupted ? List.of() : ResultTable.missed(scenario.expectations(), summary);
        missed.forEach(terminal::error);
        if (!summary.result().safe()) {
            terminal.error("safety violation: " + summary.result().firstViolation());
            return ExitCode.UNSAFE;
        }
        if (interrupted) {
            return ExitCode.INTERRUPTED;
        }
        return missed.isEmpty() ? ExitCode.OK : ExitCode.EXPECTATION_MISSED;
    }
}
