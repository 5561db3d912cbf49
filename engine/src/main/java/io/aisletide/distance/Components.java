package io.aisletide.distance;

import io.aisletide.grid.Floor;

/**
 * Which parts of the floor hang together at all, taking every step as two-way: union-find over the regions of tiles.
 * Two cells of different components surely have no way between them; that settles most questions about stranded robots
 * without a search. A few milliseconds for a floor of 2048 x 2048 cells.
 */
final class Components {
    private final Portals portals;
    private final Floor floor;
    private int[] firstNode = new int[0];
    private int[] parent = new int[0];
    private boolean stale = true;

    Components(Portals portals) {
        this.portals = portals;
        floor = portals.floor;
    }

    /** The portals have changed: the next question looks again. */
    void forget() {
        stale = true;
    }

    /** Looks at the portals again if they have changed. */
    void refresh() {
        if (stale) {
            unite();
            stale = false;
        }
    }

    /** Whether the cells may have a way between them; false is certain. For several threads only after a refresh. */
    boolean mayBeJoined(int a, int b) {
        refresh();
        int regionA = portals.region(a);
        int regionB = portals.region(b);
        return regionA != Portals.NO_REGION
                && regionB != Portals.NO_REGION
                && parent[firstNode[a >>> Floor.TILE_SHIFT] + regionA]
                        == parent[firstNode[b >>> Floor.TILE_SHIFT] + regionB];
    }

    private void unite() {
        int tiles = floor.tileCount();
        firstNode = new int[tiles + 1];
        for (int tile = 0; tile < tiles; tile++) {
            firstNode[tile + 1] = firstNode[tile] + portals.regionCount(tile);
        }
        parent = new int[firstNode[tiles]];
        for (int node = 0; node < parent.length; node++) {
            parent[node] = node;
        }
        for (int slot = 0; slot < tiles * Portals.PER_TILE; slot++) {
            int side = Portals.sideOf(slot);
            int tile = Portals.tileOf(slot);
            for (int bits = portals.crossings(slot); bits != 0; bits &= bits - 1) {
                int cell = Portals.sideCell(tile, side, Integer.numberOfTrailingZeros(bits));
                int beyond = floor.neighbour(cell, side);
                join(
                        firstNode[tile] + portals.region(cell),
                        firstNode[beyond >>> Floor.TILE_SHIFT] + portals.region(beyond));
            }
        }
        // From here on a node's parent is its root, and asking changes nothing.
        for (int node = 0; node < parent.length; node++) {
            parent[node] = root(node);
        }
    }

    private void join(int a, int b) {
        int rootA = root(a);
        int rootB = root(b);
        // The lower number is the root, so that the result does not depend on the order.
        if (rootA < rootB) {
            parent[rootB] = rootA;
        } else {
            parent[rootA] = rootB;
        }
    }

    private int root(int node) {
        int at = node;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }
}
