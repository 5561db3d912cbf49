package io.aisletide.sim.workload;

/**
 * Random numbers by counting: a hash of (seed, purpose, entity, count), with no state to share or to save. The mixer is
 * the finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), applied once an argument.
 */
final class Chance {
    /** Purposes keep streams apart that have the same seed, entity and count. */
    static final int PLACE = 1;

    static final int HEADING = 2;
    static final int GOAL = 3;
    static final int TAG = 4;

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Chance() {}

    static long hash(long seed, int purpose, long entity, long count) {
        return mix(mix(mix(seed + GOLDEN * purpose) + GOLDEN * entity) + GOLDEN * count);
    }

    static long mix(long value) {
        long z = value + GOLDEN;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A number below the bound from 32 bits of a hash (multiply and shift; off by less than bound / 2^32). */
    static int below(int bound, int bits) {
        return (int) ((bits & 0xFFFFFFFFL) * bound >>> 32);
    }
}
