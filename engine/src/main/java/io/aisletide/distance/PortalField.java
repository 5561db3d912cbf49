package io.aisletide.distance;

import io.aisletide.grid.Floor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The field of one portal, and where it leads to. Tiles of one {@link TilePattern} have it in common.
 *
 * <p>Threads: all, at any time. Where it leads to is found out when somebody asks, by whoever comes first.
 */
final class PortalField {
    private final int side;
    private final int crossings;
    /** What it costs to cross, by opening in their order along the side. */
    private final int[] crossingCosts;
    /** Entries as {@link HeadingField}, by place in the tile. */
    final int[] costs;

    private volatile byte @Nullable [] ends;

    PortalField(int side, int crossings, int[] crossingCosts, int[] costs) {
        this.side = side;
        this.crossings = crossings;
        this.crossingCosts = crossingCosts;
        this.costs = costs;
    }

    boolean leads(int bySide, int over, int[] at, int count) {
        return side == bySide
                && crossings == over
                && Arrays.equals(crossingCosts, 0, crossingCosts.length, at, 0, count);
    }

    /**
     * Where along the side one crosses who follows the field from a place with its best heading. The place must have a
     * way.
     */
    int end(int local, TileSteps steps) {
        byte[] known = ends;
        if (known == null) {
            known = findEnds(steps);
            ends = known;
        }
        return known[local];
    }

    private byte[] findEnds(TileSteps steps) {
        byte[] found = new byte[Floor.TILE_CELLS];
        long[] order = new long[Floor.TILE_CELLS];
        for (int local = 0; local < Floor.TILE_CELLS; local++) {
            order[local] = (long) HeadingField.lowest(costs[local]) << Floor.TILE_SHIFT | local;
        }
        // The next place of a way costs less than the one before.
        Arrays.sort(order);
        for (long each : order) {
            int local = (int) each & Floor.LOCAL_MASK;
            if (each >>> Floor.TILE_SHIFT < HeadingField.UNREACHABLE) {
                found[local] = (byte) endOf(local, steps, found);
            }
        }
        return found;
    }

    private int endOf(int local, TileSteps steps, byte[] found) {
        int end = alongSide(local);
        int least = crossingCost(local, end);
        for (int c = 0; c < steps.levels.length; c++) {
            for (int direction = 0; direction < 4; direction++) {
                long plane = steps.planes[TileSteps.plane(c, direction) + (local >> 6)];
                if ((plane >>> local & 1) == 0) {
                    continue;
                }
                int next = local + TileSteps.offset(direction);
                int cost = steps.levels[c] * steps.grain + HeadingField.cost(costs[next], direction);
                if (HeadingField.lowest(costs[next]) != HeadingField.UNREACHABLE && cost < least) {
                    least = cost;
                    end = found[next];
                }
            }
        }
        return end;
    }

    private int alongSide(int local) {
        return (side & 1) == 0 ? local >> 5 : local & 31;
    }

    private int crossingCost(int local, int along) {
        boolean atSide = !TileSteps.isInside(local, side);
        if (!atSide || (crossings >>> along & 1) == 0) {
            return HeadingField.UNREACHABLE;
        }
        return crossingCosts[Integer.bitCount(crossings & (1 << along) - 1)];
    }
}
