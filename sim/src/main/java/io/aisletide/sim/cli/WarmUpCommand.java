package io.aisletide.sim.cli;

import io.aisletide.engine.ThreadingMode;
import io.aisletide.sim.report.ResultTable;
import io.aisletide.sim.run.FleetRun;
import io.aisletide.sim.run.Site;
import io.aisletide.sim.run.SiteBuilder;
import io.aisletide.sim.scenario.Resources;
import io.aisletide.sim.scenario.Scenario;
import io.aisletide.sim.scenario.ScenarioReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code aisletide warm-up}: what most runs do, in short, without a word: a run of a few ticks, and what comes before the first
 * tick of a large floor. For the launcher, which keeps the classes that were loaded, and from JDK 25 on what their code did, for
 * later starts.
 */
@Command(name = "warm-up", hidden = true, description = "Loads what a run needs.")
final class WarmUpCommand implements Callable<Integer> {
    private static final int TICKS = 30;
    private static final int THREADS = 2;

    private final StopSignal stop;

    WarmUpCommand(Aisletide program) {
        stop = program.stop();
    }

    @Override
    public Integer call() {
        Scenario scenario = ScenarioReader.parse(Resources.text("template.yaml"), "template", Path.of(""))
                .withDuration(TICKS);
        Site site = SiteBuilder.build(scenario);
        FleetRun run = new FleetRun(site, new FleetRun.Options(THREADS, ThreadingMode.FUSED, null));
        List<String> lines = ResultTable.lines(run.run(stop::requested).summary());
        site.engine().threads(THREADS).rehearse(true).build().close();
        return lines.isEmpty() ? ExitCode.FAILED : ExitCode.OK;
    }
}
