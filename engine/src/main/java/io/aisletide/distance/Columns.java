package io.aisletide.distance;

import io.aisletide.grid.Floor;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The columns of one load class that have been asked for, by goal tile and area. A column's values depend on nothing but
 * the portals, its goal area and its radius, so it can be dropped and built again at any time.
 */
final class Columns {
    /** Up to here windows save nothing. */
    static final int SMALL_FLOOR_TILES = 400;

    final Portals portals;
    final Parts parts;
    private final Floor floor;
    private final @Nullable Row[] byTile;
    /** By reach, then block. */
    private final @Nullable Window[] @Nullable [] windows;

    private final int blocks;

    private final ColumnOrder wanted;

    private @Nullable Journal journal;
    // Of the change that the journal is about.
    private int[] changedSlots = new int[0];
    private boolean[] renamed = new boolean[0];
    private boolean[] otherSlots = new boolean[0];

    /** What the table held before a trial. */
    private static final class Journal {
        private final @Nullable Row[] rows;
        private final boolean[] noted;

        Journal(int tileCount) {
            rows = new Row[tileCount];
            noted = new boolean[tileCount];
        }
    }

    /** The columns of one goal tile, by area. */
    private static final class Row {
        final @Nullable GoalColumn[] columns;
        /** One more than the reach of a column that was dropped and will be built again when it is needed. */
        final byte[] dropped;

        Row(@Nullable GoalColumn[] columns, byte[] dropped) {
            this.columns = columns;
            this.dropped = dropped;
        }

        Row copy(int length) {
            return new Row(Arrays.copyOf(columns, length), Arrays.copyOf(dropped, length));
        }
    }

    Columns(Portals portals) {
        this.portals = portals;
        parts = new Parts(portals);
        floor = portals.floor;
        byTile = new Row[floor.tileCount()];
        wanted = new ColumnOrder(portals);
        int across = Window.blocksAcross(floor);
        int down = floor.tilesDown() + Window.BLOCK_SIDE - 1 >> Window.BLOCK_SHIFT;
        windows = new Window[Reach.COUNT][];
        blocks = across * down;
    }

    /** The column of a goal area, or null if it has not been built. */
    @Nullable GoalColumn get(int tile, int area) {
        Row row = byTile[tile];
        return row == null || area < 0 || area >= row.columns.length ? null : row.columns[area];
    }

    // ---- asking -------------------------------------------------------------------------------------------------

    /** Asks for the column that a robot in that tile needs; false if it is there. */
    boolean want(int fromTile, int goalTile, int area) {
        int reach = missing(fromTile, goalTile, area);
        if (reach == Reach.NONE) {
            return false;
        }
        enlist(goalTile, area, reach);
        return true;
    }

    /** {@link Reach} of the column that a robot in that tile needs, or {@link Reach#NONE} if it is there. */
    int missing(int fromTile, int goalTile, int area) {
        if (area == GoalAreas.NONE) {
            return Reach.NONE;
        }
        GoalColumn column = get(goalTile, area);
        if (column != null && column.whole()) {
            return Reach.NONE;
        }
        int needed = floor.tileCount() <= SMALL_FLOOR_TILES
                ? Reach.WHOLE
                : Reach.toward(
                        Math.abs(portals.tileX[goalTile] - portals.tileX[fromTile]),
                        Math.abs(portals.tileY[goalTile] - portals.tileY[fromTile]));
        return column != null && Reach.join(column.reach(), needed) == column.reach() ? Reach.NONE : needed;
    }

    /** Asks for a wider column than there is; false if it covers the floor. */
    boolean wantWider(int goalTile, int area) {
        GoalColumn column = get(goalTile, area);
        if (area == GoalAreas.NONE || column != null && column.whole()) {
            return false;
        }
        boolean small = floor.tileCount() <= SMALL_FLOOR_TILES;
        enlist(goalTile, area, small ? Reach.WHOLE : column == null ? Reach.toward(0, 0) : Reach.wider(column.reach()));
        return true;
    }

    /** Puts a column on the list of those to build. It will reach as far as the one that there is, too. */
    void enlist(int goalTile, int area, int reach) {
        wanted.add(goalTile, area, Reach.join(reach, reachOf(goalTile, area)));
    }

    /** Of the column that there is, or was and will be built again. */
    private int reachOf(int tile, int area) {
        Row row = byTile[tile];
        if (row == null || area >= row.columns.length) {
            return Reach.NONE;
        }
        GoalColumn column = row.columns[area];
        return column == null ? row.dropped[area] - 1 : column.reach();
    }

    // ---- building -----------------------------------------------------------------------------------------------

    /** Builds all columns that have been asked for, in parallel; some of them wider than that, see {@link ColumnOrder#widen}. */
    void buildWanted(Parallel parallel, ColumnSearch.Scratch[] scratch) {
        if (wanted.isEmpty()) {
            return;
        }
        long[] order = wanted.take();
        // In a change of rules columns are repaired, and for that they have to be as wide as they were.
        boolean repairing = renamed.length > 0;
        if (!repairing) {
            wanted.widen(order);
        }
        build(order, parallel, scratch);
    }

    private void build(long[] order, Parallel parallel, ColumnSearch.Scratch[] scratch) {
        int count = order.length;
        int[] tiles = new int[count];
        int[] areas = new int[count];
        int[] starts = new int[count + 1];
        Window[] ofBatch = new Window[count];
        int batches = 0;
        for (int i = 0; i < count; i++) {
            tiles[i] = ColumnOrder.tile(order[i]);
            areas[i] = ColumnOrder.area(order[i]);
            boolean fits = i > 0
                    && ColumnOrder.isSameGroup(order[i], order[i - 1])
                    && i - starts[batches - 1] < ColumnSearch.MAX_LANES;
            if (!fits) {
                starts[batches] = i;
                ofBatch[batches++] = window(ColumnOrder.reach(order[i]), ColumnOrder.block(order[i]));
            }
        }
        starts[batches] = count;

        GoalColumn[] built = new GoalColumn[count];
        parallel.forEach(batches, (b, w) -> {
            ColumnBatch batch = new ColumnBatch(this, ofBatch[b], tiles, areas, starts[b], starts[b + 1], built);
            batch.build(scratch[w]);
        });
        for (int i = 0; i < count; i++) {
            put(tiles[i], areas[i], built[i]);
        }
    }

    private Window window(int reach, int block) {
        @Nullable Window[] ofReach = windows[reach];
        if (ofReach == null) {
            ofReach = new Window[blocks];
            windows[reach] = ofReach;
        }
        Window window = ofReach[block];
        if (window == null) {
            window = new Window(portals, block, reach);
            ofReach[block] = window;
        }
        return window;
    }

    private void put(int tile, int area, GoalColumn column) {
        Row row = rowToChange(tile, Math.max(area + 1, portals.areas.count(tile)));
        row.columns[area] = column;
        row.dropped[area] = 0;
    }

    /** The row of a tile, of at least that length, and not the one that the journal holds. */
    private Row rowToChange(int tile, int length) {
        Row row = byTile[tile];
        Journal to = journal;
        if (to != null && !to.noted[tile]) {
            to.noted[tile] = true;
            to.rows[tile] = row;
            row = row == null ? null : row.copy(Math.max(length, row.columns.length));
        }
        if (row == null) {
            row = new Row(new GoalColumn[length], new byte[length]);
        } else if (row.columns.length < length) {
            row = row.copy(length);
        }
        byTile[tile] = row;
        return row;
    }

    // ---- dropping -----------------------------------------------------------------------------------------------

    /**
     * Drops all columns that a change may concern. What they were stays in the journal.
     *
     * @param changed tiles of which portals, or what it costs to go on from them, are not what they were
     * @param renamed tiles whose areas are not what they were
     * @param inside tiles whose steps are not what they were
     * @param otherSlots tiles in which other slots are in use than before
     * @param slots portals that lead to other cells than before, or from which the ways on cost something else
     */
    void drop(boolean[] changed, boolean[] renamed, boolean[] inside, boolean[] otherSlots, int[] slots) {
        changedSlots = slots;
        this.renamed = renamed;
        this.otherSlots = otherSlots;
        int[] changedBefore = sums(changed);
        for (int tile = 0; tile < byTile.length; tile++) {
            Row row = byTile[tile];
            if (row == null) {
                continue;
            }
            if (renamed[tile]) {
                dropAll(tile);
                continue;
            }
            boolean otherWays = inside[tile] && portals.areas.areMeasured();
            for (int area = 0; area < row.columns.length; area++) {
                GoalColumn column = row.columns[area];
                if (column != null && (otherWays || meetsAny(column.window, changedBefore))) {
                    Row changing = rowToChange(tile, area + 1);
                    changing.columns[area] = null;
                    changing.dropped[area] = (byte) (1 + column.reach());
                }
            }
        }
        forgetWindows();
    }

    /** Portals of which something has changed since the trial began. */
    int[] changedSlots() {
        return changedSlots;
    }

    /** The column from before the trial if a new one can be made by repairing it, else null. */
    @Nullable GoalColumn repairable(int tile, int area, Window window) {
        GoalColumn old = renamed.length == 0 || renamed[tile] ? null : before(tile, area);
        return old != null && old.reach() == window.reach ? old : null;
    }

    /** Columns of a tile whose areas have got other names: the widest of them is remembered for all. */
    private void dropAll(int tile) {
        int widest = Reach.NONE;
        Row before = rowToChange(tile, 1);
        for (int area = 0; area < before.columns.length; area++) {
            GoalColumn column = before.columns[area];
            widest = Reach.join(widest, column == null ? before.dropped[area] - 1 : column.reach());
        }
        int length = portals.areas.count(tile);
        Row row = new Row(new GoalColumn[length], new byte[length]);
        Arrays.fill(row.dropped, (byte) (1 + widest));
        byTile[tile] = row;
    }

    /** Flags summed over rectangles from the corner, with a row and a column of zeros before. */
    private int[] sums(boolean[] flags) {
        int across = floor.tilesAcross();
        int[] sums = new int[(across + 1) * (floor.tilesDown() + 1)];
        for (int tile = 0; tile < flags.length; tile++) {
            int at = (tile / across + 1) * (across + 1) + tile % across + 1;
            sums[at] = (flags[tile] ? 1 : 0) + sums[at - 1] + sums[at - across - 1] - sums[at - across - 2];
        }
        return sums;
    }

    private boolean meetsAny(Window window, int[] sums) {
        int stride = floor.tilesAcross() + 1;
        int right = window.left + window.across;
        int bottom = window.top + window.down;
        return sums[bottom * stride + right]
                        - sums[bottom * stride + window.left]
                        - sums[window.top * stride + right]
                        + sums[window.top * stride + window.left]
                != 0;
    }

    /** Whether columns of that goal tile have changed since the trial began. */
    boolean isTouched(int goalTile) {
        return journal != null && journal.noted[goalTile];
    }

    /** The column that there was when the trial began. */
    @Nullable GoalColumn before(int tile, int area) {
        Journal from = journal;
        if (from == null || !from.noted[tile]) {
            return get(tile, area);
        }
        Row row = from.rows[tile];
        return row == null || area < 0 || area >= row.columns.length ? null : row.columns[area];
    }

    // ---- trials -------------------------------------------------------------------------------------------------

    /** From here on changes can be taken back. */
    void beginTrial() {
        journal = new Journal(floor.tileCount());
    }

    boolean isTrial() {
        return journal != null;
    }

    /** Keeps all changes. */
    void keep() {
        journal = null;
        renamed = new boolean[0];
        otherSlots = renamed;
    }

    /** Takes all changes since {@link #beginTrial} back. */
    void takeBack() {
        Journal from = journal;
        if (from != null) {
            for (int tile = 0; tile < byTile.length; tile++) {
                if (from.noted[tile]) {
                    byTile[tile] = from.rows[tile];
                }
            }
        }
        journal = null;
        forgetWindows();
        renamed = new boolean[0];
        otherSlots = renamed;
    }

    /** Windows that show slots which are no more what they were. */
    private void forgetWindows() {
        if (otherSlots.length == 0) {
            return;
        }
        int[] sums = sums(otherSlots);
        for (@Nullable Window[] ofReach : windows) {
            for (int block = 0; ofReach != null && block < blocks; block++) {
                Window window = ofReach[block];
                if (window != null && meetsAny(window, sums)) {
                    ofReach[block] = null;
                }
            }
        }
    }

    // ---- state --------------------------------------------------------------------------------------------------

    /** Writes down which columns there are, how far they reach, and which are only remembered. */
    void save(StateWriter to) {
        if (journal != null || !wanted.isEmpty()) {
            throw new IllegalStateException("columns are being changed");
        }
        for (int tile = 0; tile < byTile.length; tile++) {
            Row row = byTile[tile];
            if (row != null) {
                to.putInt(tile).putInt(row.columns.length);
                for (GoalColumn column : row.columns) {
                    to.putByte(column == null ? 0 : 1 + column.reach());
                }
                to.putBytes(row.dropped, 0, row.dropped.length);
            }
        }
    }

    /** Builds the columns that there were, in a table that has none. */
    void restore(StateReader from, Parallel parallel, ColumnSearch.Scratch[] scratch) {
        byte[][] dropped = new byte[byTile.length][];
        while (from.remaining() > 0) {
            int tile = from.getInt();
            int length = from.getCount(2);
            byTile[tile] = new Row(new GoalColumn[length], new byte[length]);
            for (int area = 0; area < length; area++) {
                int reach = from.getByte() - 1;
                if (reach != Reach.NONE) {
                    enlist(tile, area, reach);
                }
            }
            byte[] row = new byte[length];
            from.getBytes(row, 0, length);
            dropped[tile] = row;
        }
        build(wanted.take(), parallel, scratch);
        for (int tile = 0; tile < byTile.length; tile++) {
            Row row = byTile[tile];
            if (row != null && dropped[tile] != null) {
                System.arraycopy(dropped[tile], 0, row.dropped, 0, dropped[tile].length);
            }
        }
    }
}
