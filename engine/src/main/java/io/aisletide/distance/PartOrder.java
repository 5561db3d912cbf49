package io.aisletide.distance;

import java.util.Arrays;

/**
 * Which parts of a graph lead to which: the transitive closure over {@link StrongParts}, a bit a pair. Immutable.
 */
final class PartOrder {
    private final int words;
    private final long[] reached;

    /**
     * @param steps edges from one part to another, each to one with a lower number, sorted: {@code from << 32 | to}
     */
    PartOrder(int count, long[] steps) {
        words = count + Long.SIZE - 1 >> 6;
        reached = new long[count * words];
        for (int part = 0; part < count; part++) {
            reached[part * words + (part >> 6)] |= 1L << part;
        }
        for (long step : steps) { // What a part with a lower number leads to is known by now.
            int from = (int) (step >>> 32) * words;
            int to = (int) step * words;
            for (int w = 0; w < words; w++) {
                reached[from + w] |= reached[to + w];
            }
        }
    }

    /** Whether a way leads from one part to another, or they are the same. */
    boolean leads(int from, int to) {
        return (reached[from * words + (to >> 6)] >>> to & 1) != 0;
    }

    boolean isLike(PartOrder other) {
        return Arrays.equals(reached, other.reached);
    }

    /** Sorts steps and leaves out those that come twice or stay in their part. */
    static long[] distinct(long[] steps, int size) {
        Arrays.sort(steps, 0, size);
        int distinct = 0;
        for (int i = 0; i < size; i++) {
            boolean stays = (int) (steps[i] >>> 32) == (int) steps[i];
            if (!stays && (distinct == 0 || steps[i] != steps[distinct - 1])) {
                steps[distinct++] = steps[i];
            }
        }
        return Arrays.copyOf(steps, distinct);
    }
}
