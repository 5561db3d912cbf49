package io.aisletide.journal;

import java.io.IOException;
import java.nio.file.Path;

/** Appends frames to one file. For one thread, but for {@link #file}. */
interface SegmentWriter extends AutoCloseable {
    /** @throws IOException if the frame is not in the file, or not sure to be */
    void append(byte[] frame, int length) throws IOException;

    /** The file to sync. */
    Path file();

    @Override
    void close() throws IOException;
}
