package io.aisletide.sim.cli;

import io.aisletide.engine.RecoveryReport;
import io.aisletide.sim.interop.PlanRecorder;
import io.aisletide.sim.report.OutputFolder;
import io.aisletide.sim.run.RunJournal;
import io.aisletide.sim.run.Site;
import io.aisletide.sim.run.SiteBuilder;
import io.aisletide.sim.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aisletide recover DIR}: goes on with a run whose process was killed, to its end. */
@Command(name = "recover", description = {
    "Continues a journalled run that was killed or stopped.",
    "It goes from the newest snapshot and the events after it to the end of the scenario; the result is that of the run that was "
            + "never interrupted. With --plan it goes through all events from the start, because moves before a snapshot are in no "
            + "snapshot."
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

    @Mixin
    private final RunOptions options = new RunOptions();

    @Mixin
    private final PlanOptions plan = new PlanOptions();

    RecoverCommand(Aisletide program) {
        terminal = program.terminal();
        stop = program.stop();
    }

    @Override
    public Integer call() throws IOException {
        stop.hear();
        options.check(spec.commandLine());
        plan.check(spec.commandLine(), options.force());
        Scenario scenario = RunJournal.scenarioOf(folder);
        Path folderName = options.results(scenario);
        Site site = SiteBuilder.build(scenario);
        try (OutputFolder results = options.folder(folderName);
                PlanRecorder recorder = plan.recorder(spec.commandLine(), site);
                RunJournal journal = RunJournal.reopen(folder)) {
            RunReport reporting = new RunReport(terminal, stop, options);
            RunReport.Ended ended = reporting.run(site, recorder, journal, results);
            tell(ended.run().recovery(), scenario.clock().durationTicks());
            return reporting.report(site, ended, results);
        }
    }

    private void tell(@Nullable RecoveryReport recovery, int durationTicks) {
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
                recovery.tick() < durationTicks
                        ? "recovered: from %s, %,d events replayed, went on at tick %d (states compared: %,d, all equal)"
                        : "recovered: from %s, %,d events replayed; the run had come to its end, tick %d (states compared: %,d, all equal)",
                from,
                recovery.events(),
                recovery.tick(),
                recovery.compared()));
    }
}
