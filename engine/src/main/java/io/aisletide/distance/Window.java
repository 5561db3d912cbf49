package io.aisletide.distance;

import io.aisletide.grid.Floor;

/**
 * The rectangle of tiles that the columns of a block of goal tiles cover, and where in a column each tile's portals lie:
 * a column has an entry for each portal that there is, in the order of tiles and slots. Shared by all columns of
 * the block, so that only the costs are a column's own.
 */
final class Window {
    /** Tiles a side of a block. */
    static final int BLOCK_SIDE = 8;

    static final int BLOCK_SHIFT = 3;

    final int left;
    final int top;
    final int across;
    final int down;
    /** How far the window reaches beyond the block, as {@link Reach}. */
    final int reach;

    final boolean whole;
    private final int tilesAcross;
    private final short[] tileX;
    private final short[] tileY;
    private final int[] bases;
    /** By entry: the portal's slot, and which of the window's tiles lies beyond it, or {@link #OUTSIDE}. */
    private final int[] slots;

    private final int[] beyond;
    /** Entries of the portals that lead into a tile, and where those of each tile begin. */
    private final int[] leading;

    private final int[] leadingStart;

    /** In the place of a tile of the window. */
    static final int OUTSIDE = -1;

    Window(Portals portals, int block, int reach) {
        Floor floor = portals.floor;
        tilesAcross = floor.tilesAcross();
        tileX = portals.tileX;
        tileY = portals.tileY;
        this.reach = reach;
        int beside = Reach.acrossTiles(reach);
        int below = Reach.downTiles(reach);
        int blocks = blocksAcross(floor);
        int x = block % blocks << BLOCK_SHIFT;
        int y = block / blocks << BLOCK_SHIFT;
        left = Math.max(0, x - beside);
        top = Math.max(0, y - below);
        across = Math.min(tilesAcross, x + BLOCK_SIDE + beside) - left;
        down = Math.min(floor.tilesDown(), y + BLOCK_SIDE + below) - top;
        whole = across == tilesAcross && down == floor.tilesDown();
        bases = new int[across * down + 1];
        for (int i = 0; i < across * down; i++) {
            bases[i + 1] = bases[i] + portals.slots.portalCount(tile(i));
        }
        slots = new int[entries()];
        beyond = new int[entries()];
        leadingStart = new int[across * down + 1];
        findSlots(portals);
        leading = new int[leadingStart[across * down]];
        listLeading();
    }

    private void findSlots(Portals portals) {
        for (int i = 0; i < tiles(); i++) {
            int tile = tile(i);
            int entry = bases[i];
            for (int word = 2 * tile; word < 2 * tile + 2; word++) {
                for (long rest = portals.slots.used()[word]; rest != 0; rest &= rest - 1) {
                    int slot = Slots.firstOfWord(word) + Long.numberOfTrailingZeros(rest);
                    int into = portals.tileBeside(tile, Slots.sideOf(slot));
                    slots[entry] = slot;
                    beyond[entry] = into >= 0 && covers(into) ? indexOf(into) : OUTSIDE;
                    if (beyond[entry] != OUTSIDE) {
                        leadingStart[beyond[entry] + 1]++;
                    }
                    entry++;
                }
            }
        }
        for (int i = 0; i < tiles(); i++) {
            leadingStart[i + 1] += leadingStart[i];
        }
    }

    private void listLeading() {
        int[] next = leadingStart.clone();
        for (int entry = 0; entry < entries(); entry++) {
            if (beyond[entry] != OUTSIDE) {
                leading[next[beyond[entry]]++] = entry;
            }
        }
    }

    /** Slot of an entry's portal. */
    int slot(int entry) {
        return slots[entry];
    }

    /** Which of the window's tiles lies beyond an entry's portal, or {@link #OUTSIDE}. */
    int beyond(int entry) {
        return beyond[entry];
    }

    /** Place in {@link #leading} where the entries that lead into the i-th tile begin; they end where the next begin. */
    int leadingStart(int i) {
        return leadingStart[i];
    }

    /** Entry of a portal that leads into a tile. */
    int leading(int at) {
        return leading[at];
    }

    /** Entry of a portal; its tile must be covered. */
    int entryOf(int slot, Portals portals) {
        return bases[indexOf(Slots.tileOf(slot))] + portals.slots.rank(slot);
    }

    /** Tiles that a window would have. */
    static int tiles(Floor floor, int block, int reach) {
        int x = block % blocksAcross(floor) << BLOCK_SHIFT;
        int y = block / blocksAcross(floor) << BLOCK_SHIFT;
        return within(x, Reach.acrossTiles(reach), floor.tilesAcross()) * within(y, Reach.downTiles(reach), floor.tilesDown());
    }

    private static int within(int first, int around, int end) {
        return Math.min(end, first + BLOCK_SIDE + around) - Math.max(0, first - around);
    }

    static int blocksAcross(Floor floor) {
        return floor.tilesAcross() + BLOCK_SIDE - 1 >> BLOCK_SHIFT;
    }

    static int blockOf(Floor floor, int tile) {
        int across = floor.tilesAcross();
        return (tile / across >> BLOCK_SHIFT) * blocksAcross(floor) + (tile % across >> BLOCK_SHIFT);
    }

    int tiles() {
        return across * down;
    }

    /** The i-th tile of the window, row by row. */
    int tile(int i) {
        return (top + i / across) * tilesAcross + left + i % across;
    }

    /** Which of the window's tiles that is; it must be covered. */
    int indexOf(int tile) {
        return (tileY[tile] - top) * across + tileX[tile] - left;
    }

    boolean covers(int tile) {
        int x = tileX[tile] - left;
        int y = tileY[tile] - top;
        return x >= 0 && y >= 0 && x < across && y < down;
    }

    /** Entry of the i-th tile's first portal; the entries of a tile end where those of the next begin. */
    int baseAt(int i) {
        return bases[i];
    }

    /** Entries of a column. */
    int entries() {
        return bases[bases.length - 1];
    }
}
