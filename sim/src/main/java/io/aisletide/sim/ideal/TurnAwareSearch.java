package io.aisletide.sim.ideal;

import io.aisletide.grid.Direction;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Exact shortest times on the empty floor, in ticks, for one motion model and one load class.
 *
 * <p>A* over (cell, heading): one tick a cell, with {@link Motion#ROTATE} one tick a quarter turn; with {@link
 * Motion#PEBBLE} the heading plays no part. The estimate is the exact time on a floor without obstacles (Manhattan
 * distance plus the turns that no way can avoid), hence consistent: a state is final when it is first taken from the
 * queue. All costs are 1, so the queue is a ring of buckets, one for each sum of time and estimate; the newest entry of
 * a bucket goes first, which on open ground walks straight to the goal.
 *
 * <p>Times are kept in pages of one tile that are taken from a pool when a query first enters the tile, and given back
 * after it: memory follows the ground that the widest query covered, not the floor, and a query allocates nothing once
 * the pool has grown. One thread.
 */
public final class TurnAwareSearch {
    /** There is no way to that cell. */
    public static final int UNREACHABLE = -1;

    private static final int HEADINGS = 4;
    private static final int PAGE_STATES = Floor.TILE_CELLS * HEADINGS;
    private static final int PAGE_SHIFT = Floor.TILE_SHIFT + 2;
    private static final int PAGE_MASK = PAGE_STATES - 1;
    private static final int UNSEEN = Integer.MAX_VALUE;

    /** One action adds at most 4 to time plus estimate (1 tick, 1 cell away, 2 turns more), so 8 buckets never meet. */
    private static final int BUCKETS = 8;

    private final Floor floor;
    private final boolean turns;
    private final LoadClass load;

    /** Times of the tile's states in this query; null where it has not been. */
    private final int[] @Nullable [] pageOfTile;
    private final int[] tilesInUse;
    private int tilesInUseCount;
    private int[][] pool = new int[16][];
    private int pooled;

    private final int[][] buckets = new int[BUCKETS][256];
    private final int[] bucketSizes = new int[BUCKETS];
    private int goalX;
    private int goalY;
    private long expandedStates;

    public TurnAwareSearch(Floor floor, Motion motion, LoadClass load) {
        this.floor = floor;
        this.load = load;
        turns = motion == Motion.ROTATE;
        pageOfTile = new int[floor.tileCount()][];
        tilesInUse = new int[floor.tileCount()];
    }

    /**
     * Least ticks from a cell to another if nobody is in the way.
     *
     * @param heading ordinal of {@link Direction} at the start; the heading at the goal is free
     * @return 0 or more, or {@link #UNREACHABLE}
     */
    public int ticks(int fromCell, int heading, int goal) {
        if (!floor.passable(fromCell, load) || !floor.passable(goal, load)) {
            return UNREACHABLE;
        }
        goalX = floor.xOf(goal);
        goalY = floor.yOf(goal);
        int answer = search(fromCell, turns ? heading : 0, goal);
        releasePages();
        return answer;
    }

    /** States taken from the queue since construction: what queries cost, counted so that it can be bounded. */
    public long expandedStates() {
        return expandedStates;
    }

    private int search(int fromCell, int heading, int goal) {
        Arrays.fill(bucketSizes, 0);
        int total = estimate(fromCell, heading);
        int idleBuckets = 0;
        reach(fromCell, heading, 0, total);
        while (idleBuckets < BUCKETS) {
            int bucket = total & (BUCKETS - 1);
            if (bucketSizes[bucket] == 0) {
                total++;
                idleBuckets++;
                continue;
            }
            idleBuckets = 0;
            int state = buckets[bucket][--bucketSizes[bucket]];
            int cell = state >>> 2;
            int facing = state & 3;
            int time = timeOf(state);
            if (time + estimate(cell, facing) != total) {
                // A quicker way to this state was found after it was queued here.
                continue;
            }
            if (cell == goal) {
                return time;
            }
            expand(cell, facing, time + 1);
        }
        return UNREACHABLE;
    }

    private void expand(int cell, int facing, int time) {
        expandedStates++;
        if (turns) {
            reach(cell, (facing + 1) & 3, time);
            reach(cell, (facing + 3) & 3, time);
            step(cell, facing, facing, time);
        } else {
            for (int direction = 0; direction < HEADINGS; direction++) {
                step(cell, direction, 0, time);
            }
        }
    }

    private void step(int cell, int direction, int facing, int time) {
        if (floor.hasNeighbour(cell, direction)) {
            int next = floor.neighbour(cell, direction);
            if (floor.passable(next, load)) {
                reach(next, facing, time);
            }
        }
    }

    private void reach(int cell, int facing, int time) {
        reach(cell, facing, time, time + estimate(cell, facing));
    }

    private void reach(int cell, int facing, int time, int total) {
        int state = (cell << 2) | facing;
        int[] page = pageOf(cell >>> Floor.TILE_SHIFT);
        if (time >= page[state & PAGE_MASK]) {
            return;
        }
        page[state & PAGE_MASK] = time;
        int bucket = total & (BUCKETS - 1);
        int size = bucketSizes[bucket];
        if (size == buckets[bucket].length) {
            buckets[bucket] = Arrays.copyOf(buckets[bucket], 2 * size);
        }
        buckets[bucket][size] = state;
        bucketSizes[bucket] = size + 1;
    }

    /** Exact time to the goal on a floor without obstacles, in ticks. */
    private int estimate(int cell, int facing) {
        int dx = goalX - floor.xOf(cell);
        int dy = goalY - floor.yOf(cell);
        int cells = Math.abs(dx) + Math.abs(dy);
        if (!turns || cells == 0) {
            return cells;
        }
        int across = dx > 0 ? Direction.E : Direction.W;
        int down = dy > 0 ? Direction.S : Direction.N;
        if (dx == 0) {
            return cells + quarterTurns(facing, down);
        }
        if (dy == 0) {
            return cells + quarterTurns(facing, across);
        }
        // Both directions are needed: one turn if the robot already faces one of them, else two.
        return cells + (facing == across || facing == down ? 1 : 2);
    }

    private static int quarterTurns(int from, int to) {
        int clockwise = (to - from) & 3;
        return clockwise == 3 ? 1 : clockwise;
    }

    private int timeOf(int state) {
        return pageOf(state >>> PAGE_SHIFT)[state & PAGE_MASK];
    }

    private int[] pageOf(int tile) {
        int[] page = pageOfTile[tile];
        return page != null ? page : takePage(tile);
    }

    private int[] takePage(int tile) {
        int[] page = pooled > 0 ? pool[--pooled] : new int[PAGE_STATES];
        Arrays.fill(page, UNSEEN);
        pageOfTile[tile] = page;
        tilesInUse[tilesInUseCount++] = tile;
        return page;
    }

    private void releasePages() {
        while (pooled + tilesInUseCount > pool.length) {
            pool = Arrays.copyOf(pool, 2 * pool.length);
        }
        while (tilesInUseCount > 0) {
            int tile = tilesInUse[--tilesInUseCount];
            pool[pooled++] = pageOfTile[tile];
            pageOfTile[tile] = null;
        }
    }
}
