package io.aisletide.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A journal in memory, for tests and for engines that shall be forked: it survives the engine, and nothing else. It can be
 * told to fail as disks do, and its bytes, which are those of a plain file, can be damaged and opened again.
 */
public final class MemoryJournal implements Journal {
    /** Called before each record is written. */
    @FunctionalInterface
    public interface Fault {
        /**
         * @param index the record's number
         * @return how many bytes of its frame get written: all of them is {@link #NONE}, with fewer the append fails after so many
         * @throws IOException fails the append before anything is written
         */
        int before(long index) throws IOException;
    }

    /** No fault. */
    public static final int NONE = Integer.MAX_VALUE;

    private final Durability durability;
    private final Frame frame = new Frame();
    private byte[] bytes;
    private int used;
    private long size;
    private long syncs;
    private volatile Fault fault = index -> NONE;
    private @Nullable JournalException failure;
    private @Nullable String cut;

    public MemoryJournal() {
        this(Durability.PROCESS);
    }

    public MemoryJournal(Durability durability) {
        this(durability, new byte[0]);
    }

    private MemoryJournal(Durability durability, byte[] bytes) {
        this.durability = durability;
        this.bytes = bytes;
    }

    /**
     * Opens what {@link #bytes} gave, whole or damaged, as a file would be opened after a crash.
     *
     * @throws JournalException if records are missing
     */
    public static MemoryJournal open(byte[] bytes) {
        MemoryJournal journal = new MemoryJournal(Durability.PROCESS, bytes.clone());
        journal.used = bytes.length;
        FrameScanner scanner = new FrameScanner(journal::readAt, 0, journal.place());
        long end = 0;
        while (scanner.next()) {
            end = scanner.position();
        }
        journal.size = scanner.expected();
        switch (scanner.tail(end, true)) {
            case CLEAN -> { }
            case TORN -> journal.cut = "record " + journal.size + " is not whole (torn or damaged), and was left out";
            case RECORDS_MISSING -> throw new JournalException(
                    "record " + journal.size + " is damaged or missing, but later ones are there");
        }
        // The padding of the last record may have been cut off with what came after it.
        journal.bytes = Arrays.copyOf(journal.bytes, Math.max(journal.bytes.length, (int) end));
        journal.used = (int) end;
        return journal;
    }

    /** From the next record on, this is asked. */
    public void fault(Fault of) {
        fault = of;
    }

    /** All that has been written. */
    public synchronized byte[] bytes() {
        return Arrays.copyOf(bytes, used);
    }

    /** How many times it was synced. */
    public synchronized long syncs() {
        return syncs;
    }

    @Override
    public synchronized long append(DirectBuffer buffer, int offset, int length) {
        if (failure != null) {
            throw failure;
        }
        frame.encode(size, buffer, offset, length);
        int whole = frame.size();
        int written = 0;
        try {
            written = Math.min(fault.before(size), whole);
            put(written);
        } catch (IOException e) {
            failure = new JournalException("the journal in memory cannot take record " + size + ": " + e.getMessage(), e);
            throw failure;
        }
        if (written < whole) {
            failure = new JournalException("the journal in memory took " + written + " of " + whole + " bytes of record " + size);
            throw failure;
        }
        return size++;
    }

    private void put(int count) {
        int padded = count + Frame.ALIGNMENT - 1 & -Frame.ALIGNMENT;
        if (used + padded > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(1 << 12, 2 * (used + padded)));
        }
        Arrays.fill(bytes, used, used + padded, (byte) 0);
        System.arraycopy(frame.bytes(), 0, bytes, used, count);
        used += padded;
    }

    @Override
    public synchronized void sync() {
        syncs++;
    }

    @Override
    public synchronized long size() {
        return size;
    }

    @Override
    public synchronized void continueAt(long index) {
        if (index != size) {
            throw new JournalException("a journal in memory has no gaps: record " + size + " comes next, not " + index);
        }
    }

    private synchronized int readAt(ByteBuffer into, long position) {
        if (position >= used) {
            return -1;
        }
        int count = (int) Math.min(into.remaining(), used - position);
        into.put(bytes, (int) position, count);
        return count;
    }

    @Override
    public Cursor read(long from) {
        return new MemoryCursor(from, size());
    }

    @Override
    public Durability durability() {
        return durability;
    }

    @Override
    public @Nullable String cut() {
        return cut;
    }

    @Override
    public String place() {
        return "memory";
    }

    /** Nothing to release: it can be read, and appended to, after this. */
    @Override
    public void close() {}

    private final class MemoryCursor implements Cursor {
        private final FrameScanner scanner = new FrameScanner(MemoryJournal.this::readAt, 0, place());
        private final UnsafeBuffer record = new UnsafeBuffer(0, 0);
        private final long end;

        MemoryCursor(long from, long end) {
            this.end = end;
            if (from < 0 || from > end) {
                throw new JournalException("there are records up to " + (end - 1) + ", and none with number " + from);
            }
            for (long i = 0; i < from; i++) {
                scanner.next();
            }
        }

        @Override
        public boolean next() {
            if (scanner.expected() == end || !scanner.next()) {
                return false;
            }
            record.wrap(scanner.array(), scanner.offset(), scanner.length());
            return true;
        }

        @Override
        public long index() {
            return scanner.expected() - 1;
        }

        @Override
        public DirectBuffer record() {
            return record;
        }

        @Override
        public int length() {
            return record.capacity();
        }

        @Override
        public void close() {}
    }
}
