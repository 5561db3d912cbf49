package io.aisletide.metrics;

/**
 * The wall clock, for measurements only. Rooms whose results must repeat may not read the time themselves; they take a
 * reading here to report it, never to decide by it.
 */
public final class WallClock {
    private WallClock() {}

    /** Nanoseconds since some fixed moment of the process. */
    public static long nanos() {
        return System.nanoTime();
    }
}
