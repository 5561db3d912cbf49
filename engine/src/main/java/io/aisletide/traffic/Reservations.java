package io.aisletide.traffic;

import java.util.Arrays;

/**
 * Who is where, now and in each of the next ticks of the window: one array over cells for each moment, used
 * round robin. Entries are robot numbers plus one; 0 is nobody.
 */
final class Reservations {
    static final int NOBODY = 0;
    /** Longest window. */
    static final int MAX_WINDOW = 3;

    private static final int MOMENTS = MAX_WINDOW + 1;
    private static final int MASK = MOMENTS - 1;
    static final int STRIPE = 1 << 16;

    private final int[][] moments = new int[MOMENTS][];
    private final int cells;
    /** Ticks ahead that plans reach. */
    final int window;

    Reservations(int cells, int window) {
        this.cells = cells;
        this.window = window;
        for (int i = 0; i < MOMENTS; i++) {
            moments[i] = new int[cells];
        }
    }

    /** Who will be where at the beginning of that tick; it must be at most the window away. */
    int[] at(long tick) {
        return moments[(int) tick & MASK];
    }

    int stripes() {
        return (cells + STRIPE - 1) / STRIPE;
    }

    void clearStripe(long tick, int stripe) {
        Arrays.fill(at(tick), stripe * STRIPE, Math.min(cells, (stripe + 1) * STRIPE), NOBODY);
    }
}
