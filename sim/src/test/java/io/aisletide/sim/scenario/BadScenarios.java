package io.aisletide.sim.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Scenario files with one fault each, and the line that a user shall see. */
final class BadScenarios {
    static final String MINIMAL =
            """
            apiVersion: aisletide/v1
            kind: Scenario
            floor: {generate: {width: 64, height: 48}}
            fleet: {robots: 10}
            demand: {pattern: random-goals}
            """;

    static final String DRAWN =
            """
            apiVersion: aisletide/v1
            kind: Scenario
            floor: {drawing: ["#..p.", ".S.C."]}
            fleet: {placement: {at: [[1, 0], [4, 1, west]]}, load: empty}
            demand: {goals: [[4, 0], [0, 1], [1, 0]]}
            """;

    private static final String HEAD = "apiVersion: aisletide/v1\nkind: Scenario\n";

    private BadScenarios() {}

    /** Name, text, expected lines; the schema refuses those whose name does not end in "(beyond the schema)". */
    static Stream<Arguments> all() {
        List<Arguments> all = new ArrayList<>();
        // ---- YAML itself
        add(all, "malformed (beyond the schema)", "a: [1, 2\nb: 3\n",
                "f.yaml:2:2: not valid YAML: expected ',' or ']', but got :, while parsing a flow sequence that starts in line 1");
        add(all, "tab (beyond the schema)", "a:\n\tb: 1\n",
                "f.yaml:2:1: not valid YAML: a tab cannot indent; use spaces");
        add(all, "empty (beyond the schema)", "# nothing\n",
                "f.yaml:1:1: the file is empty; 'aisletide init' prints a scenario to start from");
        add(all, "not a mapping", "- 1\n", "f.yaml:1:1: a scenario is a mapping of keys to values, not a list");
        add(all, "twice (beyond the schema)", MINIMAL + "seed: 1\nseed: 2\n",
                "f.yaml:7:1: seed: given twice; the first is in line 6");
        // ---- top
        add(all, "unknown key", MINIMAL + "comands: []\n",
                "f.yaml:6:1: comands: unknown key 'comands'; did you mean 'commands'?");
        add(all, "wrong version", MINIMAL.replace("/v1", "/v9"),
                "f.yaml:1:13: apiVersion: 'apiVersion' is aisletide/v1, not 'aisletide/v9'");
        add(all, "no kind", MINIMAL.replace("kind: Scenario\n", ""),
                "f.yaml:1:1: 'kind' is missing; write kind: Scenario");
        add(all, "no floor", HEAD + "fleet: {robots: 10}\ndemand: {pattern: none}\n",
                "f.yaml:1:1: 'floor' is missing; say what floor, such as floor: {generate: {width: 64, height: 64}}");
        add(all, "later key", MINIMAL + "faults: []\n",
                "f.yaml:6:1: faults: not available yet: breakdowns and delays; take it out to run with this version");
        add(all, "seed", MINIMAL + "seed: x\n", "f.yaml:6:7: seed: a whole number is wanted, not 'x'");
        add(all, "rule for one class (beyond the schema)",
                MINIMAL + "commands: [{at: 5t, slow: {area: [0, 0, 2, 2], load: loaded}}]\n",
                "f.yaml:6:54: commands[0].slow.load: 'slow' holds for all robots: leave out the class; close, open and "
                        + "evacuate can be for one");
        // ---- clock
        add(all, "no unit", MINIMAL + "clock: {duration: 600}\n",
                "f.yaml:6:19: clock.duration: '600' has no unit; write 600t for ticks or 600s for seconds");
        add(all, "unknown unit", MINIMAL + "clock: {duration: 6 parsecs}\n",
                "f.yaml:6:19: clock.duration: 'parsecs' in '6 parsecs' is not a unit of time; there is t (ticks), us, ms, s, m, h, d");
        add(all, "tick in ticks", MINIMAL + "clock: {tick: 1t}\n",
                "f.yaml:6:15: clock.tick: the length of a tick is a time of 1ns to 1h, such as 667ms");
        add(all, "warm-up too long (beyond the schema)", MINIMAL + "clock: {warmup: 100t, duration: 100t}\n",
                "f.yaml:6:17: clock.warmup: the warm-up (100 ticks) is not shorter than the run (100 ticks)");
        add(all, "stop behind the end (beyond the schema)", MINIMAL + "clock: {duration: 100t, stopAfter: 101t}\n",
                "f.yaml:6:36: clock.stopAfter: a run stops after 1t to its duration (100 ticks), not after 101 ticks");
        add(all, "warm-up longer than what is run (beyond the schema)",
                MINIMAL + "clock: {warmup: 50t, duration: 100t, stopAfter: 50t}\n",
                "f.yaml:6:17: clock.warmup: the warm-up (50 ticks) is not shorter than the run (50 ticks)");
        // ---- floor
        add(all, "two floors", MINIMAL.replace("48}}", "48}, map: x.map}"),
                "f.yaml:3:8: floor: the floor has 2 of generate, drawing, map and import; give one");
        add(all, "crooked drawing (beyond the schema)", MINIMAL.replace("{generate: {width: 64, height: 48}}", "{drawing: ['...', '..']}"),
                "f.yaml:3:18: floor.drawing: row 1 has 2 cells, the rows above have 3; "
                        + "there is . (free), # (wall), p (storage), S (station), C (charger)");
        add(all, "unknown symbol", MINIMAL.replace("{generate: {width: 64, height: 48}}", "{drawing: ['.x.']}"),
                "f.yaml:3:18: floor.drawing: no kind of cell is written 'x'; "
                        + "there is . (free), # (wall), p (storage), S (station), C (charger)");
        add(all, "unknown heading", MINIMAL.replace("robots: 10", "placement: {at: [[1, 2, up]]}"),
                "f.yaml:4:33: fleet.placement.at[0][2]: a heading cannot be 'up'; there is east, south, west, north");
        add(all, "goals that are none", MINIMAL.replace("pattern: random-goals", "goals: 3"),
                "f.yaml:5:17: demand.goals: a list of cells [[x, y], ...] is wanted, not '3'");
        add(all, "missing map (beyond the schema)", HEAD + "floor: {map: x.map}\nfleet: {robots: 1}\ndemand: {pattern: none}\n",
                "f.yaml:3:14: floor.map: there is no file 'x.map'; paths are relative to the scenario's folder");
        add(all, "too wide", MINIMAL.replace("width: 64", "width: 10000"),
                "f.yaml:3:27: floor.generate.width: 10000 is too large; at most 8192");
        add(all, "no room (beyond the schema)", MINIMAL.replace("width: 64", "width: 6"),
                "f.yaml:3:19: floor.generate: width 6 has no room for one block of 4 x 2 with aisles of 2 around it: it takes at least 8");
        add(all, "unknown format", HEAD + "floor: {import: {format: dxf, file: pom.xml}}\nfleet: {robots: 1}\ndemand: {pattern: none}\n",
                "f.yaml:3:26: floor.import.format: 'dxf' is no format that can be imported; there is movingai, lorr");
        add(all, "later format", HEAD + "floor: {import: {format: lif, file: pom.xml}}\nfleet: {robots: 1}\ndemand: {pattern: none}\n",
                "f.yaml:3:26: floor.import.format: not available yet: the LIF format");
        add(all, "area of three", zone("area: [1, 2, 3]"),
                "f.yaml:5:30: floor.zones[0].area: an area is [x, y, width, height], not a list of 3");
        add(all, "polygon of two", zone("polygon: [[1, 2], [3, 4]]"),
                "f.yaml:5:33: floor.zones[0].polygon: a polygon is a list of 3 to 64 corners [x, y], not a list of 2");
        add(all, "zone without area", zone("colour: red"),
                "f.yaml:5:11: floor.zones[0]: the zone needs an area [x, y, width, height] or a polygon [[x, y], ...]",
                "f.yaml:5:24: floor.zones[0].colour: unknown key 'colour'; there is name, area, polygon");
        add(all, "two zones of a name (beyond the schema)", zone("area: [1, 2, 3, 4]}, {name: left, area: [1, 1, 1, 1]"),
                "f.yaml:5:52: floor.zones[1].name: there is a zone 'left' already");
        // ---- fleet and demand
        add(all, "no robots (beyond the schema)", MINIMAL.replace("robots: 10", "motion: rotate"),
                "f.yaml:4:8: fleet: 'robots' is missing; say how many");
        add(all, "zero robots", MINIMAL.replace("robots: 10", "robots: 0"),
                "f.yaml:4:17: fleet.robots: 0 is too small; at least 1");
        add(all, "motion", MINIMAL.replace("robots: 10", "robots: 10, motion: pebbel"),
                "f.yaml:4:29: fleet.motion: 'motion' cannot be 'pebbel'; did you mean 'pebble'?");
        add(all, "share", MINIMAL.replace("robots: 10", "robots: 10, load: 120%"),
                "f.yaml:4:27: fleet.load: 'load' is loaded, empty, or the share that is loaded, such as 70%; not '120%'");
        add(all, "no demand (beyond the schema)", MINIMAL.replace("demand: {pattern: random-goals}\n", ""),
                "f.yaml:1:1: 'demand' is missing; say where robots go, such as demand: {pattern: random-goals, radius: 32}");
        add(all, "pattern", MINIMAL.replace("random-goals", "random-gaols"),
                "f.yaml:5:19: demand.pattern: 'random-gaols' is no pattern of demand; did you mean 'random-goals'?");
        add(all, "later demand", MINIMAL.replace("pattern: random-goals", "orders: {}"),
                "f.yaml:5:10: demand.orders: not available yet: orders and inventory; take it out to run with this version");
        add(all, "radius without goals", MINIMAL.replace("pattern: random-goals", "pattern: none, radius: 3"),
                "f.yaml:5:33: demand.radius: only the pattern random-goals has a radius");
        // ---- commands
        command(all, "unknown command", "{at: 1t, clsoe: {zone: left}}",
                "8:14: commands[0].clsoe: unknown command 'clsoe'; did you mean 'close'?");
        command(all, "no verb", "{at: 1t}", "8:5: commands[0]: the command has no verb; there is "
                + String.join(", ", CommandReader.VERBS));
        command(all, "two verbs", "{at: 1t, close: {zone: left}, open: {zone: left}}",
                "8:35: commands[0].open: a command has one verb; this one has 'close' already");
        command(all, "no time", "{close: {zone: left}}",
                "8:5: commands[0]: 'at' is missing; say when, such as at: 200t");
        command(all, "after the end (beyond the schema)", "{at: 9000t, close: {zone: left}}",
                "8:10: commands[0].at: tick 9000 is never reached; the run ends after 600 ticks");
        command(all, "unknown zone (beyond the schema)", "{at: 1t, close: {zone: lfet}}",
                "8:28: commands[0].close.zone: there is no zone 'lfet' in floor.zones; did you mean 'left'?");
        command(all, "two places", "{at: 1t, close: {zone: left, area: [0, 0, 1, 1]}}",
                "8:21: commands[0].close: give one of zone, area and polygon, not 2");
        command(all, "unknown tag (beyond the schema)", "{at: 1t, pause: {tag: red}}",
                "8:27: commands[0].pause.tag: no robot carries the tag 'red'; fleet.tags lists them; there is night");
        command(all, "tag on a rule", "{at: 1t, close: {tag: night}}",
                "8:27: commands[0].close.tag: 'close' is a rule over cells and holds for all robots of a class; it cannot depend on a tag");
        command(all, "unknown parameter", "{at: 1t, slow: {zone: left, ticksPerCel: 3}}",
                "8:33: commands[0].slow.ticksPerCel: unknown key 'ticksPerCel'; did you mean 'ticksPerCell'?");
        command(all, "parameter out of range", "{at: 1t, slow: {zone: left, ticksPerCell: 1}}",
                "8:47: commands[0].slow.ticksPerCell: 1 is too small; at least 2");
        command(all, "no direction", "{at: 1t, oneWay: {zone: left}}",
                "8:22: commands[0].oneWay: 'direction' is missing; there is east, south, west, north");
        command(all, "no refuge", "{at: 1t, alarm: all}",
                "8:21: commands[0].alarm: 'refuge' is missing; say where to, such as refuge: {area: [0, 0, 16, 16]}");
        command(all, "expires before it begins (beyond the schema)", "{at: 9t, close: {zone: left}, expires: 9t}",
                "8:35: commands[0].expires: it would expire before it begins; for a length of time write 'for'");
        command(all, "both lengths", "{at: 9t, close: {zone: left}, expires: 19t, for: 3t}",
                "8:49: commands[0].for: give 'expires' (when it ends) or 'for' (how long it lasts), not both");
        command(all, "expiry of what does not expire", "{at: 9t, pause: {tag: night}, expires: 19t}",
                "8:35: commands[0].expires: 'pause' does not expire; only rules over cells do");
        command(all, "undo of nothing (beyond the schema)", "{at: 9t, undo: nothing}",
                "8:20: commands[0].undo: no command above has the id 'nothing'");
        command(all, "undo of what cannot be undone (beyond the schema)", "{at: 9t, id: p, pause: all}\n  - {at: 10t, undo: p}",
                "9:21: commands[1].undo: 'pause' cannot be undone; only rules over cells can");
        command(all, "undo before what it takes back (beyond the schema)",
                "{at: 10t, id: shut, close: {area: [0, 0, 2, 2]}}\n  - {at: 9t, undo: shut}",
                "9:20: commands[1].undo: in tick 9 there is nothing to take back yet: 'shut' comes in tick 10");
        command(all, "undo at no time",
                "{at: 10t, id: shut, close: {area: [0, 0, 2, 2]}}\n  - {at: soon, undo: shut}",
                "9:10: commands[1].at: 'soon' is not a length of time; write 90s, 8h, 667ms or 600t");
        command(all, "id twice (beyond the schema)", "{at: 9t, id: p, pause: all}\n  - {at: 10t, id: p, resume: all}",
                "9:15: commands[1].id: the id 'p' is taken by a command above");
        command(all, "later verb", "{at: 9t, rush: {order: 4}}",
                "8:14: commands[0].rush: not available yet: the verb 'rush'; take it out to run with this version");
        // ---- expectations
        add(all, "no condition", MINIMAL + "expect: [fast]\n",
                "f.yaml:6:10: expect[0]: 'fast' is not a condition; write a figure, one of == != < <= > >= and a value, such as 'reroute.p99 < 250ms'");
        add(all, "unknown figure (beyond the schema)", MINIMAL + "expect: [colisions == 0]\n",
                "f.yaml:6:10: expect[0]: no figure is called 'colisions'; did you mean 'collisions'?");
        add(all, "wrong unit (beyond the schema)", MINIMAL + "expect: [tick.p99 < 250]\n",
                "f.yaml:6:10: expect[0]: 'tick.p99' is compared with a number with a unit: ns, us, ms, s, m, not '250'");
        return all.stream();
    }

    private static String zone(String rest) {
        return HEAD + "floor:\n  generate: {width: 64, height: 48}\n  zones: [{name: left, " + rest
                + "}]\nfleet: {robots: 10}\ndemand: {pattern: none}\n";
    }

    private static void command(List<Arguments> all, String name, String command, String fault) {
        String text = HEAD + "floor: {generate: {width: 64, height: 48}, zones: [{name: left, area: [0, 0, 8, 8]}]}\n"
                + "fleet: {robots: 10, tags: {night: 10%}}\ndemand: {pattern: none}\n\ncommands:\n  - " + command + "\n";
        add(all, name, text, "f.yaml:" + fault);
    }

    private static void add(List<Arguments> all, String name, String text, String... faults) {
        all.add(Arguments.of(name, text, List.of(faults)));
    }
}
