package io.aisletide.sim.interop;

import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.sim.scenario.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * MovingAI scenario files ({@code .scen}): a start and a goal a line. The first k lines are an instance for k robots (R.
 * Stern et al., "Multi-Agent Pathfinding: Definitions, Variants, and Benchmarks", SoCS 2019). The optimal length in the
 * last column allows diagonal moves and is not used.
 */
public final class MovingAiScen {
    private static final int COLUMNS = 9;

    private MovingAiScen() {}

    /**
     * One robot's task, as cells of the floor.
     *
     * @param startCell where it begins
     * @param goalCell where it goes; may be the same
     */
    public record Leg(int startCell, int goalCell) {}

    /**
     * @param floor the map that the file belongs to: sizes are compared, starts and goals have to be passable
     * @throws InvalidInputException with file:line:column if the file is missing or wrong
     */
    public static List<Leg> read(Path file, Floor floor) {
        return read(TextLines.open(file), floor);
    }

    static List<Leg> read(TextLines lines, Floor floor) {
        if (!lines.next() || !lines.text().strip().matches("version\\s+1(\\.0)?")) {
            throw lines.fault(1, "expected \"version 1\"");
        }
        List<Leg> legs = new ArrayList<>();
        while (lines.next()) {
            if (!lines.isBlank()) {
                legs.add(leg(lines, floor));
            }
        }
        return legs;
    }

    private static Leg leg(TextLines lines, Floor floor) {
        String text = lines.text();
        String[] fields = text.split("\t", -1);
        if (fields.length != COLUMNS) {
            throw lines.fault(1, "a line has " + COLUMNS + " fields separated by tabs, this one has " + fields.length);
        }
        int width = number(lines, fields, 2, Floor.MAX_SIDE);
        int height = number(lines, fields, 3, Floor.MAX_SIDE);
        if (width != floor.width() || height != floor.height()) {
            throw lines.fault(
                    columnOf(fields, 2),
                    "is for a map of " + width + " x " + height + ", this one is " + floor.width() + " x " + floor.height());
        }
        return new Leg(cell(lines, fields, 4, floor, "start"), cell(lines, fields, 6, floor, "goal"));
    }

    private static int cell(TextLines lines, String[] fields, int index, Floor floor, String what) {
        int x = number(lines, fields, index, floor.width() - 1);
        int y = number(lines, fields, index + 1, floor.height() - 1);
        int cell = floor.cell(x, y);
        if (!floor.passable(cell, LoadClass.EMPTY)) {
            throw lines.fault(columnOf(fields, index), "the " + what + " " + floor.describe(cell) + " is a wall");
        }
        return cell;
    }

    private static int number(TextLines lines, String[] fields, int index, int most) {
        int value;
        try {
            value = Integer.parseInt(fields[index].strip());
        } catch (NumberFormatException notANumber) {
            value = -1;
        }
        if (value < 0 || value > most) {
            throw lines.fault(
                    columnOf(fields, index), "expected a number from 0 to " + most + ", found '" + fields[index] + "'");
        }
        return value;
    }

    private static int columnOf(String[] fields, int index) {
        int column = 1;
        for (int i = 0; i < index; i++) {
            column += fields[i].length() + 1;
        }
        return column;
    }
}
