package io.aisletide.journal;

/**
 * A journal is whole, and of another run than the one that it shall be gone on with: the seed differs, the floor, the fleet or
 * what gives goals. What is wrong is what the caller put together, not the journal.
 */
public final class OtherRunException extends JournalException {
    private static final long serialVersionUID = 1L;

    public OtherRunException(String message) {
        super(message);
    }
}
