package io.aisletide.workflow;

import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import java.util.Arrays;

/** Counts different robots by slot: what a cap on exposure is held against. Engine's thread. */
final class RobotsAsked {
    private static final int SLOT_BITS = 8;
    private static final int SLOT_MASK = 0xFF;

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
        long mark = (long) round[slot] << SLOT_BITS | slot;
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

    void save(StateWriter to) {
        to.putInts(count, 0, count.length);
        int marks = 0;
        for (long mark : counted) {
            marks += isOfNow(mark) ? 1 : 0;
        }
        to.putInt(marks);
        for (int robot = 0; robot < counted.length; robot++) {
            if (isOfNow(counted[robot])) {
                to.putInt(robot).putInt((int) (counted[robot] & SLOT_MASK));
            }
        }
    }

    private boolean isOfNow(long mark) {
        return mark != 0 && mark >>> SLOT_BITS == round[(int) (mark & SLOT_MASK)];
    }

    /** Onto a new one. */
    void restore(StateReader from) {
        int[] saved = new int[count.length];
        from.getInts(saved, 0, saved.length);
        int marks = from.getCount(2 * Integer.BYTES);
        for (int i = 0; i < marks; i++) {
            int robot = from.getInt();
            note(from.getInt(), robot);
        }
        System.arraycopy(saved, 0, count, 0, count.length);
    }
}
