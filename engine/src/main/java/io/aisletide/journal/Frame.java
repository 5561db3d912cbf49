package io.aisletide.journal;

import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A record with what tells that it is whole: length, CRC-32C over number and bytes, number, bytes; little-endian, 4 + 4 + 8 +
 * length bytes. All files hold records in this form, so all are read and checked by the same {@link FrameScanner},
 * whatever wrote them. Scratch of one thread.
 */
final class Frame {
    static final int LENGTH = 0;
    static final int CRC = 4;
    static final int INDEX = 8;
    static final int HEADER_BYTES = 16;
    /** Frames begin at multiples of this. */
    static final int ALIGNMENT = 4;

    private final byte[] bytes = new byte[HEADER_BYTES + Journal.MAX_RECORD_BYTES];
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private final CRC32C crc = new CRC32C();
    private int size;

    /** Fills the frame. */
    void encode(long index, DirectBuffer from, int offset, int length) {
        if (length < 1 || length > Journal.MAX_RECORD_BYTES) {
            throw new JournalException("a record has 1 to " + Journal.MAX_RECORD_BYTES + " bytes, not " + length);
        }
        buffer.putInt(LENGTH, length, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(INDEX, index, ByteOrder.LITTLE_ENDIAN);
        buffer.putBytes(HEADER_BYTES, from, offset, length);
        buffer.putInt(CRC, checksum(bytes, INDEX, length + Long.BYTES), ByteOrder.LITTLE_ENDIAN);
        size = HEADER_BYTES + length;
    }

    int checksum(byte[] of, int offset, int length) {
        crc.reset();
        crc.update(of, offset, length);
        return (int) crc.getValue();
    }

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }
}
