package io.aisletide.workflow;

import io.aisletide.metrics.DurationRecorder;
import org.HdrHistogram.Histogram;

/**
 * What calls of one version have cost this process; for reports, not for decisions, because no two runs measure the same:
 *
 * <ul>
 *   <li>{@link #batchNanos}: time of the engine's thread for a batch, workers included, divided by its calls, once for each
 *       call: what a call costs a tick;
 *   <li>{@link #callNanos}: every {@value BatchDispatcher#SAMPLE_EVERY}th call timed by itself on its thread, question and
 *       validation included, and some 20 ns for reading the clock;
 *   <li>{@link #bytesACall}: what the calls of a chunk have allocated on their thread, what they throw and the text of its
 *       message included, divided by their number.
 * </ul>
 *
 * Times up to 10 s, two significant digits.
 */
public final class CallCosts {
    /** {@link #bytesACall} where nothing was measured. */
    public static final long UNKNOWN = -1;

    /** Fewer calls say little: the first of a class load what they need. */
    private static final int TELLING_CALLS = 1_000;

    private static final long LONGEST_NANOS = 10_000_000_000L;
    private static final int DIGITS = 2;

    final DurationRecorder batch = new DurationRecorder(LONGEST_NANOS, DIGITS);
    final DurationRecorder call = new DurationRecorder(LONGEST_NANOS, DIGITS);
    private long calls;
    private long bytes;

    CallCosts() {}

    void allocated(long byCalls, long howMany) {
        calls += byCalls;
        bytes += howMany;
    }

    public Histogram batchNanos() {
        return batch.snapshot();
    }

    public Histogram callNanos() {
        return call.snapshot();
    }

    /** Bytes that a call allocates, on average; {@link #UNKNOWN} before a thousand calls, or if the JVM does not tell. */
    public long bytesACall() {
        return calls < TELLING_CALLS ? UNKNOWN : bytes / calls;
    }

    /** More than a version may allocate when it is tried out: it has begun to allocate later. */
    public boolean isOverLimit() {
        return bytesACall() > VersionPreparer.MAX_BYTES_A_CALL;
    }
}
