package io.aisletide.command;

import io.aisletide.grid.Floor;
import io.aisletide.traffic.World;

/**
 * Pairs robots with goal cells so that the fleet keeps its shape: robots in the west get goals in the west, and among
 * those, robots in the north get goals in the north.
 *
 * <p>That is the Knothe-Rosenblatt rearrangement of optimal transport: match the quantiles in x, then, strip by strip,
 * the quantiles in y. It is not the assignment with the shortest sum of ways, but nobody crosses the whole crowd, and
 * it takes two sorts: tens of milliseconds for half a million robots, where an exact matching needs O(n^3).
 *
 * <p>Ties are broken by robot number and by place, so equal inputs give equal pairs.
 */
final class GoalMatcher {
    private static final int DIGIT_BITS = 11;
    private static final int DIGITS = 1 << DIGIT_BITS;
    private static final int DIGIT_MASK = DIGITS - 1;
    /** Sides are at most 8192 cells: 13 bits each of x and y in a key. */
    private static final int SIDE_BITS = 13;

    private static final int SIDE_MASK = (1 << SIDE_BITS) - 1;
    /** Key bits above an item's own 32. */
    private static final int ITEM_BITS = 32;

    private final Floor floor;

    GoalMatcher(Floor floor) {
        this.floor = floor;
    }

    /**
     * Gives each robot one of the cells.
     *
     * @param robots numbers of robots; reordered by the call
     * @param cells as many distinct cells as there are robots
     * @return goals[i] is the goal of robots.get(i) after the call
     */
    int[] match(World world, IntList robots, IntList cells) {
        int count = robots.size;
        if (cells.size != count) {
            throw new IllegalArgumentException(cells.size + " cells for " + count + " robots");
        }
        long[] scratch = new long[count];
        long[] places = new long[count];
        long[] fleet = new long[count];
        for (int i = 0; i < count; i++) {
            int place = cells.get(i);
            places[i] = key(floor.xOf(place), floor.yOf(place), place);
            int robot = robots.get(i);
            int cell = world.cell(robot);
            fleet[i] = key(floor.xOf(cell), floor.yOf(cell), robot);
        }
        return pairInStrips(sorted(fleet, count, scratch), sorted(places, count, scratch), robots);
    }

    private int[] pairInStrips(long[] fleet, long[] places, IntList robots) {
        int count = robots.size;
        int strips = Math.max(1, (int) Math.sqrt(count));
        int[] goals = new int[count];
        for (int strip = 0; strip < strips; strip++) {
            int from = (int) ((long) strip * count / strips);
            int to = (int) ((long) (strip + 1) * count / strips);
            sortByRow(fleet, from, to);
            sortByRow(places, from, to);
            for (int i = from; i < to; i++) {
                robots.items[i] = (int) fleet[i];
                goals[i] = (int) places[i];
            }
        }
        return goals;
    }

    /** Sorts by y, then x, then item: keys change from (x, y, item) to (y, x, item). */
    private static void sortByRow(long[] keys, int from, int to) {
        for (int i = from; i < to; i++) {
            long key = keys[i];
            long x = key >>> (ITEM_BITS + SIDE_BITS);
            long y = key >>> ITEM_BITS & SIDE_MASK;
            keys[i] = (y << SIDE_BITS | x) << ITEM_BITS | key & 0xFFFF_FFFFL;
        }
        java.util.Arrays.sort(keys, from, to);
    }

    private static long key(int x, int y, int item) {
        return ((long) x << SIDE_BITS | y) << ITEM_BITS | item;
    }

    /** Radix sort by the bits above the item; stable, so equal places keep the order of their items. */
    private static long[] sorted(long[] keys, int size, long[] scratch) {
        long[] from = keys;
        long[] to = scratch;
        int[] starts = new int[DIGITS + 1];
        for (int shift = ITEM_BITS; shift < ITEM_BITS + 2 * SIDE_BITS; shift += DIGIT_BITS) {
            java.util.Arrays.fill(starts, 0);
            for (int i = 0; i < size; i++) {
                starts[(int) (from[i] >>> shift & DIGIT_MASK) + 1]++;
            }
            for (int digit = 0; digit < DIGITS; digit++) {
                starts[digit + 1] += starts[digit];
            }
            for (int i = 0; i < size; i++) {
                long key = from[i];
                to[starts[(int) (key >>> shift & DIGIT_MASK)]++] = key;
            }
            long[] swap = from;
            from = to;
            to = swap;
        }
        return java.util.Arrays.copyOf(from, size);
    }
}
