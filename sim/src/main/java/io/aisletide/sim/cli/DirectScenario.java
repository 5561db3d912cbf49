package io.aisletide.sim.cli;

import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.sim.interop.MovingAiMap;
import io.aisletide.sim.scenario.InvalidInputException;
import io.aisletide.sim.scenario.Scenario;
import io.aisletide.sim.scenario.Scenario.Clock;
import io.aisletide.sim.scenario.Scenario.DemandSpec;
import io.aisletide.sim.scenario.Scenario.FleetSpec;
import io.aisletide.sim.scenario.Scenario.FloorSpec;
import io.aisletide.sim.scenario.Scenario.Placement;
import io.aisletide.sim.scenario.ScenarioReader;
import io.aisletide.sim.scenario.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes scenarios of files that are none: a League of Robot Runners problem (its robots, its tasks, 1,000 ticks), a
 * MovingAI map (random goals) or a MovingAI scenario (every robot drives once to its goal).
 */
final class DirectScenario {
    private static final int DURATION_TICKS = 1_000;
    private static final int WARMUP_TICKS = 100;
    private static final int RADIUS = 64;

    private DirectScenario() {}

    static boolean isDirect(Path file) {
        String name = file.toString();
        return name.endsWith(".json") || name.endsWith(".map") || name.endsWith(".scen");
    }

    static Scenario fromFile(Path file) {
        String name = file.toString();
        if (Files.isRegularFile(file) && !name.endsWith(".yaml") && !name.endsWith(".yml")) {
            throw new InvalidInputException(
                    file + ": what is it? A scenario ends in .yaml, "
                            + "a League problem in .json, a MovingAI file in .map or .scen");
        }
        return ScenarioReader.read(file);
    }

    static Scenario of(Path file, @Nullable Integer robots, @Nullable Motion motion, @Nullable Integer radius) {
        if (!Files.exists(file)) {
            throw new InvalidInputException(file + ": there is no such file");
        }
        String name = file.getFileName().toString();
        String stem = name.substring(0, name.lastIndexOf('.'));
        int all = robots == null ? FleetSpec.ALL : robots;
        FloorSpec floor;
        Placement placement = new Placement.Imported();
        DemandSpec demand;
        if (name.endsWith(".json")) {
            floor = new FloorSpec.LeagueProblem(file);
            demand = new DemandSpec.Imported();
        } else if (name.endsWith(".map")) {
            floor = new FloorSpec.MapFile(file);
            placement = new Placement.Random();
            demand = new DemandSpec.RandomGoals(radius == null ? RADIUS : radius);
            if (robots == null) {
                all = Math.max(1, MovingAiMap.read(file).passableCells(LoadClass.LOADED) / 10);
            }
        } else {
            floor = new FloorSpec.MapFile(mapOf(file));
            demand = new DemandSpec.Scen(file);
        }
        if (radius != null && !(demand instanceof DemandSpec.RandomGoals)) {
            throw new InvalidInputException(file + ": has its own tasks; --radius is for maps");
        }
        boolean steady = demand instanceof DemandSpec.RandomGoals;
        return new Scenario(
                stem,
                "",
                1,
                new Clock(Scenario.DEFAULT_TICK_NANOS, steady ? WARMUP_TICKS : 0, DURATION_TICKS),
                floor,
                Map.of(),
                new FleetSpec(all, motion == null ? Motion.ROTATE : motion, placement, 1.0, Map.of()),
                demand,
                List.of(),
                List.of(),
                new Source(file.toString(), null));
    }

    /** The map that a scenario's second column names: beside it, or in a folder next to its own. */
    private static Path mapOf(Path scen) {
        String text = ScenarioReader.textOf(scen);
        String[] fields = text.lines().skip(1).findFirst().orElse("").split("\t");
        if (fields.length < 2) {
            throw new InvalidInputException(scen + ":2:1: expected a line with the name of the map in its second field");
        }
        String map = Path.of(fields[1]).getFileName().toString();
        Path folder = scen.toAbsolutePath().getParent();
        Path above = folder == null ? null : folder.getParent();
        Path beside = scen.resolveSibling(map);
        if (Files.isRegularFile(beside)) {
            return beside;
        }
        if (above != null) {
            if (Files.isRegularFile(above.resolve(map))) {
                return above.resolve(map);
            }
            try (Stream<Path> folders = Files.list(above)) {
                List<Path> found = folders.map(each -> each.resolve(map)).filter(Files::isRegularFile).sorted().toList();
                if (!found.isEmpty()) {
                    return found.get(0);
                }
            } catch (java.io.IOException unreadable) {
                throw new InvalidInputException(above + ": cannot be read");
            }
        }
        throw new InvalidInputException(
                scen + ":2: its map '" + map + "' is neither beside it nor in a folder next to its own");
    }
}
