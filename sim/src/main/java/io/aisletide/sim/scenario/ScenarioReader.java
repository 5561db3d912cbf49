package io.aisletide.sim.scenario;

import io.aisletide.grid.Area;
import io.aisletide.grid.Floor;
import io.aisletide.grid.FloorPlan;
import io.aisletide.grid.Motion;
import io.aisletide.sim.scenario.Scenario.Clock;
import io.aisletide.sim.scenario.Scenario.DemandSpec;
import io.aisletide.sim.scenario.Scenario.FleetSpec;
import io.aisletide.sim.scenario.Scenario.FloorSpec;
import io.aisletide.sim.scenario.Scenario.Placement;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a scenario file. Strict: a key that this version does not act upon is an error, never ignored. All faults that
 * can be seen in the file itself are found here and reported together; those that need the floor (a zone beyond its
 * edge, more robots than cells) are found when the run is prepared.
 *
 * <p>The published JSON Schema says the same for editors. It is not consulted here: this reader finds everything that
 * the schema finds, with better words and 0.3 s earlier. A test holds the two together.
 */
public final class ScenarioReader {
    private static final long MAX_TICK_NANOS = 3_600_000_000_000L;
    private static final int DEFAULT_DURATION_TICKS = 600;
    private static final int MAX_TAGS = 32;

    private final Problems problems;
    private final Path folder;

    private ScenarioReader(Problems problems, Path folder) {
        this.problems = problems;
        this.folder = folder;
    }

    /** @throws InvalidInputException if the file cannot be read or is wrong */
    public static Scenario read(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return parse(textOf(file), file.toString(), folder == null ? Path.of("") : folder);
    }

    /** The text of a file, as UTF-8. @throws InvalidInputException if there is none */
    public static String textOf(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException missing) {
            throw new InvalidInputException(file + ": there is no such file");
        } catch (MalformedInputException binary) {
            throw new InvalidInputException(file + ": not a text file in UTF-8");
        } catch (IOException unreadable) {
            throw new InvalidInputException(
                    file + (Files.isDirectory(file) ? ": is a folder, not a file" : ": cannot be read"));
        }
    }

    /**
     * @param label how complaints name the file
     * @param folder what relative paths are relative to
     * @throws InvalidInputException with all faults
     */
    public static Scenario parse(String text, String label, Path folder) {
        Problems problems = new Problems(label);
        YamlValue root = YamlReader.read(text, problems);
        problems.throwIfAny();
        Scenario scenario = new ScenarioReader(problems, folder).scenario(root, new Source(label, root));
        problems.throwIfAny();
        return scenario;
    }

    private Scenario scenario(@Nullable YamlValue root, Source source) {
        YamlValue top = root == null ? new YamlValue.Mapping(Position.START, "", Map.of()) : root;
        Section section = Section.of(top, "a scenario", problems);
        problems.throwIfAny();
        constant(section, "apiVersion", Scenario.API_VERSION);
        constant(section, "kind", Scenario.KIND);
        Section metadata = section.section("metadata", "metadata");
        String name = metadata.text("name");
        String description = metadata.text("description");
        metadata.done();
        Clock clock = clock(section.section("clock", "the clock"));
        YamlValue floorValue = section.required("floor", "say what floor, such as floor: {generate: {width: 64, height: 64}}");
        Map<String, Area> zones = new LinkedHashMap<>();
        FloorSpec floor = floorValue == null ? null : floor(Section.of(floorValue, "the floor", problems), zones);
        boolean imported = floor instanceof FloorSpec.LeagueProblem;
        DemandSpec demand = demand(section, imported);
        FleetSpec fleet = fleet(section, imported, demand);
        List<ScriptedCommand> script =
                new CommandReader(problems, clock, zones.keySet(), fleet.tags().keySet())
                        .read(section.list("commands", "'commands'"));
        List<Expectation> expectations = expectations(section.list("expect", "'expect'"));
        long seed = section.integer("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE);
        section.notYet("workflows", "swappable decisions");
        section.notYet("contracts", "endpoint contracts");
        section.notYet("faults", "breakdowns and delays");
        section.notYet("releases", "versions of decisions");
        section.done();
        return new Scenario(
                name == null ? "unnamed" : name,
                description == null ? "" : description,
                seed,
                clock,
                floor == null ? new FloorSpec.Generated(1, 1, 1, 1, 1, 0, 0) : floor,
                zones,
                fleet,
                demand,
                script,
                expectations,
                source);
    }

    private void constant(Section section, String key, String wanted) {
        YamlValue value = section.required(key, "write " + key + ": " + wanted);
        if (value != null && !(value instanceof YamlValue.Scalar scalar && scalar.text().equals(wanted))) {
            problems.add(value, "'" + key + "' is " + wanted + ", not " + value.kind());
        }
    }

    private Clock clock(Section section) {
        long tickNanos = Scenario.DEFAULT_TICK_NANOS;
        Timespan tick = section.timespan("tick");
        if (tick != null) {
            if (tick.inTicks() || tick.amount() < 1 || tick.amount() > MAX_TICK_NANOS) {
                report(section, "tick", "the length of a tick is a time of 1ns to 1h, such as 667ms");
            } else {
                tickNanos = tick.amount();
            }
        }
        int duration = section.ticks("duration", DEFAULT_DURATION_TICKS, tickNanos);
        if (duration < 1) {
            report(section, "duration", "a run lasts at least 1t");
        }
        int warmup = section.ticks("warmup", 0, tickNanos);
        if (warmup >= duration && duration > 0) {
            report(section, section.has("warmup") ? "warmup" : "duration", "the warm-up (" + warmup
                    + " ticks) is not shorter than the run (" + duration + " ticks)");
        }
        section.done();
        return new Clock(tickNanos, warmup, Math.max(1, duration));
    }

    private @Nullable FloorSpec floor(Section section, Map<String, Area> zones) {
        YamlValue generate = section.value("generate");
        YamlValue map = section.value("map");
        YamlValue imported = section.value("import");
        zones(section, zones);
        section.done();
        int sources = (generate == null ? 0 : 1) + (map == null ? 0 : 1) + (imported == null ? 0 : 1);
        if (sources != 1) {
            problems.add(section.mapping(), sources == 0
                    ? "the floor needs one of generate, map and import"
                    : "the floor has " + sources + " of generate, map and import; give one");
            return null;
        }
        if (generate != null) {
            return generated(Section.of(generate, "'generate'", problems));
        }
        if (map != null) {
            Path file = path(map);
            return file == null ? null : new FloorSpec.MapFile(file);
        }
        return imported == null ? null : imported(Section.of(imported, "'import'", problems));
    }

    private @Nullable FloorSpec generated(Section section) {
        boolean complete = section.required("width", "in cells") != null & section.required("height", "in cells") != null;
        int width = (int) section.integer("width", 64, 1, Floor.MAX_SIDE);
        int height = (int) section.integer("height", 64, 1, Floor.MAX_SIDE);
        Section block = section.section("block", "'block'");
        int columns = (int) block.integer("columns", 4, 1, FloorPlan.MAX_BLOCK_SIDE);
        int rows = (int) block.integer("rows", 2, 1, FloorPlan.MAX_BLOCK_SIDE);
        block.done();
        int aisle = (int) section.integer("aisle", 2, 1, FloorPlan.MAX_BLOCK_SIDE);
        int stations = (int) section.integer("stations", width / 4, 0, Floor.MAX_SIDE);
        int chargers = (int) section.integer("chargers", width / 2, 0, Floor.MAX_SIDE);
        section.done();
        if (!complete || !problems.isEmpty()) {
            return null;
        }
        try {
            FloorPlan plan = new FloorPlan(width, height, columns, rows, aisle, stations, chargers);
            return new FloorSpec.Generated(plan.width(), plan.height(), columns, rows, aisle, stations, chargers);
        } catch (IllegalArgumentException impossible) {
            problems.add(section.mapping(), String.valueOf(impossible.getMessage()));
            return null;
        }
    }

    private @Nullable FloorSpec imported(Section section) {
        YamlValue format = section.required("format", "there is movingai, lorr");
        YamlValue file = section.required("file", "relative to this file");
        section.done();
        String name = format == null ? null : Section.text(format, problems);
        Path path = file == null ? null : path(file);
        if (format == null || name == null || path == null) {
            return null;
        }
        switch (name) {
            case "movingai":
                return new FloorSpec.MapFile(path);
            case "lorr":
                return new FloorSpec.LeagueProblem(path);
            case "lif":
                problems.add(format, "not available yet: the LIF format");
                return null;
            default:
                problems.add(format, "'" + name + "' is no format that can be imported"
                        + Suggestion.of(name, List.of("movingai", "lorr")));
                return null;
        }
    }

    private void zones(Section floor, Map<String, Area> zones) {
        for (YamlValue item : floor.list("zones", "'zones'")) {
            Section section = Section.of(item, "a zone", problems);
            YamlValue nameValue = section.required("name", "commands speak of the zone by its name");
            String name = nameValue == null ? null : Section.text(nameValue, problems);
            YamlValue rectangle = section.value("area");
            YamlValue polygon = section.value("polygon");
            Area area = null;
            if (rectangle != null && polygon == null) {
                area = AreaReader.rectangle(rectangle, problems);
            } else if (polygon != null && rectangle == null) {
                area = AreaReader.polygon(polygon, problems);
            } else {
                problems.add(section.mapping(), rectangle == null
                        ? "the zone needs an area [x, y, width, height] or a polygon [[x, y], ...]"
                        : "the zone has an area and a polygon; give one");
            }
            section.done();
            if (nameValue != null && name != null) {
                if (zones.containsKey(name)) {
                    problems.add(nameValue, "there is a zone '" + name + "' already");
                }
                // A zone with a wrong area still has a name, so that commands on it are not reported as well.
                zones.put(name, area == null ? new Area.Rectangle(0, 0, 1, 1) : area);
            }
        }
    }

    private FleetSpec fleet(Section top, boolean imported, DemandSpec demand) {
        boolean ready = imported || demand instanceof DemandSpec.Scen;
        if (!ready) {
            top.required("fleet", "say how many robots, such as fleet: {robots: 100}");
        }
        Section section = top.section("fleet", "the fleet");
        Placement placement = placement(section, ready);
        boolean counted = placement instanceof Placement.Random;
        if (counted && top.has("fleet")) {
            section.required("robots", "say how many");
        }
        int robots = (int) section.integer("robots", FleetSpec.ALL, 1, Floor.MAX_SIDE * Floor.MAX_SIDE);
        Motion motion = section.oneOf("motion", Motion.class);
        double loaded = loadedShare(section);
        Map<String, Double> tags = tags(section);
        section.done();
        return new FleetSpec(robots, motion == null ? Motion.ROTATE : motion, placement, loaded, tags);
    }

    private Placement placement(Section section, boolean ready) {
        YamlValue value = section.value("placement");
        if (value == null) {
            return ready ? new Placement.Imported() : new Placement.Random();
        }
        if (value instanceof YamlValue.Mapping) {
            Section at = Section.of(value, "the placement", problems);
            YamlValue list = at.required("at", "a list of cells [[x, y], ...]");
            List<int[]> cells = new ArrayList<>();
            if (list instanceof YamlValue.Sequence sequence) {
                for (YamlValue item : sequence.items()) {
                    int[] cell = AreaReader.pair(item, "a place", Floor.MAX_SIDE, problems);
                    if (cell != null) {
                        cells.add(cell);
                    }
                }
            } else if (list != null) {
                problems.add(list, "a list of cells [[x, y], ...] is wanted, not " + list.kind());
            }
            at.done();
            return new Placement.At(cells);
        }
        String text = Section.text(value, problems);
        if ("random".equals(text)) {
            return new Placement.Random();
        }
        if ("imported".equals(text)) {
            if (!ready) {
                problems.add(value, "nothing is imported that places robots; write random, or {at: [[x, y], ...]}");
            }
            return new Placement.Imported();
        }
        if (text != null) {
            problems.add(value, "robots cannot be placed '" + text + "'" + Suggestion.of(text, List.of("random", "imported"))
                    + " Or {at: [[x, y], ...]}");
        }
        return new Placement.Random();
    }

    /** {@code loaded}, {@code empty}, or {@code 70%}: that share carries a pod. */
    private double loadedShare(Section section) {
        YamlValue value = section.value("load");
        if (value == null) {
            return 1.0;
        }
        String text = value instanceof YamlValue.Scalar scalar ? scalar.text() : "";
        return switch (text) {
            case "loaded" -> 1.0;
            case "empty" -> 0.0;
            default -> share(value, "'load' is loaded, empty, or the share that is loaded, such as 70%");
        };
    }

    private Map<String, Double> tags(Section section) {
        Map<String, Double> shares = new LinkedHashMap<>();
        YamlValue value = section.value("tags");
        if (value instanceof YamlValue.Mapping mapping) {
            for (Map.Entry<String, YamlValue.Field> entry : mapping.fields().entrySet()) {
                shares.put(entry.getKey(), share(entry.getValue().value(), "the share of robots with the tag, such as 10%"));
            }
            if (shares.size() > MAX_TAGS) {
                problems.add(value, "a robot has at most " + MAX_TAGS + " tags, not " + shares.size());
            }
        } else if (value != null) {
            problems.add(value, "tags are a mapping of names to shares, such as {fragile: 10%}, not " + value.kind());
        }
        return shares;
    }

    private double share(YamlValue value, String wanted) {
        String text = value instanceof YamlValue.Scalar scalar ? scalar.text() : "";
        if (text.endsWith("%")) {
            try {
                double percent = Double.parseDouble(text.substring(0, text.length() - 1).strip());
                if (percent >= 0 && percent <= 100) {
                    return percent / 100;
                }
            } catch (NumberFormatException notANumber) {
                // Reported below.
            }
        }
        problems.add(value, wanted + "; not " + value.kind());
        return 0;
    }

    private DemandSpec demand(Section top, boolean imported) {
        if (!top.has("demand")) {
            if (imported) {
                return new DemandSpec.Imported();
            }
            top.required("demand", "say where robots go, such as demand: {pattern: random-goals, radius: 32}");
            return new DemandSpec.None();
        }
        Section section = top.section("demand", "the demand");
        section.notYet("orders", "orders and inventory");
        YamlValue pattern = section.value("pattern");
        YamlValue tasks = section.value("tasks");
        YamlValue scen = section.value("scen");
        int radius = (int) section.integer("radius", 32, 1, Floor.MAX_SIDE);
        boolean later = section.mapping().get("orders") != null;
        section.done();
        int sources = (pattern == null ? 0 : 1) + (tasks == null ? 0 : 1) + (scen == null ? 0 : 1);
        if (sources != 1) {
            if (!later) {
                problems.add(section.mapping(), "the demand needs one of pattern, tasks and scen, and has " + sources);
            }
            return new DemandSpec.None();
        }
        if (section.has("radius") && !(pattern instanceof YamlValue.Scalar scalar && scalar.text().equals("random-goals"))) {
            report(section, "radius", "only the pattern random-goals has a radius");
        }
        if (pattern != null) {
            return pattern(pattern, radius, imported);
        }
        Path file = path(tasks != null ? tasks : scen);
        if (file == null) {
            return new DemandSpec.None();
        }
        return tasks != null ? new DemandSpec.Tasks(file) : new DemandSpec.Scen(file);
    }

    private DemandSpec pattern(YamlValue value, int radius, boolean imported) {
        String text = Section.text(value, problems);
        if ("random-goals".equals(text)) {
            return new DemandSpec.RandomGoals(radius);
        }
        if ("imported".equals(text)) {
            if (!imported) {
                problems.add(value, "nothing is imported that brings tasks; give floor.import with format lorr");
            }
            return new DemandSpec.Imported();
        }
        if (text != null && !text.equals("none")) {
            problems.add(value, "'" + text + "' is no pattern of demand"
                    + Suggestion.of(text, List.of("random-goals", "imported", "none")));
        }
        return new DemandSpec.None();
    }

    private List<Expectation> expectations(List<YamlValue> items) {
        List<Expectation> expectations = new ArrayList<>();
        for (YamlValue item : items) {
            String text = Section.text(item, problems);
            if (text != null) {
                try {
                    expectations.add(Expectation.parse(text));
                } catch (IllegalArgumentException malformed) {
                    problems.add(item, String.valueOf(malformed.getMessage()));
                }
            }
        }
        return expectations;
    }

    private @Nullable Path path(@Nullable YamlValue value) {
        String text = value == null ? null : Section.text(value, problems);
        if (value == null || text == null) {
            return null;
        }
        Path file = folder.resolve(text).normalize();
        if (!Files.isRegularFile(file)) {
            problems.add(value, Files.exists(file) ? "'" + text + "' is not a file" : "there is no file '" + text
                    + "'; paths are relative to the scenario's folder");
            return null;
        }
        return file;
    }

    private void report(Section section, String key, String message) {
        YamlValue value = section.mapping().get(key);
        problems.add(value == null ? section.mapping() : value, message);
    }
}
