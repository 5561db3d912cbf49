package io.aisletide.workflow;

/**
 * Random numbers by counting: a hash of (seed, purpose, entity, count), so that their order does not matter. The mixer is the
 * finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), applied once an argument.
 */
final class Draws {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Draws() {}

    static long of(long seed, int purpose, long entity, long n) {
        return mix(mix(mix(seed + GOLDEN * purpose) + GOLDEN * entity) + GOLDEN * n);
    }

    private static long mix(long value) {
        long z = value + GOLDEN;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
