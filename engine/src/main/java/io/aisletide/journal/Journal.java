package io.aisletide.journal;

import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Records in the order in which they were appended, numbered from 0.
 *
 * <ol>
 *   <li>{@link #append} and {@link #continueAt}: one thread at a time. Once {@code append} has returned, the record survives
 *       the death of the process. It allocates nothing.
 *   <li>{@link #sync}, {@link #size}, {@link #read}: any thread. A reader sees the records that there were when it began.
 *   <li>An append that fails leaves the journal as it was or with a torn last record, which no reader shows; every later
 *       append fails too.
 * </ol>
 */
public interface Journal extends AutoCloseable {
    /** Longest record, in bytes. */
    int MAX_RECORD_BYTES = 1 << 16;

    /**
     * Adds a record.
     *
     * @return its number
     * @throws JournalException if it could not be written; nothing may depend on the record then
     */
    long append(DirectBuffer buffer, int offset, int length);

    /**
     * Returns when everything appended before the call would survive a failure of the power.
     *
     * @throws JournalException if that is not sure
     */
    void sync();

    /** Records that there are, which is the number of the next one. */
    long size();

    /**
     * Lets the next record have a higher number than {@link #size}: what lies between is lost, but a snapshot holds its
     * effects. Reading across the gap is refused.
     */
    void continueAt(long index);

    /**
     * Reads forward from a record on.
     *
     * @throws JournalException if that record, or one after it, is missing
     */
    Cursor read(long from);

    /** What {@link #append} promises. */
    Durability durability();

    /** What was found damaged at the end when the journal was opened and is left out since; null if nothing. */
    @Nullable String cut();

    /** Where it is, for messages. */
    String place();

    @Override
    void close();

    /** Goes through records. For one thread. */
    interface Cursor extends AutoCloseable {
        /** Moves to the next record; false at the end. */
        boolean next();

        /** Number of the record. */
        long index();

        /** The record's bytes, until the next move; they begin at 0. */
        DirectBuffer record();

        int length();

        @Override
        void close();
    }
}
