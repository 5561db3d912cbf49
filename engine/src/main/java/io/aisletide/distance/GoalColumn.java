package io.aisletide.distance;

import io.aisletide.grid.Floor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What it costs, from beyond every portal near one goal region, to get to that region: one column of the table of tile
 * pairs, cut to a {@link Window}. Immutable; costs are in units, saturated.
 */
final class GoalColumn {
    static final int UNREACHABLE = 0xFFFF;

    final Window window;
    final char[] costs;

    GoalColumn(Window window, char[] costs) {
        this.window = window;
        this.costs = costs;
    }

    int radius() {
        return window.radius;
    }

    boolean whole() {
        return window.whole;
    }

    boolean covers(int tile) {
        return window.covers(tile);
    }

    /** Index in {@link #costs} of a tile's first portal; the tile's others follow. The tile must be covered. */
    int base(int tile) {
        return window.baseAt(window.indexOf(tile));
    }

    /**
     * What it costs, in units, to get to the goal region from a cell of a covered tile; {@link
     * TiledDistanceOracle#NO_LEG} if there is no way.
     *
     * @param fields fields of portals, those of the tile's portals from {@code first} on
     */
    int units(@Nullable int[][] fields, int first, int cell, int heading) {
        int local = cell & Floor.LOCAL_MASK;
        int at = base(cell >>> Floor.TILE_SHIFT);
        int least = UNREACHABLE;
        for (int slot = first; slot < first + Portals.PER_TILE; slot++) {
            int[] field = fields[slot];
            if (field == null) {
                continue;
            }
            int beyond = costs[at++];
            int entry = field[local];
            if (beyond != UNREACHABLE && HeadingField.lowest(entry) != HeadingField.UNREACHABLE) {
                least = Math.min(least, beyond + HeadingField.cost(entry, heading));
            }
        }
        return least == UNREACHABLE ? TiledDistanceOracle.NO_LEG : least;
    }

    /** Whether two columns say the same about all portals of a tile. */
    static boolean agree(GoalColumn one, GoalColumn other, int tile) {
        if (!one.covers(tile) || !other.covers(tile)) {
            return one.covers(tile) == other.covers(tile);
        }
        int i = one.window.indexOf(tile);
        int k = other.window.indexOf(tile);
        return Arrays.equals(
                one.costs,
                one.window.baseAt(i),
                one.window.baseAt(i + 1),
                other.costs,
                other.window.baseAt(k),
                other.window.baseAt(k + 1));
    }
}
