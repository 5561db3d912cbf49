package io.aisletide.distance;

/**
 * What it costs, from beyond every portal near one goal region, to get to that region: one column of the table of tile
 * pairs, cut to a window of tiles around the goal. Immutable once built; costs are in units, saturated.
 */
final class GoalColumn {
    static final int UNREACHABLE = 0xFFFF;

    final int left;
    final int top;
    final int across;
    final int down;
    final boolean whole;
    private final int radius;
    private final int tilesAcross;
    final char[] costs;

    GoalColumn(int left, int top, int across, int down, int tilesAcross, int radius, boolean whole) {
        this.radius = radius;
        this.left = left;
        this.top = top;
        this.across = across;
        this.down = down;
        this.tilesAcross = tilesAcross;
        this.whole = whole;
        costs = new char[across * down * Portals.PER_TILE];
        java.util.Arrays.fill(costs, (char) UNREACHABLE);
    }

    int radius() {
        return radius;
    }

    boolean covers(int tile) {
        int x = tile % tilesAcross - left;
        int y = tile / tilesAcross - top;
        return x >= 0 && y >= 0 && x < across && y < down;
    }

    /** Index of a tile's first portal in {@link #costs}; the tile must be covered. */
    int base(int tile) {
        return ((tile / tilesAcross - top) * across + tile % tilesAcross - left) * Portals.PER_TILE;
    }
}
