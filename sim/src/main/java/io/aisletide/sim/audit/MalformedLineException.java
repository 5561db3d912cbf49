package io.aisletide.sim.audit;

/** A line that cannot be one of the log. The message continues "line 7 ...". */
final class MalformedLineException extends Exception {
    MalformedLineException(String message) {
        super(message);
    }
}
