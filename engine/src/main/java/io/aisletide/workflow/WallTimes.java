package io.aisletide.workflow;

import io.aisletide.metrics.DurationRecorder;
import org.HdrHistogram.Histogram;

/**
 * What calls of one version have taken by the wall clock; for reports, not for decisions. Two measurements:
 *
 * <ul>
 *   <li>{@link #batchNanos}: time of the engine's thread for a batch, workers included, divided by its calls, once for each
 *       call: what a call costs a tick;
 *   <li>{@link #callNanos}: every {@value EndpointDispatcher#SAMPLE_EVERY}th call timed by itself on its thread, question and
 *       validation included, and some 20 ns for reading the clock.
 * </ul>
 *
 * Up to 10 s, two significant digits.
 */
public final class WallTimes {
    private static final long LONGEST_NANOS = 10_000_000_000L;
    private static final int DIGITS = 2;

    final DurationRecorder batch = new DurationRecorder(LONGEST_NANOS, DIGITS);
    final DurationRecorder call = new DurationRecorder(LONGEST_NANOS, DIGITS);

    WallTimes() {}

    public Histogram batchNanos() {
        return batch.snapshot();
    }

    public Histogram callNanos() {
        return call.snapshot();
    }
}
