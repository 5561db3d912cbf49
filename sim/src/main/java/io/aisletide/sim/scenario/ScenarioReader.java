package io.aisletide.sim.scenario;

import io.aisletide.grid.Area;
import io.aisletide.sim.scenario.Scenario.Clock;
import io.aisletide.sim.scenario.Scenario.DemandSpec;
import io.aisletide.sim.scenario.Scenario.FleetSpec;
import io.aisletide.sim.scenario.Scenario.FloorSpec;
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
        YamlValue floorValue = section.required(
                "floor", "say what floor, such as floor: {generate: {width: 64, height: 64}}");
        Map<String, Area> zones = new LinkedHashMap<>();
        NamedFiles files = new NamedFiles(problems, folder);
        FloorSpec floor = floorValue == null
                ? null
                : new FloorReader(problems, files).read(Section.of(floorValue, "the floor", problems), zones);
        boolean imported = floor instanceof FloorSpec.LeagueProblem;
        DemandSpec demand = new DemandReader(problems, files).read(section, imported);
        FleetSpec fleet = new FleetReader(problems).read(section, imported, demand);
        DeliverySpec delivery = new DeliveryReader(problems, files, clock).read(section, source);
        List<ScriptedCommand> script = new CommandReader(
                        problems, clock, zones.keySet(), fleet.tags().keySet(), delivery.gates())
                .read(section.list("commands", "'commands'"));
        List<Expectation> expectations = expectations(section.list("expect", "'expect'"));
        long seed = section.integer("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE);
        section.notYet("faults", "breakdowns and delays");
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
                delivery,
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
        int run = section.ticks("stopAfter", duration, tickNanos);
        if (section.has("stopAfter") && (run < 1 || run > duration)) {
            report(section, "stopAfter", "a run stops after 1t to its duration (" + duration + " ticks), not after " + run
                    + " ticks");
        }
        int warmup = section.ticks("warmup", 0, tickNanos);
        if (warmup >= run && run > 0) {
            report(section, section.has("warmup") ? "warmup" : "duration", "the warm-up (" + warmup
                    + " ticks) is not shorter than the run (" + run + " ticks)");
        }
        section.done();
        return new Clock(tickNanos, warmup, Math.max(1, run), Math.max(1, duration));
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

    private void report(Section section, String key, String message) {
        YamlValue value = section.mapping().get(key);
        problems.add(value == null ? section.mapping() : value, message);
    }
}
