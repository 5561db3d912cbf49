package io.aisletide.engine;

import java.util.concurrent.CompletableFuture;

/** Last stage: completes receipts, tells the clock of ticks, and empties the slot. */
final class Egress implements Stage.Step {
    private final Lifecycle lifecycle;
    private final Clock clock;

    Egress(Lifecycle lifecycle, Clock clock) {
        this.lifecycle = lifecycle;
        this.clock = clock;
    }

    @Override
    public void run(RingEvent event) {
        RingEvent.Content content = event.content;
        PendingCommand pending = event.pending;
        CompletableFuture<Receipt> first = event.firstReceipt;
        Receipt receipt = event.receipt;
        boolean later = event.receiptLater;
        event.clear();
        if (content == RingEvent.Content.TICK) {
            clock.tickHandled();
        } else if (pending != null && !later) {
            if (first != null) {
                // The first one lies before this one in the ring, so it is complete by now, or will be with the next tick.
                var unused = first.thenAccept(pending.receipt::complete);
            } else {
                pending.receipt.complete(
                        receipt != null ? receipt : Receipts.rejected(pending, 0, lifecycle.refusal()));
            }
        }
    }
}
