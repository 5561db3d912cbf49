package io.aisletide.traffic;

import io.aisletide.distance.GoalFields;
import io.aisletide.distance.HeadingField;
import io.aisletide.distance.Legs;
import io.aisletide.distance.OracleWorker;
import io.aisletide.distance.TiledDistanceOracle;
import io.aisletide.distance.WayCost;
import io.aisletide.fleet.Robots;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;

/**
 * Tells what an action is worth to a robot: how much nearer it comes to its goal, in units of {@link WayCost}, when it
 * follows the legs of its way. One instance a thread.
 *
 * <p>Only differences along a path are ever asked for, so a portal leg and a goal leg need not share a zero: inside a tile
 * the gain is the difference of two entries of the leg's field, and crossing the leg's portal is worth what the entry
 * says is left.
 */
final class LegFollower {
    /** A leg that leads nowhere: every place is as good as any other. */
    static final int FLAT = -4;

    /** Gain of a step without a leg to follow: standing still is a little better. */
    static final int AIMLESS_STEP = -1;

    /** Gain of leaving the tile where the way does not lead out. */
    static final int WRONG_EXIT = -2 * WayCost.UNIT;

    private static final int WAYS_SHIFT = 16;
    private static final int ANY_WAY = 15;
    private static final int RAW_MASK = (1 << WAYS_SHIFT) - 1;
    private static final int[] LOCAL_STEP = {1, Floor.TILE_SIDE, -1, -Floor.TILE_SIDE};

    private final TiledDistanceOracle oracle;
    private final OracleWorker oracleWorker;
    private final GoalFields goalFields;
    private final byte[] exits;
    private final boolean rotate;

    private int[] data = new int[0];
    private final int[][][] fields = new int[LoadClass.COUNT][][];
    private final int[][] crossings = new int[LoadClass.COUNT][];

    LegFollower(TiledDistanceOracle oracle, OracleWorker oracleWorker, Motion motion) {
        this.oracle = oracle;
        this.oracleWorker = oracleWorker;
        goalFields = oracle.goalFields();
        exits = oracle.wayCost().overlay().exitsArray();
        rotate = motion == Motion.ROTATE;
    }

    void beginTick(int[] records) {
        data = records;
        for (LoadClass load : LoadClass.values()) {
            if (oracle.isPrepared(load)) {
                fields[load.ordinal()] = oracle.portalFields(load);
                crossings[load.ordinal()] = oracle.portalCrossings(load);
            }
        }
    }

    /** Load class of a record, as the ordinal. */
    static int loadOf(int flags) {
        return (flags & Robots.LOADED) == 0 ? 0 : 1;
    }

    private static int costClassOf(int flags) {
        return flags >>> Robots.COST_CLASS_SHIFT & Robots.COST_CLASS_MASK;
    }

    /** Sees to it that the robot has a leg through its tile, if there is any. */
    void ensureLeg(int record) {
        int leg = data[record + Robots.LEG];
        if (Legs.leadsToGoal(leg)) {
            int field = Legs.goalField(leg);
            if (goalFields.raw(field, data[record + Robots.CELL] & Floor.LOCAL_MASK) == GoalFields.NO_WAY) {
                // Pushed into a part of the tile from which no way inside it leads to the goal.
                oracleWorker.lease.giveBack(field);
                data[record + Robots.LEG] = Legs.NO_LEG;
            }
        }
        if (data[record + Robots.LEG] == Legs.NO_LEG && data[record + Robots.GOAL] >= 0) {
            data[record + Robots.LEG] = choose(
                    record, data[record + Robots.CELL], data[record + Robots.HEADING], Legs.NO_LEG);
        }
    }

    /** Reads what the robot's leg says of the cell in which its plan ends, so that it is in the cache; the value means nothing. */
    int glance(int record) {
        int leg = data[record + Robots.LEG];
        if (leg < 0) {
            return 0;
        }
        int local = data[record + Robots.END] & Floor.LOCAL_MASK;
        return (leg & Legs.TO_GOAL) == 0
                ? fields[loadOf(data[record + Robots.FLAGS])][leg][local]
                : goalFields.raw(Legs.goalField(leg), local);
    }

    /** The leg that the robot follows now, or {@link #FLAT}. */
    int leg(int record) {
        int leg = data[record + Robots.LEG];
        return leg < 0 ? FLAT : leg;
    }

    /**
     * What a leg says of a cell, in a form that {@link #gain} understands: on a portal leg the entry of its field; on a
     * goal leg the stored cost and, above it, the directions that lead nearer.
     */
    int look(int leg, int cell, int load, int goal) {
        int local = cell & Floor.LOCAL_MASK;
        if ((leg & Legs.TO_GOAL) == 0) {
            return fields[load][leg][local];
        }
        int field = Legs.goalField(leg);
        int raw = goalFields.raw(field, local);
        if (!rotate || cell == goal) {
            return raw | ANY_WAY << WAYS_SHIFT;
        }
        int open = exits[cell] >> (load << 2) & insideOf(local);
        int ways = 0;
        for (int d = 0; d < 4; d++) {
            if ((open >> d & 1) != 0) {
                int next = goalFields.raw(field, local + LOCAL_STEP[d]);
                if (next != GoalFields.NO_WAY && GoalFields.gain(raw, next) > 0) {
                    ways |= 1 << d;
                }
            }
        }
        return raw | ways << WAYS_SHIFT;
    }

    /** Directions (bits) that stay in the tile. */
    private static int insideOf(int local) {
        int x = local & Floor.TILE_SIDE - 1;
        int y = local >> 5;
        return (x != Floor.TILE_SIDE - 1 ? 1 : 0)
                | (y != Floor.TILE_SIDE - 1 ? 2 : 0)
                | (x != 0 ? 4 : 0)
                | (y != 0 ? 8 : 0);
    }

    /** What it is worth to get from one place, seen with {@link #look}, to another on the same leg. */
    static int gain(int leg, int from, int fromHeading, int to, int toHeading) {
        if ((leg & Legs.TO_GOAL) == 0) {
            return HeadingField.cost(from, fromHeading) - HeadingField.cost(to, toHeading);
        }
        if ((to & RAW_MASK) == GoalFields.NO_WAY || (from & RAW_MASK) == GoalFields.NO_WAY) {
            // Out of what the field covers, or back into it.
            return (from & RAW_MASK) == GoalFields.NO_WAY ? AIMLESS_STEP : WRONG_EXIT;
        }
        return GoalFields.gain(from & RAW_MASK, to & RAW_MASK)
                + WayCost.UNIT * (turns(from >> WAYS_SHIFT, fromHeading) - turns(to >> WAYS_SHIFT, toHeading));
    }

    /** Quarter turns from a heading to the nearest of some directions (bits); 2 where there are none. */
    private static int turns(int ways, int heading) {
        if ((ways >> heading & 1) != 0) {
            return 0;
        }
        return (ways >> (heading ^ 1) & 1 | ways >> (heading ^ 3) & 1) != 0 ? 1 : 2;
    }

    /** What it is worth to leave the tile from a place with that entry, when {@code beyond} is the leg after. */
    static int crossingGain(int beyond, int entry) {
        return beyond == FLAT ? WRONG_EXIT : HeadingField.lowest(entry);
    }

    /** The leg that follows when the robot leaves its tile by that step; {@link #FLAT} if that is not its way out. */
    int legAfter(int record, int leg, int cell, int direction, int next, int load) {
        if (leg != data[record + Robots.LEG] || (leg & Legs.TO_GOAL) != 0) {
            return FLAT;
        }
        int along = (direction & 1) == 0 ? cell >> 5 & 31 : cell & 31;
        if (Legs.sideOf(leg) != direction || (crossings[load][leg] >>> along & 1) == 0) {
            return FLAT;
        }
        int following = data[record + Robots.NEXT_LEG];
        if (following == Legs.NO_LEG) {
            following = choose(record, next, direction, leg);
            data[record + Robots.NEXT_LEG] = following;
        }
        return following < 0 ? FLAT : following;
    }

    private int choose(int record, int cell, int heading, int last) {
        int flags = data[record + Robots.FLAGS];
        LoadClass load = loadOf(flags) == 0 ? LoadClass.EMPTY : LoadClass.LOADED;
        int leg = oracleWorker.takeLeg(cell, heading, data[record + Robots.GOAL], load, last, costClassOf(flags));
        if (leg == Legs.NO_COLUMN) {
            data[record + Robots.FLAGS] = flags | Robots.WANTS_COLUMN;
        }
        return leg;
    }
}
