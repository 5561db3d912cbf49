package io.aisletide.release.analysis;

import io.aisletide.release.routing.Mix;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import java.util.Arrays;

/** Sums of two counts over the last ticks. */
final class SlidingCounts {
    private final int[] numerators;
    private final int[] denominators;
    private int next;
    private long numerator;
    private long denominator;

    SlidingCounts(int windowTicks) {
        numerators = new int[windowTicks];
        denominators = new int[windowTicks];
    }

    void push(int newNumerator, int newDenominator) {
        numerator += newNumerator - numerators[next];
        denominator += newDenominator - denominators[next];
        numerators[next] = newNumerator;
        denominators[next] = newDenominator;
        next = next + 1 == numerators.length ? 0 : next + 1;
    }

    long numerator() {
        return numerator;
    }

    long denominator() {
        return denominator;
    }

    double rate() {
        return (double) numerator / denominator;
    }

    long hash(long hash) {
        long h = Mix.mix(hash ^ next);
        for (int i = 0; i < numerators.length; i++) {
            h = Mix.mix(h ^ ((long) numerators[i] << 32 | denominators[i]));
        }
        return h;
    }

    void save(StateWriter to) {
        to.putInt(next).putInts(numerators, 0, numerators.length).putInts(denominators, 0, denominators.length);
    }

    void restore(StateReader from) {
        next = from.getInt();
        from.getInts(numerators, 0, numerators.length);
        from.getInts(denominators, 0, denominators.length);
        numerator = Arrays.stream(numerators).asLongStream().sum();
        denominator = Arrays.stream(denominators).asLongStream().sum();
    }
}
