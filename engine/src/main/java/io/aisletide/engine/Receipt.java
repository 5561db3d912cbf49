package io.aisletide.engine;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a command, once it has taken effect (or was refused). Times are wall clock, for metrics only.
 *
 * @param commandId id under which the command was submitted
 * @param status what became of it
 * @param tick the first tick that obeys it
 * @param affected robots whose way, goal or place the command concerns
 * @param rerouted robots that hold another way than before
 * @param stranded robots whose goal is now out of reach; they wait safely
 * @param extraCells sum over affected robots of the way that they now drive more, in cells
 * @param message why it was refused, null otherwise
 * @param acceptedNanos from submit to accepted (in the ring and past the acceptor)
 * @param effectiveNanos from submit until closed cells are impassable
 * @param reroutedNanos from submit until every affected robot holds a valid new way
 */
public record Receipt(
        long commandId,
        Status status,
        long tick,
        int affected,
        int rerouted,
        int stranded,
        long extraCells,
        @Nullable String message,
        long acceptedNanos,
        long effectiveNanos,
        long reroutedNanos) {

    public enum Status {
        /** In force. */
        APPLIED,
        /** A preview: nothing changed. */
        PREVIEWED,
        /** Not done, and the message says why. */
        REJECTED
    }
}
