package io.aisletide.metrics;

import org.HdrHistogram.Histogram;

/**
 * What the engine measures of itself. All latencies of commands are response times: they start when the command was
 * submitted, so waiting for a ring slot or for a tick under way is part of them.
 */
public interface EngineMetrics {
    /** Wall clock of each tick, in nanoseconds. */
    Histogram tickNanos();

    /** From submit until the command was in the ring and past the acceptor. */
    Histogram acceptedNanos();

    /** From submit until no robot would obey the old rules any more (closed cells are impassable). */
    Histogram effectiveNanos();

    /** From submit until every affected robot held a valid new way. */
    Histogram reroutedNanos();

    /** How long the floor stood still for each snapshot, in nanoseconds. */
    Histogram snapshotPauseNanos();

    /** How long each took to be written, meanwhile, in nanoseconds. */
    Histogram snapshotWriteNanos();

    /** Size of the newest snapshot; 0 if none was written. */
    long lastSnapshotBytes();

    /** Snapshots that could not be written. */
    long snapshotsLost();

    /** Attempts to claim a ring slot that found the ring full. */
    long refusedClaims();

    /** Commands that were refused because the ring stayed full. */
    long ringFullRejections();

    /** Submissions whose id was seen before and that got the first receipt. */
    long duplicates();
}
