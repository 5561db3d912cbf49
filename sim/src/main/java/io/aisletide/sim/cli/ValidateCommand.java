package io.aisletide.sim.cli;

import io.aisletide.sim.run.Site;
import io.aisletide.sim.run.SiteBuilder;
import io.aisletide.sim.scenario.InvalidInputException;
import io.aisletide.sim.scenario.Scenario;
import io.aisletide.sim.scenario.ScenarioSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code aisletide validate FILE...}: everything that a run checks before its first tick, and the published schema. */
@Command(name = "validate", description = "Checks scenarios and all files that they name, without running them.")
final class ValidateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Scenarios, League problems, MovingAI files.")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private List<Path> files;

    ValidateCommand(Aisletide program) {
        terminal = program.terminal();
    }

    @Override
    public Integer call() {
        List<String> faults = new ArrayList<>();
        for (Path file : files) {
            try {
                terminal.out().println(check(file));
            } catch (InvalidInputException invalid) {
                faults.addAll(invalid.faults());
            }
        }
        if (!faults.isEmpty()) {
            throw new InvalidInputException(faults);
        }
        return ExitCode.OK;
    }

    private static String check(Path file) {
        Scenario scenario;
        if (DirectScenario.isDirect(file)) {
            scenario = DirectScenario.of(file, null, null, null);
        } else {
            scenario = DirectScenario.fromFile(file);
            ScenarioSchema.check(scenario.source());
        }
        Site site = SiteBuilder.build(scenario);
        return String.format(
                Locale.ROOT,
                "%s: fine: %,d robots on %d x %d cells, %,d ticks, %d commands",
                file,
                site.start().size(),
                site.floor().width(),
                site.floor().height(),
                scenario.clock().durationTicks(),
                scenario.script().size());
    }
}
