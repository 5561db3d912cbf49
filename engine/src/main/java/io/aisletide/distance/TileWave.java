package io.aisletide.distance;

import io.aisletide.grid.Floor;
import io.aisletide.grid.Motion;
import java.util.Arrays;

/**
 * Exact searches inside one tile, backward from a goal: Dial's buckets (1969) with whole bit planes for buckets. A level
 * holds one plane a heading; spreading it is a handful of shifts and masks for 64 cells at a time, so a search costs about
 * as much as writing its result.
 *
 * <p>One instance a thread; nothing is allocated once the ring has its size.
 */
final class TileWave {
    private static final int PLANE = TileSteps.PLANE;
    private static final int CELLS = Floor.TILE_CELLS;

    /** No place to stop at. */
    static final int NOWHERE = -1;

    private final boolean turns;
    private final int headings;
    /** Candidates by level, round robin: planes by heading. */
    private long[] ring = new long[0];

    private int ringMask;
    /** Cells whose cost is known, by heading. */
    private final long[] seen;

    private final long[] fresh;
    private int grain;
    private int lastLevel;
    /** Result in units, by place, as {@link HeadingField} or plain cost. */
    private final int[] entries = new int[CELLS];

    TileWave(Motion motion) {
        turns = motion == Motion.ROTATE;
        headings = turns ? 4 : 1;
        seen = new long[headings * PLANE];
        fresh = new long[headings * PLANE];
    }

    /** Starts a search over that tile. */
    void begin(TileSteps steps) {
        grain = steps.grain;
        // Seeds lie up to one step's cost above level 0.
        int reach = Math.max(WayCost.MAX_STEP / grain, 2);
        int size = Integer.highestOneBit(reach) << 1;
        if (ring.length < size * headings * PLANE) {
            ring = new long[size * headings * PLANE];
        }
        ringMask = ring.length / (headings * PLANE) - 1;
        Arrays.fill(seen, 0);
        Arrays.fill(entries, HeadingField.UNREACHABLE);
        lastLevel = -1;
    }

    /** Adds a place from which the rest of the way costs that many units: at most {@link WayCost#MAX_STEP}, a multiple of
     * the grain. */
    void seed(int local, int heading, int cost) {
        int level = cost / grain;
        int at = levelAt(level) + (turns ? heading * PLANE : 0) + (local >> 6);
        ring[at] |= 1L << local;
        lastLevel = Math.max(lastLevel, level);
    }

    private int levelAt(int level) {
        return (level & ringMask) * headings * PLANE;
    }

    /** Spreads from the seeds over the tile. */
    void run(TileSteps steps) {
        run(steps, NOWHERE, 0);
    }

    /**
     * Spreads from the seeds until a place is reached, and on to what costs up to {@code margin} units more; what lies
     * beyond stays unreachable.
     *
     * @param place place in the tile, or {@link #NOWHERE} to spread over all of it
     */
    void run(TileSteps steps, int place, int margin) {
        int last = Integer.MAX_VALUE;
        for (int level = 0; level <= lastLevel; level++) {
            if (level > last) {
                int from = levelAt(level);
                Arrays.fill(ring, from, from + headings * PLANE, 0);
            } else if (takeFresh(level)) {
                spread(steps, level);
                if (last == Integer.MAX_VALUE && place != NOWHERE && entries[place] != HeadingField.UNREACHABLE) {
                    last = level + margin / grain;
                }
            }
        }
    }

    /** Moves what is new in a level to {@link #fresh}, notes its cost, and empties the level. */
    private boolean takeFresh(int level) {
        int from = levelAt(level);
        int cost = Math.min(level * grain, HeadingField.UNREACHABLE);
        long any = 0;
        for (int heading = 0; heading < headings; heading++) {
            int plane = heading * PLANE;
            int shift = 16 + (heading << 2);
            for (int i = 0; i < PLANE; i++) {
                long bits = ring[from + plane + i] & ~seen[plane + i];
                ring[from + plane + i] = 0;
                fresh[plane + i] = bits;
                if (bits == 0) {
                    continue;
                }
                any |= bits;
                seen[plane + i] |= bits;
                for (int local = i << 6; bits != 0; bits &= bits - 1) {
                    int place = local + Long.numberOfTrailingZeros(bits);
                    int entry = entries[place];
                    // What is no lowest cost yet is one by now; the others say how much their heading adds.
                    entries[place] = entry == HeadingField.UNREACHABLE ? cost : entry | cost - (entry & 0xFFFF) << shift;
                }
            }
        }
        return any != 0;
    }

    private void spread(TileSteps steps, int level) {
        if (turns) {
            turn(level);
        }
        for (int c = 0; c < steps.levels.length; c++) {
            int to = level + steps.levels[c];
            int into = levelAt(to);
            boolean found = stepEast(steps.planes, TileSteps.plane(c, 0), into, 0);
            found |= stepSouth(steps.planes, TileSteps.plane(c, 1), into, 1);
            found |= stepWest(steps.planes, TileSteps.plane(c, 2), into, 2);
            found |= stepNorth(steps.planes, TileSteps.plane(c, 3), into, 3);
            if (found) {
                lastLevel = Math.max(lastLevel, to);
            }
        }
    }

    private void turn(int level) {
        int to = level + WayCost.UNIT / grain;
        int into = levelAt(to);
        for (int heading = 0; heading < 4; heading++) {
            int one = (heading + 1 & 3) * PLANE;
            int other = (heading + 3 & 3) * PLANE;
            for (int i = 0; i < PLANE; i++) {
                ring[into + heading * PLANE + i] |= fresh[one + i] | fresh[other + i];
            }
        }
        lastLevel = Math.max(lastLevel, to);
    }

    // A step in a direction is undone: from the place that it enters to the place that it leaves.

    private boolean stepEast(long[] planes, int mask, int into, int heading) {
        int plane = turns ? heading * PLANE : 0;
        long any = 0;
        for (int i = 0; i < PLANE; i++) {
            long before = fresh[plane + i] >>> 1 & planes[mask + i];
            ring[into + plane + i] |= before;
            any |= before;
        }
        return any != 0;
    }

    private boolean stepWest(long[] planes, int mask, int into, int heading) {
        int plane = turns ? heading * PLANE : 0;
        long any = 0;
        for (int i = 0; i < PLANE; i++) {
            long before = fresh[plane + i] << 1 & planes[mask + i];
            ring[into + plane + i] |= before;
            any |= before;
        }
        return any != 0;
    }

    private boolean stepSouth(long[] planes, int mask, int into, int heading) {
        int plane = turns ? heading * PLANE : 0;
        long any = 0;
        for (int i = 0; i < PLANE; i++) {
            long below = i + 1 < PLANE ? fresh[plane + i + 1] << 32 : 0;
            long before = (fresh[plane + i] >>> 32 | below) & planes[mask + i];
            ring[into + plane + i] |= before;
            any |= before;
        }
        return any != 0;
    }

    private boolean stepNorth(long[] planes, int mask, int into, int heading) {
        int plane = turns ? heading * PLANE : 0;
        long any = 0;
        for (int i = 0; i < PLANE; i++) {
            long above = i > 0 ? fresh[plane + i - 1] >>> 32 : 0;
            long before = (fresh[plane + i] << 32 | above) & planes[mask + i];
            ring[into + plane + i] |= before;
            any |= before;
        }
        return any != 0;
    }

    /** The result of {@link #run}: by place a {@link HeadingField} entry, or without turns the cost. Not to be kept. */
    int[] entries() {
        return entries;
    }
}
