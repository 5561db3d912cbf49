package io.aisletide.sim.cli;

import io.aisletide.sim.verify.PlanVerifier;
import io.aisletide.sim.verify.VerifyReport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code aisletide verify PLAN}: the independent checker. */
@Command(name = "verify", description =
        "Checks a recorded plan for collisions, swaps and moves into walls, with code that shares nothing with the router.")
final class VerifyCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "PLAN", description = "A plan as 'run --plan' or the League's start kit writes it.")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private Path plan;

    @Option(names = "--map", paramLabel = "MAP", description = {
        "The map (.map), to check walls and the floor's edge too. 'aisletide convert --to aisletide-map' writes that of a scenario."
    })
    private @Nullable Path map;

    VerifyCommand(Aisletide program) {
        terminal = program.terminal();
    }

    @Override
    public Integer call() {
        VerifyReport report = PlanVerifier.verify(plan, map);
        report.lines().forEach(terminal.out()::println);
        return report.clean() ? ExitCode.OK : ExitCode.UNSAFE;
    }
}
