package io.aisletide.distance;

import io.aisletide.grid.Floor;
import io.aisletide.grid.Overlay;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of the floor lead to which, for one load class: exact, and settles most questions about stranded robots without a
 * search.
 *
 * <p>A graph of the tiles' regions, with an edge for each border that can be crossed, and inside tiles where steps cannot be undone for
 * what leads to what there. Its strongly connected components are the parts; without one-way rules no more than what hangs
 * together. After a change only the edges of tiles around it are looked for again, and parts are found anew: 4,096 tiles with a few regions and
 * edges each take less than a millisecond.
 *
 * <p>Closed cells belong to no part. From one of them a robot gets where its ways out lead.
 */
final class Parts {
    /** Most parts of which is known what leads to what: 2 MB. With more, those that hang together are taken to lead to each other. */
    private static final int MOST_ORDERED = 4096;

    private static final int[] NO_TILES = new int[0];

    private final Portals portals;
    private final Regions regions;
    private final Floor floor;
    private final Overlay overlay;
    /** By tile, for each edge {@code region << 32 | side << 16 | region beyond}; null where it has to be looked for. */
    private final long[] @Nullable [] crossings;

    private boolean stale = true;
    private int[] firstNode = {0};
    private int[] part = {};
    private int count;
    /** What leads to what; null where nothing leads anywhere else, or for too many parts. */
    private @Nullable PartOrder order;

    Parts(Portals portals) {
        this.portals = portals;
        regions = portals.regions;
        floor = portals.floor;
        overlay = portals.overlay();
        crossings = new long[floor.tileCount()][];
    }

    /** The steps or regions of a tile have changed: the next question looks again. */
    void forget(int tile) {
        stale = true;
        crossings[tile] = null;
        for (int side = 0; side < 4; side++) {
            int beside = portals.tileBeside(tile, side);
            if (beside >= 0) {
                crossings[beside] = null;
            }
        }
    }

    /** Looks at the floor again if it has changed. */
    void refresh() {
        if (stale) {
            find();
            stale = false;
        }
    }

    /** Whether a way leads from a cell to another, open one. For several threads only after a refresh. */
    boolean leads(int cell, int goal) {
        refresh();
        if (regions.at(cell) == Regions.NONE || regions.at(goal) == Regions.NONE) {
            return false;
        }
        int to = partOf(goal);
        if (!overlay.isClosed(cell, portals.load)) {
            return leadsTo(partOf(cell), to);
        }
        int[] several = overlay.partsBeyond(cell, portals.load);
        if (several == null) {
            int out = overlay.nearestOpenCell(cell, portals.load);
            return out != Overlay.NO_CELL && leadsTo(partOf(out), to);
        }
        for (int from : several) {
            if (leadsTo(from, to)) {
                return true;
            }
        }
        return false;
    }

    private boolean leadsTo(int from, int to) {
        PartOrder known = order;
        return from == to || known != null && known.leads(from, to);
    }

    /** Part of an open cell. */
    private int partOf(int cell) {
        return part[firstNode[cell >>> Floor.TILE_SHIFT] + regions.at(cell)];
    }

    /**
     * Lets robots in closed areas out to each part of the floor; see {@link Overlay#openWaysOut}.
     *
     * @return tiles whose exits have changed
     */
    int[] openWaysOut() {
        refresh();
        return overlay.hasNewWaysOut(portals.load) ? overlay.openWaysOut(portals.load, this::partOf, count) : NO_TILES;
    }

    // ---- finding ------------------------------------------------------------------------------------------------

    private void find() {
        int tiles = floor.tileCount();
        firstNode = new int[tiles + 1];
        int edges = 0;
        for (int tile = 0; tile < tiles; tile++) {
            firstNode[tile + 1] = firstNode[tile] + regions.openCount(tile);
            edges += crossingsOf(tile).length + stepsIn(tile).length;
        }
        int nodes = firstNode[tiles];
        int[] start = new int[nodes + 1];
        int[] targets = new int[edges];
        for (int tile = 0; tile < tiles; tile++) {
            fillEdges(tile, start, targets);
        }
        StrongParts found = new StrongParts(start, targets);
        part = found.part;
        count = found.count;
        order = null;
        long[] between = new long[edges];
        int used = 0;
        for (int node = 0; node < nodes; node++) {
            for (int edge = start[node]; edge < start[node + 1]; edge++) {
                if (part[node] != part[targets[edge]]) {
                    between[used++] = (long) part[node] << 32 | part[targets[edge]];
                }
            }
        }
        if (used > 0 && count <= MOST_ORDERED) {
            order = new PartOrder(count, PartOrder.distinct(between, used));
        } else if (used > 0) {
            joinAll(between, used);
        }
    }

    private static long[] stepsOf(@Nullable TileParts of) {
        return of == null ? NO_STEPS : of.steps;
    }

    private static final long[] NO_STEPS = new long[0];

    private long[] stepsIn(int tile) {
        return stepsOf(regions.parts(tile));
    }

    /** Both lists of a tile's edges are sorted by the region where they begin. */
    private void fillEdges(int tile, int[] start, int[] targets) {
        long[] inside = stepsIn(tile);
        long[] across = crossingsOf(tile);
        int edge = start[firstNode[tile]];
        int i = 0;
        int k = 0;
        for (int region = 0; region < regions.openCount(tile); region++) {
            for (; i < inside.length && (int) (inside[i] >>> 32) == region; i++) {
                targets[edge++] = firstNode[tile] + (int) inside[i];
            }
            for (; k < across.length && (int) (across[k] >>> 32) == region; k++) {
                int beyond = portals.tileBeside(tile, (int) across[k] >>> 16);
                targets[edge++] = firstNode[beyond] + ((int) across[k] & 0xFFFF);
            }
            start[firstNode[tile] + region + 1] = edge;
        }
    }

    private long[] crossingsOf(int tile) {
        long[] known = crossings[tile];
        if (known == null) {
            known = findCrossings(tile);
            crossings[tile] = known;
        }
        return known;
    }

    private long[] findCrossings(int tile) {
        long[] found = new long[4 * Floor.TILE_SIDE];
        int size = 0;
        for (int side = 0; side < 4; side++) {
            if (portals.tileBeside(tile, side) < 0) {
                continue;
            }
            for (int along = 0; along < Floor.TILE_SIDE; along++) {
                int cell = Slots.sideCell(tile, side, along);
                if (portals.isOpen(cell) && portals.mayLeave(cell, side)) {
                    long edge = (long) regions.at(cell) << 32 | side << 16 | regions.at(floor.neighbour(cell, side));
                    size += size > 0 && found[size - 1] == edge ? 0 : 1;
                    found[size - 1] = edge;
                }
            }
        }
        Arrays.sort(found, 0, size);
        int distinct = 0;
        for (int i = 0; i < size; i++) {
            if (i == 0 || found[i] != found[i - 1]) {
                found[distinct++] = found[i];
            }
        }
        return Arrays.copyOf(found, distinct);
    }

    /** Makes one part of all that hang together. */
    private void joinAll(long[] between, int size) {
        int[] joined = new int[count];
        for (int i = 0; i < count; i++) {
            joined[i] = i;
        }
        for (int i = 0; i < size; i++) {
            int a = root(joined, (int) (between[i] >>> 32));
            int b = root(joined, (int) between[i]);
            joined[Math.max(a, b)] = Math.min(a, b);
        }
        for (int node = 0; node < part.length; node++) {
            part[node] = root(joined, part[node]);
        }
    }

    private static int root(int[] joined, int of) {
        int at = of;
        while (joined[at] != at) {
            joined[at] = joined[joined[at]];
            at = joined[at];
        }
        return at;
    }
}
