package io.aisletide.distance;

import io.aisletide.distance.TiledDistanceOracle.Parallel;
import io.aisletide.grid.Floor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The columns of one load class that have been asked for, by goal tile and region. A column's values depend on nothing but
 * the portals, its goal region and its radius, so it can be dropped and built again at any time.
 */
final class Columns {
    /** Radii of windows, in tiles; the last covers any floor. */
    private static final int[] RADII = {5, 11, 23, 47, Floor.MAX_SIDE};

    private static final int WHOLE = RADII.length - 1;
    /** Up to here windows save nothing. */
    private static final int SMALL_FLOOR_TILES = 400;
    /** Ways may lead around things: a window is wider than the way as the crow flies by so many tiles. */
    private static final int MARGIN_TILES = 2;

    private static final int NOT_WANTED = -1;
    private static final int REGION_BITS = 7;

    final Portals portals;
    final Components components;
    private final Floor floor;
    private final @Nullable GoalColumn @Nullable [][] byTile;
    private final @Nullable Window[][] windows;

    // Columns asked for: radius class by tile and region, and the list of them.
    private final byte @Nullable [][] wanted;
    private int[] wantedList = new int[64];
    private int wantedCount;

    private @Nullable Journal journal;

    /** What the table held before a trial. */
    private static final class Journal {
        private final java.util.ArrayList<@Nullable GoalColumn @Nullable []> rows = new java.util.ArrayList<>();
        private int[] tiles = new int[64];
        private final boolean[] noted;

        Journal(int tileCount) {
            noted = new boolean[tileCount];
        }
    }

    Columns(Portals portals) {
        this.portals = portals;
        components = new Components(portals);
        floor = portals.floor;
        byTile = new GoalColumn[floor.tileCount()][];
        wanted = new byte[floor.tileCount()][];
        int across = Window.blocksAcross(floor);
        int down = floor.tilesDown() + Window.BLOCK_SIDE - 1 >> Window.BLOCK_SHIFT;
        windows = new Window[RADII.length][across * down];
    }

    /** The column of a goal region, or null if it has not been built. */
    @Nullable GoalColumn get(int tile, int region) {
        @Nullable GoalColumn[] row = byTile[tile];
        return row == null || region < 0 || region >= row.length ? null : row[region];
    }

    // ---- asking -------------------------------------------------------------------------------------------------

    /** Asks for the column that a robot in that tile needs; false if it is there. */
    boolean want(int fromTile, int goalTile, int region) {
        if (region == Portals.NO_REGION) {
            return false;
        }
        int across = floor.tilesAcross();
        int apart = MARGIN_TILES
                + Math.max(
                        Math.abs(goalTile % across - fromTile % across), Math.abs(goalTile / across - fromTile / across));
        GoalColumn column = get(goalTile, region);
        if (column != null && (column.whole() || column.radius() >= apart)) {
            return false;
        }
        enlist(goalTile, region, radiusClass(apart));
        return true;
    }

    /** Asks for a wider column than there is; false if it covers the floor. */
    boolean wantWider(int goalTile, int region) {
        GoalColumn column = get(goalTile, region);
        if (region == Portals.NO_REGION || column != null && column.whole()) {
            return false;
        }
        enlist(goalTile, region, column == null ? radiusClass(1) : radiusClass(column.radius() + 1));
        return true;
    }

    private int radiusClass(int leastTiles) {
        if (floor.tileCount() <= SMALL_FLOOR_TILES) {
            return WHOLE;
        }
        int i = 0;
        while (RADII[i] < leastTiles) {
            i++;
        }
        return i;
    }

    private void enlist(int goalTile, int region, int radiusClass) {
        byte[] row = wanted[goalTile];
        if (row == null || row.length <= region) {
            row = new byte[Math.max(region + 1, portals.regionCount(goalTile))];
            Arrays.fill(row, (byte) NOT_WANTED);
            byte[] shorter = wanted[goalTile];
            if (shorter != null) {
                System.arraycopy(shorter, 0, row, 0, shorter.length);
            }
            wanted[goalTile] = row;
        }
        if (row[region] == NOT_WANTED) {
            if (wantedCount == wantedList.length) {
                wantedList = Arrays.copyOf(wantedList, wantedCount * 2);
            }
            wantedList[wantedCount++] = goalTile << REGION_BITS | region;
        }
        row[region] = (byte) Math.max(row[region], radiusClass);
    }

    // ---- building -----------------------------------------------------------------------------------------------

    /** Builds all columns that have been asked for, in parallel. */
    void buildWanted(Parallel parallel, ColumnSearch.Scratch[] scratch) {
        if (wantedCount == 0) {
            return;
        }
        // In groups of equal window: radius class, block, tile, region.
        long[] order = new long[wantedCount];
        for (int i = 0; i < wantedCount; i++) {
            int tile = wantedList[i] >>> REGION_BITS;
            byte[] row = rowWanted(tile);
            long group = (long) row[region(wantedList[i])] << 16 | Window.blockOf(floor, tile);
            order[i] = group << 32 | wantedList[i];
        }
        Arrays.sort(order);
        int[] tiles = new int[wantedCount];
        int[] regions = new int[wantedCount];
        int[] starts = new int[wantedCount + 1];
        Window[] ofBatch = new Window[wantedCount];
        int batches = 0;
        for (int i = 0; i < wantedCount; i++) {
            tiles[i] = (int) order[i] >>> REGION_BITS;
            regions[i] = region((int) order[i]);
            rowWanted(tiles[i])[regions[i]] = NOT_WANTED;
            boolean fits = i > 0 && order[i] >>> 32 == order[i - 1] >>> 32
                    && i - starts[batches - 1] < ColumnSearch.MAX_LANES;
            if (!fits) {
                starts[batches] = i;
                ofBatch[batches++] = window((int) (order[i] >>> 48), (int) (order[i] >>> 32) & 0xFFFF);
            }
        }
        starts[batches] = wantedCount;
        GoalColumn[] built = new GoalColumn[wantedCount];
        parallel.forEach(
                batches,
                (b, w) -> ColumnSearch.build(
                        portals, ofBatch[b], tiles, regions, starts[b], starts[b + 1] - starts[b], scratch[w], built));
        for (int i = 0; i < wantedCount; i++) {
            put(tiles[i], regions[i], built[i]);
        }
        wantedCount = 0;
    }

    private byte[] rowWanted(int tile) {
        byte[] row = wanted[tile];
        if (row == null) {
            throw new IllegalStateException("nothing was asked for in tile " + tile);
        }
        return row;
    }

    private static int region(int key) {
        return key & (1 << REGION_BITS) - 1;
    }

    private Window window(int radiusClass, int block) {
        Window window = windows[radiusClass][block];
        if (window == null) {
            window = new Window(portals, block, RADII[radiusClass]);
            windows[radiusClass][block] = window;
        }
        return window;
    }

    private void put(int tile, int region, GoalColumn column) {
        note(tile);
        @Nullable GoalColumn[] row = byTile[tile];
        // A new array: the journal may hold the old one.
        int length = Math.max(row == null ? 0 : row.length, Math.max(region + 1, portals.regionCount(tile)));
        if (row == null || journal != null || row.length < length) {
            row = row == null ? new GoalColumn[length] : Arrays.copyOf(row, length);
            byTile[tile] = row;
        }
        row[region] = column;
    }

    // ---- trials -------------------------------------------------------------------------------------------------

    /** From here on changes can be taken back. */
    void beginTrial() {
        journal = new Journal(floor.tileCount());
    }

    private void note(int tile) {
        Journal to = journal;
        if (to == null || to.noted[tile]) {
            return;
        }
        to.noted[tile] = true;
        int count = to.rows.size();
        if (count == to.tiles.length) {
            to.tiles = Arrays.copyOf(to.tiles, count * 2);
        }
        to.tiles[count] = tile;
        to.rows.add(byTile[tile]);
    }

    /** Takes all changes since {@link #beginTrial} back. */
    void endTrial() {
        Journal from = journal;
        if (from != null) {
            for (int i = 0; i < from.rows.size(); i++) {
                byTile[from.tiles[i]] = from.rows.get(i);
            }
        }
        journal = null;
        forgetWindows();
    }

    private void forgetWindows() {
        for (@Nullable Window[] ofClass : windows) {
            Arrays.fill(ofClass, null);
        }
    }
}
