package io.aisletide.engine;

import io.aisletide.command.Command;
import io.aisletide.command.CommandCodec;
import io.aisletide.command.Rejection;
import io.aisletide.metrics.EngineRecorders;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The way in for commands: each gets an id, becomes bytes and goes into the ring, or is refused at once with a receipt that says why.
 * Any thread.
 */
final class Submissions {
    private final Inbox inbox;
    private final Lifecycle lifecycle;
    private final EngineThreads threads;
    private final EngineRecorders recorders;
    private final LongSupplier ticksDone;
    private final long patienceNanos;
    /** Ids below zero are the engine's own. */
    private final AtomicLong freshId = new AtomicLong();

    private volatile boolean replaying;

    /**
     * @param ticksDone asked for refusals; any thread
     * @param patienceNanos how long to try while the ring is full
     */
    Submissions(
            Inbox inbox,
            Lifecycle lifecycle,
            EngineThreads threads,
            EngineRecorders recorders,
            LongSupplier ticksDone,
            long patienceNanos) {
        this.inbox = inbox;
        this.lifecycle = lifecycle;
        this.threads = threads;
        this.recorders = recorders;
        this.ticksDone = ticksDone;
        this.patienceNanos = patienceNanos;
    }

    /** From here on nothing is taken, because the journal has what was asked. */
    void beginReplay() {
        replaying = true;
    }

    /** @param lowestId that has been given to a command so far */
    void endReplay(long lowestId) {
        replaying = false;
        freshId.set(lowestId);
    }

    /** See {@link FleetEngine#submit(Command)}. */
    CompletableFuture<Receipt> submit(Command command) {
        return submit(freshId.decrementAndGet(), command);
    }

    /** See {@link FleetEngine#submit(long, Command)}. */
    CompletableFuture<Receipt> submit(long commandId, Command command) {
        PendingCommand pending = new PendingCommand(commandId, System.nanoTime());
        if (replaying) {
            return refused(pending, Rejection.NOT_POSSIBLE.because("the engine replays its journal, which has what was asked then"));
        }
        if (command instanceof Command.VersionChecked) {
            return refused(pending, Rejection.NOT_POSSIBLE.because("versions are checked by the engine itself; start a release of it"));
        }
        byte[] bytes;
        try {
            bytes = new CommandCodec().encode(commandId, command);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return refused(pending, Rejection.TOO_LONG.because(String.valueOf(e.getMessage())));
        }
        // A thread of the engine must not wait for the engine to make room.
        long patience = threads.isOwn(Thread.currentThread()) ? 0 : patienceNanos;
        return switch (inbox.command(pending, bytes, patience)) {
            case PUBLISHED -> pending.receipt.copy();
            case NOT_RUNNING -> refused(pending, lifecycle.refusal());
            case RING_FULL -> {
                recorders.ringFull.increment();
                yield refused(pending, Rejection.RING_FULL.because("more commands than the engine executes; after "
                        + patience / 1_000_000 + " ms there was no room for this one, so try again"));
            }
        };
    }

    private CompletableFuture<Receipt> refused(PendingCommand pending, String message) {
        return CompletableFuture.completedFuture(Receipts.rejected(pending, ticksDone.getAsLong(), message));
    }

    /** What the loader has to say, by the loader or whoever publishes ticks; false if there is no room for it now. */
    boolean versionChecked(Command.VersionChecked event) {
        long id = freshId.decrementAndGet();
        PendingCommand pending = new PendingCommand(id, System.nanoTime());
        return inbox.command(pending, new CommandCodec().encode(id, event), 0) == Inbox.Result.PUBLISHED;
    }
}
