package io.aisletide.metrics;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;

/**
 * The writing side of {@link EngineMetrics}. Tick, effective, rerouted and the pause for a snapshot are recorded by the engine's thread, accepted
 * and duplicates by the acceptor's, snapshots written by the thread that writes them, the other counters by any producer.
 */
public final class EngineRecorders implements EngineMetrics {
    public final DurationRecorder tick = new DurationRecorder();
    public final DurationRecorder accepted = new DurationRecorder();
    public final DurationRecorder effective = new DurationRecorder();
    public final DurationRecorder rerouted = new DurationRecorder();
    public final DurationRecorder snapshotPause = new DurationRecorder();
    public final DurationRecorder snapshotWrite = new DurationRecorder();
    public final AtomicLong snapshotBytes = new AtomicLong();
    public final LongAdder snapshotsLost = new LongAdder();
    public final LongAdder refused = new LongAdder();
    public final LongAdder ringFull = new LongAdder();
    public final LongAdder duplicate = new LongAdder();

    @Override
    public Histogram tickNanos() {
        return tick.snapshot();
    }

    @Override
    public Histogram acceptedNanos() {
        return accepted.snapshot();
    }

    @Override
    public Histogram effectiveNanos() {
        return effective.snapshot();
    }

    @Override
    public Histogram reroutedNanos() {
        return rerouted.snapshot();
    }

    @Override
    public Histogram snapshotPauseNanos() {
        return snapshotPause.snapshot();
    }

    @Override
    public Histogram snapshotWriteNanos() {
        return snapshotWrite.snapshot();
    }

    @Override
    public long lastSnapshotBytes() {
        return snapshotBytes.get();
    }

    @Override
    public long snapshotsLost() {
        return snapshotsLost.sum();
    }

    @Override
    public long refusedClaims() {
        return refused.sum();
    }

    @Override
    public long ringFullRejections() {
        return ringFull.sum();
    }

    @Override
    public long duplicates() {
        return duplicate.sum();
    }
}
