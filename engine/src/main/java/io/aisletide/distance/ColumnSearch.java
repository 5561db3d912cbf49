package io.aisletide.distance;

import io.aisletide.grid.Motion;
import java.util.Arrays;

/**
 * Builds {@link GoalColumn}s, up to {@value #MAX_LANES} of one window at a time: shortest ways over portals, backward from
 * each goal area, with a lane for each goal so that one edge is relaxed for all of them by a handful of vector
 * instructions.
 *
 * <p>The cost of a portal is what remains when it has been crossed at its middle: the way through the next tile to one of
 * that tile's portals ({@link Portals#through}), and what remains there; the least over those portals. Where it leads into the goal's
 * region it is what {@link GoalAreas#remaining} says, as robots go to the goal inside its tile from there. Shortest ways are
 * the only solution of these equations, so the order in which tiles are relaxed does not matter to the result. It goes by
 * buckets of cost, as the goals of a window are neighbours and their waves run side by side; a tile is relaxed about three
 * times instead of once, and that for {@value #MAX_LANES} goals.
 */
final class ColumnSearch {
    /** Most columns of one search. */
    static final int MAX_LANES = 64;

    private static final int FAR = 1 << 28;
    /** Costs of one bucket, in units: two tiles. A wider one relaxes tiles before all goals have reached them. */
    private static final int BUCKET_SHIFT = 7;

    /** No step over a tile costs more than 2^16 units, so so many buckets never meet. */
    private static final int BUCKETS = 1024;

    private static final int NOT_QUEUED = Integer.MAX_VALUE;

    private final Portals portals;
    private final Window window;
    private final int lanes;
    private final Scratch scratch;
    /** Costs by entry of the window, then lane. */
    private final int[] costs;

    /** By entry, a bit for each lane whose goal it leads to: who is in the goal's area has arrived, and goes on nowhere. */
    private final long[] arrivals;

    /** Bucket in which a tile of the window waits. */
    private final int[] waiting;

    private int queued;

    /** Arrays for one thread's searches, one after the other. */
    static final class Scratch {
        private int[] costs = new int[0];
        private long[] arrivals = new long[0];
        private int[] waiting = new int[0];
        /** Of {@link ColumnRepair}. */
        long[] heap = new long[256];
        final TileWave wave;
        private final int[] sum = new int[MAX_LANES];
        private final int[][] buckets = new int[BUCKETS][8];
        private final int[] bucketSize = new int[BUCKETS];

        Scratch(Motion motion) {
            wave = new TileWave(motion);
        }
    }

    private ColumnSearch(Portals portals, Window window, int lanes, Scratch scratch) {
        this.portals = portals;
        this.window = window;
        this.lanes = lanes;
        this.scratch = scratch;
        int length = window.entries() * lanes;
        if (scratch.costs.length < length) {
            scratch.costs = new int[length];
        }
        costs = scratch.costs;
        Arrays.fill(costs, 0, length, FAR);
        if (scratch.arrivals.length < window.entries()) {
            scratch.arrivals = new long[window.entries()];
        }
        arrivals = scratch.arrivals;
        Arrays.fill(arrivals, 0, window.entries(), 0);
        if (scratch.waiting.length < window.tiles()) {
            scratch.waiting = new int[window.tiles()];
        }
        waiting = scratch.waiting;
        Arrays.fill(waiting, 0, window.tiles(), NOT_QUEUED);
    }

    /**
     * @param goals tile of each goal, all in the window's block; at most {@link #MAX_LANES}
     * @param areas area of each goal in its tile
     */
    static GoalColumn[] build(Portals portals, Window window, int[] goals, int[] areas, Scratch scratch) {
        ColumnSearch search = new ColumnSearch(portals, window, goals.length, scratch);
        for (int lane = 0; lane < goals.length; lane++) {
            search.seed(lane, goals[lane], areas[lane]);
        }
        search.spread();
        return search.write();
    }

    private void seed(int lane, int goalTile, int area) {
        int index = window.indexOf(goalTile);
        portals.areas.measure(goalTile, area, scratch.wave);
        for (int at = window.leadingStart(index); at < window.leadingStart(index + 1); at++) {
            int entry = window.leading(at);
            int slot = window.slot(entry);
            if (portals.leadsInto(slot, portals.areas.region(area))) {
                int cost = portals.areas.remaining(slot, scratch.wave);
                costs[entry * lanes + lane] = cost;
                arrivals[entry] |= 1L << lane;
                enqueue(window.indexOf(Slots.tileOf(slot)), cost);
            }
        }
    }

    private void enqueue(int index, int cost) {
        int bucket = cost >>> BUCKET_SHIFT;
        if (bucket >= waiting[index]) {
            return;
        }
        waiting[index] = bucket;
        int at = bucket & BUCKETS - 1;
        if (scratch.bucketSize[at] == scratch.buckets[at].length) {
            scratch.buckets[at] = Arrays.copyOf(scratch.buckets[at], scratch.bucketSize[at] * 2);
        }
        scratch.buckets[at][scratch.bucketSize[at]++] = index;
        queued++;
    }

    private void spread() {
        for (int bucket = 0; queued > 0; bucket++) {
            int at = bucket & BUCKETS - 1;
            for (int i = 0; i < scratch.bucketSize[at]; i++) {
                int index = scratch.buckets[at][i];
                if (waiting[index] == bucket) { // Else it has had its turn in an earlier bucket.
                    waiting[index] = NOT_QUEUED;
                    relaxInto(index);
                }
            }
            queued -= scratch.bucketSize[at];
            scratch.bucketSize[at] = 0;
        }
    }

    /** Takes what remains at the portals of one tile back to the portals that lead into it. */
    private void relaxInto(int index) {
        int base = window.baseAt(index);
        int outs = window.baseAt(index + 1) - base;
        for (int at = window.leadingStart(index); at < window.leadingStart(index + 1); at++) {
            int entry = window.leading(at);
            int slot = window.slot(entry);
            int low = relax(slot, base, outs, entry);
            if (low < FAR) {
                enqueue(window.indexOf(Slots.tileOf(slot)), low);
            }
        }
    }

    /** Relaxes one portal over all ways on; returns the least cost that has become lower, or {@link #FAR}. */
    private int relax(int slot, int base, int outs, int entry) {
        boolean any = false;
        for (int rank = 0; rank < outs; rank++) {
            int through = portals.through(slot, rank);
            if (through == HeadingField.UNREACHABLE) {
                continue;
            }
            if (any) {
                addLeast(costs, (base + rank) * lanes, through, scratch.sum, lanes);
            } else {
                add(costs, (base + rank) * lanes, through, scratch.sum, lanes);
                any = true;
            }
        }
        for (long rest = arrivals[entry]; rest != 0; rest &= rest - 1) {
            scratch.sum[Long.numberOfTrailingZeros(rest)] = FAR;
        }
        return any ? lower(costs, entry * lanes, scratch.sum, lanes) : FAR;
    }

    private static void add(int[] costs, int row, int through, int[] sum, int lanes) {
        for (int l = 0; l < lanes; l++) {
            sum[l] = costs[row + l] + through;
        }
    }

    private static void addLeast(int[] costs, int row, int through, int[] sum, int lanes) {
        for (int l = 0; l < lanes; l++) {
            sum[l] = Math.min(sum[l], costs[row + l] + through);
        }
    }

    private static int lower(int[] costs, int row, int[] sum, int lanes) {
        int low = FAR;
        for (int l = 0; l < lanes; l++) {
            if (sum[l] < costs[row + l]) {
                costs[row + l] = sum[l];
                low = Math.min(low, sum[l]);
            }
        }
        return low;
    }

    private GoalColumn[] write() {
        int entries = window.entries();
        char[][] out = new char[lanes][entries];
        for (int block = 0; block < entries; block += MAX_LANES) {
            int end = Math.min(entries, block + MAX_LANES);
            for (int lane = 0; lane < lanes; lane++) {
                char[] column = out[lane];
                for (int entry = block; entry < end; entry++) {
                    column[entry] = (char) Math.min(costs[entry * lanes + lane], GoalColumn.UNREACHABLE);
                }
            }
        }
        GoalColumn[] columns = new GoalColumn[lanes];
        for (int lane = 0; lane < lanes; lane++) {
            columns[lane] = new GoalColumn(window, out[lane]);
        }
        return columns;
    }
}
