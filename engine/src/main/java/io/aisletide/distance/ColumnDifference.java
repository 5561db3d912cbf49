package io.aisletide.distance;

import io.aisletide.grid.Floor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * For each goal tile, from which tiles ways to it are no longer what they were: a bit for each tile of the window, so that
 * half a million robots can be asked in a few milliseconds whether a change concerns them.
 */
final class ColumnDifference {
    private static final long[] EVERYWHERE = new long[0];

    private final Columns columns;
    private final Portals portals;
    private final long[] @Nullable [] bits;
    private final @Nullable Window[] windows;

    ColumnDifference(Columns columns, Parallel parallel) {
        this.columns = columns;
        portals = columns.portals;
        int tiles = portals.floor.tileCount();
        bits = new long[tiles][];
        windows = new Window[tiles];
        parallel.forEach(tiles, (tile, worker) -> {
            if (columns.isTouched(tile)) {
                compare(tile);
            }
        });
    }

    private void compare(int goalTile) {
        for (int area = 0; area < portals.areas.count(goalTile); area++) {
            GoalColumn before = columns.before(goalTile, area);
            GoalColumn now = columns.get(goalTile, area);
            if (before == now) {
                continue;
            }
            Window seen = windows[goalTile];
            boolean other = seen != null && now != null && seen.reach != now.reach();
            if (before == null || now == null || before.reach() != now.reach() || other) {
                bits[goalTile] = EVERYWHERE;
                return;
            }
            compare(goalTile, before, now);
        }
    }

    private void compare(int goalTile, GoalColumn before, GoalColumn now) {
        Window window = now.window;
        windows[goalTile] = window;
        long[] into = bits[goalTile];
        if (into == null) {
            into = new long[(window.tiles() >> 6) + 1];
            bits[goalTile] = into;
        }
        if (before.window != window) {
            compareTiles(before, now, into);
            return;
        }
        int end = window.entries();
        int entry = 0;
        while (entry < end) {
            int same = Arrays.mismatch(before.costs, entry, end, now.costs, entry, end);
            if (same < 0) {
                return;
            }
            int i = window.indexOf(Slots.tileOf(window.slot(entry + same)));
            mark(into, window, i);
            entry = window.baseAt(i + 1);
        }
    }

    private static void compareTiles(GoalColumn before, GoalColumn now, long[] into) {
        for (int i = 0; i < now.window.tiles(); i++) {
            boolean same = Arrays.equals(
                    before.costs,
                    before.window.baseAt(i),
                    before.window.baseAt(i + 1),
                    now.costs,
                    now.window.baseAt(i),
                    now.window.baseAt(i + 1));
            if (!same) {
                mark(into, now.window, i);
            }
        }
    }

    /** A robot looks at its tile and at those around it. */
    private static void mark(long[] into, Window window, int i) {
        int x = i % window.across;
        set(into, i);
        if (x > 0) {
            set(into, i - 1);
        }
        if (x + 1 < window.across) {
            set(into, i + 1);
        }
        if (i >= window.across) {
            set(into, i - window.across);
        }
        if (i + window.across < window.tiles()) {
            set(into, i + window.across);
        }
    }

    private static void set(long[] into, int bit) {
        into[bit >> 6] |= 1L << bit;
    }

    /** Whether a robot in that tile may see a difference. */
    boolean isSeenFrom(int tile, int goal) {
        long[] of = bits[goal >>> Floor.TILE_SHIFT];
        if (of == null) {
            return false;
        }
        Window window = windows[goal >>> Floor.TILE_SHIFT];
        if (of == EVERYWHERE || window == null) {
            return true;
        }
        if (!window.covers(tile)) {
            return false;
        }
        int i = window.indexOf(tile);
        return (of[i >> 6] >>> i & 1) != 0;
    }
}
