package io.aisletide.sim.workload;

import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import java.util.Arrays;

/**
 * Which cells a robot of one class can reach from which, on the bare floor plan: two cells are connected if they have
 * the same label. Two bytes a cell; one flood fill, some 20 ns a cell.
 */
public final class Components {
    /** Label of cells where no robot of the class may stand, or from which it could go nowhere. */
    public static final char NONE = 0;

    private static final int MAX_LABEL = Character.MAX_VALUE - 1;

    private final char[] labels;
    private final int connectedCells;
    private final int count;

    private Components(char[] labels, int connectedCells, int count) {
        this.labels = labels;
        this.connectedCells = connectedCells;
        this.count = count;
    }

    public static Components of(Floor floor, LoadClass load) {
        char[] labels = new char[floor.cellCapacity()];
        int[] stack = new int[1024];
        int next = 1;
        int connected = 0;
        for (int start = 0; start < labels.length; start++) {
            if (labels[start] != NONE || !floor.passable(start, load)) {
                continue;
            }
            // Past the last label, pockets share one. On such a floor robots there may get goals out of their reach, and
            // are reported as stranded.
            char label = (char) Math.min(next, MAX_LABEL);
            int size = 0;
            int depth = 0;
            stack[depth++] = start;
            labels[start] = label;
            while (depth > 0) {
                int cell = stack[--depth];
                size++;
                if (depth + 4 > stack.length) {
                    stack = Arrays.copyOf(stack, stack.length * 2);
                }
                for (int direction = 0; direction < 4; direction++) {
                    if (inner(cell) || floor.hasNeighbour(cell, direction)) {
                        int neighbour = floor.neighbour(cell, direction);
                        if (labels[neighbour] == NONE && floor.passable(neighbour, load)) {
                            labels[neighbour] = label;
                            stack[depth++] = neighbour;
                        }
                    }
                }
            }
            if (size == 1) {
                // Nowhere to go from here; the next component takes the label. The fill does not come by again, for a
                // cell alone has no passable neighbour.
                labels[start] = NONE;
            } else {
                connected += size;
                next++;
            }
        }
        return new Components(labels, connected, next - 1);
    }

    /** Whether all four neighbours lie in the cell's own tile, and so exist: true for nearly all, and cheap to see. */
    private static boolean inner(int cell) {
        int column = cell & (Floor.TILE_SIDE - 1);
        int row = cell >>> 5 & (Floor.TILE_SIDE - 1);
        return column > 0 && row > 0 && column < Floor.TILE_SIDE - 1 && row < Floor.TILE_SIDE - 1;
    }

    /** Label of a cell, or {@link #NONE}. */
    public char label(int cell) {
        return labels[cell];
    }

    public boolean connected(int from, int to) {
        return labels[from] != NONE && labels[from] == labels[to];
    }

    /** Cells from which at least one other can be reached. */
    public int connectedCells() {
        return connectedCells;
    }

    /** Parts of at least two cells. */
    public int count() {
        return count;
    }
}
