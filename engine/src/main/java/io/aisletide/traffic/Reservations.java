package io.aisletide.traffic;

/**
 * Who is where, now and in each of the next ticks of the window: one array over cells for each moment, used
 * round robin. Entries are robot numbers plus one; 0 is nobody.
 */
final class Reservations {
    static final int NOBODY = 0;
    /** Longest window. */
    static final int MAX_WINDOW = 3;

    private static final int STRIPE = 1 << 16;

    private final int[][] moments;
    private final int cells;
    /** Ticks ahead that plans reach. */
    final int window;

    Reservations(int cells, int window) {
        this.cells = cells;
        this.window = window;
        moments = new int[window + 1][cells];
    }

    /** Who will be where at the beginning of that tick; it must be at most the window away. */
    int[] at(long tick) {
        return moments[(int) (tick % moments.length)];
    }

    int stripes() {
        return (cells + STRIPE - 1) / STRIPE;
    }

    /**
     * The next moment takes the place of one that is over, for some of the cells: all robots stay where their plans end. Copied
     * whole, cells that nobody is in included, because that is several times faster than half a million writes here and there.
     */
    void passStripe(long over, int stripe) {
        int from = stripe * STRIPE;
        System.arraycopy(at(over + window), from, at(over), from, Math.min(cells - from, STRIPE));
    }
}
