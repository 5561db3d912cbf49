package io.aisletide.sim.scenario;

import io.aisletide.grid.Area;
import io.aisletide.grid.Floor;
import io.aisletide.grid.FloorPlan;
import io.aisletide.sim.scenario.Scenario.FloorSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code floor}: where it comes from, and its zones. */
final class FloorReader {
    private final Problems problems;
    private final NamedFiles files;

    FloorReader(Problems problems, NamedFiles files) {
        this.problems = problems;
        this.files = files;
    }

    /** Reads the section; zones are added by name, also those with faults. @return null if there is no one source */
    @Nullable FloorSpec read(Section section, Map<String, Area> zones) {
        YamlValue generate = section.value("generate");
        YamlValue map = section.value("map");
        YamlValue imported = section.value("import");
        YamlValue drawing = section.value("drawing");
        zones(section, zones);
        section.done();
        int sources = (generate == null ? 0 : 1) + (map == null ? 0 : 1) + (imported == null ? 0 : 1)
                + (drawing == null ? 0 : 1);
        if (sources != 1) {
            problems.add(section.mapping(), sources == 0
                    ? "the floor needs one of generate, drawing, map and import"
                    : "the floor has " + sources + " of generate, drawing, map and import; give one");
            return null;
        }
        if (generate != null) {
            return generated(Section.of(generate, "'generate'", problems));
        }
        if (map != null) {
            Path file = files.path(map);
            return file == null ? null : new FloorSpec.MapFile(file);
        }
        if (drawing != null) {
            return drawn(drawing);
        }
        return imported == null ? null : imported(Section.of(imported, "'import'", problems));
    }

    private @Nullable FloorSpec generated(Section section) {
        YamlValue givenWidth = section.required("width", "in cells");
        YamlValue givenHeight = section.required("height", "in cells");
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
        if (givenWidth == null || givenHeight == null || !problems.isEmpty()) {
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

    private @Nullable FloorSpec drawn(YamlValue drawing) {
        if (!(drawing instanceof YamlValue.Sequence sequence) || sequence.items().isEmpty()) {
            problems.add(drawing, "a drawing is a list of rows such as [\"..p..\", \"..#..\"], not " + drawing.kind());
            return null;
        }
        List<String> rows = new ArrayList<>();
        for (YamlValue item : sequence.items()) {
            String row = Section.text(item, problems);
            rows.add(row == null ? "" : row);
        }
        if (!problems.isEmpty()) {
            return null;
        }
        try {
            Floor.parse(rows.toArray(new String[0]));
            return new FloorSpec.Drawn(rows);
        } catch (IllegalArgumentException impossible) {
            problems.add(drawing, impossible.getMessage()
                    + "; there is . (free), # (wall), p (storage), S (station), C (charger)");
            return null;
        }
    }

    private @Nullable FloorSpec imported(Section section) {
        YamlValue format = section.required("format", "there is movingai, lorr");
        YamlValue file = section.required("file", "relative to this file");
        section.done();
        String name = format == null ? null : Section.text(format, problems);
        Path path = file == null ? null : files.path(file);
        if (format == null || name == null || path == null) {
            return null;
        }
        return switch (name) {
            case "movingai" -> new FloorSpec.MapFile(path);
            case "lorr" -> new FloorSpec.LeagueProblem(path);
            case "lif" -> {
                problems.add(format, "not available yet: the LIF format");
                yield null;
            }
            default -> {
                problems.add(format, "'" + name + "' is no format that can be imported"
                        + Suggestion.of(name, List.of("movingai", "lorr")));
                yield null;
            }
        };
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
}
