package io.aisletide.distance;

import io.aisletide.grid.Floor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Regions of one load class: the parts of each tile in which one can get from each cell to each other without leaving the tile.
 *
 * <p>Where every step between open cells can be undone, they are what hangs together, and none leads to another; it takes a few
 * operations on planes of bits. Elsewhere they are {@link TileParts}.
 *
 * <p>Threads: a tile's regions are found by one, different tiles by many at a time; all may ask when none is at work.
 */
final class Regions {
    /** Region of a cell that cannot be entered. */
    static final int NONE = -1;

    /** Region of each cell. */
    private final short[] labels;

    private final short[] counts;
    /** Regions that have open cells; they come first. */
    private final short[] openCounts;
    /** By tile; null where regions are what hangs together. */
    private final @Nullable TileParts[] parts;

    Regions(Floor floor) {
        int tiles = floor.tileCount();
        labels = new short[floor.cellCapacity()];
        counts = new short[tiles];
        openCounts = new short[tiles];
        parts = new TileParts[tiles];
    }

    // ---- questions ----------------------------------------------------------------------------------------------

    /** Region of a cell among those of its tile, or {@link #NONE}. */
    int at(int cell) {
        return labels[cell];
    }

    int count(int tile) {
        return counts[tile];
    }

    /** Regions of the tile that have open cells: those with the lowest numbers. */
    int openCount(int tile) {
        return openCounts[tile];
    }

    /** Regions of a tile that are not what hangs together, else null. */
    @Nullable TileParts parts(int tile) {
        return parts[tile];
    }

    /**
     * Whether a robot gets from one cell of a tile to another, open one without leaving the tile. From a closed cell it may do so even where this
     * is false, but then it gets there by way of other tiles, too.
     */
    boolean leadsInTile(int cell, int goal) {
        return leadsTo(cell, labels[goal]);
    }

    /** The same for any cell of a region of the tile. */
    boolean leadsTo(int cell, int region) {
        int from = labels[cell];
        TileParts of = parts[cell >>> Floor.TILE_SHIFT];
        return from == region || of != null && from != NONE && region != NONE && region < of.count && of.leads(from, region);
    }

    // ---- finding ------------------------------------------------------------------------------------------------

    /**
     * Finds the regions of a tile.
     *
     * @param directed the tile's parts, or null if every step between its open cells can be undone and closed ones lead to one
     *     part of the floor
     */
    void find(int tile, TileSteps steps, @Nullable TileParts directed) {
        parts[tile] = directed;
        if (directed == null) {
            findConnected(tile, steps);
            return;
        }
        System.arraycopy(directed.labels, 0, labels, tile << Floor.TILE_SHIFT, Floor.TILE_CELLS);
        counts[tile] = (short) directed.count;
        openCounts[tile] = (short) directed.openCount;
    }

    /** Closed cells join nothing, as nobody gets through them; each belongs to a part to which it has a way out. */
    private void findConnected(int tile, TileSteps steps) {
        int base = tile << Floor.TILE_SHIFT;
        Arrays.fill(labels, base, base + Floor.TILE_CELLS, (short) NONE);
        long[] open = steps.open.clone();
        long[] closed = steps.closed.clone();
        int label = 0;
        for (int i = 0; i < open.length; i++) {
            while (open[i] != 0) {
                long[] part = new long[TileSteps.PLANE];
                part[i] = Long.lowestOneBit(open[i]);
                steps.grow(part, open, true);
                steps.grow(part, closed, false);
                name(base, part, label++, open, closed);
            }
        }
        openCounts[tile] = (short) label;
        for (int i = 0; i < closed.length; i++) {
            while (closed[i] != 0) {
                long[] part = new long[TileSteps.PLANE];
                part[i] = Long.lowestOneBit(closed[i]);
                steps.grow(part, closed, true);
                name(base, part, label++, open, closed);
            }
        }
        counts[tile] = (short) label;
    }

    /** Gives a part its label and takes it from what is left. */
    private void name(int base, long[] part, int label, long[] open, long[] closed) {
        for (int i = 0; i < part.length; i++) {
            open[i] &= ~part[i];
            closed[i] &= ~part[i];
            for (long bits = part[i]; bits != 0; bits &= bits - 1) {
                labels[base + (i << 6) + Long.numberOfTrailingZeros(bits)] = (short) label;
            }
        }
    }

    // ---- taking back --------------------------------------------------------------------------------------------

    Saved save(int tile) {
        return new Saved(tile);
    }

    /** Regions of one tile at some time. */
    final class Saved {
        private final int tile;
        private final short[] labels;
        private final short count;
        private final short openCount;
        private final @Nullable TileParts parts;

        private Saved(int tile) {
            this.tile = tile;
            int cell = tile << Floor.TILE_SHIFT;
            labels = Arrays.copyOfRange(Regions.this.labels, cell, cell + Floor.TILE_CELLS);
            count = counts[tile];
            openCount = openCounts[tile];
            parts = Regions.this.parts[tile];
        }

        /** Region of a cell then. */
        int at(int cell) {
            return labels[cell & Floor.LOCAL_MASK];
        }

        void restore() {
            System.arraycopy(labels, 0, Regions.this.labels, tile << Floor.TILE_SHIFT, Floor.TILE_CELLS);
            counts[tile] = count;
            openCounts[tile] = openCount;
            Regions.this.parts[tile] = parts;
        }

        /** Whether each cell is of the region that it was of. */
        boolean areSame() {
            int cell = tile << Floor.TILE_SHIFT;
            return Arrays.equals(labels, 0, Floor.TILE_CELLS, Regions.this.labels, cell, cell + Floor.TILE_CELLS);
        }

        /** Whether regions are the same and lead to each other, inside the tile, as they did. */
        boolean haveSameOrder() {
            TileParts now = Regions.this.parts[tile];
            boolean sameOrder = parts == null ? now == null : now != null && parts.isLike(now);
            return sameOrder && areSame();
        }
    }
}
