package io.aisletide.command;

import io.aisletide.grid.Direction;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.traffic.World;
import java.util.BitSet;

/**
 * Spreads from some cells to the open cells around them, nearest first. Visits in the order of a breadth-first search
 * whose first cells are sorted, so the order depends on the floor and its rules only. Time and memory grow with the
 * cells visited (but for one bit a cell of the floor).
 *
 * <p>A cell is visited if somebody may stand in it; whether it is also offered as a goal is the caller's decision.
 */
final class CellFlood {
    private final Floor floor;
    private final World world;
    private final BitSet seen;
    private final IntList queue = new IntList();
    private int head;

    CellFlood(Floor floor, World world) {
        this.floor = floor;
        this.world = world;
        seen = new BitSet(floor.cellCapacity());
    }

    /** Lets the flood begin (also) at that cell. */
    void begin(int cell) {
        if (!seen.get(cell)) {
            seen.set(cell);
            queue.add(cell);
        }
    }

    /**
     * The next cell, and the flood moves on to its neighbours that are passable and open for the class.
     *
     * @return the cell, or -1 at the end
     */
    int next(LoadClass load) {
        if (head == queue.size) {
            return -1;
        }
        int cell = queue.get(head++);
        for (int direction = Direction.E; direction <= Direction.N; direction++) {
            if (floor.hasNeighbour(cell, direction)) {
                int neighbour = floor.neighbour(cell, direction);
                if (!seen.get(neighbour) && standable(neighbour, load)) {
                    seen.set(neighbour);
                    queue.add(neighbour);
                }
            }
        }
        return cell;
    }

    private boolean standable(int cell, LoadClass load) {
        return floor.passable(cell, load) && !world.overlay().isClosed(cell, load);
    }
}
