package io.aisletide.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.BufferUtil;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Frames one after the other in a plain file, written through a mapping, so that an append is a copy in memory and no
 * system call.
 *
 * <p>The file grows by blocks of zeros that are really written before they are mapped: a full disk is an {@link
 * IOException} there, in time, and not a fault of memory in the middle of a record. What is left of the last block is cut
 * off on closing.
 */
final class MappedSegment implements SegmentWriter {
    private static final int BLOCK = 1 << 20;
    private static final int PAGE = 1 << 12;

    private final Path file;
    private final Disk disk;
    private final FileChannel channel;
    private final ByteBuffer zeros = ByteBuffer.allocateDirect(BLOCK);
    private final UnsafeBuffer memory = new UnsafeBuffer(0, 0);
    private MappedByteBuffer mapped;
    /** Where the mapping begins, where the next frame goes, and where the file ends. */
    private long base;

    private long position;
    private long end;

    MappedSegment(Path file, Disk disk) throws IOException {
        this.file = file;
        this.disk = disk;
        channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            mapped = nextBlock();
        } catch (IOException e) {
            BufferUtil.free(zeros);
            channel.close();
            throw e;
        }
    }

    private MappedByteBuffer nextBlock() throws IOException {
        zeros.clear();
        while (zeros.hasRemaining()) {
            disk.write(channel, zeros, end + zeros.position());
        }
        end += BLOCK;
        base = position & -PAGE;
        MappedByteBuffer block = channel.map(FileChannel.MapMode.READ_WRITE, base, end - base);
        memory.wrap(block);
        return block;
    }

    @Override
    public void append(byte[] frame, int length) throws IOException {
        if (position + length > end) {
            MappedByteBuffer full = mapped;
            mapped = nextBlock();
            IoUtil.unmap(full);
        }
        int taken = disk.room(length);
        try {
            memory.putBytes((int) (position - base), frame, 0, taken);
        } catch (InternalError fault) {
            throw new IOException("the disk did not take a page: " + fault.getMessage(), fault);
        }
        if (taken < length) {
            throw new IOException(KnownJournal.partOf(taken, length));
        }
        position += length + Frame.ALIGNMENT - 1 & -Frame.ALIGNMENT;
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public void close() throws IOException {
        memory.wrap(0, 0);
        IoUtil.unmap(mapped);
        BufferUtil.free(zeros);
        channel.truncate(position);
        channel.close();
    }
}
