package io.aisletide.sim.trial;

import java.util.Arrays;

/**
 * State hashes of a run after each tick, over the lives of all its engines. A tick that several of them have gone through has
 * to have the same hash each time.
 */
final class Timeline {
    private long[] hashes = new long[64];
    private int ticks;

    /**
     * @param tick ticks done, from 1 on; the one before is known
     * @return false if it was known with another hash
     */
    boolean note(long tick, long hash) {
        int index = (int) tick - 1;
        if (index < ticks) {
            return hashes[index] == hash;
        }
        if (index > ticks) {
            throw new IllegalStateException("after tick " + ticks + " comes the one after it, not " + tick);
        }
        if (ticks == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * ticks);
        }
        hashes[ticks++] = hash;
        return true;
    }

    int ticks() {
        return ticks;
    }

    long[] hashes() {
        return Arrays.copyOf(hashes, ticks);
    }
}
