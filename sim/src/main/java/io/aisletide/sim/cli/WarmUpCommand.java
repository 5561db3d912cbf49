package io.aisletide.sim.cli;

import io.aisletide.engine.ThreadingMode;
import io.aisletide.sim.report.ResultTable;
import io.aisletide.sim.run.FleetRun;
import io.aisletide.sim.run.SiteBuilder;
import io.aisletide.sim.scenario.Resources;
import io.aisletide.sim.scenario.Scenario;
import io.aisletide.sim.scenario.ScenarioReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code aisletide warm-up}: a run of a few ticks that loads the classes of a run and says nothing, for the launcher,
 * which keeps them in an archive.
 */
@Command(name = "warm-up", hidden = true, description = "Loads what a run needs.")
final class WarmUpCommand implements Callable<Integer> {
    private static final int TICKS = 30;

    private final StopSignal stop;

    WarmUpCommand(Aisletide program) {
        stop = program.stop();
    }

    @Override
    public Integer call() {
        Scenario scenario = ScenarioReader.parse(Resources.text("template.yaml"), "template", Path.of(""))
                .withDuration(TICKS);
        FleetRun run = new FleetRun(SiteBuilder.build(scenario), new FleetRun.Options(2, ThreadingMode.FUSED, null));
        List<String> lines = ResultTable.lines(run.run(stop::requested).summary());
        return lines.isEmpty() ? ExitCode.FAILED : ExitCode.OK;
    }
}
