package io.aisletide.distance;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Repairs one {@link GoalColumn} after a change of some portals, exactly: incremental shortest ways with costs that go up
 * and down alike (Ramalingam and Reps 1996; Koenig, Likhachev and Furcy 2004, without the heuristic). Each entry's cost is
 * compared with what its ways on promise; entries of which the two differ are settled in the order of the lower one.
 * Time is proportional to the number of entries that change.
 */
final class ColumnRepair {
    private static final int FAR = GoalColumn.UNREACHABLE;
    /** A repair that settles more than this part of the entries is given up: a search for many goals is cheaper. */
    private static final int WORK_SHARE = 24;

    private final Portals portals;
    private final Window window;
    private final int goalIndex;
    private final int area;
    private final char[] costs;
    private final ColumnSearch.Scratch scratch;
    private int queued;
    private boolean changed;

    private ColumnRepair(
            Portals portals, Window window, char[] costs, int goalTile, int area, ColumnSearch.Scratch scratch) {
        this.portals = portals;
        this.window = window;
        this.costs = costs;
        goalIndex = window.indexOf(goalTile);
        this.area = area;
        this.scratch = scratch;
        portals.areas.measure(goalTile, area, scratch.wave);
    }

    /**
     * @param old the column before the change; its window has the same tiles
     * @param entries entries of the window whose portals have changed
     * @return the repaired column, the old one if it is right as it is, or null if the repair is too much work
     */
    static @Nullable GoalColumn repair(
            Portals portals,
            Window window,
            GoalColumn old,
            int goalTile,
            int area,
            int[] entries,
            ColumnSearch.Scratch scratch) {
        boolean sameWindow = old.window == window;
        char[] costs = sameWindow ? old.costs.clone() : moved(old, window);
        ColumnRepair repair = new ColumnRepair(portals, window, costs, goalTile, area, scratch);
        for (int entry : entries) {
            repair.check(entry);
        }
        if (portals.areas.areMeasured()) {
            repair.checkLeadingInto(repair.goalIndex);
        }
        if (!sameWindow) {
            repair.checkMoved(old.window);
        }
        if (!repair.settle()) {
            return null;
        }
        return sameWindow && !repair.changed ? old : new GoalColumn(window, costs);
    }

    /** The costs in their new places; tiles that have other slots now begin with nothing. */
    private static char[] moved(GoalColumn old, Window window) {
        char[] costs = new char[window.entries()];
        for (int i = 0; i < window.tiles(); i++) {
            int base = window.baseAt(i);
            int count = window.baseAt(i + 1) - base;
            if (hasSameSlots(old.window, window, i)) {
                System.arraycopy(old.costs, old.window.baseAt(i), costs, base, count);
            } else {
                Arrays.fill(costs, base, base + count, (char) FAR);
            }
        }
        return costs;
    }

    private static boolean hasSameSlots(Window one, Window other, int i) {
        int count = one.baseAt(i + 1) - one.baseAt(i);
        if (count != other.baseAt(i + 1) - other.baseAt(i)) {
            return false;
        }
        for (int k = 0; k < count; k++) {
            if (one.slot(one.baseAt(i) + k) != other.slot(other.baseAt(i) + k)) {
                return false;
            }
        }
        return true;
    }

    /** Entries of tiles that begin with nothing, and those that lead into them. */
    private void checkMoved(Window before) {
        for (int i = 0; i < window.tiles(); i++) {
            if (!hasSameSlots(before, window, i)) {
                for (int entry = window.baseAt(i); entry < window.baseAt(i + 1); entry++) {
                    check(entry);
                }
                checkLeadingInto(i);
            }
        }
    }

    private void checkLeadingInto(int index) {
        for (int at = window.leadingStart(index); at < window.leadingStart(index + 1); at++) {
            check(window.leading(at));
        }
    }

    /** What the ways on from an entry promise. */
    private int promise(int entry) {
        int beyond = window.beyond(entry);
        if (beyond == Window.OUTSIDE) {
            return FAR;
        }
        int slot = window.slot(entry);
        if (beyond == goalIndex && portals.leadsInto(slot, portals.areas.region(area))) {
            return portals.areas.remaining(slot, scratch.wave);
        }
        int base = window.baseAt(beyond);
        int outs = window.baseAt(beyond + 1) - base;
        int least = FAR;
        for (int rank = 0; rank < outs; rank++) {
            int through = portals.through(slot, rank);
            if (through != HeadingField.UNREACHABLE) {
                least = Math.min(least, through + costs[base + rank]);
            }
        }
        return least;
    }

    private void check(int entry) {
        int promised = promise(entry);
        if (promised != costs[entry]) {
            push((long) Math.min(promised, costs[entry]) << 32 | entry);
        }
    }

    private boolean settle() {
        int work = Math.max(64, window.entries() / WORK_SHARE);
        while (queued > 0) {
            long least = pop();
            int entry = (int) least;
            int promised = promise(entry);
            int cost = costs[entry];
            if (promised == cost) {
                continue;
            }
            if (Math.min(promised, cost) > (int) (least >>> 32)) {
                push((long) Math.min(promised, cost) << 32 | entry);
                continue;
            }
            if (work-- == 0) {
                queued = 0;
                return false;
            }
            changed = true;
            // Better: it is final. Worse: it counts for nothing until its turn comes with what is promised.
            costs[entry] = (char) (promised < cost ? promised : FAR);
            checkLeadingInto(window.indexOf(Slots.tileOf(window.slot(entry))));
            if (promised > cost) {
                check(entry);
            }
        }
        return true;
    }

    private void push(long key) {
        long[] heap = scratch.heap;
        if (queued == heap.length) {
            heap = Arrays.copyOf(heap, queued * 2);
            scratch.heap = heap;
        }
        int at = queued++;
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
        long[] heap = scratch.heap;
        long least = heap[0];
        long last = heap[--queued];
        int at = 0;
        while (true) {
            int child = 2 * at + 1;
            if (child >= queued) {
                break;
            }
            if (child + 1 < queued && heap[child + 1] < heap[child]) {
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
