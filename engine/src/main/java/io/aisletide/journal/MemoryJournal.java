package io.aisletide.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A journal in memory, for tests and for engines that shall be forked: it survives the engine, and nothing else. It can be
 * given a {@link Disk} that fails, and its bytes, which are those of a plain file, can be damaged and opened again.
 */
public final class MemoryJournal extends KnownJournal {
    private final Disk disk;
    private final Frame frame = new Frame();
    private byte[] bytes;
    private int used;
    private long syncs;
    private @Nullable JournalException failure;

    public MemoryJournal() {
        this(Durability.PROCESS);
    }

    public MemoryJournal(Durability durability) {
        this(durability, Disk.SYSTEM);
    }

    /** @param disk says what it takes */
    public MemoryJournal(Durability durability, Disk disk) {
        this(durability, disk, new byte[0]);
    }

    private MemoryJournal(Durability durability, Disk disk, byte[] bytes) {
        super("memory", durability);
        this.disk = disk;
        this.bytes = bytes;
    }

    /**
     * Opens what {@link #bytes} gave, whole or damaged, as a file would be opened after a crash.
     *
     * @throws JournalException if records are missing
     */
    public static MemoryJournal open(byte[] bytes) {
        return open(bytes, Durability.PROCESS, Disk.SYSTEM);
    }

    /** The same, to go on with it in another way than {@link #open(byte[])} does. */
    public static MemoryJournal open(byte[] bytes, Durability durability, Disk disk) {
        MemoryJournal journal = new MemoryJournal(durability, disk, bytes.clone());
        journal.used = bytes.length;
        FrameScanner scanner = new FrameScanner(journal::readAt, 0, journal.place());
        long end = 0;
        while (scanner.next()) {
            end = scanner.position();
        }
        journal.counted(scanner.expected());
        switch (scanner.tail(end, true)) {
            case CLEAN -> { }
            case TORN -> journal.leftOut("record " + journal.size() + " is not whole (torn or damaged), and was left out");
            case RECORDS_MISSING -> throw new JournalException(
                    "record " + journal.size() + " is damaged or missing, but later ones are there");
        }
        // The padding of the last record may have been cut off with what came after it.
        journal.bytes = Arrays.copyOf(journal.bytes, Math.max(journal.bytes.length, (int) end));
        journal.used = (int) end;
        return journal;
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
        long index = size();
        frame.encode(index, buffer, offset, length);
        int whole = frame.size();
        try {
            int taken = disk.room(whole);
            put(taken);
            if (taken < whole) {
                throw new IOException(partOf(taken, whole));
            }
        } catch (IOException e) {
            failure = new JournalException("the journal in memory cannot take record " + index + ": " + e.getMessage(), e);
            throw failure;
        }
        counted(index + 1);
        return index;
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
    public synchronized void continueAt(long index) {
        if (index != size()) {
            throw new JournalException("a journal in memory has no gaps: record " + size() + " comes next, not " + index);
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
