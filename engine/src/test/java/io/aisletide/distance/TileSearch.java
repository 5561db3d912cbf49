package io.aisletide.distance;

import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import java.util.Arrays;

/**
 * Exact searches inside one tile: backward Dijkstra over (cell, heading) with a circular bucket queue (Dial, 1969). Step
 * costs are small integers, so a search is linear in the tile's states. One instance a thread; nothing is allocated after
 * construction.
 */
final class TileSearch {
    private static final int SIDE = Floor.TILE_SIDE;
    private static final int CELLS = Floor.TILE_CELLS;
    private static final int STATES = CELLS * 4;
    private static final int BUCKETS = Integer.highestOneBit(WayCost.MAX_STEP) << 1;
    private static final int BUCKET_MASK = BUCKETS - 1;
    private static final int NIL = -1;
    private static final int FAR = Integer.MAX_VALUE >> 1;

    private final WayCost wayCost;
    private final boolean turns;

    private final int[] cost = new int[STATES];
    private final int[] bucketHead = new int[BUCKETS];
    private int[] entryState = new int[STATES * 2];
    private int[] entryNext = new int[STATES * 2];
    private int[] entryCost = new int[STATES * 2];
    private int entries;
    private int pending;

    TileSearch(WayCost wayCost, Motion motion) {
        this.wayCost = wayCost;
        turns = motion == Motion.ROTATE;
        Arrays.fill(bucketHead, NIL);
    }

    void begin() {
        Arrays.fill(cost, FAR);
        entries = 0;
        pending = 0;
    }

    /** Adds a place from which the rest of the way costs that much. */
    void seed(int local, int heading, int atCost) {
        push(turns ? local << 2 | heading : local << 2, atCost);
    }

    /** Spreads backward from the seeds over the tile. */
    void run(int tile, LoadClass load) {
        int base = tile << Floor.TILE_SHIFT;
        int level = 0;
        while (pending > 0) {
            int entry = bucketHead[level & BUCKET_MASK];
            if (entry == NIL) {
                level++;
                continue;
            }
            bucketHead[level & BUCKET_MASK] = entryNext[entry];
            pending--;
            int state = entryState[entry];
            if (entryCost[entry] != level || cost[state] != level) {
                if (entryCost[entry] > level) {
                    requeue(entry);
                }
                continue;
            }
            expand(base, state, level, load);
        }
    }

    /** A seed far above the current level shares a bucket with nearer ones: it goes round once more. */
    private void requeue(int entry) {
        int bucket = entryCost[entry] & BUCKET_MASK;
        entryNext[entry] = bucketHead[bucket];
        bucketHead[bucket] = entry;
        pending++;
    }

    private void expand(int base, int state, int level, LoadClass load) {
        int local = state >>> 2;
        int heading = state & 3;
        if (turns) {
            push(local << 2 | heading + 1 & 3, level + WayCost.UNIT);
            push(local << 2 | heading + 3 & 3, level + WayCost.UNIT);
            if (inside(local, heading ^ 2)) {
                step(base, local, heading, level, load);
            }
        } else {
            for (int d = 0; d < 4; d++) {
                if (inside(local, d ^ 2)) {
                    step(base, local, d, level, load);
                }
            }
        }
    }

    /** Relaxes the step that enters {@code local} in that direction. */
    private void step(int base, int local, int direction, int level, LoadClass load) {
        int from = local + offset(direction ^ 2);
        if ((wayCost.exits(base + from, load) >> direction & 1) != 0) {
            int stepCost = wayCost.step(base + from, direction, base + local);
            push(turns ? from << 2 | direction : from << 2, level + stepCost);
        }
    }

    private static boolean inside(int local, int direction) {
        return switch (direction) {
            case 0 -> (local & 31) != 31;
            case 1 -> local < CELLS - SIDE;
            case 2 -> (local & 31) != 0;
            default -> local >= SIDE;
        };
    }

    private static int offset(int direction) {
        return switch (direction) {
            case 0 -> 1;
            case 1 -> SIDE;
            case 2 -> -1;
            default -> -SIDE;
        };
    }

    private void push(int state, int atCost) {
        if (atCost >= cost[state]) {
            return;
        }
        cost[state] = atCost;
        if (entries == entryState.length) {
            grow();
        }
        int bucket = atCost & BUCKET_MASK;
        entryState[entries] = state;
        entryCost[entries] = atCost;
        entryNext[entries] = bucketHead[bucket];
        bucketHead[bucket] = entries++;
        pending++;
    }

    private void grow() {
        entryState = Arrays.copyOf(entryState, entries * 2);
        entryNext = Arrays.copyOf(entryNext, entries * 2);
        entryCost = Arrays.copyOf(entryCost, entries * 2);
    }

    /** Writes the result as {@link HeadingField} entries. */
    void writeHeadings(int[] into, int offset) {
        for (int local = 0; local < CELLS; local++) {
            int s = local << 2;
            int entry;
            if (turns) {
                entry = HeadingField.pack(cost[s], cost[s + 1], cost[s + 2], cost[s + 3]);
            } else {
                entry = Math.min(cost[s], HeadingField.UNREACHABLE);
            }
            into[offset + local] = entry;
        }
    }

    /** Cost of a state after {@link #run}, or {@link HeadingField#UNREACHABLE}. */
    int cost(int local, int heading) {
        return Math.min(cost[turns ? local << 2 | heading : local << 2], HeadingField.UNREACHABLE);
    }
}
