package io.aisletide.sim.scenario;

import io.aisletide.grid.Direction;
import io.aisletide.grid.Floor;
import io.aisletide.grid.Motion;
import io.aisletide.sim.scenario.Scenario.DemandSpec;
import io.aisletide.sim.scenario.Scenario.FleetSpec;
import io.aisletide.sim.scenario.Scenario.Placement;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code fleet}: how many robots, of what kind, and where. */
final class FleetReader {
    private static final int MAX_TAGS = 32;
    private static final BigDecimal ALL_PERCENT = BigDecimal.valueOf(100);

    private final Problems problems;

    FleetReader(Problems problems) {
        this.problems = problems;
    }

    /** @param imported whether the floor brings its own robots */
    FleetSpec read(Section top, boolean imported, DemandSpec demand) {
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
                    int[] cell = place(item);
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
            problems.add(value, "robots cannot be placed '" + text + "'"
                    + Suggestion.of(text, List.of("random", "imported"))
                    + " Or {at: [[x, y], ...]}");
        }
        return new Placement.Random();
    }

    /** {@code [x, y]} or {@code [x, y, west]}. */
    private int @Nullable [] place(YamlValue value) {
        if (!(value instanceof YamlValue.Sequence sequence) || sequence.items().size() != 3) {
            return AreaReader.pair(value, "a place", Floor.MAX_SIDE, problems);
        }
        List<YamlValue> items = sequence.items();
        long x = Section.integer(items.get(0), -1, 0, Floor.MAX_SIDE, problems);
        long y = Section.integer(items.get(1), -1, 0, Floor.MAX_SIDE, problems);
        Direction heading = Section.oneOf(items.get(2), "a heading", Direction.class, problems);
        return x < 0 || y < 0 || heading == null ? null : new int[] {(int) x, (int) y, heading.ordinal()};
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
                YamlValue share = entry.getValue().value();
                shares.put(entry.getKey(), share(share, "the share of robots with the tag, such as 10%"));
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
                // Exactly, so that a share comes back as it was from what the writer makes of it.
                BigDecimal percent = new BigDecimal(text.substring(0, text.length() - 1).strip());
                if (percent.signum() >= 0 && percent.compareTo(ALL_PERCENT) <= 0) {
                    return percent.movePointLeft(2).doubleValue();
                }
            } catch (NumberFormatException notANumber) {
                // Reported below.
            }
        }
        problems.add(value, wanted + "; not " + value.kind());
        return 0;
    }
}
