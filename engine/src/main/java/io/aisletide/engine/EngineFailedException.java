package io.aisletide.engine;

import io.aisletide.journal.JournalException;

/**
 * The engine met an error that it cannot go on after; the cause says which. The engine can only be closed; if the cause is a {@link
 * JournalException}, it can also still be looked at, and what was acknowledged can be recovered.
 */
public final class EngineFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EngineFailedException(Throwable cause) {
        super(message(cause), cause);
    }

    private static String message(Throwable cause) {
        return cause instanceof JournalException
                ? "nothing is accepted any more, because it would be lost: " + cause.getMessage()
                : "the engine has failed: " + cause;
    }
}
