package io.aisletide.bench;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How late the machine wakes a thread that has nothing else to do: stalls by the scheduler, the collector or the host,
 * which no program on it can avoid (after G. Tene's jHiccup). Latencies below what this shows are the machine's.
 *
 * <p>A thread of its own writes the histogram; {@link #close} ends it, and only then may the histogram be read.
 */
final class HiccupMeter implements AutoCloseable {
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Histogram stallNanos = new Histogram(TimeUnit.HOURS.toNanos(1), 3);
    private final Thread thread = new Thread(this::measure, "bench-hiccups");
    private volatile boolean over;

    private HiccupMeter() {}

    static HiccupMeter start() {
        HiccupMeter meter = new HiccupMeter();
        meter.thread.setDaemon(true);
        meter.thread.start();
        return meter;
    }

    private void measure() {
        while (!over) {
            long due = System.nanoTime() + INTERVAL_NANOS;
            Pace.until(due);
            // A stall of n intervals would have been noticed n times by a thread that is due in each.
            stallNanos.recordValueWithExpectedInterval(Math.max(0, System.nanoTime() - due), INTERVAL_NANOS);
        }
    }

    @Override
    public void close() {
        over = true;
        Pace.join(thread);
    }

    Histogram stallNanos() {
        if (thread.isAlive()) {
            throw new IllegalStateException("still measuring");
        }
        return stallNanos;
    }
}
