package io.aisletide.distance;

import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;

/**
 * A lone robot that follows the tiled oracle, leg by leg, as robots in traffic do when nobody is in their way: the measure
 * of how good the oracle's ways are. For one thread.
 */
public final class TiledDrive implements DistanceOracle {
    private static final Parallel SERIAL = (count, task) -> {
        for (int i = 0; i < count; i++) {
            task.run(i, 0);
        }
    };

    private final TiledDistanceOracle oracle;
    private final Floor floor;
    private final OracleWorker worker;
    private final ColumnRequests requests;

    // Of the drive under way.
    private int cell;
    private int heading;
    private int goal;
    private LoadClass load = LoadClass.EMPTY;
    private int leg = Legs.NO_LEG;

    public TiledDrive(TiledDistanceOracle oracle) {
        this.oracle = oracle;
        floor = oracle.floor;
        worker = oracle.worker();
        requests = oracle.columnRequests(1);
    }

    @Override
    public int driveTicks(int from, int fromHeading, int to, LoadClass of) {
        oracle.prepare(of, SERIAL, new OracleWorker[] {worker});
        cell = from;
        heading = fromHeading;
        goal = to;
        load = of;
        int ticks = 0;
        int limit = 8 * floor.cellCapacity();
        if (cell != goal && !takeLeg(Legs.NO_LEG)) {
            return OUT_OF_REACH;
        }
        while (cell != goal) {
            if (ticks == limit) {
                dropLeg();
                return OUT_OF_REACH; // It drives in circles.
            }
            int direction = (leg & Legs.TO_GOAL) != 0 ? towardGoal() : towardPortal();
            if (direction < 0) {
                dropLeg();
                return OUT_OF_REACH;
            }
            ticks += turnsTo(direction) + 1;
            heading = direction;
            int next = floor.neighbour(cell, direction);
            boolean leaves = (next ^ cell) >>> Floor.TILE_SHIFT != 0;
            cell = next;
            if (leaves && cell != goal && !takeLeg(leg)) {
                return OUT_OF_REACH;
            }
        }
        dropLeg();
        return ticks;
    }

    /** Looks for a leg from where the robot is now, with wider and wider columns. */
    private boolean takeLeg(int last) {
        dropLeg();
        while (true) {
            leg = worker.takeLeg(cell, heading, goal, load, last);
            if (leg >= 0) {
                return true;
            }
            if (oracle.isCutOff(cell, goal, load)
                    || !requests.add(cell, goal, load) && !requests.addWider(goal, load)) {
                return false;
            }
            requests.build(SERIAL);
        }
    }

    private void dropLeg() {
        if (Legs.leadsToGoal(leg)) {
            worker.lease.giveBack(Legs.goalField(leg));
        }
        leg = Legs.NO_LEG;
    }

    private int turnsTo(int direction) {
        if (oracle.motion == Motion.PEBBLE || direction == heading) {
            return 0;
        }
        return direction == (heading ^ 2) ? 2 : 1;
    }

    /** Direction of the step that lies on the cheapest way to the leg's portal, or -1. */
    private int towardPortal() {
        int[] field = oracle.portalField(leg, load);
        int exits = oracle.wayCost().exits(cell, load);
        int best = -1;
        int least = Integer.MAX_VALUE;
        for (int k = 0; k < 4; k++) {
            int d = heading + k & 3;
            if ((exits >> d & 1) == 0) {
                continue;
            }
            int next = floor.neighbour(cell, d);
            int beyond = 0;
            if ((next ^ cell) >>> Floor.TILE_SHIFT != 0) {
                int along = (d & 1) == 0 ? cell >> 5 & 31 : cell & 31;
                if (Slots.sideOf(leg) != d || (oracle.portalCrossings(load)[leg] >>> along & 1) == 0) {
                    continue;
                }
            } else if (HeadingField.lowest(field[next & Floor.LOCAL_MASK]) == HeadingField.UNREACHABLE) {
                continue;
            } else {
                beyond = HeadingField.cost(field[next & Floor.LOCAL_MASK], d);
            }
            int cost = WayCost.UNIT * turnsTo(d) + oracle.wayCost().step(cell, d, next) + beyond;
            if (cost < least) {
                least = cost;
                best = d;
            }
        }
        return best;
    }

    /** Direction of the step with the fewest turns among those that lead nearer to the goal in its tile, or -1. */
    private int towardGoal() {
        GoalFields fields = oracle.goalFields();
        int field = Legs.goalField(leg);
        int exits = oracle.wayCost().exits(cell, load);
        int local = cell & Floor.LOCAL_MASK;
        int best = -1;
        int fewest = Integer.MAX_VALUE;
        for (int k = 0; k < 4; k++) {
            int d = heading + k & 3;
            if ((exits >> d & 1) == 0 || !TileSteps.isInside(local, d)) {
                continue;
            }
            int next = fields.raw(field, floor.neighbour(cell, d) & Floor.LOCAL_MASK);
            if (next != GoalFields.NO_WAY && GoalFields.gain(fields.raw(field, local), next) > 0 && turnsTo(d) < fewest) {
                fewest = turnsTo(d);
                best = d;
            }
        }
        return best;
    }
}
