package io.aisletide.sim.cli;

import io.aisletide.engine.RecoveryReport;
import io.aisletide.engine.ThreadingMode;
import io.aisletide.sim.report.AuditFile;
import io.aisletide.sim.report.OutputFolder;
import io.aisletide.sim.run.FleetRun;
import io.aisletide.sim.run.RunJournal;
import io.aisletide.sim.run.RunResult;
import io.aisletide.sim.run.Site;
import io.aisletide.sim.run.SiteBuilder;
import io.aisletide.sim.scenario.Scenario;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aisletide recover DIR}: goes on with a run whose process was killed, to its end. */
@Command(name = "recover", description = {
    "Continues a journalled run that was killed or stopped, from its newest snapshot and the events after it, to the end of its "
            + "scenario. The result is that of the run that was never interrupted."
})
final class RecoverCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final StopSignal stop;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The folder that 'aisletide run FILE --journal DIR' has written.")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private Path folder;

    @Option(names = "--out", paramLabel = "DIR", description =
            "Folder for the results; 'none' writes no files. Default: runs/NAME-TIME.")
    private @Nullable String out;

    @Option(names = "--force", description = "Replace an output folder of an earlier run.")
    private boolean force;

    @Option(names = "--threads", paramLabel = "N", description = "Threads of a tick; default: all processors.")
    private @Nullable Integer threads;

    @Option(names = "--mode", paramLabel = "fused|staged", defaultValue = "fused", description =
            "How the engine's stages share threads; default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // has a default
    private ThreadingMode mode;

    @Option(names = "--progress", paramLabel = "STYLE", defaultValue = "auto", description =
            "auto, plain, json or none; default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // has a default
    private Progress.Style progress;

    RecoverCommand(Aisletide program) {
        terminal = program.terminal();
        stop = program.stop();
    }

    @Override
    public Integer call() {
        int workers = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        if (workers < 1) {
            throw new ParameterException(spec.commandLine(), "--threads is at least 1, not " + workers);
        }
        Scenario scenario = RunJournal.scenarioOf(folder);
        Path folderName = RunReport.folderName(scenario, out);
        try (OutputFolder results = folderName == null ? null : OutputFolder.prepare(folderName, force);
                RunJournal journal = RunJournal.reopen(folder)) {
            Site site = SiteBuilder.build(scenario);
            RunReport reporting = new RunReport(terminal, stop, progress);
            FleetRun run;
            RunResult result;
            boolean audited = !scenario.delivery().plan().releases().isEmpty();
            try (AuditFile audit = results == null || !audited ? null : new AuditFile(results.file(AuditFile.NAME))) {
                run = new FleetRun(site, new FleetRun.Options(workers, mode, null, journal, audit));
                result = reporting.run(run, scenario);
            }
            tell(run.recovery());
            return reporting.report(scenario, site, run, result, results);
        }
    }

    private void tell(@Nullable RecoveryReport recovery) {
        if (recovery == null) {
            terminal.out().println("recovered: nothing had happened yet, so the run began at the beginning");
            return;
        }
        recovery.passedOver().forEach(each -> terminal.error("passed over: " + each));
        if (recovery.cut() != null) {
            terminal.error("cut: " + recovery.cut());
        }
        String from = recovery.snapshotTick() == RecoveryReport.NO_SNAPSHOT
                ? "the start"
                : "the snapshot of tick " + recovery.snapshotTick();
        terminal.out().println(String.format(
                java.util.Locale.ROOT,
                "recovered: from %s, %,d events replayed, went on at tick %d (states compared: %,d, all equal)",
                from,
                recovery.events(),
                recovery.tick(),
                recovery.compared()));
    }
}
