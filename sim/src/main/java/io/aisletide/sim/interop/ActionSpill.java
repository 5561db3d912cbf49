package io.aisletide.sim.interop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Turns actions that come step by step into paths that are written robot by robot, in bounded memory: blocks of {@value
 * #BLOCK_STEPS} steps lie robot by robot in a file of their own, which is gone when this is closed.
 */
final class ActionSpill implements AutoCloseable {
    static final int BLOCK_STEPS = 32;

    /** Room for the paths of a group of robots while they are put together, in bytes. */
    private static final int GROUP_BYTES = 8 << 20;

    private final int robots;
    private final byte[] block;
    private final Path file;
    private final FileChannel channel;
    private int steps;

    /** @param beside the file that the paths will go to; the spill lies in the same folder */
    ActionSpill(Path beside, int robots) throws IOException {
        this.robots = robots;
        block = new byte[Math.multiplyExact(robots, BLOCK_STEPS)];
        Path folder = beside.toAbsolutePath().getParent();
        file = Files.createTempFile(folder, ".aisletide-plan", ".part");
        channel = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    /** Steps put so far. */
    int steps() {
        return steps;
    }

    /** Sets a robot's action in the step under way; {@link #endStep} ends it. Every robot needs one. */
    void put(int robot, byte letter) {
        block[robot * BLOCK_STEPS + steps % BLOCK_STEPS] = letter;
    }

    void endStep() throws IOException {
        steps++;
        if (steps % BLOCK_STEPS == 0) {
            flush();
        }
    }

    /** Where a path goes. */
    @FunctionalInterface
    interface PathSink {
        void accept(int robot, byte[] buffer, int offset, int length) throws IOException;
    }

    /** Hands out every robot's path, in the order of robots: a letter a step, with commas between them. */
    void forEachPath(int[] lengths, PathSink sink) throws IOException {
        if (steps % BLOCK_STEPS != 0) {
            flush();
        }
        int blocks = (steps + BLOCK_STEPS - 1) / BLOCK_STEPS;
        int rowBytes = Math.max(1, blocks * BLOCK_STEPS);
        int group = Math.max(1, Math.min(robots, GROUP_BYTES / rowBytes));
        byte[] rows = new byte[Math.multiplyExact(group, rowBytes)];
        byte[] path = new byte[2 * rowBytes];
        ByteBuffer part = ByteBuffer.allocate(group * BLOCK_STEPS);
        for (int first = 0; first < robots; first += group) {
            int inGroup = Math.min(group, robots - first);
            for (int b = 0; b < blocks; b++) {
                read(part, inGroup * BLOCK_STEPS, ((long) b * robots + first) * BLOCK_STEPS);
                for (int i = 0; i < inGroup; i++) {
                    System.arraycopy(part.array(), i * BLOCK_STEPS, rows, i * rowBytes + b * BLOCK_STEPS, BLOCK_STEPS);
                }
            }
            for (int i = 0; i < inGroup; i++) {
                int length = lengths[first + i];
                for (int step = 0; step < length; step++) {
                    path[2 * step] = rows[i * rowBytes + step];
                    path[2 * step + 1] = ',';
                }
                sink.accept(first + i, path, 0, Math.max(0, 2 * length - 1));
            }
        }
    }

    private void flush() throws IOException {
        long position = (long) ((steps - 1) / BLOCK_STEPS) * robots * BLOCK_STEPS;
        ByteBuffer bytes = ByteBuffer.wrap(block);
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
    }

    private void read(ByteBuffer part, int length, long at) throws IOException {
        part.clear().limit(length);
        long position = at;
        while (part.hasRemaining()) {
            int read = channel.read(part, position);
            if (read < 0) {
                throw new IOException("the recording's spill file " + file + " was cut short");
            }
            position += read;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }
}
