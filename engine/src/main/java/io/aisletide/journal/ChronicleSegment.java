package io.aisletide.journal;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.rollcycles.LargeRollCycles;
import net.openhft.chronicle.wire.DocumentContext;
import net.openhft.chronicle.wire.Wire;
import org.jspecify.annotations.Nullable;

/**
 * Frames as the documents of a Chronicle queue, so that its tools can look into them too. Only appending goes through its
 * code; {@link FrameScanner} reads the file.
 *
 * <p>Time stands still for the queue, so that it keeps to one file. Its file is mapped with holes: on a full disk a write
 * would be a fault of memory. So the space left is looked at every so often, and appending ends before it is used up.
 */
final class ChronicleSegment implements SegmentWriter {
    private static final int BLOCK = 8 << 20;
    private static final long LEAST_SPACE = 4L * BLOCK;
    private static final int LOOK_EVERY_BYTES = BLOCK / 4;

    static {
        // Its parts ask these when they are first used: no announcement, no report to anybody, no thread that watches the disk.
        setIfAbsent("chronicle.analytics.disable");
        setIfAbsent("chronicle.announcer.disable");
        setIfAbsent("chronicle.disk.monitor.disable");
    }

    private final Path folder;
    private final Path file;
    private final FileStore store;
    private final Disk disk;
    private final ChronicleQueue queue;
    private final ExcerptAppender appender;
    private int bytesToLook;

    ChronicleSegment(Path folder, Disk disk) throws IOException {
        this.folder = folder;
        this.disk = disk;
        Files.createDirectory(folder);
        store = Files.getFileStore(folder);
        requireSpace();
        queue = SingleChronicleQueueBuilder.binary(folder)
                .rollCycle(LargeRollCycles.LARGE_DAILY)
                .timeProvider(() -> 0)
                .blockSize(BLOCK)
                .checkInterrupts(false)
                .build();
        appender = queue.createAppender();
        // Made on the thread that builds the engine, used on the acceptor's from then on.
        appender.singleThreadedCheckDisabled(true);
        try (DocumentContext context = appender.writingDocument()) {
            context.rollbackOnClose();
        }
        Path found = fileIn(folder);
        if (found == null) {
            throw new IOException("the queue made no file in " + folder);
        }
        file = found;
    }

    private static void setIfAbsent(String property) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, "true");
        }
    }

    /** The queue's file of records; null if it has none yet. */
    static @Nullable Path fileIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(each -> each.toString().endsWith(".cq4")).findFirst().orElse(null);
        }
    }

    private void requireSpace() throws IOException {
        long space = disk.usableBytes(store);
        if (space < LEAST_SPACE) {
            throw new IOException("only " + (space >> 20) + " MiB left on the disk; a queue wants " + (LEAST_SPACE >> 20));
        }
        bytesToLook = LOOK_EVERY_BYTES;
    }

    @Override
    public void append(byte[] frame, int length) throws IOException {
        bytesToLook -= length;
        if (bytesToLook < 0) {
            requireSpace();
        }
        int taken = disk.room(length);
        try (DocumentContext context = appender.writingDocument()) {
            Wire wire = context.wire();
            if (wire == null) {
                throw new IOException("the queue in " + folder + " is closed");
            }
            wire.bytes().write(frame, 0, taken);
            if (taken < length) {
                throw new IOException(KnownJournal.partOf(taken, length));
            }
        } catch (RuntimeException | InternalError fault) {
            throw new IOException("the queue did not take a record: " + fault, fault);
        }
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public void close() {
        appender.close();
        queue.close();
    }
}
