package io.aisletide.sim.workload;

import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.sim.scenario.InvalidInputException;
import io.aisletide.sim.scenario.ScenarioReader;
import java.nio.file.Path;

/**
 * Reads a list of goals in the form of the League of Robot Runners 2023: how many, then a cell a line, numbered {@code
 * row * width + column}; blank lines and lines from {@code #} are passed over.
 */
public final class TaskFile {
    private TaskFile() {}

    /** @return cells of the floor. @throws InvalidInputException with file:line:column */
    public static int[] read(Path file, Floor floor) {
        String[] lines = ScenarioReader.textOf(file).split("\r?\n", -1);
        int[] goals = new int[0];
        int count = -1;
        int read = 0;
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (count < 0) {
                count = number(file, i, lines[i], Integer.MAX_VALUE / 8);
                goals = new int[count];
                continue;
            }
            if (read == count) {
                throw fault(file, i, "a task more than the " + count + " that the first line announces");
            }
            int id = number(file, i, lines[i], floor.width() * floor.height() - 1);
            int cell = floor.cell(id % floor.width(), id / floor.width());
            if (!floor.passable(cell, LoadClass.EMPTY)) {
                throw fault(file, i, "cell " + id + " " + floor.describe(cell) + " is a wall");
            }
            goals[read++] = cell;
        }
        if (count < 1) {
            throw fault(file, 0, "the first line says how many tasks follow, at least 1");
        }
        if (read < count) {
            throw fault(file, lines.length - 1, "the file ends after " + read + " of " + count + " tasks");
        }
        return goals;
    }

    private static int number(Path file, int index, String line, int most) {
        try {
            int value = Integer.parseInt(line.strip());
            if (value >= 0 && value <= most) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // Reported below.
        }
        throw fault(file, index, "expected a number from 0 to " + most + ", found '" + line.strip() + "'");
    }

    private static InvalidInputException fault(Path file, int index, String message) {
        return new InvalidInputException(file + ":" + (index + 1) + ":1: " + message);
    }
}
