package io.aisletide.distance;

import io.aisletide.grid.Floor;

/**
 * Which goals share a {@link GoalColumn column}: those of an area. Between aisles that is a {@link Regions region} of a tile, as it
 * hardly matters there by which side one enters the tile of the goal, and its column counts from there.
 *
 * <p>On {@link OpenGround} a tile may hold a house or a wall of a maze, and who comes in by the wrong side has to go round it. So
 * an area is what a region has in one block of the tile, and its column counts from a cell in the middle of the area. p99 of
 * stretch, 4,500 legs in a city without and with turns: 1.25 and 1.25 with regions for areas, 1.09 and 1.12 with blocks of 16 x 16 cells,
 * 1.06 and 1.08 with 8 x 8. There are up to 16 times as many columns for it, so floors of more than 400 tiles have the larger blocks.
 *
 * <p>An area's number follows from that of its region, and nothing is stored. Threads: as {@link Regions}.
 */
final class GoalAreas {
    /** Of a cell of no region. */
    static final int NONE = Regions.NONE;

    /** Sides of blocks, as powers of two. */
    private static final int SMALL_BLOCK_SHIFT = 3;

    private static final int LARGE_BLOCK_SHIFT = 4;

    private final Portals portals;
    private final boolean openGround;
    private final int blockShift;
    private final int acrossShift;
    /** Bits of an area's number that say which block it is in. */
    private final int blockBits;

    GoalAreas(Portals portals, boolean openGround) {
        this.portals = portals;
        this.openGround = openGround;
        boolean small = portals.floor.tileCount() <= Columns.SMALL_FLOOR_TILES;
        blockShift = small ? SMALL_BLOCK_SHIFT : LARGE_BLOCK_SHIFT;
        acrossShift = Integer.numberOfTrailingZeros(Floor.TILE_SIDE) - blockShift;
        blockBits = openGround ? 2 * acrossShift : 0;
    }

    /** Whether what a column begins with depends on the steps inside the goal's tile. */
    boolean areMeasured() {
        return openGround;
    }

    /** Area of a cell among those of its tile, or {@link #NONE}. */
    int at(int cell) {
        return of(portals.regions.at(cell), cell);
    }

    /** The same for a cell of that region, be it the cell's region at another time. */
    int of(int region, int cell) {
        return openGround && region != Regions.NONE ? region << blockBits | blockOf(cell) : region;
    }

    private int blockOf(int cell) {
        int x = cell & Floor.TILE_SIDE - 1;
        int y = cell >> 5 & Floor.TILE_SIDE - 1;
        return y >> blockShift << acrossShift | x >> blockShift;
    }

    /** One more than the largest number of an area of the tile. */
    int count(int tile) {
        return portals.regions.count(tile) << blockBits;
    }

    int region(int area) {
        return area >> blockBits;
    }

    /** Measures the ways inside its tile to the middle of an area, for {@link #remaining}; the area must have cells. */
    void measure(int tile, int area, TileWave wave) {
        if (!openGround) {
            return;
        }
        int middle = middleOf(tile, area) & Floor.LOCAL_MASK;
        TileSteps steps = portals.steps(tile);
        wave.begin(steps);
        for (int heading = 0; heading < 4; heading++) {
            wave.seed(middle, heading, 0);
        }
        wave.run(steps);
    }

    /**
     * What remains, by the column of an area, to those who have just entered the area's tile by a portal that leads to it.
     *
     * @param wave of the {@link #measure measured} area
     */
    int remaining(int portal, TileWave wave) {
        if (!openGround) {
            return 0;
        }
        int entry = wave.entries()[portals.entryCell(portal) & Floor.LOCAL_MASK];
        // A closed cell may be of a region without leading to all of it inside the tile.
        return HeadingField.lowest(entry) == HeadingField.UNREACHABLE
                ? 0
                : HeadingField.cost(entry, Slots.sideOf(portal));
    }

    /** The cell of the area that is nearest to the middle of its block; of several the first. */
    private int middleOf(int tile, int area) {
        int block = area & (1 << blockBits) - 1;
        int x = (block & (1 << acrossShift) - 1) << blockShift;
        int y = block >> acrossShift << blockShift;
        int side = 1 << blockShift;
        int best = NONE;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < side * side; i++) {
            int right = i & side - 1;
            int down = i >> blockShift;
            int cell = tile << Floor.TILE_SHIFT | y + down << 5 | x + right;
            // Twice the distance, as the middle lies between cells.
            int away = Math.abs(2 * right + 1 - side) + Math.abs(2 * down + 1 - side);
            if (away < least && portals.regions.at(cell) == region(area)) {
                least = away;
                best = cell;
            }
        }
        return best;
    }
}
