package io.aisletide.sim.scenario;

import io.aisletide.command.Command;
import io.aisletide.command.Scope;
import io.aisletide.grid.Area;
import io.aisletide.grid.Direction;
import io.aisletide.sim.scenario.Scenario.DemandSpec;
import io.aisletide.sim.scenario.Scenario.FleetSpec;
import io.aisletide.sim.scenario.Scenario.FloorSpec;
import io.aisletide.sim.scenario.Scenario.Placement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes a scenario as a file again, with every default spelled out and paths made absolute: what was really run. Reading
 * it gives an equal scenario.
 */
public final class ScenarioWriter {
    private final StringBuilder out = new StringBuilder();

    private ScenarioWriter() {}

    public static String write(Scenario scenario) {
        ScenarioWriter writer = new ScenarioWriter();
        writer.scenario(scenario);
        return writer.out.toString();
    }

    private void scenario(Scenario s) {
        line("apiVersion: " + Scenario.API_VERSION);
        line("kind: " + Scenario.KIND);
        line("metadata: {name: " + quoted(s.name())
                + (s.description().isEmpty() ? "" : ", description: " + quoted(s.description())) + "}");
        line("seed: " + s.seed());
        line("clock: {tick: " + time(s.clock().tickNanos()) + ", warmup: " + s.clock().warmupTicks() + "t, duration: "
                + s.clock().plannedTicks() + "t"
                + (s.clock().durationTicks() < s.clock().plannedTicks() ? ", stopAfter: " + s.clock().durationTicks() + "t" : "")
                + "}");
        line("floor:");
        line("  " + floor(s.floor()));
        if (!s.zones().isEmpty()) {
            line("  zones:");
            for (Map.Entry<String, Area> zone : s.zones().entrySet()) {
                line("    - {name: " + quoted(zone.getKey()) + ", " + area(zone.getValue()) + "}");
            }
        }
        line("fleet: " + fleet(s.fleet()));
        line("demand: " + demand(s.demand()));
        DeliveryWriter.lines(s.delivery()).forEach(this::line);
        if (!s.script().isEmpty()) {
            line("commands:");
            // In the order of the file, for undo speaks of commands above.
            List<ScriptedCommand> script = new ArrayList<>(s.script());
            script.sort((a, b) -> Long.compare(a.id(), b.id()));
            for (ScriptedCommand command : script) {
                line("  - " + command(command, s));
            }
        }
        if (!s.expectations().isEmpty()) {
            line("expect:");
            for (Expectation expectation : s.expectations()) {
                line("  - " + quoted(expectation.text()));
            }
        }
    }

    private static String floor(FloorSpec floor) {
        if (floor instanceof FloorSpec.Generated g) {
            return "generate: {width: " + g.width() + ", height: " + g.height() + ", block: {columns: " + g.blockColumns()
                    + ", rows: " + g.blockRows() + "}, aisle: " + g.aisle() + ", stations: " + g.stations()
                    + ", chargers: " + g.chargers() + "}";
        }
        if (floor instanceof FloorSpec.Drawn drawn) {
            return "drawing:\n    - \"" + String.join("\"\n    - \"", drawn.rows()) + "\"";
        }
        return floor instanceof FloorSpec.MapFile map
                ? "map: " + path(map.file())
                : "import: {format: lorr, file: " + path(((FloorSpec.LeagueProblem) floor).file()) + "}";
    }

    private static String fleet(FleetSpec fleet) {
        List<String> fields = new ArrayList<>();
        if (fleet.robots() != FleetSpec.ALL) {
            fields.add("robots: " + fleet.robots());
        }
        fields.add("motion: " + fleet.motion().name().toLowerCase(Locale.ROOT));
        if (fleet.placement() instanceof Placement.At at) {
            List<String> cells = at.cells().stream().map(ScenarioWriter::place).toList();
            fields.add("placement: {at: [" + String.join(", ", cells) + "]}");
        } else {
            fields.add("placement: " + (fleet.placement() instanceof Placement.Random ? "random" : "imported"));
        }
        fields.add("load: " + (fleet.loadedShare() == 1 ? "loaded" : fleet.loadedShare() == 0 ? "empty"
                : percent(fleet.loadedShare())));
        if (!fleet.tags().isEmpty()) {
            List<String> tags = new ArrayList<>();
            fleet.tags().forEach((tag, share) -> tags.add(quoted(tag) + ": " + percent(share)));
            fields.add("tags: {" + String.join(", ", tags) + "}");
        }
        return "{" + String.join(", ", fields) + "}";
    }

    private static String place(int[] cell) {
        boolean east = cell.length < 3 || cell[2] == Direction.E;
        return "[" + cell[0] + ", " + cell[1] + (east ? "" : ", " + name(Direction.of(cell[2]))) + "]";
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String percent(double share) {
        return java.math.BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + "%";
    }

    private static String demand(DemandSpec demand) {
        if (demand instanceof DemandSpec.RandomGoals random) {
            return "{pattern: random-goals, radius: " + random.radius() + "}";
        }
        if (demand instanceof DemandSpec.Tasks tasks) {
            return "{tasks: " + path(tasks.file()) + "}";
        }
        if (demand instanceof DemandSpec.Goals goals) {
            return "{goals: [" + String.join(", ", goals.cells().stream().map(ScenarioWriter::place).toList()) + "]}";
        }
        if (demand instanceof DemandSpec.Scen scen) {
            return "{scen: " + path(scen.file()) + "}";
        }
        return "{pattern: " + (demand instanceof DemandSpec.Imported ? "imported" : "none") + "}";
    }

    private static String command(ScriptedCommand scripted, Scenario scenario) {
        boolean preview = scripted.command() instanceof Command.Preview;
        Command command = scripted.command() instanceof Command.Preview p ? p.command() : scripted.command();
        StringBuilder text = new StringBuilder("{at: " + scripted.atTick() + "t, id: " + quoted(scripted.name()) + ", "
                + scripted.verb() + ": ");
        if (command instanceof Command.Undo undo) {
            String undone = scenario.script().stream()
                    .filter(other -> other.id() == undo.commandId())
                    .map(ScriptedCommand::name)
                    .findFirst()
                    .orElse("");
            text.append(quoted(undone));
        } else if (command instanceof Command.Release release) {
            text.append(ReleaseCommandReader.write(release));
        } else {
            List<String> fields = scope(command.scope());
            fields.addAll(parameters(command));
            text.append(fields.isEmpty() ? "all" : "{" + String.join(", ", fields) + "}");
        }
        if (command instanceof Command.OnCells rule && rule.expiresAfterTicks() != Command.NEVER) {
            text.append(", for: ").append(rule.expiresAfterTicks()).append('t');
        }
        return text.append(preview ? ", preview: true}" : "}").toString();
    }

    private static List<String> parameters(Command command) {
        if (command instanceof Command.OneWay oneWay) {
            return List.of("direction: " + oneWay.direction().name().toLowerCase(Locale.ROOT));
        }
        if (command instanceof Command.Slow slow) {
            return List.of("ticksPerCell: " + slow.ticksPerCell());
        }
        if (command instanceof Command.Avoid avoid) {
            return List.of("extraCells: " + avoid.extraCells());
        }
        if (command instanceof Command.Redirect redirect) {
            return List.of("to: {" + String.join(", ", scope(redirect.target())) + "}");
        }
        if (command instanceof Command.Alarm alarm) {
            return List.of("refuge: {" + String.join(", ", scope(alarm.refuge())) + "}");
        }
        if (command instanceof Command.RemoveRobots remove) {
            return remove.count() == 0 ? List.of() : List.of("count: " + remove.count());
        }
        if (command instanceof Command.AddRobots add) {
            List<String> fields = new ArrayList<>(List.of(
                    "count: " + add.count(), "load: " + add.load().name().toLowerCase(Locale.ROOT)));
            if (add.tag() != null) {
                fields.add("tag: " + quoted(add.tag()));
            }
            return fields;
        }
        return List.of();
    }

    private static List<String> scope(Scope scope) {
        List<String> fields = new ArrayList<>();
        if (scope.zone() != null) {
            fields.add("zone: " + quoted(scope.zone()));
        }
        if (scope.area() != null) {
            fields.add(area(scope.area()));
        }
        if (scope.load() != null) {
            fields.add("load: " + scope.load().name().toLowerCase(Locale.ROOT));
        }
        if (scope.tag() != null) {
            fields.add("tag: " + quoted(scope.tag()));
        }
        return fields;
    }

    private static String area(Area area) {
        if (area instanceof Area.Rectangle r) {
            return "area: [" + r.x() + ", " + r.y() + ", " + r.width() + ", " + r.height() + "]";
        }
        Area.Polygon polygon = (Area.Polygon) area;
        int[] xs = polygon.xs();
        int[] ys = polygon.ys();
        List<String> corners = new ArrayList<>();
        for (int i = 0; i < xs.length; i++) {
            corners.add("[" + xs[i] + ", " + ys[i] + "]");
        }
        return "polygon: [" + String.join(", ", corners) + "]";
    }

    private static String path(Path file) {
        return quoted(file.toAbsolutePath().normalize().toString());
    }

    /** In the largest unit of a second's thousandths in which it is whole. */
    private static String time(long nanos) {
        if (nanos % 1_000_000 == 0) {
            return nanos / 1_000_000 + "ms";
        }
        return nanos % 1_000 == 0 ? nanos / 1_000 + "us" : nanos + "ns";
    }

    /** Plain if YAML reads it as a text however it stands, else in double quotes. */
    static String quoted(String text) {
        if (text.matches("[A-Za-z][A-Za-z0-9_-]*") && !text.matches("(?i)true|false|null|yes|no|on|off|y|n")) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                default -> {
                    if (c < 0x20) {
                        quoted.append(String.format("\\x%02x", (int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
