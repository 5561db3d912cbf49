package io.aisletide.engine;

import java.util.concurrent.CompletableFuture;

/** A submitted command on its way through the stages, beside its bytes in the ring. */
final class PendingCommand {
    final long id;
    final long submittedAtNanos;
    final CompletableFuture<Receipt> receipt = new CompletableFuture<>();
    /** Written by the acceptor before the engine sees the event. */
    long acceptedAtNanos;

    PendingCommand(long id, long submittedAtNanos) {
        this.id = id;
        this.submittedAtNanos = submittedAtNanos;
    }
}
