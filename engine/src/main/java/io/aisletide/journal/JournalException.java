package io.aisletide.journal;

/** A journal or snapshot cannot be written or read; the message says which, where, and what would help. */
public final class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JournalException(String message) {
        super(message);
    }

    public JournalException(String message, Throwable cause) {
        super(message, cause);
    }
}
