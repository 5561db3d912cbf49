package io.aisletide.distance;

import io.aisletide.grid.Floor;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * What tiles with the same steps have in common: the steps, the fields to portals, and if there are many of them the fields
 * to goals.
 *
 * <p>A warehouse repeats itself: the 4,096 tiles of the generated floor of 2048 x 2048 cells have 9 patterns. So
 * what half a million robots look at lies in a few megabytes, close to the core, instead of in 200, and most fields of
 * goals are there before they are asked for. On a floor without repetition each tile has a pattern of its own, and nothing is
 * lost but a comparison.
 *
 * <p>Whether something is shared is never visible in what it says. Threads: all, at any time.
 */
final class TilePattern {
    /** Tiles that make it worth while to keep fields of goals: a goal is asked for again and again then. */
    private static final int COMMON_TILES = 16;

    final TileSteps steps;
    /** Whether fields of goals have to be {@link GoalFields#WIDE}, because some steps cannot be undone. Those are not shared. */
    final boolean wide;
    /** Tiles that have this pattern now. */
    final AtomicInteger tiles = new AtomicInteger();

    private volatile @Nullable TileParts parts;
    private volatile PortalField[] portalFields = {};
    /** Number of the shared field by place of the goal, plus one; null until this becomes a common pattern. */
    private volatile @Nullable AtomicIntegerArray goalFields;

    /** The field to some crossings of one side. */
    private record PortalField(int side, int crossings, int[] costs, int[] field) {
        boolean answers(int ofSide, int ofCrossings, int[] ofCosts, int costCount) {
            return side == ofSide
                    && crossings == ofCrossings
                    && Arrays.equals(costs, 0, costs.length, ofCosts, 0, costCount);
        }
    }

    TilePattern(TileSteps steps) {
        this.steps = steps;
        wide = steps.directed || steps.hasClosedCells();
    }

    /** Which cells lead to which inside the tile. */
    TileParts parts() {
        TileParts known = parts;
        if (known == null) {
            known = new TileParts(steps);
            parts = known; // Whoever comes second has found the same.
        }
        return known;
    }

    /**
     * The field to a portal, if it is known.
     *
     * @param crossings the portal's openings, as bits along the side
     * @param costs what it costs to cross each of them, in their order
     */
    int @Nullable [] portalField(int side, int crossings, int[] costs, int costCount) {
        for (PortalField known : portalFields) {
            if (known.answers(side, crossings, costs, costCount)) {
                return known.field;
            }
        }
        return null;
    }

    /** Keeps a field for the other tiles; returns it, or an equal one that came first. */
    synchronized int[] keep(int side, int crossings, int[] costs, int costCount, int[] field) {
        int[] known = portalField(side, crossings, costs, costCount);
        if (known != null) {
            return known;
        }
        PortalField[] more = Arrays.copyOf(portalFields, portalFields.length + 1);
        more[more.length - 1] = new PortalField(side, crossings, Arrays.copyOf(costs, costCount), field);
        portalFields = more;
        return field;
    }

    /**
     * Number of the shared field of a goal, filled if it has to be, or -1 if there is none.
     *
     * @param goal place in the tile
     */
    int goalField(int goal, GoalFields pool, GoalWave wave) {
        AtomicIntegerArray known = goalFields;
        if (known == null) {
            if (wide || tiles.get() < COMMON_TILES) {
                return GoalFields.NONE;
            }
            known = shareGoalFields();
        }
        int field = known.getAcquire(goal) - 1;
        return field >= 0 ? field : fillGoalField(known, goal, pool, wave);
    }

    private synchronized AtomicIntegerArray shareGoalFields() {
        AtomicIntegerArray known = goalFields;
        if (known == null) {
            known = new AtomicIntegerArray(Floor.TILE_CELLS);
            goalFields = known;
        }
        return known;
    }

    private synchronized int fillGoalField(AtomicIntegerArray known, int goal, GoalFields pool, GoalWave wave) {
        if (known.get(goal) == 0) {
            int field = pool.takeShared();
            if (field == GoalFields.NONE) {
                return GoalFields.NONE;
            }
            wave.fill(steps, goal, pool.chunk(field), GoalFields.offset(field));
            known.setRelease(goal, field + 1);
        }
        return known.get(goal) - 1;
    }
}
