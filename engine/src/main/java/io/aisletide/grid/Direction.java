package io.aisletide.grid;

/** The four ways out of a cell, in the order of the League of Robot Runners: clockwise from east. */
public enum Direction {
    EAST(1, 0),
    SOUTH(0, 1),
    WEST(-1, 0),
    NORTH(0, -1);

    /** Ordinals as constants, for the hot path, where a heading is an int. */
    public static final int E = 0;

    public static final int S = 1;
    public static final int W = 2;
    public static final int N = 3;

    private static final Direction[] ALL = values();

    private final int dx;
    private final int dy;

    Direction(int dx, int dy) {
        this.dx = dx;
        this.dy = dy;
    }

    /** Columns to the right that one step adds. */
    public int dx() {
        return dx;
    }

    /** Rows downward that one step adds (row 0 is the top). */
    public int dy() {
        return dy;
    }

    /** The bit of this direction in a mask of exits. */
    public int bit() {
        return 1 << ordinal();
    }

    public Direction opposite() {
        return ALL[ordinal() ^ 2];
    }

    /** @param ordinal 0 to 3, as E, S, W, N */
    public static Direction of(int ordinal) {
        return ALL[ordinal];
    }
}
