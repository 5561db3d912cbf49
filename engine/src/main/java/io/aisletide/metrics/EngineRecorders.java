package io.aisletide.metrics;

import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;

/**
 * The writing side of {@link EngineMetrics}. Tick, effective and rerouted are recorded by the engine's thread, accepted
 * and duplicates by the acceptor's, the other counters by any producer.
 */
public final class EngineRecorders implements EngineMetrics {
    public final DurationRecorder tick = new DurationRecorder();
    public final DurationRecorder accepted = new DurationRecorder();
    public final DurationRecorder effective = new DurationRecorder();
    public final DurationRecorder rerouted = new DurationRecorder();
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
