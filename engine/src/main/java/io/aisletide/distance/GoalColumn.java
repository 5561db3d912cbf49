package io.aisletide.distance;

import io.aisletide.grid.Floor;
import org.jspecify.annotations.Nullable;

/**
 * What it costs, from beyond every portal near one goal {@link GoalAreas area}, to get to that area: one column of the table of tile
 * pairs, cut to a {@link Window}. Immutable; costs are in units, saturated.
 */
final class GoalColumn {
    static final int UNREACHABLE = 0xFFFF;
    /** For {@link #best}. */
    static final long NO_WAY = -1;

    final Window window;
    final char[] costs;

    GoalColumn(Window window, char[] costs) {
        this.window = window;
        this.costs = costs;
    }

    /** As {@link Reach}. */
    int reach() {
        return window.reach;
    }

    boolean whole() {
        return window.whole;
    }

    boolean covers(int tile) {
        return window.covers(tile);
    }

    /** Reads the costs that one looks at from a tile; the value means nothing. */
    int glance(int tile) {
        int at = covers(tile) ? base(tile) : 0;
        return at < costs.length ? costs[at] : at;
    }

    /** Index in {@link #costs} of a tile's first portal; the tile's others follow. The tile must be covered. */
    int base(int tile) {
        return window.baseAt(window.indexOf(tile));
    }

    /**
     * The best way out of a covered tile from one of its cells.
     *
     * @param fields fields of portals, those of the tile's portals from {@code first} on
     * @param used which slots are in use, as bits, those of the tile's from the word of {@code first} on
     * @return the cost in units to the goal area in the high half and which of the tile's slots to leave by in the low;
     *     {@link #NO_WAY} if there is no way
     */
    long best(int[] @Nullable [] fields, int first, long[] used, int cell, int heading) {
        int local = cell & Floor.LOCAL_MASK;
        int at = base(cell >>> Floor.TILE_SHIFT);
        int least = UNREACHABLE;
        int by = 0;
        for (int half = first; half < first + Slots.GATES; half += Long.SIZE) {
            for (long rest = used[Slots.wordOf(half)]; rest != 0; rest &= rest - 1) {
                int slot = half + Long.numberOfTrailingZeros(rest);
                int[] field = fields[slot];
                int beyond = costs[at++];
                int entry = field == null ? HeadingField.UNREACHABLE : field[local];
                if (beyond != UNREACHABLE && HeadingField.lowest(entry) != HeadingField.UNREACHABLE) {
                    int cost = beyond + HeadingField.cost(entry, heading);
                    if (cost < least) {
                        least = cost;
                        by = slot - first;
                    }
                }
            }
        }
        return least == UNREACHABLE ? NO_WAY : Legs.way(least, by);
    }

    /** {@link #best} in units alone, or {@link Legs#NO_LEG}. */
    int units(int[] @Nullable [] fields, int first, long[] used, int cell, int heading) {
        long best = best(fields, first, used, cell, heading);
        return best == NO_WAY ? Legs.NO_LEG : Legs.unitsOf(best);
    }
}
