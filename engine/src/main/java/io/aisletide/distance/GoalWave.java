package io.aisletide.distance;

import io.aisletide.grid.Floor;
import java.util.Arrays;

/**
 * Fills the field of one goal: what it costs to get there from the cells of its tile, without turns. One instance a thread.
 *
 * <p>A breadth-first search over bit planes like {@link TileWave}, cut down to what a goal needs, because every robot asks
 * for one such field on its way: no headings, only those pairs of rows that the wave has reached, and costs written
 * straight into the field, where all cells of one level get the same byte.
 */
final class GoalWave {
    /** Answer of {@link #units}. */
    static final int NO_WAY = -1;

    private static final int PLANE = TileSteps.PLANE;
    /** Place in a field of the cell of a bit of a long, and what the number of the long adds. */
    private static final int[] PLACE_OF_BIT = new int[Long.SIZE];

    private static final int[] PLACE_OF_LONG = new int[PLANE];

    static {
        for (int bit = 0; bit < Long.SIZE; bit++) {
            PLACE_OF_BIT[bit] = GoalFields.blocked(bit);
        }
        for (int i = 0; i < PLANE; i++) {
            PLACE_OF_LONG[i] = GoalFields.blocked(i << 6);
        }
    }

    private final long[] seen = new long[PLANE];
    /** Cells reached at the levels to come, by level modulo the ring's size. */
    private long[] ring = new long[4 * PLANE];
    /** The longs of a level that may hold anything: first, and one after the last. */
    private int[] first = new int[4];

    private int[] end = new int[4];
    private int mask = 3;
    /** Field of searches that ask for one place only. */
    private final byte[] unread = new byte[Floor.TILE_CELLS];

    /**
     * @param goal place of the goal in the tile
     * @param field where the field lies in its chunk; cells without a way get {@link GoalFields#NO_WAY}
     */
    void fill(TileSteps steps, int goal, byte[] chunk, int field) {
        begin(steps, goal);
        Arrays.fill(chunk, field, field + Floor.TILE_CELLS, (byte) GoalFields.NO_WAY);
        // Levels that hold nothing lie between others only as far as the dearest step.
        for (int level = 0, idle = 0; idle <= mask; level++) {
            idle = run(steps, level, chunk, field) ? 0 : idle + 1;
        }
    }

    /**
     * The same for a wide field.
     *
     * @param field by place in the tile
     */
    void fillWide(TileSteps steps, int goal, short[] field) {
        begin(steps, goal);
        Arrays.fill(field, (short) GoalFields.NO_WAY);
        long[] known = new long[PLANE];
        for (int level = 0, idle = 0; idle <= mask; level++) {
            idle = run(steps, level, unread, 0) ? 0 : idle + 1;
            short cost = GoalFields.wideCost(level * steps.grain);
            for (int i = 0; i < PLANE && idle == 0; i++) {
                for (long bits = seen[i] & ~known[i]; bits != 0; bits &= bits - 1) {
                    field[(i << 6) + Long.numberOfTrailingZeros(bits)] = cost;
                }
                known[i] = seen[i];
            }
        }
    }

    /**
     * What it costs in units to get to a goal from one place, or {@link #NO_WAY} inside the tile.
     *
     * @param goal place of the goal in the tile
     */
    int units(TileSteps steps, int goal, int from) {
        begin(steps, goal);
        for (int level = 0, idle = 0; idle <= mask; level++) {
            idle = run(steps, level, unread, 0) ? 0 : idle + 1;
            if ((seen[from >> 6] >>> from & 1) != 0) {
                return level * steps.grain;
            }
        }
        return NO_WAY;
    }

    private void begin(TileSteps steps, int goal) {
        int dearest = steps.levels[steps.levels.length - 1];
        if (dearest > mask) {
            mask = (Integer.highestOneBit(dearest) << 1) - 1;
            ring = new long[(mask + 1) * PLANE];
            first = new int[mask + 1];
            end = new int[mask + 1];
        }
        Arrays.fill(ring, 0);
        Arrays.fill(seen, 0);
        Arrays.fill(first, PLANE);
        Arrays.fill(end, 0);
        ring[goal >> 6] = 1L << goal;
        first[0] = goal >> 6;
        end[0] = first[0] + 1;
    }

    /** Notes the cells of a level and those from which one step leads to them; false if there are none. */
    private boolean run(TileSteps steps, int level, byte[] chunk, int field) {
        int slot = level & mask;
        int base = slot * PLANE;
        int stop = end[slot];
        byte cost = (byte) (level * steps.grain % GoalFields.MODULUS);
        boolean found = false;
        for (int i = first[slot]; i < stop; i++) {
            long bits = ring[base + i] & ~seen[i];
            ring[base + i] = 0;
            if (bits == 0) {
                continue;
            }
            found = true;
            seen[i] |= bits;
            int at = field + PLACE_OF_LONG[i];
            for (long rest = bits; rest != 0; rest &= rest - 1) {
                chunk[at + PLACE_OF_BIT[Long.numberOfTrailingZeros(rest)]] = cost;
            }
            spread(steps, level, i, bits);
        }
        first[slot] = PLANE;
        end[slot] = 0;
        return found;
    }

    /** A step in a direction is undone: from the cell that it enters to the cell that it leaves. */
    private void spread(TileSteps steps, int level, int i, long bits) {
        long[] planes = steps.planes;
        for (int c = 0; c < steps.levels.length; c++) {
            int to = level + steps.levels[c] & mask;
            int east = TileSteps.plane(c, 0) + i;
            int south = east + PLANE;
            int west = south + PLANE;
            int north = west + PLANE;
            long here = bits >>> 1 & planes[east]
                    | bits >>> 32 & planes[south]
                    | bits << 1 & planes[west]
                    | bits << 32 & planes[north];
            int low = i;
            int high = i;
            ring[to * PLANE + i] |= here;
            if (i > 0) {
                long above = bits << 32 & planes[south - 1];
                if (above != 0) {
                    ring[to * PLANE + i - 1] |= above;
                    low = i - 1;
                }
            }
            if (i < PLANE - 1) {
                long below = bits >>> 32 & planes[north + 1];
                if (below != 0) {
                    ring[to * PLANE + i + 1] |= below;
                    high = i + 1;
                }
            }
            first[to] = Math.min(first[to], low);
            end[to] = Math.max(end[to], high + 1);
        }
    }
}
