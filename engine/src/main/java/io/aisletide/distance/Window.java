package io.aisletide.distance;

import io.aisletide.grid.Floor;

/**
 * The rectangle of tiles that the columns of a block of goal tiles cover, and where in a column each tile's portals lie:
 * a column has an entry for each portal that there is, in the order of tiles, sides and gates. Shared by all columns of
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
    /** Tiles that the window reaches beyond the block on each side, at least. */
    final int radius;

    final boolean whole;
    private final int tilesAcross;
    private final int[] bases;

    Window(Portals portals, int block, int radius) {
        Floor floor = portals.floor;
        tilesAcross = floor.tilesAcross();
        this.radius = radius;
        int blocks = blocksAcross(floor);
        int x = block % blocks << BLOCK_SHIFT;
        int y = block / blocks << BLOCK_SHIFT;
        left = Math.max(0, x - radius);
        top = Math.max(0, y - radius);
        across = Math.min(tilesAcross, x + BLOCK_SIDE + radius) - left;
        down = Math.min(floor.tilesDown(), y + BLOCK_SIDE + radius) - top;
        whole = across == tilesAcross && down == floor.tilesDown();
        bases = new int[across * down + 1];
        for (int i = 0; i < across * down; i++) {
            bases[i + 1] = bases[i] + portals.portalCount(tile(i));
        }
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
        return (tile / tilesAcross - top) * across + tile % tilesAcross - left;
    }

    boolean covers(int tile) {
        int x = tile % tilesAcross - left;
        int y = tile / tilesAcross - top;
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
