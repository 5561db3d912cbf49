package io.aisletide.command;

import io.aisletide.grid.Direction;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.traffic.Demand;
import io.aisletide.traffic.RobotState;
import io.aisletide.traffic.World;
import java.util.Arrays;
import java.util.BitSet;
import org.agrona.collections.Int2IntHashMap;

/**
 * Runs a closed area empty: every robot that means to end inside gets a goal of its own outside.
 *
 * <p>How the goals are found, for all robots at once and in time linear in the cells touched:
 *
 * <ol>
 *   <li>A search from the cells just outside the area inward gives each cell inside its nearest exit. A robot inside
 *       asks at the exit nearest to itself, one that is still on its way there at the exit nearest to its old goal.
 *   <li>From all exits at once vacant cells are taken outward, ring by ring; an exit stops when it has as many as robots
 *       ask there. So the crowd spreads out, and no exit's robots are sent around the area while their own side has room.
 *   <li>Robots that are left (their exit is walled in by the takings of others, or the inside has no exit) get what is
 *       vacant nearest to any exit.
 * </ol>
 *
 * If even that does not suffice, a robot keeps its goal inside and waits, stranded, until the area opens.
 */
final class Evacuation {
    private static final int NO_EXIT = -1;
    private static final int NOT_CONCERNED = -1;
    /** Of a robot that no exit can be reached from. */
    private static final int LAST_TURN = Integer.MAX_VALUE;

    private final Floor floor;
    private final World world;
    private final World.Effect effect = new World.Effect();

    Evacuation(Floor floor, World world) {
        this.floor = floor;
        this.world = world;
    }

    /** Whether a cell outside the area is open for each class in scope. */
    boolean hasPlaceOutside(ResolvedScope scope) {
        for (LoadClass load : LoadClass.values()) {
            if (scope.speaksOf(load) && !hasPlaceOutside(scope, load)) {
                return false;
            }
        }
        return true;
    }

    private boolean hasPlaceOutside(ResolvedScope scope, LoadClass load) {
        for (int y = 0; y < floor.height(); y++) {
            for (int x = 0; x < floor.width(); x++) {
                if (!scope.area().contains(x, y) && standable(floor.cell(x, y), load)) {
                    return true;
                }
            }
        }
        return floor.passableCells(load) == 0;
    }

    /**
     * @param scope the area; its closure is already in force (or looked at)
     * @param outcome holds what the closure did; what the new goals do is added
     */
    void run(ResolvedScope scope, boolean dryRun, Outcome outcome) {
        BitSet taken = new BitSet(floor.cellCapacity());
        for (LoadClass load : LoadClass.values()) {
            if (scope.speaksOf(load)) {
                runClass(scope, load, taken, dryRun, outcome);
            }
        }
    }

    private void runClass(ResolvedScope scope, LoadClass load, BitSet taken, boolean dryRun, Outcome outcome) {
        IntList robots = new IntList();
        IntList anchors = new IntList();
        int withGoalInside = 0;
        int limit = world.robotLimit();
        for (int robot = 0; robot < limit; robot++) {
            int anchor = anchorOf(robot, scope, load);
            if (anchor != NOT_CONCERNED) {
                robots.add(robot);
                anchors.add(anchor);
                withGoalInside += world.goal(robot) == Demand.NO_GOAL ? 0 : 1;
            }
        }
        if (robots.isEmpty()) {
            return;
        }
        IntList exits = exitsOf(scope, load);
        int[] exitOfRobot = askAtExits(robots, anchors, exits, scope, load);
        int[] goals = growGoals(exitOfRobot, exits, scope, load, taken);
        giveLeftOvers(goals, exits, scope, load, taken);
        apply(robots, goals, withGoalInside, dryRun, outcome);
    }

    /** Where the robot asks for an exit. A robot without a goal means to end where it stands. */
    private int anchorOf(int robot, ResolvedScope scope, LoadClass load) {
        if (world.state(robot) == RobotState.ABSENT || world.load(robot) != load) {
            return NOT_CONCERNED;
        }
        int cell = world.cell(robot);
        int goal = world.goal(robot);
        if (goal == Demand.NO_GOAL) {
            return scope.containsCell(cell) ? cell : NOT_CONCERNED;
        }
        if (!scope.containsCell(goal)) {
            return NOT_CONCERNED;
        }
        return scope.containsCell(cell) ? cell : goal;
    }

    /** Open cells outside that touch the area, in the order of the area's cells. */
    private IntList exitsOf(ResolvedScope scope, LoadClass load) {
        IntList exits = new IntList();
        BitSet found = new BitSet(floor.cellCapacity());
        scope.area().forEachCell(floor, cell -> {
            for (int direction = Direction.E; direction <= Direction.N; direction++) {
                if (floor.passable(cell, load) && floor.hasNeighbour(cell, direction)) {
                    int outside = floor.neighbour(cell, direction);
                    if (!found.get(outside) && !scope.containsCell(outside) && standable(outside, load)) {
                        found.set(outside);
                        exits.add(outside);
                    }
                }
            }
        });
        return exits;
    }

    /**
     * Step one of the class comment: index of the nearest exit for each robot, or {@link #NO_EXIT}. Sorts the robots by
     * their distance to it, farthest first, so that those at the door do not stop in front of it.
     */
    private int[] askAtExits(IntList robots, IntList anchors, IntList exits, ResolvedScope scope, LoadClass load) {
        Int2IntHashMap turnOfCell = new Int2IntHashMap(LAST_TURN);
        BitSet asked = new BitSet(floor.cellCapacity());
        for (int i = 0; i < anchors.size; i++) {
            asked.set(anchors.get(i));
        }
        IntList cells = new IntList();
        IntList labels = new IntList();
        BitSet seen = new BitSet(floor.cellCapacity());
        for (int exit = 0; exit < exits.size; exit++) {
            cells.add(exits.get(exit));
            labels.add(exit);
        }
        for (int head = 0; head < cells.size; head++) {
            int cell = cells.get(head);
            if (asked.get(cell)) {
                turnOfCell.put(cell, head);
            }
            for (int direction = Direction.E; direction <= Direction.N; direction++) {
                if (floor.hasNeighbour(cell, direction)) {
                    int inside = floor.neighbour(cell, direction);
                    if (!seen.get(inside) && floor.passable(inside, load) && scope.containsCell(inside)) {
                        seen.set(inside);
                        cells.add(inside);
                        labels.add(labels.get(head));
                    }
                }
            }
        }
        long[] turns = new long[robots.size];
        for (int i = 0; i < turns.length; i++) {
            turns[i] = (long) turnOfCell.get(anchors.get(i)) << Integer.SIZE | robots.get(i);
        }
        Arrays.sort(turns);
        int[] exitOfRobot = new int[turns.length];
        for (int i = 0; i < turns.length; i++) {
            long next = turns[turns.length - 1 - i];
            int turn = (int) (next >>> Integer.SIZE);
            robots.items[i] = (int) next;
            exitOfRobot[i] = turn == LAST_TURN ? NO_EXIT : labels.get(turn);
        }
        return exitOfRobot;
    }

    /** Step two of the class comment; {@link Demand#NO_GOAL} for a robot that is left. */
    private int[] growGoals(int[] exitOfRobot, IntList exits, ResolvedScope scope, LoadClass load, BitSet taken) {
        int[] asking = new int[exits.size];
        for (int exit : exitOfRobot) {
            if (exit != NO_EXIT) {
                asking[exit]++;
            }
        }
        IntList takenBy = new IntList();
        IntList takings = new IntList();
        IntList cells = new IntList();
        IntList labels = new IntList();
        BitSet seen = new BitSet(floor.cellCapacity());
        for (int exit = 0; exit < exits.size; exit++) {
            if (asking[exit] > 0) {
                seen.set(exits.get(exit));
                cells.add(exits.get(exit));
                labels.add(exit);
            }
        }
        for (int head = 0; head < cells.size; head++) {
            int cell = cells.get(head);
            int label = labels.get(head);
            if (asking[label] > 0 && !taken.get(cell) && world.isVacant(cell, load)) {
                taken.set(cell);
                takenBy.add(label);
                takings.add(cell);
                asking[label]--;
            }
            for (int direction = Direction.E; direction <= Direction.N && asking[label] > 0; direction++) {
                if (floor.hasNeighbour(cell, direction)) {
                    int next = floor.neighbour(cell, direction);
                    if (!seen.get(next) && standable(next, load) && !scope.containsCell(next)) {
                        seen.set(next);
                        cells.add(next);
                        labels.add(label);
                    }
                }
            }
        }
        return dealOut(exitOfRobot, exits.size, takenBy, takings);
    }

    /** Gives the k-th robot at an exit the k-th cell taken there. */
    private static int[] dealOut(int[] exitOfRobot, int exitCount, IntList takenBy, IntList takings) {
        int[] starts = new int[exitCount + 1];
        for (int i = 0; i < takenBy.size; i++) {
            starts[takenBy.get(i) + 1]++;
        }
        for (int exit = 0; exit < exitCount; exit++) {
            starts[exit + 1] += starts[exit];
        }
        int[] ends = Arrays.copyOfRange(starts, 1, exitCount + 1);
        int[] fill = Arrays.copyOf(starts, exitCount);
        int[] sorted = new int[takings.size];
        for (int i = 0; i < takings.size; i++) {
            sorted[fill[takenBy.get(i)]++] = takings.get(i);
        }
        int[] goals = new int[exitOfRobot.length];
        for (int i = 0; i < goals.length; i++) {
            int exit = exitOfRobot[i];
            goals[i] = exit != NO_EXIT && starts[exit] < ends[exit] ? sorted[starts[exit]++] : Demand.NO_GOAL;
        }
        return goals;
    }

    /** Step three of the class comment. */
    private void giveLeftOvers(int[] goals, IntList exits, ResolvedScope scope, LoadClass load, BitSet taken) {
        CellFlood flood = new CellFlood(floor, world);
        for (int exit = 0; exit < exits.size; exit++) {
            flood.begin(exits.get(exit));
        }
        for (int i = 0; i < goals.length; i++) {
            if (goals[i] == Demand.NO_GOAL) {
                int cell = flood.next(load);
                while (cell >= 0
                        && (taken.get(cell) || scope.containsCell(cell) || !world.isVacant(cell, load))) {
                    cell = flood.next(load);
                }
                if (cell < 0) {
                    return;
                }
                taken.set(cell);
                goals[i] = cell;
            }
        }
    }

    private void apply(IntList robots, int[] goals, int withGoalInside, boolean dryRun, Outcome outcome) {
        int moved = 0;
        int movedWithGoal = 0;
        for (int i = 0; i < goals.length; i++) {
            if (goals[i] != Demand.NO_GOAL) {
                movedWithGoal += world.goal(robots.get(i)) == Demand.NO_GOAL ? 0 : 1;
                robots.items[moved] = robots.get(i);
                goals[moved] = goals[i];
                moved++;
            }
        }
        world.redirectAll(robots.items, goals, moved, false, effect, dryRun);
        // The closure has counted those with a goal inside as affected and stranded; those without one are new.
        outcome.affected += robots.size - withGoalInside;
        outcome.rerouted += effect.rerouted;
        outcome.stranded += effect.stranded - Math.min(movedWithGoal, outcome.stranded);
        outcome.extraCells += effect.extraCells;
        outcome.reroutedAtNanos = effect.reroutedAtNanos;
    }

    private boolean standable(int cell, LoadClass load) {
        return floor.passable(cell, load) && !world.overlay().isClosed(cell, load);
    }
}
