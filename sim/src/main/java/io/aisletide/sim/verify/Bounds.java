package io.aisletide.sim.verify;

/** Walks every robot for itself to find how far the fleet gets. */
final class Bounds {
    private static final int[] ROWS = {0, 1, 0, -1};
    private static final int[] COLUMNS = {1, 0, -1, 0};

    private final int[] rows;
    private final int[] columns;
    private final byte[] headings;
    private int top = Integer.MAX_VALUE;
    private int left = Integer.MAX_VALUE;
    private int bottom = Integer.MIN_VALUE;
    private int right = Integer.MIN_VALUE;

    Bounds(PlanOutline outline) {
        rows = outline.rows.clone();
        columns = outline.columns.clone();
        headings = outline.headings.clone();
        for (int robot = 0; robot < rows.length; robot++) {
            widen(robot);
        }
    }

    void step(ActionWindow window, int step) {
        for (int robot = 0; robot < rows.length; robot++) {
            int action = window.action(robot, step);
            switch (action) {
                case ActionWindow.CLOCKWISE -> headings[robot] = (byte) ((headings[robot] + 1) & 3);
                case ActionWindow.COUNTER_CLOCKWISE -> headings[robot] = (byte) ((headings[robot] + 3) & 3);
                case ActionWindow.WAIT, ActionWindow.UNKNOWN, ActionWindow.NONE -> {}
                default -> {
                    int heading = action == ActionWindow.FORWARD ? headings[robot] : action - ActionWindow.EAST;
                    rows[robot] += ROWS[heading];
                    columns[robot] += COLUMNS[heading];
                    widen(robot);
                }
            }
        }
    }

    private void widen(int robot) {
        top = Math.min(top, rows[robot]);
        bottom = Math.max(bottom, rows[robot]);
        left = Math.min(left, columns[robot]);
        right = Math.max(right, columns[robot]);
    }

    long cells() {
        return rows.length == 0 ? 1 : ((long) bottom - top + 1) * ((long) right - left + 1);
    }

    Ground ground() {
        return rows.length == 0 ? new Ground(0, 0, 1, 1) : new Ground(top, left, bottom - top + 1, right - left + 1);
    }
}
