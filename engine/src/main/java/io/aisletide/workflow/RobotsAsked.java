package io.aisletide.workflow;

import java.util.Arrays;

/** Counts different robots by slot: what a cap on exposure is held against. Engine's thread. */
final class RobotsAsked {
    private final int[] count;
    /** By slot, of the counting under way. */
    private final int[] round;

    /** By robot: slot and round in which it was counted last. */
    private long[] counted = new long[0];

    RobotsAsked(int slots) {
        count = new int[slots];
        round = new int[slots];
        Arrays.fill(round, 1);
    }

    void note(int slot, int robot) {
        if (robot >= counted.length) {
            counted = Arrays.copyOf(counted, Math.max(robot + 1, 2 * counted.length));
        }
        long mark = (long) round[slot] << 8 | slot;
        if (counted[robot] != mark) {
            counted[robot] = mark;
            count[slot]++;
        }
    }

    /** Begins anew for the slot. */
    int take(int slot) {
        int robots = count[slot];
        count[slot] = 0;
        round[slot]++;
        return robots;
    }
}
