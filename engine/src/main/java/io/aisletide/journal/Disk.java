package io.aisletide.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;

/**
 * What a journal asks of the disk, as far as a disk can fail. {@link #SYSTEM} is the operating system's; {@link FailingDisk}
 * stands between it and a journal to try out what becomes of a run when there is no room, or a page is lost.
 */
public interface Disk {
    /** The operating system's. */
    Disk SYSTEM = new Disk() {};

    /** Bytes that may still be written. */
    default long usableBytes(FileStore store) throws IOException {
        return store.getUsableSpace();
    }

    /** Writes what is in the buffer, or the first part of it; returns how many bytes. */
    default int write(FileChannel file, ByteBuffer from, long position) throws IOException {
        return file.write(from, position);
    }

    /**
     * Asked before each frame is copied into the memory that stands for the file.
     *
     * @return how many of its bytes get there; if not all, the append fails after so many
     * @throws IOException if none do
     */
    default int room(int length) throws IOException {
        return length;
    }

    /** Returns when the file would survive a failure of the power. */
    default void sync(FileChannel file) throws IOException {
        file.force(true);
    }
}
