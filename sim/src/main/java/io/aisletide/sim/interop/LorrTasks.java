package io.aisletide.sim.interop;

import io.aisletide.engine.Fingerprint;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import java.nio.file.Path;
import java.util.Arrays;

/** The agents and tasks files of a League of Robot Runners problem. Cells there are numbered row * width + column. */
final class LorrTasks {
    private static final int MAX_COUNT = 50_000_000;

    /** Errands of task t are {@code cells[starts[t]]} to {@code cells[starts[t + 1] - 1]}. */
    private final int[] starts;

    private final int[] cells;

    private LorrTasks(int[] starts, int[] cells) {
        this.starts = starts;
        this.cells = cells;
    }

    int count() {
        return starts.length - 1;
    }

    /** Adds all of them. */
    void mix(Fingerprint into) {
        into.add(starts).add(cells);
    }

    int errands(int task) {
        return starts[task + 1] - starts[task];
    }

    /** @param errand from 0 */
    int cell(int task, int errand) {
        return cells[starts[task] + errand];
    }

    /**
     * Reads tasks: a count, then a task a line, one cell (2023) or several with commas between them (2024).
     *
     * @param several whether a task may have more than one errand
     */
    static LorrTasks read(Path file, Floor floor, boolean several) {
        TextLines lines = TextLines.open(file);
        int count = count(lines, "tasks");
        int[] starts = new int[count + 1];
        int[] cells = new int[several ? 2 * count : count];
        int used = 0;
        for (int task = 0; task < count; task++) {
            nextEntry(lines, task, count, "tasks");
            do {
                if (used == cells.length) {
                    cells = Arrays.copyOf(cells, 2 * used);
                }
                cells[used++] = cell(lines, floor);
            } while (several && lines.skip(','));
            requireEnd(lines, several ? "cells with commas between them" : "one cell");
            starts[task + 1] = used;
        }
        requireNoMore(lines, count, "tasks");
        return new LorrTasks(starts, Arrays.copyOf(cells, used));
    }

    /**
     * Reads the starts of the first agents: a count, then a cell a line.
     *
     * @param teamSize how many are wanted; the file may have more
     */
    static int[] readAgents(Path file, Floor floor, int teamSize) {
        TextLines lines = TextLines.open(file);
        int count = count(lines, "agents");
        if (count < teamSize) {
            throw lines.fault(1, "the file has " + count + " agents, the problem's teamSize is " + teamSize);
        }
        int[] startCells = new int[teamSize];
        int[] agentAt = new int[floor.cellCapacity()];
        for (int agent = 0; agent < count; agent++) {
            nextEntry(lines, agent, count, "agents");
            int column = lines.column();
            int cell = cell(lines, floor);
            requireEnd(lines, "one cell");
            if (agentAt[cell] != 0) {
                throw lines.fault(
                        column,
                        "agent " + agent + " starts in cell " + floor.describe(cell) + ", and so does agent "
                                + (agentAt[cell] - 1));
            }
            agentAt[cell] = agent + 1;
            if (agent < teamSize) {
                startCells[agent] = cell;
            }
        }
        requireNoMore(lines, count, "agents");
        return startCells;
    }

    private static int count(TextLines lines, String what) {
        if (!lines.nextWithContent()) {
            throw lines.fault(1, "expected the number of " + what);
        }
        int count = lines.number("the number of " + what, 1, MAX_COUNT);
        requireEnd(lines, "the number of " + what);
        return count;
    }

    private static void nextEntry(TextLines lines, int index, int count, String what) {
        if (!lines.nextWithContent()) {
            throw lines.fault(1, "the file ends after " + index + " " + what + ", its first line says " + count);
        }
    }

    private static void requireEnd(TextLines lines, String what) {
        if (!lines.atEnd()) {
            throw lines.faultAtCursor("a line has " + what + ", this one goes on");
        }
    }

    private static void requireNoMore(TextLines lines, int count, String what) {
        if (lines.nextWithContent()) {
            throw lines.fault(1, "the file goes on after " + count + " " + what + ", as many as its first line says");
        }
    }

    private static int cell(TextLines lines, Floor floor) {
        int column = lines.column();
        int location = lines.number("a cell", 0, floor.width() * floor.height() - 1);
        int cell = floor.cell(location % floor.width(), location / floor.width());
        if (!floor.passable(cell, LoadClass.EMPTY)) {
            throw lines.fault(column, "cell " + location + " = " + floor.describe(cell) + " is a wall");
        }
        return cell;
    }
}
