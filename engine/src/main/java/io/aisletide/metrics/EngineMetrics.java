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

    /** Attempts to claim a ring slot that found the ring full. */
    long refusedClaims();

    /** Commands that were refused because the ring stayed full. */
    long ringFullRejections();

    /** Submissions whose id was seen before and that got the first receipt. */
    long duplicates();
}
