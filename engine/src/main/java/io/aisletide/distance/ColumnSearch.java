package io.aisletide.distance;

import io.aisletide.grid.Floor;
import java.util.Arrays;

/**
 * Builds {@link GoalColumn}s: Dijkstra over portals, backward from a goal region. One instance a thread.
 *
 * <p>The cost of a portal is what remains when it has been crossed at its middle: the way through the next tile to the
 * best of that tile's portals (read from that portal's field), and what remains there.
 */
final class ColumnSearch {
    private final Portals portals;
    private final Floor floor;
    private long[] heap = new long[1024];
    private int size;

    ColumnSearch(Portals portals) {
        this.portals = portals;
        floor = portals.floor;
    }

    /**
     * @param radius tiles around the goal's tile that the column covers
     */
    GoalColumn build(int goalTile, int region, int radius) {
        int across = floor.tilesAcross();
        int gx = goalTile % across;
        int gy = goalTile / across;
        int left = Math.max(0, gx - radius);
        int top = Math.max(0, gy - radius);
        int right = Math.min(across, gx + radius + 1);
        int bottom = Math.min(floor.tilesDown(), gy + radius + 1);
        boolean whole = right - left == across && bottom - top == floor.tilesDown();
        GoalColumn column = new GoalColumn(left, top, right - left, bottom - top, across, radius, whole);
        size = 0;
        seed(column, goalTile, region);
        spread(column);
        return column;
    }

    private void seed(GoalColumn column, int goalTile, int region) {
        for (int side = 0; side < 4; side++) {
            int from = tileBeside(goalTile, side);
            if (from < 0 || !column.covers(from)) {
                continue;
            }
            int first = from * Portals.PER_TILE + (side ^ 2) * Portals.PER_SIDE;
            for (int slot = first; slot < first + Portals.PER_SIDE; slot++) {
                if (portals.crossings(slot) != 0 && leadsInto(slot, region)) {
                    offer(column, slot, 0);
                }
            }
        }
    }

    /** Whether any of the portal's crossings arrives in that region of the next tile. */
    private boolean leadsInto(int slot, int region) {
        int side = Portals.sideOf(slot);
        for (int bits = portals.crossings(slot); bits != 0; bits &= bits - 1) {
            int cell = Portals.sideCell(Portals.tileOf(slot), side, Integer.numberOfTrailingZeros(bits));
            if (portals.region(floor.neighbour(cell, side)) == region) {
                return true;
            }
        }
        return false;
    }

    private int tileBeside(int tile, int side) {
        int x = tile % floor.tilesAcross();
        int y = tile / floor.tilesAcross();
        return switch (side) {
            case 0 -> x + 1 < floor.tilesAcross() ? tile + 1 : -1;
            case 1 -> y + 1 < floor.tilesDown() ? tile + floor.tilesAcross() : -1;
            case 2 -> x > 0 ? tile - 1 : -1;
            default -> y > 0 ? tile - floor.tilesAcross() : -1;
        };
    }

    private void spread(GoalColumn column) {
        while (size > 0) {
            long least = pop();
            int cost = (int) (least >>> 32);
            int slot = (int) least;
            int tile = Portals.tileOf(slot);
            if (column.costs[column.base(tile) + (slot & 15)] != cost) {
                continue;
            }
            int[] field = portals.field(slot);
            if (field == null) {
                continue;
            }
            for (int side = 0; side < 4; side++) {
                int from = tileBeside(tile, side);
                if (from < 0 || !column.covers(from)) {
                    continue;
                }
                int heading = side ^ 2;
                int first = from * Portals.PER_TILE + heading * Portals.PER_SIDE;
                for (int before = first; before < first + Portals.PER_SIDE; before++) {
                    if (portals.crossings(before) == 0) {
                        break;
                    }
                    int entry = field[portals.entryCell(before) & Floor.LOCAL_MASK];
                    int through = HeadingField.cost(entry, heading);
                    if (HeadingField.lowest(entry) < HeadingField.UNREACHABLE
                            && cost + through < GoalColumn.UNREACHABLE) {
                        offer(column, before, cost + through);
                    }
                }
            }
        }
    }

    private void offer(GoalColumn column, int slot, int cost) {
        int at = column.base(Portals.tileOf(slot)) + (slot & 15);
        if (cost < column.costs[at]) {
            column.costs[at] = (char) cost;
            push((long) cost << 32 | slot);
        }
    }

    private void push(long key) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        int at = size++;
        while (at > 0) {
            int parent = at - 1 >>> 1;
            if (heap[parent] <= key) {
                break;
            }
            heap[at] = heap[parent];
            at = parent;
        }
        heap[at] = key;
    }

    private long pop() {
        long least = heap[0];
        long last = heap[--size];
        int at = 0;
        while (true) {
            int child = 2 * at + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && heap[child + 1] < heap[child]) {
                child++;
            }
            if (last <= heap[child]) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = last;
        return least;
    }
}
