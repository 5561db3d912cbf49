package io.aisletide.sim.cli;

import io.aisletide.engine.EngineFailedException;
import io.aisletide.journal.JournalException;
import io.aisletide.journal.OtherRunException;
import io.aisletide.sim.scenario.InvalidInputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program {@code aisletide}. */
@Command(
        name = "aisletide",
        description = "Routes fleets of warehouse robots, and simulates the warehouse around them.",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = Aisletide.Version.class,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:fine",
            "1:failed",
            "2:wrong arguments",
            "3:invalid input",
            "4:safety violation: a collision or a lost robot",
            "5:an expectation was missed",
            "130:stopped by Ctrl-C or another signal; the results so far are written"
        },
        subcommands = {
            RunCommand.class,
            RecoverCommand.class,
            ReplayCommand.class,
            ValidateCommand.class,
            InitCommand.class,
            SchemaCommand.class,
            VerifyCommand.class,
            AuditCommand.class,
            ConvertCommand.class,
            EndpointsCommand.class,
            SimulateCommand.class,
            HelpCommand.class,
            WarmUpCommand.class,
            AutoComplete.GenerateCompletion.class
        })
public final class Aisletide implements Runnable {
    /** Set to any value, it makes failures print their stack trace. */
    static final String DEBUG_VARIABLE = "AISLETIDE_DEBUG";

    private final Terminal terminal;
    private final StopSignal stop;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private Aisletide(Terminal terminal, StopSignal stop) {
        this.terminal = terminal;
        this.stop = stop;
    }

    public static void main(String[] arguments) {
        StopSignal stop = new StopSignal();
        stop.listen();
        int code;
        try {
            code = run(Terminal.system(), stop, arguments);
        } finally {
            stop.finish();
        }
        System.exit(code);
    }

    /** The whole program without the process around it. Never throws; @return an {@link ExitCode} */
    public static int run(Terminal terminal, StopSignal stop, String... arguments) {
        Aisletide program = new Aisletide(terminal, stop);
        CommandLine commandLine = new CommandLine(program, new Commands(program))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler(program::wrongUsage)
                .setExecutionExceptionHandler(program::failed);
        WrongUsage.readNumbers(commandLine);
        try {
            return commandLine.execute(arguments);
        } catch (OutOfMemoryError tooLarge) {
            terminal.error("the memory of the JVM is full (" + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MiB); give it more with AISLETIDE_OPTS=-Xmx8g");
            return ExitCode.FAILED;
        } catch (LinkageError | StackOverflowError broken) {
            return program.failed(new IllegalStateException(broken.toString(), broken));
        }
    }

    Terminal terminal() {
        return terminal;
    }

    StopSignal stop() {
        return stop;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private int wrongUsage(ParameterException wrong, String[] arguments) {
        terminal.error(WrongUsage.message(wrong));
        terminal.err().println("See '" + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    private int failed(Exception failure, CommandLine command, ParseResult parsed) {
        return failed(failure);
    }

    private int failed(Exception failure) {
        if (failure instanceof InvalidInputException invalid) {
            List<String> faults = invalid.faults();
            faults.forEach(terminal::error);
            if (faults.size() > 1) {
                terminal.err().println(faults.size() + " errors");
            }
            return ExitCode.INVALID_INPUT;
        }
        if (failure instanceof OtherRunException) {
            terminal.error(String.valueOf(failure.getMessage()));
            terminal.err().println("Its scenario.yaml, or a file that this names, is not what the run was made of: put it back as it "
                    + "was, or run the scenario of now with a journal of its own.");
            return ExitCode.INVALID_INPUT;
        }
        String message = failure.getMessage();
        String because = failure instanceof UncheckedIOException && failure.getCause() instanceof IOException cause
                ? ": " + JournalException.reason(cause)
                : "";
        terminal.error((message == null ? failure.toString() : message) + because);
        if (failure instanceof EngineFailedException && failure.getCause() instanceof JournalException) {
            terminal.err().println("What was done until then is in the journal: make room for it, and go on by 'aisletide recover DIR'.");
        }
        if (System.getenv(DEBUG_VARIABLE) != null) {
            failure.printStackTrace(terminal.err());
        } else {
            terminal.err().println("(set " + DEBUG_VARIABLE + "=1 to see where)");
        }
        return ExitCode.FAILED;
    }

    /** Hands the program to the commands that need it. */
    private record Commands(Aisletide program) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (type == RunCommand.class) {
                return type.cast(new RunCommand(program));
            }
            if (type == RecoverCommand.class) {
                return type.cast(new RecoverCommand(program));
            }
            if (type == ReplayCommand.class) {
                return type.cast(new ReplayCommand(program));
            }
            if (type == ValidateCommand.class) {
                return type.cast(new ValidateCommand(program));
            }
            if (type == InitCommand.class) {
                return type.cast(new InitCommand(program));
            }
            if (type == SchemaCommand.class) {
                return type.cast(new SchemaCommand(program));
            }
            if (type == AuditCommand.Verify.class) {
                return type.cast(new AuditCommand.Verify(program));
            }
            if (type == AuditCommand.Reproduce.class) {
                return type.cast(new AuditCommand.Reproduce(program));
            }
            if (type == VerifyCommand.class) {
                return type.cast(new VerifyCommand(program));
            }
            if (type == EndpointsCommand.class) {
                return type.cast(new EndpointsCommand(program));
            }
            if (type == ConvertCommand.class) {
                return type.cast(new ConvertCommand(program));
            }
            if (type == SimulateCommand.class) {
                return type.cast(new SimulateCommand(program));
            }
            if (type == WarmUpCommand.class) {
                return type.cast(new WarmUpCommand(program));
            }
            return CommandLine.defaultFactory().create(type);
        }
    }

    /** From the jar's manifest. */
    static final class Version implements IVersionProvider {
        static String text() {
            String version = Aisletide.class.getPackage().getImplementationVersion();
            return version == null ? "development" : version;
        }

        @Override
        public String[] getVersion() {
            return new String[] {
                "aisletide " + text(), "Java " + Runtime.version() + " on " + System.getProperty("os.name", "?")
            };
        }
    }
}
