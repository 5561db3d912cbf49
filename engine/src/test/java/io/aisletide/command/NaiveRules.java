package io.aisletide.command;

import io.aisletide.grid.Area;
import io.aisletide.grid.CellKind;
import io.aisletide.grid.Direction;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * What the operator's rules mean, written down as plainly as possible: nothing is remembered but the commands, every question
 * goes through all of them, and ways out of closed areas are found by trying until nothing changes any more. Knows columns
 * and rows only, and none of the engine's own classes for it.
 */
final class NaiveRules {
    private static final int NO_WAY = Integer.MAX_VALUE;

    private final Floor floor;
    private final Map<String, Area> zones;
    private final List<Rule> rules = new ArrayList<>();

    private List<Rule> exitsOf = List.of();
    private int[][] exits;
    private long lastSlowed = Long.MIN_VALUE / 2;

    private record Rule(long id, Command.OnCells command, Area area, long endTick) {}

    NaiveRules(Floor floor, Map<String, Area> zones) {
        this.floor = floor;
        this.zones = zones;
        exits = new int[][] {findExits(LoadClass.EMPTY), findExits(LoadClass.LOADED)};
    }

    void lay(long id, Command.OnCells command, long tick) {
        long end = command.expiresAfterTicks() == Command.NEVER ? Long.MAX_VALUE : tick + command.expiresAfterTicks();
        rules.add(new Rule(id, command, areaOf(command.scope()), end));
        lastSlowed = command instanceof Command.Slow ? tick : lastSlowed;
    }

    void undo(long id, long tick) {
        if (rules.removeIf(rule -> rule.id == id && rule.command instanceof Command.Slow)) {
            lastSlowed = tick;
        }
        rules.removeIf(rule -> rule.id == id);
    }

    boolean isInForce(long id) {
        return rules.stream().anyMatch(rule -> rule.id == id);
    }

    /** Before that tick. */
    void expire(long tick) {
        if (rules.removeIf(rule -> rule.endTick <= tick && rule.command instanceof Command.Slow)) {
            lastSlowed = tick;
        }
        rules.removeIf(rule -> rule.endTick <= tick);
    }

    /** Tick before which a limit of speed last came or went. */
    long lastSlowed() {
        return lastSlowed;
    }

    Area areaOf(Scope scope) {
        if (scope.zone() != null) {
            return zones.get(scope.zone());
        }
        return scope.area() != null ? scope.area() : new Area.Rectangle(0, 0, floor.width(), floor.height());
    }

    boolean contains(Scope scope, int cell, LoadClass load) {
        return (scope.load() == null || scope.load() == load) && areaOf(scope).contains(floor.xOf(cell), floor.yOf(cell));
    }

    /** The latest word on the cell counts. */
    boolean isClosed(int cell, LoadClass load) {
        boolean closed = false;
        for (Rule rule : rules) {
            boolean speaks = rule.area.contains(floor.xOf(cell), floor.yOf(cell))
                    && (rule.command.scope().load() == null || rule.command.scope().load() == load);
            if (speaks && (rule.command instanceof Command.Close || rule.command instanceof Command.Evacuate)) {
                closed = true;
            } else if (speaks && rule.command instanceof Command.Open) {
                closed = false;
            }
        }
        return closed;
    }

    int ticksPerCell(int cell) {
        int ticks = 1;
        for (Rule rule : rules) {
            if (rule.command instanceof Command.Slow slow && rule.area.contains(floor.xOf(cell), floor.yOf(cell))) {
                ticks = slow.ticksPerCell();
            }
        }
        return ticks;
    }

    /** No one-way rule over the cell that is left or over the one that is entered points the other way. */
    private boolean agrees(int cell, int direction, int next) {
        return !againstOneWay(cell, direction) && !againstOneWay(next, direction);
    }

    private boolean againstOneWay(int cell, int direction) {
        Direction way = null;
        for (Rule rule : rules) {
            if (rule.command instanceof Command.OneWay oneWay
                    && rule.area.contains(floor.xOf(cell), floor.yOf(cell))) {
                way = oneWay.direction();
            }
        }
        return way != null && way.opposite().ordinal() == direction;
    }

    /** Directions, as bits, in which a robot of that class may leave each cell; found anew after each change only. */
    int[] exits(LoadClass load) {
        List<Rule> now = List.copyOf(rules);
        if (!now.equals(exitsOf)) {
            exitsOf = now;
            exits = new int[][] {findExits(LoadClass.EMPTY), findExits(LoadClass.LOADED)};
        }
        return exits[load.ordinal()];
    }

    /** Open cells may be entered; closed ones are left on a shortest way to the cells of any part of the open floor. */
    private int[] findExits(LoadClass load) {
        boolean[] closed = new boolean[floor.cellCapacity()];
        for (int cell = 0; cell < closed.length; cell++) {
            closed[cell] = isOnFloor(cell) && isClosed(cell, load);
        }
        int[] exits = new int[floor.cellCapacity()];
        BitSet edge = new BitSet();
        List<int[]> steps = new ArrayList<>(); // Out of closed cells.
        forEachStep(load, (cell, direction, next) -> {
            if (closed[cell]) {
                steps.add(new int[] {cell, direction, next});
            }
            if (!closed[next]) {
                exits[cell] |= 1 << direction;
                edge.set(next, closed[cell] || edge.get(next));
            }
        });
        while (!edge.isEmpty()) {
            boolean[] part = partOf(edge.nextSetBit(0), load, exits);
            for (int cell = 0; cell < part.length; cell++) {
                edge.set(cell, edge.get(cell) && !part[cell]);
            }
            addWaysOut(part, steps, exits);
        }
        return exits;
    }

    /** Open cells from which a way leads to one and back, over open cells. */
    private boolean[] partOf(int of, LoadClass load, int[] openExits) {
        boolean[] there = reached(of, openExits, false);
        boolean[] back = reached(of, openExits, true);
        boolean[] part = new boolean[there.length];
        for (int cell = 0; cell < part.length; cell++) {
            part[cell] = there[cell] && back[cell] && !isClosed(cell, load);
        }
        return part;
    }

    private static void addWaysOut(boolean[] part, List<int[]> steps, int[] exits) {
        int[] stepsOut = new int[part.length];
        for (int cell = 0; cell < part.length; cell++) {
            stepsOut[cell] = part[cell] ? 0 : NO_WAY;
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int[] step : steps) {
                if (stepsOut[step[2]] != NO_WAY && stepsOut[step[0]] > stepsOut[step[2]] + 1) {
                    stepsOut[step[0]] = stepsOut[step[2]] + 1;
                    changed = true;
                }
            }
        }
        for (int[] step : steps) {
            if (stepsOut[step[2]] < stepsOut[step[0]]) {
                exits[step[0]] |= 1 << step[1];
            }
        }
    }

    private interface Step {
        void visit(int cell, int direction, int next);
    }

    /** Every step that the floor plan and the one-way rules allow. */
    private void forEachStep(LoadClass load, Step visitor) {
        for (int cell = 0; cell < floor.cellCapacity(); cell++) {
            for (int direction = 0; direction < 4; direction++) {
                if (isOnFloor(cell) && stands(cell, load) && floor.hasNeighbour(cell, direction)) {
                    int next = floor.neighbour(cell, direction);
                    if (stands(next, load) && agrees(cell, direction, next)) {
                        visitor.visit(cell, direction, next);
                    }
                }
            }
        }
    }

    private boolean isOnFloor(int cell) {
        return floor.contains(floor.xOf(cell), floor.yOf(cell));
    }

    /** Whether a robot of that class may stand there by the floor plan. */
    boolean stands(int cell, LoadClass load) {
        CellKind kind = floor.kind(cell);
        return kind != CellKind.WALL && (kind != CellKind.STORAGE || load == LoadClass.EMPTY);
    }

    /** Cells from which each cell of a goal can be reached, found backwards from it; a closed goal cannot be. */
    boolean[] reaching(int goal, LoadClass load, int[] exits) {
        return stands(goal, load) && !isClosed(goal, load)
                ? reached(goal, exits, true)
                : new boolean[floor.cellCapacity()];
    }

    /** Cells to which ways lead from one, or if asked backwards those from which ways lead to it. */
    private boolean[] reached(int from, int[] exits, boolean backwards) {
        boolean[] reached = new boolean[floor.cellCapacity()];
        Deque<Integer> queue = new ArrayDeque<>(List.of(from));
        reached[from] = true;
        while (!queue.isEmpty()) {
            int cell = queue.remove();
            for (int direction = 0; direction < 4; direction++) {
                if (floor.hasNeighbour(cell, direction)) {
                    int beside = floor.neighbour(cell, direction);
                    int step = backwards ? exits[beside] >> (direction ^ 2) : exits[cell] >> direction;
                    if ((step & 1) != 0 && !reached[beside]) {
                        reached[beside] = true;
                        queue.add(beside);
                    }
                }
            }
        }
        return reached;
    }

    @Override
    public String toString() {
        return Arrays.toString(rules.toArray());
    }
}
