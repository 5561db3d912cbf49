package io.aisletide.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Reads the floor from any thread: between two events, on the thread that writes it. */
final class FloorReader {
    private final Inbox inbox;
    private final Lifecycle lifecycle;
    private final EngineThreads threads;

    FloorReader(Inbox inbox, Lifecycle lifecycle, EngineThreads threads) {
        this.inbox = inbox;
        this.lifecycle = lifecycle;
        this.threads = threads;
    }

    /**
     * @param reading changes nothing; if it throws, the engine has failed
     * @throws IllegalStateException if the engine is closed
     * @throws EngineFailedException if the engine has failed; not if only its journal has
     */
    <T> T read(Supplier<T> reading) {
        lifecycle.throwIfNotReadable();
        if (threads.isEngine(Thread.currentThread())) {
            return reading.get();
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        Runnable probe = () -> {
            try {
                answer.complete(reading.get());
            } catch (Throwable t) {
                lifecycle.fail(t);
                answer.completeExceptionally(t);
            }
        };
        if (inbox.probe(probe, Long.MAX_VALUE) != Inbox.Result.PUBLISHED) {
            lifecycle.throwIfNotReadable();
        }
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw new EngineFailedException(e.getCause() == null ? e : e.getCause());
        }
    }
}
