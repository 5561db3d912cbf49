package io.aisletide.sim.scenario;

import io.aisletide.command.Command;
import io.aisletide.command.Scope;
import io.aisletide.grid.Area;
import io.aisletide.grid.Direction;
import io.aisletide.grid.LoadClass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the list of commands: {@code {at: 200t, close: {zone: aisle-12}, expires: 400t}}. A verb's mapping holds the
 * scope ({@code zone}, {@code area} or {@code polygon}; {@code load}, {@code tag}) and the verb's own parameters;
 * {@code all} instead of a mapping means the whole floor.
 */
final class CommandReader {
    static final List<String> VERBS = List.of(
            "close", "open", "oneWay", "slow", "avoid", "prefer", "evacuate", "redirect", "pause", "resume", "addRobots",
            "removeRobots", "alarm", "undo", "release");

    /** Verbs that lay a rule over cells, and so may expire. */
    private static final Set<String> RULES = Set.of("close", "open", "oneWay", "slow", "avoid", "prefer", "evacuate");

    /** Verbs of rules that cannot be for one load class. */
    private static final Set<String> FOR_ALL_ROBOTS = Set.of("oneWay", "slow", "avoid", "prefer");

    /** Verbs of versions to come. */
    private static final List<String> LATER =
            List.of("closeStation", "openStation", "rush", "breakdown");

    private static final int MAX_ROBOTS = 100_000_000;
    /** In the place of a tick that the file does not say, or not in a way that can be read. */
    private static final int NO_TICK = -1;

    private final Problems problems;
    private final long tickNanos;
    private final int plannedTicks;
    private final Set<String> zones;
    private final Set<String> tags;
    private final Map<String, Set<String>> releases;
    private final Map<String, ScriptedCommand> byName = new LinkedHashMap<>();

    /** @param releases names of the scenario's releases, with those of their gates */
    CommandReader(
            Problems problems,
            Scenario.Clock clock,
            Set<String> zones,
            Set<String> tags,
            Map<String, Set<String>> releases) {
        this.problems = problems;
        this.tickNanos = clock.tickNanos();
        this.plannedTicks = clock.plannedTicks();
        this.zones = zones;
        this.tags = tags;
        this.releases = releases;
    }

    /** All readable commands in the order of their ticks; the unreadable ones are reported. */
    List<ScriptedCommand> read(List<YamlValue> items) {
        List<ScriptedCommand> script = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            ScriptedCommand command = read(i + 1, items.get(i));
            if (command != null) {
                script.add(command);
                byName.put(command.name(), command);
            }
        }
        script.sort((a, b) -> Integer.compare(a.atTick(), b.atTick()));
        return script;
    }

    private @Nullable ScriptedCommand read(int number, YamlValue item) {
        Section section = Section.of(item, "a command", problems);
        YamlValue at = section.required("at", "say when, such as at: 200t");
        int told = at == null ? NO_TICK : section.ticks("at", NO_TICK, tickNanos);
        int tick = Math.max(0, told);
        if (at != null && tick >= plannedTicks && problems.isEmpty()) {
            problems.add(at, "tick " + tick + " is never reached; the run ends after " + plannedTicks + " ticks");
        }
        String verb = verbOf(section);
        for (String later : LATER) {
            section.notYet(later, "the verb '" + later + "'");
        }
        boolean preview = section.truth("preview", false);
        int expires = verb == null ? Command.NEVER : expiry(section, verb, tick);
        String name = section.text("id");
        Command command = verb == null ? null : verb.equals("undo") ? undo(section, told) : command(section, verb, expires);
        if (preview && (command instanceof Command.Undo || command instanceof Command.OnVersions)) {
            report(section, "preview", "'" + verb + "' has no preview");
        }
        section.done();
        if (command == null || verb == null) {
            return null;
        }
        String unique = name != null ? name : verb + "-" + number;
        if (name != null && byName.containsKey(name)) {
            report(section, "id", "the id '" + name + "' is taken by a command above");
        }
        return new ScriptedCommand(number, unique, verb, tick, preview ? new Command.Preview(command) : command);
    }

    private @Nullable String verbOf(Section section) {
        String found = null;
        for (String verb : VERBS) {
            if (section.has(verb)) {
                if (found != null) {
                    report(section, verb, "a command has one verb; this one has '" + found + "' already");
                    continue;
                }
                found = verb;
            }
        }
        if (found != null) {
            return found;
        }
        for (String key : section.mapping().fields().keySet()) {
            if (LATER.contains(key)) {
                return null;
            }
            if (!Set.of("at", "id", "expires", "for", "preview").contains(key)) {
                YamlValue.Field field = section.mapping().fields().get(key);
                if (field != null) {
                    section.value(key);
                    section.value("expires");
                    section.value("for");
                    problems.add(field.keyPosition(), field.value().path(),
                            "unknown command '" + key + "'" + Suggestion.of(key, VERBS));
                }
                return null;
            }
        }
        problems.add(section.mapping(), "the command has no verb; there is " + String.join(", ", VERBS));
        return null;
    }

    /** Ticks from taking effect to expiry: {@code expires} is a time of the run's clock, {@code for} a length. */
    private int expiry(Section section, String verb, int tick) {
        boolean until = section.has("expires");
        boolean length = section.has("for");
        String key = until ? "expires" : "for";
        if (!until && !length) {
            return Command.NEVER;
        }
        if (until && length) {
            report(section, "for", "give 'expires' (when it ends) or 'for' (how long it lasts), not both");
        } else if (!RULES.contains(verb)) {
            report(section, key, "'" + verb + "' does not expire; only rules over cells do");
        }
        int ticks = section.ticks(key, 1, tickNanos) - (until ? tick : 0);
        if (ticks <= 0) {
            report(section, key, until
                    ? "it would expire before it begins; for a length of time write 'for'"
                    : "it would end at once; at least 1t");
            return Command.NEVER;
        }
        return ticks;
    }

    private @Nullable Command command(Section section, String verb, int expires) {
        YamlValue value = section.value(verb);
        if (value == null) {
            return null;
        }
        if (verb.equals("release")) {
            return new ReleaseCommandReader(problems, releases).read(value);
        }
        boolean everything = value instanceof YamlValue.Scalar scalar && (scalar.text().equals("all") || scalar.isNull());
        Section body = everything
                ? Section.empty(value, problems)
                : Section.of(value, "what '" + verb + "' is about", problems);
        Scope scope = scope(body);
        YamlValue tag = body.mapping().get("tag");
        if (tag != null && RULES.contains(verb)) {
            problems.add(tag, "'" + verb + "' is a rule over cells and holds for all robots of a class; it cannot depend "
                    + "on a tag");
        }
        YamlValue load = body.mapping().get("load");
        if (load != null && FOR_ALL_ROBOTS.contains(verb)) {
            problems.add(load, "'" + verb + "' holds for all robots: leave out the class; close, open and evacuate can be "
                    + "for one");
        }
        Command command = command(body, verb, scope, expires);
        body.done();
        return command;
    }

    private @Nullable Command command(Section body, String verb, Scope scope, int expires) {
        return switch (verb) {
            case "close" -> new Command.Close(scope, expires);
            case "open" -> new Command.Open(scope, expires);
            case "oneWay" -> oneWay(body, scope, expires);
            case "slow" -> new Command.Slow(scope, (int) body.integer("ticksPerCell", 2, 2, 8), expires);
            case "avoid" -> new Command.Avoid(scope, (int) body.integer("extraCells", 8, 1, 63), expires);
            case "prefer" -> new Command.Prefer(scope, expires);
            case "evacuate" -> new Command.Evacuate(scope, expires);
            case "redirect" -> redirect(body, scope);
            case "pause" -> new Command.Pause(scope);
            case "resume" -> new Command.Resume(scope);
            case "addRobots" -> addRobots(body, scope);
            case "removeRobots" -> new Command.RemoveRobots(scope, (int) body.integer("count", 0, 1, MAX_ROBOTS));
            case "alarm" -> alarm(body, scope);
            default -> throw new IllegalStateException(verb);
        };
    }

    private @Nullable Command oneWay(Section body, Scope scope, int expires) {
        if (body.required("direction", "there is east, south, west, north") == null) {
            return null;
        }
        Direction direction = body.oneOf("direction", Direction.class);
        return direction == null ? null : new Command.OneWay(scope, direction, expires);
    }

    private @Nullable Command redirect(Section body, Scope scope) {
        Scope to = target(body, "to");
        return to == null ? null : new Command.Redirect(scope, to);
    }

    private @Nullable Command alarm(Section body, Scope scope) {
        Scope refuge = target(body, "refuge");
        return refuge == null ? null : new Command.Alarm(scope, refuge);
    }

    private @Nullable Command addRobots(Section body, Scope scope) {
        if (body.required("count", "say how many robots") == null) {
            return null;
        }
        int count = (int) body.integer("count", 1, 1, MAX_ROBOTS);
        LoadClass load = scope.load() == null ? LoadClass.EMPTY : scope.load();
        return new Command.AddRobots(new Scope(scope.area(), scope.zone(), null, null), count, load, scope.tag());
    }

    private @Nullable Command undo(Section section, int tick) {
        YamlValue value = section.value("undo");
        String name = value == null ? null : Section.text(value, problems);
        if (value == null || name == null) {
            return null;
        }
        ScriptedCommand undone = byName.get(name);
        if (undone == null) {
            problems.add(value, "no command above has the id '" + name + "'" + Suggestion.of(name, byName.keySet()));
            return null;
        }
        if (!RULES.contains(undone.verb())) {
            problems.add(value, "'" + undone.verb() + "' cannot be undone; only rules over cells can");
            return null;
        }
        if (tick != NO_TICK && tick < undone.atTick()) {
            problems.add(value, "in tick " + tick + " there is nothing to take back yet: '" + name + "' comes in tick "
                    + undone.atTick());
            return null;
        }
        return new Command.Undo(undone.id());
    }

    private @Nullable Scope target(Section body, String key) {
        YamlValue value = body.required(key, "say where to, such as " + key + ": {area: [0, 0, 16, 16]}");
        if (value == null) {
            return null;
        }
        Section section = Section.of(value, "'" + key + "'", problems);
        Scope place = place(section);
        if (section.mapping().fields().isEmpty()) {
            problems.add(value, "'" + key + "' names no place; give zone, area or polygon");
        }
        section.done();
        return place;
    }

    private Scope scope(Section body) {
        Scope place = place(body);
        LoadClass load = body.oneOf("load", LoadClass.class);
        String tag = body.text("tag");
        YamlValue tagValue = body.mapping().get("tag");
        if (tag != null && tagValue != null && !tags.contains(tag)) {
            problems.add(tagValue, "no robot carries the tag '" + tag + "'; fleet.tags lists them"
                    + Suggestion.of(tag, tags));
        }
        return new Scope(place.area(), place.zone(), load, tag);
    }

    private Scope place(Section body) {
        Area area = null;
        String zone = null;
        int places = 0;
        YamlValue rectangle = body.value("area");
        YamlValue polygon = body.value("polygon");
        YamlValue named = body.value("zone");
        if (rectangle != null) {
            area = AreaReader.rectangle(rectangle, problems);
            places++;
        }
        if (polygon != null) {
            area = AreaReader.polygon(polygon, problems);
            places++;
        }
        if (named != null) {
            zone = Section.text(named, problems);
            places++;
            if (zone != null && !zones.contains(zone)) {
                problems.add(named, "there is no zone '" + zone + "' in floor.zones" + Suggestion.of(zone, zones));
            }
        }
        if (places > 1) {
            problems.add(body.mapping(), "give one of zone, area and polygon, not " + places);
            zone = null;
        }
        return new Scope(area, zone, null, null);
    }

    private void report(Section section, String key, String message) {
        YamlValue.Field field = section.mapping().fields().get(key);
        Position position = field == null ? section.mapping().position() : field.keyPosition();
        String path = field == null ? section.mapping().path() : field.value().path();
        problems.add(position, path, message);
    }
}
