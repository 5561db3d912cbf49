package io.aisletide.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A journal in a folder: a row of segments, each named after its first record. Whoever opens a journal to go on with it
 * begins a new segment; what was written before a crash is never written to again, so a torn end stays where it is, for
 * who wants to look at it, and the next segment's name says from where on it does not count.
 *
 * <pre>
 *   00000000000000000000.cq/   records 0 to 4,711, the rest torn
 *   00000000000000004712.log   records from 4,712 on
 *   lock                       held by the process that appends
 * </pre>
 *
 * <p>On opening, every record is checked. A damaged record with nothing whole behind it is what a crash leaves: it is left
 * out, and {@link #cut} tells. With whole records behind it the journal is refused, because acknowledged commands would be
 * lost.
 */
public final class SegmentedJournal extends KnownJournal {
    /** What new segments are made of. Old ones are read in either form. */
    public enum Format {
        /** A Chronicle queue. */
        CHRONICLE(".cq"),
        /** A plain file. */
        FILE(".log");

        private final String suffix;

        Format(String suffix) {
            this.suffix = suffix;
        }
    }

    private static final String LOCK = "lock";
    private static final int NAME_DIGITS = 20;

    private final Path folder;
    private final Format format;
    private final Disk disk;
    private final @Nullable FileChannel lockFile;
    private final List<Segment> segments = new ArrayList<>();
    private final Frame frame = new Frame();
    private @Nullable SegmentWriter writer;
    private volatile @Nullable FileChannel syncing;
    private @Nullable JournalException failure;
    private boolean closed;

    /** Records {@code first} to {@code end - 1}, in a file; {@code end} is set when they have been counted. */
    private record Segment(Path path, long first, long end) {}

    private SegmentedJournal(
            Path folder, Format format, Durability durability, Disk disk, @Nullable FileChannel lockFile) {
        super(folder.toString(), durability);
        this.folder = folder;
        this.format = format;
        this.disk = disk;
        this.lockFile = lockFile;
    }

    /**
     * Opens a journal to append to, and makes the folder if there is none.
     *
     * @throws JournalException if another process appends to it, or it cannot be read or written, or records are missing
     */
    public static SegmentedJournal open(Path folder, Format format, Durability durability) {
        return open(folder, format, durability, Disk.SYSTEM);
    }

    /** The same on a disk that may fail. */
    public static SegmentedJournal open(Path folder, Format format, Durability durability, Disk disk) {
        try {
            Files.createDirectories(folder);
            FileChannel lockFile = FileChannel.open(
                    folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                lock(folder, lockFile);
                SegmentedJournal journal = new SegmentedJournal(folder, format, durability, disk, lockFile);
                journal.findSegments();
                return journal;
            } catch (IOException | RuntimeException e) {
                lockFile.close();
                throw e;
            }
        } catch (IOException e) {
            throw JournalException.of(folder + " cannot hold a journal", e);
        }
    }

    /**
     * Opens a journal to read, also one that a process appends to: it shows the records that there are now.
     *
     * @throws JournalException if there is none, or it cannot be read, or records are missing
     */
    public static SegmentedJournal openToRead(Path folder) {
        SegmentedJournal journal = new SegmentedJournal(folder, Format.FILE, Durability.PROCESS, Disk.SYSTEM, null);
        if (!Files.isDirectory(folder)) {
            throw new JournalException(folder + " is no folder with a journal");
        }
        try {
            journal.findSegments();
        } catch (IOException e) {
            throw JournalException.of(folder + " cannot be read", e);
        }
        return journal;
    }

    private static void lock(Path folder, FileChannel lockFile) throws IOException {
        FileLock lock;
        try {
            lock = lockFile.tryLock();
        } catch (OverlappingFileLockException held) {
            lock = null;
        }
        if (lock == null) {
            throw new JournalException(folder + " is in use: another run appends to this journal");
        }
    }

    // ---- opening ------------------------------------------------------------------------------------------------

    private void findSegments() throws IOException {
        List<Path> paths;
        try (Stream<Path> list = Files.list(folder)) {
            paths = list.filter(SegmentedJournal::isSegment).sorted().toList();
        }
        for (int i = 0; i < paths.size(); i++) {
            long next = i + 1 < paths.size() ? firstOf(paths.get(i + 1)) : Long.MAX_VALUE;
            count(paths.get(i), next);
        }
    }

    private static boolean isSegment(Path path) {
        String name = path.getFileName().toString();
        return name.matches("\\d{" + NAME_DIGITS + "}\\.(cq|log)");
    }

    private static long firstOf(Path segment) {
        return Long.parseLong(segment.getFileName().toString().substring(0, NAME_DIGITS));
    }

    /** Counts the records of a segment, at most up to the first of the next. */
    private void count(Path path, long next) throws IOException {
        long first = firstOf(path);
        Path file = fileOf(path);
        long end = first;
        if (file != null) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                FrameScanner scanner = new FrameScanner(channel::read, first, path.toString());
                long behind = scan(scanner, next, 0);
                if (next == Long.MAX_VALUE) {
                    checkTail(scanner, behind, path);
                }
                end = scanner.expected();
            }
        }
        segments.add(new Segment(path, first, end));
        counted(end);
    }

    /** Goes over the records, and returns where the last one ends. */
    private static long scan(FrameScanner scanner, long next, long from) {
        long behind = from;
        while (scanner.expected() < next && scanner.next()) {
            behind = scanner.position();
        }
        return behind;
    }

    private void checkTail(FrameScanner scanner, long behind, Path path) {
        boolean plain = path.toString().endsWith(Format.FILE.suffix);
        FrameScanner.Tail tail = scanner.tail(behind, plain);
        long known = behind;
        while (tail == FrameScanner.Tail.RECORDS_MISSING && lockFile == null) {
            // Another process may have appended since the record was looked for: then it is whole by now.
            scanner.lookAgain(known);
            long farther = scan(scanner, Long.MAX_VALUE, known);
            if (farther == known) {
                break;
            }
            known = farther;
            tail = scanner.tail(known, plain);
        }
        long end = scanner.expected();
        switch (tail) {
            case CLEAN -> { }
            case TORN -> leftOut(path + ": record " + end + " is not whole (torn or damaged), and was left out");
            case RECORDS_MISSING -> throw new JournalException(path + ": record " + end
                    + " is damaged or missing, but later ones are there. This is no torn end, and going on would lose commands "
                    + "that were acknowledged: restore the file from a copy");
        }
    }

    private static @Nullable Path fileOf(Path segment) throws IOException {
        return segment.toString().endsWith(Format.CHRONICLE.suffix) ? ChronicleSegment.fileIn(segment) : segment;
    }

    // ---- appending ----------------------------------------------------------------------------------------------

    @Override
    public long append(DirectBuffer buffer, int offset, int length) {
        JournalException before = failure;
        if (before != null) {
            throw before;
        }
        long index = size();
        try {
            SegmentWriter to = writer;
            if (to == null) {
                to = begin(index);
            }
            frame.encode(index, buffer, offset, length);
            to.append(frame.bytes(), frame.size());
        } catch (IOException e) {
            throw failed(index, e);
        }
        counted(index + 1);
        return index;
    }

    private JournalException failed(long index, IOException cause) {
        JournalException made =
                new JournalException("the journal in " + folder + " cannot take record " + index + ": " + cause.getMessage(), cause);
        failure = made;
        return made;
    }

    private SegmentWriter begin(long index) throws IOException {
        if (closed || lockFile == null) {
            throw new IOException(closed ? "it is closed" : "it was opened to read");
        }
        String name = String.format(Locale.ROOT, "%0" + NAME_DIGITS + "d", index);
        forgetEmpty(name);
        Path path = folder.resolve(name + format.suffix);
        SegmentWriter made = format == Format.CHRONICLE ? new ChronicleSegment(path, disk) : new MappedSegment(path, disk);
        // From here on closing the journal closes it, whatever comes in between.
        writer = made;
        syncing = FileChannel.open(made.file(), StandardOpenOption.READ, StandardOpenOption.WRITE);
        syncFolder(folder);
        if (format == Format.CHRONICLE) {
            syncFolder(path);
        }
        segments.add(new Segment(path, index, Long.MAX_VALUE));
        return made;
    }

    /** Segments of that name hold no whole record: they were begun just before a crash. */
    private void forgetEmpty(String name) throws IOException {
        for (Format each : Format.values()) {
            Path path = folder.resolve(name + each.suffix);
            if (Files.exists(path)) {
                segments.removeIf(segment -> segment.path.equals(path));
                Path aside = folder.resolve("torn-" + path.getFileName());
                for (int i = 2; Files.exists(aside); i++) {
                    aside = folder.resolve("torn-" + i + "-" + path.getFileName());
                }
                Files.move(path, aside);
            }
        }
    }

    private static void syncFolder(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void sync() {
        FileChannel channel = syncing;
        if (channel == null) {
            return;
        }
        try {
            // Reaches what was written through mappings too: the pages are the file's.
            disk.sync(channel);
        } catch (IOException e) {
            throw JournalException.of("the journal in " + folder + " cannot be synced to the disk", e);
        }
    }

    @Override
    public void continueAt(long index) {
        if (writer != null || index < size()) {
            throw new IllegalStateException("record " + index + " cannot come next after " + size() + " records");
        }
        counted(index);
    }

    // ---- reading ------------------------------------------------------------------------------------------------

    @Override
    public Cursor read(long from) {
        return new SegmentCursor(from, size());
    }

    @Override
    public void close() {
        closed = true;
        try {
            if (writer != null) {
                writer.close();
                writer = null;
            }
            if (syncing != null) {
                syncing.close();
                syncing = null;
            }
            if (lockFile != null) {
                lockFile.close();
            }
        } catch (IOException e) {
            throw JournalException.of("the journal in " + folder + " cannot be closed", e);
        }
        if (failure == null) {
            failure = new JournalException("the journal in " + folder + " is closed");
        }
    }

    /** Goes from segment to segment. */
    private final class SegmentCursor implements Cursor {
        private final long end;
        private final List<Segment> row;
        private final org.agrona.concurrent.UnsafeBuffer record = new org.agrona.concurrent.UnsafeBuffer(0, 0);
        private int segment = -1;
        private long next;
        private @Nullable FileChannel channel;
        private @Nullable FrameScanner scanner;

        SegmentCursor(long from, long end) {
            this.end = end;
            row = List.copyOf(segments);
            next = from;
            if (from < 0 || from > end) {
                throw new JournalException(folder + " has records up to " + (end - 1) + ", and none with number " + from);
            }
        }

        @Override
        public boolean next() {
            if (next == end) {
                return false;
            }
            FrameScanner in = scanner;
            if (in == null || next >= endOf(segment)) {
                in = open(next);
            }
            while (in.expected() <= next) {
                if (!in.next()) {
                    throw missing(next);
                }
            }
            record.wrap(in.array(), in.offset(), in.length());
            next++;
            return true;
        }

        private long endOf(int at) {
            return at + 1 < row.size() ? row.get(at + 1).first : end;
        }

        private FrameScanner open(long index) {
            close();
            for (int i = row.size() - 1; i >= 0; i--) {
                Segment candidate = row.get(i);
                if (candidate.first <= index && index < candidate.end) {
                    segment = i;
                    return open(candidate);
                }
            }
            throw missing(index);
        }

        private FrameScanner open(Segment of) {
            try {
                Path file = fileOf(of.path);
                if (file == null) {
                    throw missing(of.first);
                }
                FileChannel opened = FileChannel.open(file, StandardOpenOption.READ);
                channel = opened;
                FrameScanner made = new FrameScanner(opened::read, of.first, of.path.toString());
                scanner = made;
                return made;
            } catch (IOException e) {
                throw JournalException.of(of.path + " cannot be read", e);
            }
        }

        private JournalException missing(long index) {
            return new JournalException(folder + ": record " + index + " is missing, though there are " + end
                    + ": the journal has a gap");
        }

        @Override
        public long index() {
            return next - 1;
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
        public void close() {
            FileChannel open = channel;
            channel = null;
            scanner = null;
            if (open != null) {
                try {
                    open.close();
                } catch (IOException e) {
                    throw JournalException.of(folder + " cannot be closed after reading", e);
                }
            }
        }
    }
}
