package io.aisletide.engine;

import io.aisletide.command.Rejection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Whether the engine runs, has failed or is closed. Read and written by any thread; both ends are final, and the first
 * failure is the one that is kept.
 */
final class Lifecycle {
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    boolean isRunning() {
        return failure.get() == null && !closed.get();
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
        return cause != null
                ? Rejection.ENGINE_FAILED.because("the engine has failed: " + cause)
                : Rejection.ENGINE_CLOSED.because("the engine is closed");
    }

    void throwIfNotRunning() {
        Throwable cause = failure.get();
        if (cause != null) {
            throw new EngineFailedException(cause);
        }
        if (closed.get()) {
            throw new IllegalStateException("the engine is closed");
        }
    }
}
