package io.aisletide.metrics;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.jspecify.annotations.Nullable;

/**
 * A histogram of durations in nanoseconds, from 0 to one hour with three digits unless another range is given; longer
 * ones count as the longest.
 *
 * <ol>
 *   <li>{@link #record} is called by one thread, is wait-free and allocates nothing.
 *   <li>{@link #snapshot} may be called by any thread, also while the writer records.
 * </ol>
 */
public final class DurationRecorder {
    private static final long LONGEST_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final int DIGITS = 3;

    private final long longestNanos;
    private final SingleWriterRecorder recorder;
    private final Histogram total;
    private @Nullable Histogram interval;

    public DurationRecorder() {
        this(LONGEST_NANOS, DIGITS);
    }

    /**
     * @param longestNanos longer durations count as this
     * @param digits significant digits, 1 to 5; two take a tenth of the memory of three
     */
    public DurationRecorder(long longestNanos, int digits) {
        this.longestNanos = longestNanos;
        recorder = new SingleWriterRecorder(longestNanos, digits);
        total = new Histogram(longestNanos, digits);
    }

    public void record(long durationNanos) {
        record(durationNanos, 1);
    }

    /** The same duration so many times. */
    public void record(long durationNanos, long count) {
        recorder.recordValueWithCount(Math.max(0, Math.min(durationNanos, longestNanos)), count);
    }

    /** A copy of all that was recorded since the start, in nanoseconds. */
    public synchronized Histogram snapshot() {
        interval = recorder.getIntervalHistogram(interval);
        total.add(interval);
        return total.copy();
    }
}
