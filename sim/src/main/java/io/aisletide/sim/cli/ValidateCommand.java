package io.aisletide.sim.cli;

import io.aisletide.sim.run.Site;
import io.aisletide.sim.run.SiteBuilder;
import io.aisletide.sim.scenario.InvalidInputException;
import io.aisletide.sim.scenario.Scenario;
import io.aisletide.sim.scenario.ScenarioSchema;
import io.aisletide.sim.scenario.VersionSpec;
import io.aisletide.sim.scenario.VersionSpec.Jar;
import io.aisletide.workflow.RefusedVersionException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code aisletide validate FILE...}: everything that a run checks before its first tick, the published schema, and jars. */
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
        checkJars(file, scenario);
        int releases = scenario.delivery().plan().releases().size();
        return String.format(
                Locale.ROOT,
                "%s: fine: %,d robots on %d x %d cells, %,d ticks, %s%s",
                file,
                site.start().size(),
                site.floor().width(),
                site.floor().height(),
                scenario.clock().durationTicks(),
                counted(scenario.script().size(), "command"),
                releases == 0 ? "" : ", " + counted(releases, "release"));
    }

    /** What a run finds out when a release asks for them, and then goes on without. */
    private static void checkJars(Path file, Scenario scenario) {
        List<String> faults = new ArrayList<>();
        List<VersionSpec> versions = scenario.delivery().versions();
        for (int i = 0; i < versions.size(); i++) {
            if (versions.get(i).origin() instanceof Jar jar) {
                try {
                    new JarCheck().check(jar.file(), jar.sha256(), versions.get(i).id());
                } catch (RefusedVersionException refused) {
                    faults.add(file + ": versions[" + i + "].artifact: " + refused.getMessage());
                }
            }
        }
        if (!faults.isEmpty()) {
            throw new InvalidInputException(faults);
        }
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
