package io.aisletide.engine;

import io.aisletide.command.Rejection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Whether the engine runs, can only be read, has failed or is closed. Read and written by any thread; it only ever goes on in
 * that order, and the first cause is the one that is kept.
 */
final class Lifecycle {
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    /** Why nothing is accepted any more, though the floor is sound. */
    private final AtomicReference<@Nullable Throwable> readOnly = new AtomicReference<>();

    private final AtomicBoolean closed = new AtomicBoolean();

    /** Whether events are accepted. */
    boolean isRunning() {
        return failure.get() == null && readOnly.get() == null && !closed.get();
    }

    /** Whether the floor is as it should be: what was accepted may be executed. */
    boolean isSound() {
        return failure.get() == null;
    }

    /** Whether the floor may be looked at. */
    boolean isReadable() {
        return failure.get() == null && !closed.get();
    }

    boolean isReadOnly() {
        return readOnly.get() != null;
    }

    /** Nothing is accepted from here on, because it would not be in the journal; what was accepted is executed. */
    void stopAccepting(Throwable cause) {
        readOnly.compareAndSet(null, cause);
    }

    boolean isClosed() {
        return closed.get();
    }

    void fail(Throwable cause) {
        failure.compareAndSet(null, cause);
    }

    /** False if it was closed before. */
    boolean close() {
        return closed.compareAndSet(false, true);
    }

    @Nullable Throwable failure() {
        return failure.get();
    }

    /** What a command is told that can not be executed any more. */
    String refusal() {
        Throwable cause = failure.get();
        if (cause != null) {
            return Rejection.ENGINE_FAILED.because("the engine has failed: " + cause);
        }
        Throwable unwritable = readOnly.get();
        return unwritable != null && !closed.get()
                ? Rejection.JOURNAL_FAILED.because("nothing is accepted any more, because it would be lost: "
                        + unwritable.getMessage())
                : Rejection.ENGINE_CLOSED.because("the engine is closed");
    }

    void throwIfNotRunning() {
        Throwable cause = failure.get();
        if (cause != null) {
            throw new EngineFailedException(cause);
        }
        throwIfClosed();
        Throwable unwritable = readOnly.get();
        if (unwritable != null) {
            throw new EngineFailedException(unwritable);
        }
    }

    void throwIfNotReadable() {
        Throwable cause = failure.get();
        if (cause != null) {
            throw new EngineFailedException(cause);
        }
        throwIfClosed();
    }

    private void throwIfClosed() {
        if (closed.get()) {
            throw new IllegalStateException("the engine is closed");
        }
    }
}
