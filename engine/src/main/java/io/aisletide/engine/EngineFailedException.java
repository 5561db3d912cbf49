package io.aisletide.engine;

/** The engine met an error that it cannot go on after; the cause says which. The engine can only be closed. */
public final class EngineFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EngineFailedException(Throwable cause) {
        super("the engine has failed: " + cause, cause);
    }
}
