package io.aisletide.engine;

import io.aisletide.command.Command;
import io.aisletide.command.Outcome;

/** Makes receipts, at the moment when the command is done. */
final class Receipts {
    private Receipts() {}

    static Receipt of(PendingCommand pending, Command command, long tick, Outcome outcome) {
        if (outcome.rejection != null) {
            return rejected(pending, tick, outcome.rejection);
        }
        long nowNanos = System.nanoTime();
        return new Receipt(
                pending.id,
                command instanceof Command.Preview ? Receipt.Status.PREVIEWED : Receipt.Status.APPLIED,
                tick,
                outcome.affected,
                outcome.rerouted,
                outcome.stranded,
                outcome.extraCells,
                null,
                since(pending, pending.acceptedAtNanos),
                since(pending, outcome.effectiveAtNanos == 0 ? nowNanos : outcome.effectiveAtNanos),
                since(pending, outcome.reroutedAtNanos == 0 ? nowNanos : outcome.reroutedAtNanos));
    }

    static Receipt rejected(PendingCommand pending, long tick, String message) {
        long acceptedNanos = pending.acceptedAtNanos == 0 ? 0 : since(pending, pending.acceptedAtNanos);
        return new Receipt(pending.id, Receipt.Status.REJECTED, tick, 0, 0, 0, 0, message, acceptedNanos, 0, 0);
    }

    private static long since(PendingCommand pending, long nanos) {
        return Math.max(0, nanos - pending.submittedAtNanos);
    }
}
