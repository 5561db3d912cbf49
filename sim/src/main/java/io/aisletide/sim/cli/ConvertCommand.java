package io.aisletide.sim.cli;

import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.sim.interop.Conversion;
import io.aisletide.sim.interop.MovingAiMap;
import io.aisletide.sim.run.SiteBuilder;
import io.aisletide.sim.scenario.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aisletide convert IN OUT}: floors as map files, plans as those of another year. */
@Command(name = "convert", description = {
    "Writes the floor of anything that can be run as a map file, or a plan in the form of another year.",
    "%nmovingai-map: as the MovingAI benchmarks have it; stored pods become walls for the given load class.",
    "aisletide-map: the same with nothing lost.",
    "lorr-2023-plan, lorr-2024-plan: a plan of either year, as the League's viewer reads it.%n"
})
final class ConvertCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "IN", description = "A scenario, League problem, MovingAI file; or a plan.")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private Path in;

    @Parameters(index = "1", paramLabel = "OUT", description = "The file to write.")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private Path out;

    @Option(names = "--to", paramLabel = "WHAT", required = true, completionCandidates = Choices.class, description =
            "One of ${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private String to;

    @Option(names = "--load", paramLabel = "loaded|empty", defaultValue = "loaded", description =
            "Whose way a movingai-map shows; default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // has a default
    private LoadClass load;

    @Option(names = "--force", description = "Overwrite the file.")
    private boolean force;

    ConvertCommand(Aisletide program) {
        terminal = program.terminal();
    }

    @Override
    public Integer call() {
        Conversion conversion;
        try {
            conversion = Conversion.named(to);
        } catch (IllegalArgumentException unknown) {
            throw new ParameterException(spec.commandLine(), "--to: " + unknown.getMessage(), unknown);
        }
        NewFile.require(out, force);
        try {
            write(conversion);
        } catch (IOException denied) {
            throw new UncheckedIOException("cannot write " + out, denied);
        }
        terminal.out().println("wrote " + out);
        return ExitCode.OK;
    }

    private void write(Conversion conversion) throws IOException {
        switch (conversion) {
            case LORR_2023_PLAN, LORR_2024_PLAN -> conversion.convert(in, out);
            case MOVINGAI_MAP, AISLETIDE_MAP -> {
                Scenario scenario = DirectScenario.isDirect(in)
                        ? DirectScenario.of(in, null, null, null)
                        : DirectScenario.fromFile(in);
                Floor floor = SiteBuilder.floorOf(scenario);
                Path part = out.resolveSibling("." + out.getFileName() + ".part");
                try {
                    if (conversion == Conversion.MOVINGAI_MAP) {
                        MovingAiMap.writeOctile(floor, load, part);
                    } else {
                        MovingAiMap.writeAisletide(floor, part);
                    }
                    Files.move(part, out, StandardCopyOption.REPLACE_EXISTING);
                } finally {
                    Files.deleteIfExists(part);
                }
            }
        }
    }

    /** What the shell completes. */
    static final class Choices implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Conversion.values()).map(Conversion::optionName).iterator();
        }
    }
}
