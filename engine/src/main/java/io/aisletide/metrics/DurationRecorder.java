package io.aisletide.metrics;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.jspecify.annotations.Nullable;

/**
 * A histogram of durations in nanoseconds, 0 to one hour with three digits; longer ones count as one hour.
 *
 * <ol>
 *   <li>{@link #record} is called by one thread, is wait-free and allocates nothing.
 *   <li>{@link #snapshot} may be called by any thread, also while the writer records.
 * </ol>
 */
public final class DurationRecorder {
    private static final long LONGEST_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final int DIGITS = 3;

    private final SingleWriterRecorder recorder = new SingleWriterRecorder(LONGEST_NANOS, DIGITS);
    private final Histogram total = new Histogram(LONGEST_NANOS, DIGITS);
    private @Nullable Histogram interval;

    public void record(long durationNanos) {
        recorder.recordValue(Math.max(0, Math.min(durationNanos, LONGEST_NANOS)));
    }

    /** A copy of all that was recorded since the start, in nanoseconds. */
    public synchronized Histogram snapshot() {
        interval = recorder.getIntervalHistogram(interval);
        total.add(interval);
        return total.copy();
    }
}
