package io.aisletide.sim.cli;

import io.aisletide.sim.scenario.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code aisletide init [FILE]}: a scenario to start from, with every key explained. */
@Command(name = "init", description = "Writes a commented scenario to start from.")
final class InitCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "Where to; standard output if left out.")
    private @Nullable Path file;

    @Option(names = "--force", description = "Overwrite the file.")
    private boolean force;

    InitCommand(Aisletide program) {
        terminal = program.terminal();
    }

    @Override
    public Integer call() {
        String template = Resources.text("template.yaml");
        if (file == null) {
            terminal.out().print(template);
            terminal.out().flush();
            return ExitCode.OK;
        }
        NewFile.require(file, force);
        try {
            Files.writeString(file, template);
        } catch (IOException denied) {
            throw new UncheckedIOException("cannot write " + file, denied);
        }
        terminal.out().println("wrote " + file + "; run it with: aisletide run " + file);
        return ExitCode.OK;
    }
}
