package io.aisletide.sim.scenario;

import io.aisletide.grid.Floor;
import io.aisletide.sim.scenario.Scenario.DemandSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code demand}: where robots go. */
final class DemandReader {
    private final Problems problems;
    private final NamedFiles files;

    DemandReader(Problems problems, NamedFiles files) {
        this.problems = problems;
        this.files = files;
    }

    /** @param imported whether the floor brings its own tasks */
    DemandSpec read(Section top, boolean imported) {
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
        YamlValue goals = section.value("goals");
        int radius = (int) section.integer("radius", 32, 1, Floor.MAX_SIDE);
        boolean later = section.mapping().get("orders") != null;
        section.done();
        int sources = (pattern == null ? 0 : 1) + (tasks == null ? 0 : 1) + (scen == null ? 0 : 1)
                + (goals == null ? 0 : 1);
        if (sources != 1) {
            if (!later) {
                problems.add(section.mapping(), "the demand needs one of pattern, tasks, scen and goals, and has " + sources);
            }
            return new DemandSpec.None();
        }
        boolean random = pattern instanceof YamlValue.Scalar scalar && scalar.text().equals("random-goals");
        YamlValue given = section.value("radius");
        if (given != null && !random) {
            problems.add(given, "only the pattern random-goals has a radius");
        }
        if (pattern != null) {
            return pattern(pattern, radius, imported);
        }
        if (goals != null) {
            return goals(goals);
        }
        Path file = files.path(tasks != null ? tasks : scen);
        if (file == null) {
            return new DemandSpec.None();
        }
        return tasks != null ? new DemandSpec.Tasks(file) : new DemandSpec.Scen(file);
    }

    private DemandSpec goals(YamlValue value) {
        List<int[]> cells = new ArrayList<>();
        if (value instanceof YamlValue.Sequence sequence) {
            for (YamlValue item : sequence.items()) {
                int[] cell = AreaReader.pair(item, "a goal", Floor.MAX_SIDE, problems);
                if (cell != null) {
                    cells.add(cell);
                }
            }
        } else {
            problems.add(value, "a list of cells [[x, y], ...] is wanted, not " + value.kind());
        }
        return new DemandSpec.Goals(cells);
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
}
