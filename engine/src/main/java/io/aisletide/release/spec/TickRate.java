package io.aisletide.release.spec;

/**
 * Simulated time in ticks.
 *
 * @param nanosPerTick length of a tick, at least 1
 */
public record TickRate(long nanosPerTick) {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    public TickRate {
        if (nanosPerTick < 1) {
            throw new IllegalArgumentException("a tick takes 1 ns or more, not " + nanosPerTick);
        }
    }

    /** The number of whole ticks that are not shorter than the time. */
    public int ticks(long nanos) {
        return Math.toIntExact((nanos + nanosPerTick - 1) / nanosPerTick);
    }

    public int seconds(long seconds) {
        return ticks(Math.multiplyExact(seconds, NANOS_PER_SECOND));
    }
}
