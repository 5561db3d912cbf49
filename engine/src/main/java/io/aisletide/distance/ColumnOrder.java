package io.aisletide.distance;

import io.aisletide.grid.Floor;
import java.util.Arrays;

/**
 * Columns that have been asked for, and the groups in which they are built: one search does for all that want the same
 * window, see {@link ColumnSearch}.
 *
 * <p>Each is a number of its own, sorted by {@link #block}, {@link #reach}, {@link #tile} and {@link #area}; those of a group
 * agree in the first two. The order of asking does not show.
 */
final class ColumnOrder {
    /** Regions are at most the cells of a tile, each in 16 blocks; with the 65,536 tiles of the largest floor an int just holds both. */
    private static final int AREA_BITS = 15;
    private static final int REACH_BITS = 6;
    private static final long COLUMN_MASK = (1L << Integer.SIZE) - 1;
    /** What a search does for each tile apart from what it does for each goal, in goals. */
    private static final int GOALS_A_LOOK = 16;

    private static final byte[] NOTHING = {};

    private final Floor floor;
    private final GoalAreas areas;
    /** {@link Reach} asked for, by tile and area. */
    private final byte[][] reaches;
    /** Tile and area of what was asked for, each once. */
    private int[] list = new int[64];

    private int count;

    ColumnOrder(Portals portals) {
        floor = portals.floor;
        areas = portals.areas;
        reaches = new byte[floor.tileCount()][];
        Arrays.fill(reaches, NOTHING);
    }

    // ---- asking -------------------------------------------------------------------------------------------------

    boolean isEmpty() {
        return count == 0;
    }

    /** Asks for a column; if it has been asked for already, for one that reaches as far as both. */
    void add(int tile, int area, int reach) {
        byte[] row = reaches[tile];
        if (row.length <= area) {
            int known = row.length;
            row = Arrays.copyOf(row, Math.max(area + 1, areas.count(tile)));
            Arrays.fill(row, known, row.length, (byte) Reach.NONE);
            reaches[tile] = row;
        }
        if (row[area] == Reach.NONE) {
            if (count == list.length) {
                list = Arrays.copyOf(list, count * 2);
            }
            list[count++] = tile << AREA_BITS | area;
        }
        row[area] = (byte) Reach.join(row[area], reach);
    }

    /** What has been asked for, in order; from here on it counts as not asked for. */
    long[] take() {
        long[] order = new long[count];
        for (int i = 0; i < count; i++) {
            int tile = tile(list[i]);
            byte[] row = reaches[tile];
            int area = area(list[i]);
            order[i] = group(Window.blockOf(floor, tile), row[area]) | list[i];
            row[area] = Reach.NONE;
        }
        count = 0;
        Arrays.sort(order);
        return order;
    }

    // ---- groups -------------------------------------------------------------------------------------------------

    static int tile(long column) {
        return (int) column >>> AREA_BITS;
    }

    static int area(long column) {
        return (int) column & (1 << AREA_BITS) - 1;
    }

    /** {@link Reach} of the window. */
    static int reach(long column) {
        return (int) (column >>> Integer.SIZE) & (1 << REACH_BITS) - 1;
    }

    /** Block of the window, see {@link Window#blockOf}. */
    static int block(long column) {
        return (int) (column >>> Integer.SIZE + REACH_BITS);
    }

    static boolean isSameGroup(long one, long other) {
        return one >>> Integer.SIZE == other >>> Integer.SIZE;
    }

    private static long group(int block, int reach) {
        return ((long) block << REACH_BITS | reach) << Integer.SIZE;
    }

    /**
     * Makes one group of several of a block where one search in a wider window is less work than one in each: for a few goals most of the work
     * is looking at the tiles, whatever the number of goals.
     *
     * @param order as {@link #take} gives it; changed
     */
    void widen(long[] order) {
        int start = 0;
        int next = endOfGroup(order, 0);
        while (next < order.length) {
            int end = endOfGroup(order, next);
            int block = block(order[start]);
            int joined = Reach.join(reach(order[start]), reach(order[next]));
            boolean pays = block(order[next]) == block
                    && end - start <= ColumnSearch.MAX_LANES
                    && work(block, joined, end - start)
                            <= work(block, reach(order[start]), next - start)
                                    + work(block, reach(order[next]), end - next);
            for (int i = start; i < end && pays; i++) {
                order[i] = group(block, joined) | order[i] & COLUMN_MASK;
            }
            start = pays ? start : next;
            next = end;
        }
    }

    private static int endOfGroup(long[] order, int start) {
        int end = start + 1;
        while (end < order.length && isSameGroup(order[end], order[start])) {
            end++;
        }
        return end;
    }

    private long work(int block, int reach, int goals) {
        return (long) Window.tiles(floor, block, reach) * (GOALS_A_LOOK + goals);
    }
}
