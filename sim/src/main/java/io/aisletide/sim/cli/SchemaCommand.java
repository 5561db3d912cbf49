package io.aisletide.sim.cli;

import io.aisletide.sim.scenario.ScenarioSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code aisletide schema}: prints the JSON Schema of scenario files, for editors. */
@Command(name = "schema", description = {
    "Prints the JSON Schema of scenario files.",
    "Editors complete and check with it; name it in a file's first line:",
    "# yaml-language-server: $schema=scenario.schema.json"
})
final class SchemaCommand implements Callable<Integer> {
    private final Terminal terminal;

    SchemaCommand(Aisletide program) {
        terminal = program.terminal();
    }

    @Override
    public Integer call() {
        terminal.out().print(ScenarioSchema.text());
        terminal.out().flush();
        return ExitCode.OK;
    }
}
