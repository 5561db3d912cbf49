package io.aisletide.journal;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** A journal or snapshot cannot be written or read; the message says which, where, and what would help. */
public sealed class JournalException extends RuntimeException permits OtherRunException {
    private static final long serialVersionUID = 1L;

    public JournalException(String message) {
        super(message);
    }

    public JournalException(String message, Throwable cause) {
        super(message, cause);
    }

    /** @param what what could not be done, and where; why is added */
    static JournalException of(String what, Exception cause) {
        return new JournalException(what + ": " + reason(cause), cause);
    }

    /** Why reading or writing failed, for people: without the name of a class. */
    public static String reason(Exception failure) {
        if (failure instanceof AccessDeniedException denied) {
            return "no permission for " + denied.getFile();
        }
        if (failure instanceof NoSuchFileException missing) {
            return "there is no " + missing.getFile() + ", and it cannot be made";
        }
        String message = failure.getMessage();
        return message == null ? failure.toString() : message;
    }
}
