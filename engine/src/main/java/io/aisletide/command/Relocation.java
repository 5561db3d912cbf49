package io.aisletide.command;

import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.traffic.World;
import java.util.BitSet;

/**
 * Sends the robots in scope to an area: redirect and alarm.
 *
 * <p>Each robot gets a cell of its own. If the area has fewer cells than there are robots, the cells nearest around it
 * are given out too, so that the crowd that cannot get in waits as close by as it can. If even all cells that can be
 * reached from the area are too few, the rest counts as stranded: after a redirect such a robot goes on with what it
 * did, after an alarm it stays where it is. Loaded robots choose first, because empty ones find
 * places under stored pods too. Rules in force are respected: nobody is sent into a closed cell.
 *
 * <p>A paused robot gets its goal and stays paused: an order to stand still is only lifted by its own opposite.
 */
final class Relocation {
    private final Floor floor;
    private final World world;
    private final GoalMatcher matcher;
    private final World.Effect effect = new World.Effect();

    Relocation(Floor floor, World world) {
        this.floor = floor;
        this.world = world;
        matcher = new GoalMatcher(floor);
    }

    void redirect(ResolvedScope scope, ResolvedScope target, boolean dryRun, Outcome outcome) {
        send(scope, target, dryRun, false, "target", outcome);
    }

    void alarm(ResolvedScope scope, ResolvedScope refuge, boolean dryRun, Outcome outcome) {
        send(scope, refuge, dryRun, true, "refuge", outcome);
    }

    private void send(
            ResolvedScope scope,
            ResolvedScope place,
            boolean dryRun,
            boolean hold,
            String role,
            Outcome outcome) {
        BitSet given = new BitSet(floor.cellCapacity());
        // Nothing is done before all classes are known to have a place.
        IntList loaded = scope.robots(world, LoadClass.LOADED);
        IntList empty = scope.robots(world, LoadClass.EMPTY);
        IntList loadedCells = placesFor(LoadClass.LOADED, loaded.size, place, given);
        IntList emptyCells = placesFor(LoadClass.EMPTY, empty.size, place, given);
        if (!loaded.isEmpty() && loadedCells.isEmpty() || !empty.isEmpty() && emptyCells.isEmpty()) {
            outcome.reject(Rejection.NO_PLACE, "the " + role + " has no open cell where "
                    + (!loaded.isEmpty() && loadedCells.isEmpty() ? LoadClass.LOADED : LoadClass.EMPTY)
                    + " robots can stand");
            return;
        }
        if (loaded.isEmpty() && empty.isEmpty() && !hasPlace(place)) {
            outcome.reject(Rejection.NO_PLACE, "the " + role + " has no open cell where robots can stand");
            return;
        }
        dispatch(loaded, loadedCells, dryRun, hold, outcome);
        dispatch(empty, emptyCells, dryRun, hold, outcome);
    }

    private void dispatch(IntList robots, IntList cells, boolean dryRun, boolean hold, Outcome outcome) {
        int without = Math.max(0, robots.size - cells.size);
        // Those with the highest numbers go without: there is no fairer choice that is as easy to foresee.
        for (int i = robots.size - without; i < robots.size; i++) {
            outcome.affected++;
            outcome.stranded++;
            if (hold && !dryRun) {
                int robot = robots.get(i);
                world.redirect(robot, world.cell(robot));
                world.setHeld(robot, true);
            }
        }
        robots.size -= without;
        cells.size = robots.size;
        if (robots.isEmpty()) {
            return;
        }
        int[] goals = matcher.match(world, robots, cells);
        world.redirectAll(robots.items, goals, robots.size, hold, effect, dryRun);
        outcome.add(effect);
    }

    /**
     * Cells for that many robots: all open ones of the place if they are enough, else those around it too.
     *
     * @param given cells that are taken; those returned are added
     */
    private IntList placesFor(LoadClass load, int count, ResolvedScope place, BitSet given) {
        if (count == 0) {
            return new IntList(0);
        }
        OpenCells open = new OpenCells(world, floor, load, place.area(), given);
        int size = Math.min(count, open.count());
        IntList cells = new IntList(count);
        for (int i = 0; i < size; i++) {
            cells.add(placeOf(i, size, open.count()));
        }
        open.find(cells.items, size);
        if (size < count) {
            addCellsAround(cells, count, load, place, given);
        }
        for (int i = 0; i < cells.size; i++) {
            given.set(cells.get(i));
        }
        return cells;
    }

    /**
     * Which of so many cells is the i-th of a few: one of each stretch, at a place in it that looks random, because a fixed step
     * would put all robots into one column when it happens to be the area's width.
     */
    private static int placeOf(int i, int few, int many) {
        int from = (int) ((long) i * many / few);
        int to = (int) ((long) (i + 1) * many / few);
        return from + Integer.remainderUnsigned(scatter(i), to - from);
    }

    private void addCellsAround(IntList cells, int count, LoadClass load, ResolvedScope place, BitSet given) {
        CellFlood flood = new CellFlood(floor, world);
        place.area().forEachCell(floor, cell -> {
            if (standable(cell, load)) {
                flood.begin(cell);
            }
        });
        for (int cell = flood.next(load); cell >= 0 && cells.size < count; cell = flood.next(load)) {
            if (!given.get(cell) && !place.containsCell(cell)) {
                cells.add(cell);
            }
        }
    }

    /** The finalizer of MurmurHash3 (Appleby, 2011). */
    private static int scatter(int i) {
        int h = (i ^ i >>> 16) * 0x85EBCA6B;
        h = (h ^ h >>> 13) * 0xC2B2AE35;
        return h ^ h >>> 16;
    }

    private boolean hasPlace(ResolvedScope place) {
        boolean[] found = {false};
        place.area().forEachCell(
                floor, cell -> found[0] |= standable(cell, LoadClass.EMPTY) || standable(cell, LoadClass.LOADED));
        return found[0];
    }

    private boolean standable(int cell, LoadClass load) {
        return floor.passable(cell, load) && !world.overlay().isClosed(cell, load);
    }
}
