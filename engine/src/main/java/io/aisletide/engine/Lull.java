package io.aisletide.engine;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * When the floor rests: between two events, the engine's thread and its helpers leave the machine to others. Work that has
 * seconds to be done in waits for that. A tick of half a million robots takes all cores, and who takes one from it for a moment makes
 * it late by as long as the machine lets a thread run, several milliseconds, however little there was to do.
 */
final class Lull {
    /** Short against the time between two ticks, long against what waking up takes from a tick. */
    private static final long LOOK_EVERY_NANOS = 250_000;

    private volatile boolean over;

    /** The floor works from here on. Engine's thread, as is {@link #begin}. */
    void end() {
        over = true;
    }

    void begin() {
        over = false;
    }

    /**
     * Returns when the floor rests, or its work is what has to wait. Any other thread.
     *
     * @param urgent whether the floor waits for the caller, or will in a moment
     */
    void await(BooleanSupplier urgent) {
        while (over && !urgent.getAsBoolean()) {
            LockSupport.parkNanos(this, LOOK_EVERY_NANOS);
        }
    }
}
