package io.aisletide.sim.cli;

import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.sim.interop.MovingAiMap;
import io.aisletide.sim.run.SiteBuilder;
import io.aisletide.sim.scenario.InvalidInputException;
import io.aisletide.sim.scenario.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code aisletide convert IN OUT}: the floor of anything that can be run, as a map file. */
@Command(name = "convert", description =
        "Writes the floor of a scenario, a problem or a map as a map file: octile is the MovingAI format, where stored pods "
                + "become walls for the given load class; aisletide is the same with nothing lost.")
final class ConvertCommand implements Callable<Integer> {
    /** What to write. */
    enum Format {
        octile,
        aisletide
    }

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "IN", description = "A scenario, a League problem, or a MovingAI file.")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private Path in;

    @Parameters(index = "1", paramLabel = "OUT", description = "The map file to write.")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private Path out;

    @Option(names = "--to", paramLabel = "octile|aisletide", defaultValue = "octile", description =
            "Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // has a default
    private Format format;

    @Option(names = "--load", paramLabel = "loaded|empty", defaultValue = "loaded", description =
            "Whose way octile shows; default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // has a default
    private LoadClass load;

    @Option(names = "--force", description = "Overwrite the file.")
    private boolean force;

    ConvertCommand(Aisletide program) {
        terminal = program.terminal();
    }

    @Override
    public Integer call() {
        if (Files.exists(out) && !force) {
            throw new InvalidInputException(out + ": exists already; choose another name, or overwrite it with --force");
        }
        Scenario scenario = DirectScenario.isDirect(in)
                ? DirectScenario.of(in, null, null, null)
                : DirectScenario.fromFile(in);
        Floor floor = SiteBuilder.floorOf(scenario);
        Path part = out.resolveSibling(out.getFileName() + ".part");
        try {
            if (format == Format.octile) {
                MovingAiMap.writeOctile(floor, load, part);
            } else {
                MovingAiMap.writeAisletide(floor, part);
            }
            Files.move(part, out, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException denied) {
            throw new UncheckedIOException("cannot write " + out, denied);
        }
        terminal.out().println("wrote " + out + ": " + floor.width() + " x " + floor.height() + " cells");
        return ExitCode.OK;
    }
}
