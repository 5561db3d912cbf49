package io.aisletide.sim.cli;

import io.aisletide.sim.scenario.Suggestion;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said about wrong arguments. */
final class WrongUsage {
    private WrongUsage() {}

    /** One sentence, with what would be right if that can be guessed. */
    static String message(ParameterException wrong) {
        if (!(wrong instanceof UnmatchedArgumentException unmatched) || unmatched.getUnmatched().isEmpty()) {
            return String.valueOf(wrong.getMessage());
        }
        CommandLine command = wrong.getCommandLine();
        String first = unmatched.getUnmatched().get(0);
        if (unmatched.isUnknownOption()) {
            List<String> options = command.getCommandSpec().options().stream()
                    .filter(option -> !option.hidden())
                    .map(OptionSpec::longestName)
                    .toList();
            return "there is no option '" + first + "'" + Suggestion.of(first, options);
        }
        return command.getSubcommands().isEmpty() ? "'" + first + "' is one argument too many" : noCommand(command, first);
    }

    static String noCommand(CommandLine command, String name) {
        List<String> names = command.getSubcommands().entrySet().stream()
                .filter(each -> !each.getValue().getCommandSpec().usageMessage().hidden())
                .map(java.util.Map.Entry::getKey)
                .toList();
        return "there is no command '" + name + "'" + (names.isEmpty() ? "" : Suggestion.of(name, names));
    }

    /** Numbers, with a complaint that does not name Java's types. */
    static void readNumbers(CommandLine commandLine) {
        ITypeConverter<Integer> toInt = text -> {
            long number = wholeNumber(text);
            if (number != (int) number) {
                throw new TypeConversionException("'" + text + "' is too large; at most " + Integer.MAX_VALUE);
            }
            return (int) number;
        };
        commandLine.registerConverter(int.class, toInt);
        commandLine.registerConverter(Integer.class, toInt);
        commandLine.registerConverter(long.class, WrongUsage::wholeNumber);
        commandLine.registerConverter(Long.class, WrongUsage::wholeNumber);
    }

    private static long wholeNumber(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException none) {
            throw new TypeConversionException("'" + text + "' is not a whole number, or too large a one");
        }
    }
}
