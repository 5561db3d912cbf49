package io.aisletide.distance;

import io.aisletide.grid.Floor;
import java.util.Arrays;

/**
 * The parts of a tile, and which of them lead to which inside the tile: cells are of one part if one can
 * get from each to the other. Closed cells have parts of their own, as nobody comes to them from open ones. Immutable.
 */
final class TileParts {
    private static final int[] STEP = {1, Floor.TILE_SIDE, -1, -Floor.TILE_SIDE};

    final int count;
    /** Parts of open cells; they come first. */
    final int openCount;
    /** Part of each cell by place in the tile; {@link Regions#NONE} where nobody can stand. */
    final short[] labels;
    /** Steps from one part of open cells to another, each once: {@code from << 32 | to}. */
    final long[] steps;

    private final PartOrder order;

    TileParts(TileSteps of) {
        int[] cells = new int[Floor.TILE_CELLS];
        int open = list(of.open, cells, 0);
        int size = list(of.closed, cells, open);
        int[] nodes = new int[Floor.TILE_CELLS];
        for (int node = 0; node < size; node++) {
            nodes[cells[node]] = node;
        }
        int[] start = new int[size + 1];
        int[] targets = new int[4 * size];
        int edges = 0;
        for (int node = 0; node < size; node++) {
            int cell = cells[node];
            for (int d = 0; d < 4; d++) {
                if ((of.exits(cell >> 6, d) >>> cell & 1) != 0) {
                    targets[edges++] = nodes[cell + STEP[d]];
                }
            }
            start[node + 1] = edges;
        }
        StrongParts found = new StrongParts(start, targets);
        count = found.count;
        labels = new short[Floor.TILE_CELLS];
        Arrays.fill(labels, (short) Regions.NONE);
        int last = -1;
        for (int node = 0; node < size; node++) {
            labels[cells[node]] = (short) found.part[node];
            last = node < open ? Math.max(last, found.part[node]) : last;
        }
        openCount = last + 1; // Open cells were searched from first, and lead to open cells only.
        long[] between = new long[edges];
        for (int node = 0; node < size; node++) {
            for (int edge = start[node]; edge < start[node + 1]; edge++) {
                between[edge] = (long) found.part[node] << 32 | found.part[targets[edge]];
            }
        }
        long[] all = PartOrder.distinct(between, edges);
        order = new PartOrder(count, all);
        int ofOpen = 0;
        while (ofOpen < all.length && all[ofOpen] >>> 32 < openCount) {
            ofOpen++;
        }
        steps = Arrays.copyOf(all, ofOpen);
    }

    /** Adds the places of a plane to a list; returns its new size. */
    private static int list(long[] plane, int[] into, int size) {
        int used = size;
        for (int i = 0; i < plane.length; i++) {
            for (long bits = plane[i]; bits != 0; bits &= bits - 1) {
                into[used++] = (i << 6) + Long.numberOfTrailingZeros(bits);
            }
        }
        return used;
    }

    /** Whether a way inside the tile leads from one part to another. */
    boolean leads(int from, int to) {
        return order.leads(from, to);
    }

    boolean isLike(TileParts other) {
        return count == other.count && order.isLike(other.order);
    }
}
