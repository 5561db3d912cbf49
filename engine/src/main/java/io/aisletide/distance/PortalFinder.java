package io.aisletide.distance;

import io.aisletide.grid.Floor;
import java.util.Arrays;

/**
 * Finds the portals of a side: which of its crossings belong together.
 *
 * <p>Crossings next to each other are an opening if one can get from each to the other, near the border or beyond. Openings are one portal if they are close
 * to each other on foot. What comes of that is split where crossings arrive in different regions, so that all ways on from a portal are
 * the same wherever it is crossed.
 */
final class PortalFinder {
    /** Two openings are one portal if walking between them costs at most this more than the gap between them, in cells. */
    private static final int MERGE_DETOUR_CELLS = 8;

    private static final int MERGE_GAP_CELLS = 10;
    /**
     * Most crossings next to each other that are one portal on {@link OpenGround}. p99 of stretch, 1,500 legs in a city without and
     * with turns: 1.23 and 1.25 with portals as wide as a tile, 1.21 and 1.20 with these.
     */
    private static final int OPEN_CELLS = 16;

    /** As many openings with walls between them fit on a side. */
    private static final int MOST_OPENINGS = Floor.TILE_SIDE / 2;

    private final Portals portals;
    private final Regions regions;
    private final Floor floor;
    private final int widest;

    PortalFinder(Portals portals, boolean openGround) {
        widest = openGround ? OPEN_CELLS : Floor.TILE_SIDE;
        this.portals = portals;
        regions = portals.regions;
        floor = portals.floor;
    }

    /**
     * Writes down the crossings of each portal of a side, as bits along it.
     *
     * @param into {@link Slots#PER_SIDE} places from {@code first} on; those that are not needed become 0
     */
    void find(int tile, int side, int[] into, int first) {
        if (!join(tile, side, true, into, first)) {
            // Rows of cells side by side out of which all ways lead the same way: any of them will do as well.
            join(tile, side, false, into, first);
        }
        int beyond = portals.tileBeside(tile, side);
        if (beyond >= 0 && (regions.parts(beyond) != null || portals.steps(beyond).hasClosedCells())) {
            splitAll(tile, side, into, first);
        }
    }

    /**
     * @param careful whether cells next to each other make one opening only if one can get from each to the other
     * @return false, if careful, for more openings than can have walls between them
     */
    private boolean join(int tile, int side, boolean careful, int[] into, int first) {
        int open = openCrossings(tile, side);
        Arrays.fill(into, first, first + Slots.PER_SIDE, 0);
        int count = 0;
        int lastEnd = 0;
        while (open != 0) {
            int start = Integer.numberOfTrailingZeros(open);
            int run = 1;
            while (start + run < Floor.TILE_SIDE
                    && run < widest
                    && (open >>> start + run & 1) != 0
                    && (!careful || isOneOpening(tile, side, start + run - 1))) {
                run++;
            }
            int opening = run == Floor.TILE_SIDE ? -1 : (1 << run) - 1 << start;
            open &= ~opening;
            boolean cut = widest < Floor.TILE_SIDE && start == lastEnd + 1;
            if (count > 0 && !cut && isNear(tile, side, lastEnd, start)) {
                into[first + count - 1] |= opening;
            } else if (count == MOST_OPENINGS && careful) {
                return false;
            } else {
                into[first + count++] = opening;
            }
            lastEnd = start + run - 1;
        }
        return true;
    }

    private int openCrossings(int tile, int side) {
        int open = 0;
        for (int along = 0; along < Floor.TILE_SIDE; along++) {
            if (portals.mayLeave(Slots.sideCell(tile, side, along), side)) {
                open |= 1 << along;
            }
        }
        return open;
    }

    /** Whether two crossings next to each other are as good as one: one can get from each to the other, near or beyond. */
    private boolean isOneOpening(int tile, int side, int along) {
        int here = Slots.sideCell(tile, side, along);
        int right = side == 0 || side == 2 ? 1 : 0;
        int on = floor.neighbour(here, right);
        return joined(here, on, right) || joined(floor.neighbour(here, side), floor.neighbour(on, side), right);
    }

    private boolean joined(int a, int b, int direction) {
        return portals.mayLeave(a, direction) && portals.mayLeave(b, direction ^ 2);
    }

    /** Whether one can walk from one opening to the next on both sides of the border, and not far. */
    private boolean isNear(int tile, int side, int end, int start) {
        int a = Slots.sideCell(tile, side, end);
        int b = Slots.sideCell(tile, side, start);
        return start - end <= MERGE_GAP_CELLS
                && walkIsShort(a, b, start - end)
                && walkIsShort(floor.neighbour(a, side), floor.neighbour(b, side), start - end);
    }

    private boolean walkIsShort(int from, int to, int gap) {
        TileSteps of = portals.steps(from >>> Floor.TILE_SHIFT);
        return of.reaches(from & Floor.LOCAL_MASK, to & Floor.LOCAL_MASK, gap + MERGE_DETOUR_CELLS);
    }

    // ---- splitting ----------------------------------------------------------------------------------------------

    /** Where rules keep robots from walking back, it is not enough that one can walk from one opening to the next. */
    private void splitAll(int tile, int side, int[] into, int first) {
        int[] split = new int[Slots.PER_SIDE];
        int count = 0;
        for (int slot = first; slot < first + Slots.PER_SIDE && into[slot] != 0; slot++) {
            int left = into[slot];
            boolean together = mayStayTogether(tile, side, left);
            while (left != 0) {
                int same = together ? left : sameArrival(tile, side, left);
                split[count++] = same;
                left &= ~same;
            }
        }
        System.arraycopy(split, 0, into, first, Slots.PER_SIDE);
    }

    /**
     * Whether crossings all arrive in closed cells that lead to one part of the floor: from there each robot gets out, whatever way
     * is the shortest from the middle of them.
     */
    private boolean mayStayTogether(int tile, int side, int crossings) {
        for (int bits = crossings; bits != 0; bits &= bits - 1) {
            if (portals.isOpen(arrival(tile, side, bits))) {
                return false;
            }
        }
        return regions.parts(portals.tileBeside(tile, side)) == null;
    }

    /** Those of some crossings that arrive in the region in which the first of them does. */
    private int sameArrival(int tile, int side, int some) {
        int region = regions.at(arrival(tile, side, some));
        int same = 0;
        for (int bits = some; bits != 0; bits &= bits - 1) {
            same |= regions.at(arrival(tile, side, bits)) == region ? bits & -bits : 0;
        }
        return same;
    }

    /** Cell to which the first of some crossings leads. */
    private int arrival(int tile, int side, int crossings) {
        return floor.neighbour(Slots.sideCell(tile, side, Integer.numberOfTrailingZeros(crossings)), side);
    }
}
