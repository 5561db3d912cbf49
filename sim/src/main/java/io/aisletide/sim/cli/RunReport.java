package io.aisletide.sim.cli;

import io.aisletide.sim.report.OutputFolder;
import io.aisletide.sim.report.ResultTable;
import io.aisletide.sim.report.RunFiles;
import io.aisletide.sim.report.Summary;
import io.aisletide.sim.run.FleetRun;
import io.aisletide.sim.run.RunResult;
import io.aisletide.sim.run.Site;
import io.aisletide.sim.scenario.InvalidInputException;
import io.aisletide.sim.scenario.Scenario;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is seen of a run, however it began: its progress, its figures, its output folder. */
final class RunReport {
    /** In the place of a folder: write nothing. */
    private static final String NO_FOLDER = "none";

    private static final String DEFAULT_FOLDER = "runs";

    private final Terminal terminal;
    private final StopSignal stop;
    private final Progress.Style progress;

    RunReport(Terminal terminal, StopSignal stop, Progress.Style progress) {
        this.terminal = terminal;
        this.stop = stop;
        this.progress = progress;
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

    RunResult run(FleetRun run, Scenario scenario) {
        Progress reporting = Progress.start(terminal, run, scenario, progress);
        try {
            return run.run(stop::requested);
        } finally {
            reporting.close();
        }
    }

    /** @return an {@link ExitCode} */
    int report(Scenario scenario, Site site, FleetRun run, RunResult result, @Nullable OutputFolder folder) {
        Summary summary = result.summary();
        if (folder != null) {
            RunFiles.write(folder, new RunFiles.Contents(scenario, site.floor(), summary, result.recorder(),
                    result.traffic(), result.startMillis(), result.endMillis()), Aisletide.Version.text());
            folder.commit();
        }
        ResultTable.lines(summary).forEach(terminal.out()::println);
        if (run.snapshots() != null) {
            terminal.out().println("  snapshots                  " + run.snapshots().line());
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
