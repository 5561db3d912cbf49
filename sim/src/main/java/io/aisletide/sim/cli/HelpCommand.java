package io.aisletide.sim.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aisletide help [COMMAND]}: the same as {@code aisletide COMMAND --help}. */
@Command(name = "help", description = "Prints the help of a command.")
final class HelpCommand implements Runnable {
    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "Such as 'run', or 'audit verify'; left out: what there is.")
    private List<String> names = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        CommandLine command = spec.parent().commandLine();
        for (String name : names) {
            CommandLine below = command.getSubcommands().get(name);
            if (below == null) {
                throw new ParameterException(command, WrongUsage.noCommand(command, name));
            }
            command = below;
        }
        command.usage(spec.commandLine().getOut());
    }
}
