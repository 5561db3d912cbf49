package io.aisletide.command;

import io.aisletide.grid.Floor;
import io.aisletide.traffic.World;
import java.util.Arrays;

/**
 * Pairs robots with goal cells so that the fleet keeps its shape: robots in the west get goals in the west, and among
 * those, robots in the north get goals in the north.
 *
 * <p>That is the Knothe-Rosenblatt rearrangement of optimal transport: match the quantiles in x, then, strip by strip,
 * the quantiles in y. It is not the assignment with the shortest sum of ways, but nobody crosses the whole crowd, and
 * it takes two radix sorts: some ten milliseconds for half a million robots, where an exact matching needs O(n^3).
 *
 * <p>Ties are broken by robot number and by place, so equal inputs give equal pairs.
 */
final class GoalMatcher {
    private static final int DIGIT_BITS = 13;
    /** Sides are at most 8192 cells: 13 bits each of x and y in a key. */
    private static final int SIDE_BITS = 13;

    /** Lower digit of a y; the upper one is what is left. */
    private static final int ROW_DIGIT_BITS = 7;

    /** Key bits above an item's own 32. */
    private static final int ITEM_BITS = 32;

    private static final int STRIPS_A_PIECE = 16;

    private final Floor floor;
    /** For keys of robots and places: kept, and for all robots from the first, as an alarm should not have to wait for 16 MB and what is cleared away for them. */
    private final long[][] room = new long[4][0];

    /** Keys of robots and of as many places that belong to each other. */
    private record Strip(long[] fleet, long[] places, int from, int to) {}

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
        makeRoom(Math.max(count, world.robotCount()));
        long[][] sorted = new long[2][];
        long[][] spoilt = new long[2][];
        world.forEach(sorted.length, (i, worker) -> {
            long[] keys = room[2 * i];
            for (int k = 0; k < count; k++) {
                keys[k] = i == 0 ? key(world.cell(robots.get(k)), robots.get(k)) : key(cells.get(k), cells.get(k));
            }
            long[] other = room[2 * i + 1];
            sorted[i] = sorted(keys, count, other);
            spoilt[i] = sorted[i] == keys ? other : keys;
        });
        int[] goals = new int[count];
        int strips = Math.max(1, (int) Math.sqrt(count));
        int pieces = (strips + STRIPS_A_PIECE - 1) / STRIPS_A_PIECE;
        world.forEach(pieces, (piece, worker) -> {
            int[] starts = new int[(1 << ROW_DIGIT_BITS) + 1];
            int last = Math.min(strips, (piece + 1) * STRIPS_A_PIECE);
            for (int strip = piece * STRIPS_A_PIECE; strip < last; strip++) {
                int from = (int) ((long) strip * count / strips);
                int to = (int) ((long) (strip + 1) * count / strips);
                pairStrip(new Strip(sorted[0], sorted[1], from, to), spoilt[0], starts, robots, goals);
            }
        });
        return goals;
    }

    private void makeRoom(int robots) {
        for (int i = 0; i < room.length && room[i].length < robots; i++) {
            room[i] = new long[robots];
        }
    }

    /** The robots and places of one strip, each in the order of their rows. */
    private static void pairStrip(Strip strip, long[] scratch, int[] starts, IntList robots, int[] goals) {
        sortByRow(strip.fleet, strip.from, strip.to, scratch, starts);
        sortByRow(strip.places, strip.from, strip.to, scratch, starts);
        for (int i = strip.from; i < strip.to; i++) {
            robots.items[i] = (int) strip.fleet[i];
            goals[i] = (int) strip.places[i];
        }
    }

    /** Sorts keys that are sorted by x, then y, by y, then x: by the two digits of y, one after the other. */
    private static void sortByRow(long[] keys, int from, int to, long[] scratch, int[] starts) {
        sortByDigit(keys, from, to, scratch, ITEM_BITS, ROW_DIGIT_BITS, starts);
        sortByDigit(scratch, from, to, keys, ITEM_BITS + ROW_DIGIT_BITS, SIDE_BITS - ROW_DIGIT_BITS, starts);
    }

    private long key(int cell, int item) {
        return ((long) floor.xOf(cell) << SIDE_BITS | floor.yOf(cell)) << ITEM_BITS | item;
    }

    /** Radix sort by the bits above the item; stable, so equal places keep the order of their items. Spoils both arrays. */
    private static long[] sorted(long[] keys, int size, long[] scratch) {
        long[] from = keys;
        long[] to = scratch;
        int[] starts = new int[(1 << DIGIT_BITS) + 1];
        for (int shift = ITEM_BITS; shift < ITEM_BITS + 2 * SIDE_BITS; shift += DIGIT_BITS) {
            sortByDigit(from, 0, size, to, shift, DIGIT_BITS, starts);
            long[] swap = from;
            from = to;
            to = swap;
        }
        return from;
    }

    /** One pass of a radix sort, from one array to the same places of another. */
    private static void sortByDigit(long[] keys, int from, int to, long[] into, int shift, int bits, int[] starts) {
        int mask = (1 << bits) - 1;
        Arrays.fill(starts, 0);
        for (int i = from; i < to; i++) {
            starts[(int) (keys[i] >>> shift & mask) + 1]++;
        }
        starts[0] = from;
        for (int digit = 0; digit < mask; digit++) {
            starts[digit + 1] += starts[digit];
        }
        for (int i = from; i < to; i++) {
            long key = keys[i];
            into[starts[(int) (key >>> shift & mask)]++] = key;
        }
    }
}
