package io.aisletide.distance;

import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The steps inside one tile for one load class, sorted by what they cost: for each cost that occurs, and each direction, a
 * bit plane of the cells that may be left that way at that cost. On a floor with lanes there are two costs, so a tile
 * takes 1 KB. Immutable.
 *
 * <p>A plane is {@value #PLANE} longs: two rows of 32 cells each, the upper row in the low half.
 */
final class TileSteps {
    /** Longs a plane. */
    static final int PLANE = Floor.TILE_CELLS / Long.SIZE;

    /** Greatest divisor of all costs of steps and turns, in units: what one level of a {@link TileWave} stands for. */
    final int grain;

    /** Costs of steps, ascending, in levels. */
    final int[] levels;
    /** Planes by cost, then direction. */
    final long[] planes;
    /** Cells that can be stood on and are not closed. */
    final long[] open;
    /** Cells that can be stood on and are closed: they may be left, not entered. */
    final long[] closed;
    /** Whether some step between open cells cannot be undone at once: there are one-way rules. */
    final boolean directed;

    private TileSteps(int grain, int[] levels, long[] planes, long[] open, long[] closed) {
        this.grain = grain;
        this.levels = levels;
        this.planes = planes;
        this.open = open;
        this.closed = closed;
        directed = findDirected();
    }

    private boolean findDirected() {
        for (int i = 0; i < PLANE; i++) {
            long down = exits(i, 1) & open[i];
            long entered = down << 32 | (i > 0 ? (exits(i - 1, 1) & open[i - 1]) >>> 32 : 0);
            if ((exits(i, 0) & open[i]) << 1 != (exits(i, 2) & open[i]) || entered != (exits(i, 3) & open[i])) {
                return true;
            }
        }
        return false;
    }

    /** Cells of the i-th long that may be left in a direction, for a place inside the tile. */
    long exits(int i, int direction) {
        long cells = 0;
        for (int c = 0; c < levels.length; c++) {
            cells |= planes[plane(c, direction) + i];
        }
        return cells;
    }

    /** Index of the first long of a plane. */
    static int plane(int cost, int direction) {
        return (cost << 2 | direction) * PLANE;
    }

    static TileSteps of(int tile, LoadClass load, WayCost wayCost) {
        Floor floor = wayCost.floor();
        int base = tile << Floor.TILE_SHIFT;
        int[] costs = {WayCost.UNIT};
        long[] planes = new long[4 * PLANE];
        long[] open = new long[PLANE];
        long[] closed = new long[PLANE];
        boolean even = true;
        for (int local = 0; local < Floor.TILE_CELLS; local++) {
            int cell = base | local;
            if (floor.passable(cell, load)) {
                (wayCost.overlay().isClosed(cell, load) ? closed : open)[local >> 6] |= 1L << local;
            }
            int exits = wayCost.exits(cell, load);
            for (int d = 0; d < 4; d++) {
                if ((exits >> d & 1) == 0) {
                    continue;
                }
                int cost = wayCost.step(cell, d, floor.neighbour(cell, d));
                even &= (cost & 1) == 0;
                if (!isInside(local, d)) {
                    continue; // Seeds of portals: the grain has to divide their cost too.
                }
                int found = Arrays.binarySearch(costs, cost);
                if (found < 0) {
                    found = -1 - found;
                    costs = insert(costs, found, cost);
                    planes = insertPlanes(planes, found);
                }
                planes[plane(found, d) + (local >> 6)] |= 1L << local;
            }
        }
        int grain = even ? WayCost.UNIT : 1;
        for (int i = 0; i < costs.length; i++) {
            costs[i] /= grain;
        }
        return new TileSteps(grain, costs, planes, open, closed);
    }

    private static int[] insert(int[] into, int at, int value) {
        int[] wider = new int[into.length + 1];
        System.arraycopy(into, 0, wider, 0, at);
        wider[at] = value;
        System.arraycopy(into, at, wider, at + 1, into.length - at);
        return wider;
    }

    private static long[] insertPlanes(long[] into, int at) {
        long[] wider = new long[into.length + 4 * PLANE];
        System.arraycopy(into, 0, wider, 0, plane(at, 0));
        System.arraycopy(into, plane(at, 0), wider, plane(at + 1, 0), into.length - plane(at, 0));
        return wider;
    }

    /**
     * Grows a set of cells by all from which a way leads into it, and if so asked by all to which a way leads out of it.
     *
     * @param within the only cells that may be added
     */
    void grow(long[] set, long[] within, boolean bothWays) {
        boolean grown = true;
        while (grown) {
            grown = false;
            for (int i = 0; i < PLANE; i++) {
                grown |= growAt(set, within, bothWays, i);
            }
            for (int i = PLANE - 1; i >= 0; i--) {
                grown |= growAt(set, within, bothWays, i);
            }
        }
    }

    /** Whether one place can be reached from another in at most so many steps; breadth first. */
    boolean reaches(int from, int to, int steps) {
        long[] reached = new long[PLANE];
        reached[from >> 6] = 1L << from;
        long[] next = new long[PLANE];
        for (int depth = 0; (reached[to >> 6] >>> to & 1) == 0; depth++) {
            if (depth == steps) {
                return false;
            }
            // A step leads at most into the next long, so after n steps nothing has changed further than n longs away.
            int low = Math.max(0, (from >> 6) - depth - 1);
            int high = Math.min(PLANE - 1, (from >> 6) + depth + 1);
            for (int i = low; i <= high; i++) {
                next[i] = reached[i] | entered(reached, i);
            }
            long[] swap = reached;
            reached = next;
            next = swap;
        }
        return true;
    }

    /** Cells of the i-th long that one step leads to from a set. */
    private long entered(long[] set, int i) {
        long here = set[i];
        long above = i > 0 ? set[i - 1] : 0;
        long below = i + 1 < PLANE ? set[i + 1] : 0;
        long found = 0;
        for (int c = 0; c < levels.length; c++) {
            int east = plane(c, 0) + i;
            int south = plane(c, 1) + i;
            int west = plane(c, 2) + i;
            int north = plane(c, 3) + i;
            found |= (here & planes[east]) << 1 | (here & planes[west]) >>> 1;
            found |= (here & planes[south]) << 32 | (here & planes[north]) >>> 32;
            found |= i > 0 ? (above & planes[south - 1]) >>> 32 : 0;
            found |= i + 1 < PLANE ? (below & planes[north + 1]) << 32 : 0;
        }
        return found;
    }

    private boolean growAt(long[] set, long[] within, boolean bothWays, int i) {
        long before = set[i];
        long above = i > 0 ? set[i - 1] >>> 32 : 0;
        long below = i + 1 < PLANE ? set[i + 1] << 32 : 0;
        long now = before;
        long last;
        do {
            last = now;
            for (int c = 0; c < levels.length; c++) {
                long east = planes[plane(c, 0) + i];
                long south = planes[plane(c, 1) + i];
                long west = planes[plane(c, 2) + i];
                long north = planes[plane(c, 3) + i];
                long more = now >>> 1 & east | now << 1 & west | now >>> 32 & south | now << 32 & north;
                more |= above & north | below & south;
                if (bothWays) {
                    more |= (now & east) << 1 | (now & west) >>> 1 | (now & south) << 32 | (now & north) >>> 32;
                    more |= i > 0 ? above & planes[plane(c, 1) + i - 1] >>> 32 : 0;
                    more |= i + 1 < PLANE ? below & planes[plane(c, 3) + i + 1] << 32 : 0;
                }
                now |= more & within[i];
            }
        } while (now != last);
        set[i] = now;
        return now != before;
    }

    boolean hasClosedCells() {
        for (long cells : closed) {
            if (cells != 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TileSteps that
                && grain == that.grain
                && Arrays.equals(levels, that.levels)
                && Arrays.equals(planes, that.planes)
                && Arrays.equals(open, that.open)
                && Arrays.equals(closed, that.closed);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(planes) + Arrays.hashCode(open)) + Arrays.hashCode(closed);
    }

    /** Whether the step stays in the tile. */
    static boolean isInside(int local, int direction) {
        return switch (direction) {
            case 0 -> (local & 31) != 31;
            case 1 -> local < Floor.TILE_CELLS - Floor.TILE_SIDE;
            case 2 -> (local & 31) != 0;
            default -> local >= Floor.TILE_SIDE;
        };
    }
}
