package io.aisletide.engine;

import io.aisletide.grid.Floor;
import java.lang.ref.Reference;

/**
 * Makes the heap as large as a long run of commands will need it, before the first one comes: by an array that is thrown
 * away at once.
 *
 * <p>Tables that commands make live for long, so the collector moves them to a part of the heap that grows with them, and
 * whoever grows a heap waits for the memory. That is the machine's, not ours, to give: a virtual machine whose host has to
 * find it may wait 2.5 ms for each MB, which made 30 to 75 ms of a collection that otherwise takes 3 to 10 (Parallel
 * collector, 500,000 robots). What the {@link Rehearsal} has left behind goes in the same sweep, and by that the process takes
 * less memory in the end than without.
 */
final class HeapRoom {
    /** As much as 800 ticks of half a million robots take, with eight commands. */
    private static final long BYTES_A_CELL = 64;

    private static final long MEGABYTE = 1L << 20;

    private HeapRoom() {}

    static void make(Floor floor) {
        Runtime runtime = Runtime.getRuntime();
        long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
        // A floor on a tight heap keeps all that it may need; it then grows by itself, as without a rehearsal.
        grow(Math.min(floor.cellCapacity() * BYTES_A_CELL, free / 4));
        System.gc();
    }

    private static void grow(long bytes) {
        if (bytes >= MEGABYTE) {
            byte[] room = new byte[(int) Math.min(bytes, Integer.MAX_VALUE - MEGABYTE)];
            try {
                room[0] = 1;
            } finally {
                Reference.reachabilityFence(room); // Else the compiler might see that nobody needs it.
            }
        }
    }
}
