package io.aisletide.engine;

import io.aisletide.command.Command;
import io.aisletide.command.CommandCodec;
import java.util.concurrent.CompletableFuture;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A slot of the ring. The bytes are the event, and all that a journal needs; the other fields are notes that one stage
 * leaves for the next, and they are cleared when the event has passed the last one.
 */
final class RingEvent {
    enum Content {
        /** A slot that was claimed and not filled. */
        NOTHING,
        TICK,
        COMMAND,
        /** Runs something on the engine's thread that reads and does not change. Never journalled. */
        PROBE
    }

    /** In the place of a record's number. */
    static final long NOT_JOURNALLED = -1;

    final UnsafeBuffer payload = new UnsafeBuffer(new byte[CommandCodec.MAX_EVENT_BYTES]);
    int payloadBytes;
    Content content = Content.NOTHING;

    @Nullable PendingCommand pending;
    /** The first submission with the same id, if this is not it. */
    @Nullable CompletableFuture<Receipt> firstReceipt;
    /** Decoded by the acceptor. */
    @Nullable Command command;
    /** Number of the record in the journal. */
    long journalIndex = NOT_JOURNALLED;
    /** Why the event does not take effect though nothing is wrong with it: it did not get into the journal. */
    @Nullable String refusal;
    /** What the acceptor has against the command. */
    @Nullable String fault;
    /** The engine's answer. */
    @Nullable Receipt receipt;

    /** The receipt comes later than the event. */
    boolean receiptLater;

    @Nullable Runnable probe;

    void clear() {
        content = Content.NOTHING;
        payloadBytes = 0;
        pending = null;
        firstReceipt = null;
        command = null;
        journalIndex = NOT_JOURNALLED;
        refusal = null;
        fault = null;
        receipt = null;
        receiptLater = false;
        probe = null;
    }
}
