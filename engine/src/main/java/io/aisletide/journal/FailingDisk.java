package io.aisletide.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;

/**
 * A disk that works until it is told to fail as disks do. For tests, and for the trials in which the simulator tests the
 * engine. Any thread.
 */
public final class FailingDisk implements Disk {
    private static final String FULL = "No space left on device";
    private static final String BROKEN = "Input/output error";
    private static final int NEVER = -1;

    private long left = Long.MAX_VALUE;
    private int appendsToFault = NEVER;
    private int bytesOfFault;
    private boolean syncFails;

    /** From here on, so many bytes can be added to files. */
    public synchronized void left(long bytes) {
        left = bytes;
    }

    /**
     * Lets an append fail, and all after it.
     *
     * @param after appends that still go well
     * @param bytes of its frame that get into the file: with 0 the disk is full, with more a page of it was lost
     */
    public synchronized void failAppend(int after, int bytes) {
        appendsToFault = after;
        bytesOfFault = bytes;
    }

    /** From here on, nothing can be synced. */
    public synchronized void failSync() {
        syncFails = true;
    }

    @Override
    public synchronized long usableBytes(FileStore store) throws IOException {
        return Math.min(left, Disk.super.usableBytes(store));
    }

    @Override
    public synchronized int write(FileChannel file, ByteBuffer from, long position) throws IOException {
        if (left == 0) {
            throw new IOException(FULL);
        }
        ByteBuffer fitting = from.duplicate();
        fitting.limit(from.position() + (int) Math.min(left, from.remaining()));
        int written = Disk.super.write(file, fitting, position);
        from.position(from.position() + written);
        left -= written;
        return written;
    }

    @Override
    public synchronized int room(int length) throws IOException {
        if (appendsToFault > 0) {
            appendsToFault--;
        } else if (appendsToFault == 0) {
            if (bytesOfFault == 0) {
                throw new IOException(FULL);
            }
            return Math.min(bytesOfFault, length - 1);
        }
        return length;
    }

    @Override
    public synchronized void sync(FileChannel file) throws IOException {
        if (syncFails) {
            throw new IOException(BROKEN);
        }
        Disk.super.sync(file);
    }
}
