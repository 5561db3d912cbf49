package io.aisletide.command;

import io.aisletide.grid.Area;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Overlay;
import io.aisletide.traffic.World;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The cells of an area where robots of a class may stand, in the order of rows: counted first, so that some of millions are
 * found without a list of all. On all threads of the floor.
 */
final class OpenCells {
    private static final int ROWS_A_PIECE = 32;

    private final World world;
    private final Floor floor;
    private final Overlay overlay;
    private final LoadClass load;
    private final Area area;
    private final BitSet given;
    private final int top;
    private final int rows;
    /** Cells in the rows before each, and in all. */
    private final int[] before;

    /** @param given cells that do not count */
    OpenCells(World world, Floor floor, LoadClass load, Area area, BitSet given) {
        this.world = world;
        this.floor = floor;
        this.load = load;
        this.area = area;
        this.given = given;
        overlay = world.overlay();
        Area.Rectangle bounds = area.bounds();
        top = Math.max(0, bounds.y());
        rows = Math.max(0, Math.min(floor.height(), bounds.y() + bounds.height()) - top);
        before = new int[rows + 1];
        world.forEach(pieces(), (piece, worker) -> {
            for (int row = piece * ROWS_A_PIECE; row < endOf(piece); row++) {
                before[row + 1] = visit(row, before, 0, 0, 0);
            }
        });
        for (int row = 0; row < rows; row++) {
            before[row + 1] += before[row];
        }
    }

    int count() {
        return before[rows];
    }

    /**
     * Looks cells up by their place in the order.
     *
     * @param places from 0, ascending; the cells are written over them
     */
    void find(int[] places, int size) {
        int[] starts = new int[rows + 1];
        for (int row = 0; row < rows; row++) {
            int found = Arrays.binarySearch(places, starts[row], size, before[row + 1]);
            starts[row + 1] = found < 0 ? -1 - found : found;
        }
        world.forEach(pieces(), (piece, worker) -> {
            for (int row = piece * ROWS_A_PIECE; row < endOf(piece); row++) {
                visit(row, places, starts[row], starts[row + 1], before[row]);
            }
        });
    }

    private int pieces() {
        return (rows + ROWS_A_PIECE - 1) / ROWS_A_PIECE;
    }

    private int endOf(int piece) {
        return Math.min(rows, (piece + 1) * ROWS_A_PIECE);
    }

    /**
     * Goes through the cells of a row, and writes those that are looked for; returns how many there are. Millions of cells in an alarm, so
     * a rectangle is not asked what it contains.
     */
    private int visit(int row, int[] places, int from, int to, int first) {
        Area.Rectangle bounds = area.bounds();
        int y = top + row;
        int right = Math.min(floor.width(), bounds.x() + bounds.width());
        int next = from;
        int place = first;
        for (int x = Math.max(0, bounds.x()); x < right; x++) {
            int cell = floor.cell(x, y);
            if (floor.passable(cell, load)
                    && !overlay.isClosed(cell, load)
                    && !given.get(cell)
                    && (area == bounds || area.contains(x, y))) {
                if (next < to && places[next] == place) {
                    places[next++] = cell;
                }
                place++;
            }
        }
        return place - first;
    }
}
