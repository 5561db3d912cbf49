package io.aisletide.sim.scenario;

import io.aisletide.grid.Area;
import io.aisletide.grid.Floor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code area: [x, y, width, height]} and {@code polygon: [[x, y], ...]}. */
final class AreaReader {
    private AreaReader() {}

    static @Nullable Area rectangle(YamlValue value, Problems problems) {
        if (!(value instanceof YamlValue.Sequence sequence) || sequence.items().size() != 4) {
            problems.add(value, "an area is [x, y, width, height], not " + describe(value));
            return null;
        }
        int[] numbers = new int[4];
        for (int i = 0; i < 4; i++) {
            int least = i < 2 ? 0 : 1;
            YamlValue item = sequence.items().get(i);
            long number = Section.integer(item, -1, least, Floor.MAX_SIDE, problems);
            if (number < 0) {
                return null;
            }
            numbers[i] = (int) number;
        }
        return new Area.Rectangle(numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    static @Nullable Area polygon(YamlValue value, Problems problems) {
        int vertices = value instanceof YamlValue.Sequence sequence ? sequence.items().size() : 0;
        if (!(value instanceof YamlValue.Sequence sequence) || vertices < 3 || vertices > Area.Polygon.MAX_VERTICES) {
            problems.add(value, "a polygon is a list of 3 to " + Area.Polygon.MAX_VERTICES + " corners [x, y], not "
                    + describe(value));
            return null;
        }
        int[] xs = new int[vertices];
        int[] ys = new int[vertices];
        for (int i = 0; i < vertices; i++) {
            int[] corner = pair(sequence.items().get(i), "a corner", Floor.MAX_SIDE, problems);
            if (corner == null) {
                return null;
            }
            xs[i] = corner[0];
            ys[i] = corner[1];
        }
        return new Area.Polygon(xs, ys);
    }

    /** {@code [x, y]}, both 0 to most. */
    static int @Nullable [] pair(YamlValue value, String what, int most, Problems problems) {
        if (!(value instanceof YamlValue.Sequence sequence) || sequence.items().size() != 2) {
            problems.add(value, what + " is [x, y], not " + describe(value));
            return null;
        }
        List<YamlValue> items = sequence.items();
        long x = Section.integer(items.get(0), -1, 0, most, problems);
        long y = Section.integer(items.get(1), -1, 0, most, problems);
        return x < 0 || y < 0 ? null : new int[] {(int) x, (int) y};
    }

    private static String describe(YamlValue value) {
        return value instanceof YamlValue.Sequence sequence
                ? "a list of " + sequence.items().size()
                : value.kind();
    }
}
