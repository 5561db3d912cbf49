package io.aisletide.distance;

import org.jspecify.annotations.Nullable;

/**
 * Columns of one window that are built together. Those that were there before a change are repaired one by one, which
 * takes as long as the change is wide; when that turns out to be no less work than a search, the others are searched for
 * all at once.
 */
final class ColumnBatch {
    /** Repairs that may turn out too wide before no more are tried: goals side by side mostly share their fate. */
    private static final int FAILURES = 2;

    private final Columns columns;
    private final Window window;
    private final int[] goals;
    private final int[] areas;
    private final int from;
    private final int to;
    private final @Nullable GoalColumn[] built;

    /** Goals {@code from} to {@code to - 1} of the lists, and where to put their columns. */
    ColumnBatch(
            Columns columns,
            Window window,
            int[] goals,
            int[] areas,
            int from,
            int to,
            @Nullable GoalColumn[] built) {
        this.columns = columns;
        this.window = window;
        this.goals = goals;
        this.areas = areas;
        this.from = from;
        this.to = to;
        this.built = built;
    }

    void build(ColumnSearch.Scratch scratch) {
        int failures = 0;
        int left = 0;
        int[] changed = null;
        for (int i = from; i < to; i++) {
            GoalColumn old = failures == FAILURES ? null : columns.repairable(goals[i], areas[i], window);
            if (old != null) {
                changed = changed == null ? changedEntries() : changed;
                built[i] = ColumnRepair.repair(columns.portals, window, old, goals[i], areas[i], changed, scratch);
                failures += built[i] == null ? 1 : 0;
            }
            left += built[i] == null ? 1 : 0;
        }

        if (left > 0) {
            search(left, scratch);
        }
    }

    private int[] changedEntries() {
        int[] slots = columns.changedSlots();
        int[] entries = new int[slots.length];
        int used = 0;
        for (int slot : slots) {
            if (columns.portals.crossings(slot) != 0 && window.covers(Slots.tileOf(slot))) {
                entries[used++] = window.entryOf(slot, columns.portals);
            }
        }
        return java.util.Arrays.copyOf(entries, used);
    }

    private void search(int count, ColumnSearch.Scratch scratch) {
        int[] leftGoals = new int[count];
        int[] leftAreas = new int[count];
        int[] places = new int[count];
        int used = 0;
        for (int i = from; i < to; i++) {
            if (built[i] == null) {
                places[used] = i;
                leftGoals[used] = goals[i];
                leftAreas[used++] = areas[i];
            }
        }
        GoalColumn[] found = ColumnSearch.build(columns.portals, window, leftGoals, leftAreas, scratch);
        for (int k = 0; k < count; k++) {
            built[places[k]] = found[k];
        }
    }
}
