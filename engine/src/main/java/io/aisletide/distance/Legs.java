package io.aisletide.distance;

/**
 * What a leg is, as a number that a robot's record holds: the slot of the portal or gate by which its tile is left, or the field
 * that leads to the goal, or why there is neither. Snapshots hold these numbers.
 */
public final class Legs {
    /** No leg: no goal, or no way to it. */
    public static final int NO_LEG = -1;

    /** The goal can be reached inside the tile: the caller takes a field from the pool and fills it. */
    public static final int GOAL_HERE = -2;

    /** The goal's column does not reach so far: it has to be asked for, see {@link TiledDistanceOracle#columnRequests}. */
    public static final int NO_COLUMN = -3;

    /** In the place of a leg: the goal is out of reach, and no leg is looked for. */
    public static final int STRANDED = -5;

    /** A leg with this bit follows the goal field whose number is in the low bits; without it, a portal slot. */
    public static final int TO_GOAL = 1 << 30;

    /** Legs through a tile are numbered from its number times this. */
    public static final int PER_TILE = Slots.PER_TILE;

    private Legs() {}

    /** Whether a leg leads to the goal itself, by a field of it. */
    public static boolean leadsToGoal(int leg) {
        return leg >= 0 && (leg & TO_GOAL) != 0;
    }

    /** Number of the field that a leg to the goal follows, see {@link GoalFields}. */
    public static int goalField(int leg) {
        return leg & ~TO_GOAL;
    }

    /** Tile that a portal leg leads through. */
    public static int tileOf(int leg) {
        return Slots.tileOf(leg);
    }

    /** Side of its tile by which a portal leg leads out, as the ordinal of a direction. */
    public static int sideOf(int leg) {
        return Slots.sideOf(leg);
    }

    // ---- ways: a leg and a length -------------------------------------------------------------------------------

    /** @param units length of a way that begins with that leg */
    static long way(int units, int leg) {
        return (long) units << 32 | leg;
    }

    /** Leg of an answer of {@link OracleWorker#takeWayQuickly}. */
    public static int ofWay(long way) {
        return (int) way;
    }

    /** Length in units of an answer of {@link OracleWorker#takeWayQuickly} that has a leg. */
    public static int unitsOf(long way) {
        return (int) (way >>> 32);
    }
}
