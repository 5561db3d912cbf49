package io.aisletide.distance;

import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import org.jspecify.annotations.Nullable;

/**
 * The ways out of each tile for one load class, and for each of them the exact field of costs within the tile.
 *
 * <p>A gate is a maximal run of open crossings on a side of a tile. Gates of one side that are close to each other on
 * foot are one portal: in a warehouse of parallel aisles the whole side is one, in a maze each gate stays its own. A
 * portal's field tells the cost of getting from any cell of the tile, with any heading, across the nearest of its
 * crossings. A tile has up to {@value #PER_SIDE} portals a side; more are merged with their neighbour.
 *
 * <p>Slots: {@code tile * 16 + side * 4 + k}. A floor of 2048 x 2048 cells has about 4 fields of 4 KB a tile: 68 MB.
 */
final class Portals {
    static final int PER_SIDE = 4;
    static final int PER_TILE = 4 * PER_SIDE;

    /** Two gates are one portal if walking between them costs at most this more than the gap between them, in cells. */
    private static final int MERGE_DETOUR_CELLS = 8;

    private static final int MERGE_GAP_CELLS = 10;

    final Floor floor;
    final LoadClass load;
    private final WayCost wayCost;
    /** Crossings of the portal, as bits along the side; 0 for an unused slot. */
    private final int[] crossings;
    /** Place along the side where one is taken to cross when the coarse ways are measured. */
    private final byte[] middle;

    private final int[][] fields;
    /** Connected part of its tile that a cell belongs to; {@link #NO_REGION} for cells that cannot be entered. */
    private final byte[] regions;

    private final byte[] regionCounts;
    static final int NO_REGION = -1;

    Portals(WayCost wayCost, LoadClass load) {
        this.wayCost = wayCost;
        this.load = load;
        floor = wayCost.floor();
        int tiles = floor.tileCount();
        crossings = new int[tiles * PER_TILE];
        middle = new byte[tiles * PER_TILE];
        fields = new int[tiles * PER_TILE][];
        regions = new byte[floor.cellCapacity()];
        regionCounts = new byte[tiles];
    }

    int crossings(int slot) {
        return crossings[slot];
    }

    /** Field of a portal, entries as {@link HeadingField}, by place in the tile; null for an unused slot. */
    int @Nullable [] field(int slot) {
        return fields[slot];
    }

    @Nullable int[][] fields() {
        return fields;
    }

    int[] allCrossings() {
        return crossings;
    }

    static int tileOf(int slot) {
        return slot >>> 4;
    }

    static int sideOf(int slot) {
        return slot >>> 2 & 3;
    }

    int region(int cell) {
        return regions[cell];
    }

    int regionCount(int tile) {
        return regionCounts[tile];
    }

    /** The cell beyond the portal where a robot is taken to arrive. */
    int entryCell(int slot) {
        int side = sideOf(slot);
        return floor.neighbour(sideCell(tileOf(slot), side, middle[slot]), side);
    }

    /** Cell at that place along a side: top to bottom or left to right. */
    static int sideCell(int tile, int side, int along) {
        int base = tile << Floor.TILE_SHIFT;
        return switch (side) {
            case 0 -> base | along << 5 | 31;
            case 1 -> base | 31 << 5 | along;
            case 2 -> base | along << 5;
            default -> base | along;
        };
    }

    /** Finds regions and portals of one tile and computes the portals' fields. */
    void rebuild(int tile, TileSearch search, Motion motion) {
        findRegions(tile);
        for (int side = 0; side < 4; side++) {
            int open = openCrossings(tile, side);
            int first = tile * PER_TILE + side * PER_SIDE;
            for (int k = 0; k < PER_SIDE; k++) {
                crossings[first + k] = 0;
            }
            int used = 0;
            int lastEnd = 0;
            while (open != 0) {
                int start = Integer.numberOfTrailingZeros(open);
                int run = Integer.numberOfTrailingZeros(~(open >>> start));
                int gate = run == 32 ? -1 : (1 << run) - 1 << start;
                open &= ~gate;
                if (used > 0 && (used == PER_SIDE || isNear(tile, side, lastEnd, start))) {
                    crossings[first + used - 1] |= gate;
                } else {
                    crossings[first + used++] = gate;
                }
                lastEnd = start + run - 1;
            }
            for (int k = 0; k < PER_SIDE; k++) {
                int slot = first + k;
                if (crossings[slot] == 0) {
                    fields[slot] = null;
                } else {
                    middle[slot] = (byte) middleOf(crossings[slot]);
                    computeField(tile, slot, search, motion);
                }
            }
        }
    }

    private int openCrossings(int tile, int side) {
        int open = 0;
        for (int along = 0; along < Floor.TILE_SIDE; along++) {
            if ((wayCost.exits(sideCell(tile, side, along), load) >> side & 1) != 0) {
                open |= 1 << along;
            }
        }
        return open;
    }

    /** Both gates in one region on both sides of the border, and no far apart. */
    private boolean isNear(int tile, int side, int end, int start) {
        int a = sideCell(tile, side, end);
        int b = sideCell(tile, side, start);
        return start - end <= MERGE_GAP_CELLS
                && walkIsShort(a, b, start - end)
                && walkIsShort(floor.neighbour(a, side), floor.neighbour(b, side), start - end);
    }

    /** Breadth first inside the tile, to a depth of the gap and a little more. */
    private boolean walkIsShort(int from, int to, int gap) {
        int base = from & ~Floor.LOCAL_MASK;
        int limit = gap + MERGE_DETOUR_CELLS;
        int[] reached = new int[Floor.TILE_SIDE];
        int[] frontier = new int[Floor.TILE_SIDE];
        int local = from & Floor.LOCAL_MASK;
        frontier[local >> 5] = 1 << (local & 31);
        int goal = to & Floor.LOCAL_MASK;
        for (int depth = 0; depth <= limit; depth++) {
            if ((frontier[goal >> 5] >>> (goal & 31) & 1) != 0) {
                return true;
            }
            int[] next = new int[Floor.TILE_SIDE];
            for (int row = 0; row < Floor.TILE_SIDE; row++) {
                int bits = frontier[row];
                reached[row] |= bits;
                while (bits != 0) {
                    int column = Integer.numberOfTrailingZeros(bits);
                    bits &= bits - 1;
                    int exits = wayCost.exits(base | row << 5 | column, load);
                    if ((exits & 1) != 0 && column < 31) {
                        next[row] |= 2 << column;
                    }
                    if ((exits & 4) != 0 && column > 0) {
                        next[row] |= 1 << column - 1;
                    }
                    if ((exits & 2) != 0 && row < 31) {
                        next[row + 1] |= 1 << column;
                    }
                    if ((exits & 8) != 0 && row > 0) {
                        next[row - 1] |= 1 << column;
                    }
                }
            }
            for (int row = 0; row < Floor.TILE_SIDE; row++) {
                next[row] &= ~reached[row];
            }
            frontier = next;
        }
        return false;
    }

    private static int middleOf(int crossings) {
        int count = Integer.bitCount(crossings);
        int bits = crossings;
        for (int i = 0; i < (count - 1) / 2; i++) {
            bits &= bits - 1;
        }
        return Integer.numberOfTrailingZeros(bits);
    }

    private void computeField(int tile, int slot, TileSearch search, Motion motion) {
        int side = sideOf(slot);
        search.begin();
        for (int bits = crossings[slot]; bits != 0; bits &= bits - 1) {
            int cell = sideCell(tile, side, Integer.numberOfTrailingZeros(bits));
            search.seed(cell & Floor.LOCAL_MASK, side, wayCost.step(cell, side, floor.neighbour(cell, side)));
        }
        search.run(tile, load);
        int[] field = fields[slot];
        if (field == null) {
            field = new int[Floor.TILE_CELLS];
            fields[slot] = field;
        }
        search.writeHeadings(field, 0);
    }

    /** Labels the parts of the tile that hang together, taking every step as two-way. */
    private void findRegions(int tile) {
        int base = tile << Floor.TILE_SHIFT;
        for (int local = 0; local < Floor.TILE_CELLS; local++) {
            regions[base + local] = NO_REGION;
        }
        int[] stack = new int[Floor.TILE_CELLS * 2];
        int label = 0;
        for (int local = 0; local < Floor.TILE_CELLS; local++) {
            int cell = base + local;
            if (regions[cell] != NO_REGION || !floor.passable(cell, load)) {
                continue;
            }
            if (label == Byte.MAX_VALUE) {
                label--; // Crumbs share the last label: they only cost a detour.
            }
            int top = 0;
            stack[top++] = cell;
            regions[cell] = (byte) label;
            while (top > 0) {
                int at = stack[--top];
                for (int d = 0; d < 4; d++) {
                    if (isInside(at & Floor.LOCAL_MASK, d)) {
                        int next = floor.neighbour(at, d);
                        boolean joined = (wayCost.exits(at, load) >> d & 1) != 0
                                || (wayCost.exits(next, load) >> (d ^ 2) & 1) != 0;
                        if (joined && regions[next] == NO_REGION && floor.passable(next, load)) {
                            regions[next] = (byte) label;
                            stack[top++] = next;
                        }
                    }
                }
            }
            label++;
        }
        regionCounts[tile] = (byte) label;
    }

    static boolean isInside(int local, int direction) {
        return switch (direction) {
            case 0 -> (local & 31) != 31;
            case 1 -> local < Floor.TILE_CELLS - Floor.TILE_SIDE;
            case 2 -> (local & 31) != 0;
            default -> local >= Floor.TILE_SIDE;
        };
    }
}
