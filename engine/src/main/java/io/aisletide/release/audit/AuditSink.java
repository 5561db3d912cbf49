package io.aisletide.release.audit;

/** Where the log goes. Called on the engine's thread, in the order of the log. */
@FunctionalInterface
public interface AuditSink {
    AuditSink NONE = (record, line) -> {};

    /**
     * @param record what happened
     * @param line the same as one line of the log, canonical JSON without the line's end
     */
    void append(AuditRecord record, String line);
}
