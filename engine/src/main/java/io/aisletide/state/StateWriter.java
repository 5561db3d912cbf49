package io.aisletide.state;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A section being written: a growing array of bytes. Arrays are copied in bulk. */
public final class StateWriter {
    private static final int FIRST_CAPACITY = 256;
    /** An array of this many bytes more does not fit into memory anyway. */
    private static final int MAX_CAPACITY = Integer.MAX_VALUE - 64;

    private final String name;
    private ByteBuffer buffer = allocate(FIRST_CAPACITY);
    private int recordBytes = 1;

    StateWriter(String name) {
        this.name = name;
    }

    private static ByteBuffer allocate(int capacity) {
        return ByteBuffer.wrap(new byte[capacity]).order(ByteOrder.LITTLE_ENDIAN);
    }

    void begin(int bytesOfRecord) {
        if (bytesOfRecord < 1 || bytesOfRecord > 0xFFFF) {
            throw new IllegalArgumentException("records have 1 to 65535 bytes, not " + bytesOfRecord);
        }
        recordBytes = bytesOfRecord;
        buffer.clear();
    }

    public String name() {
        return name;
    }

    public int recordBytes() {
        return recordBytes;
    }

    /** Bytes written so far. */
    public int size() {
        return buffer.position();
    }

    /** The bytes, {@link #size} of them; not to be kept. */
    public byte[] array() {
        return buffer.array();
    }

    StateReader reader() {
        return new StateReader(name, buffer.array(), size());
    }

    /** Makes room for so many more bytes. */
    private void reserve(long bytes) {
        if (bytes <= buffer.remaining()) {
            return;
        }
        long needed = size() + bytes;
        if (needed > MAX_CAPACITY) {
            throw new IllegalStateException("the section '" + name + "' would have " + needed + " bytes; the most is "
                    + MAX_CAPACITY);
        }
        int capacity = (int) Math.min(MAX_CAPACITY, Math.max(needed, 2L * buffer.capacity()));
        int position = buffer.position();
        buffer = ByteBuffer.wrap(Arrays.copyOf(buffer.array(), capacity)).order(ByteOrder.LITTLE_ENDIAN);
        buffer.position(position);
    }

    public StateWriter putByte(int value) {
        reserve(Byte.BYTES);
        buffer.put((byte) value);
        return this;
    }

    public StateWriter putInt(int value) {
        reserve(Integer.BYTES);
        buffer.putInt(value);
        return this;
    }

    public StateWriter putLong(long value) {
        reserve(Long.BYTES);
        buffer.putLong(value);
        return this;
    }

    public StateWriter putBoolean(boolean value) {
        return putByte(value ? 1 : 0);
    }

    /** All its bits. */
    public StateWriter putDouble(double value) {
        return putLong(Double.doubleToRawLongBits(value));
    }

    public StateWriter putBytes(byte[] from, int offset, int count) {
        reserve(count);
        buffer.put(from, offset, count);
        return this;
    }

    public StateWriter putInts(int[] from, int offset, int count) {
        reserve((long) count * Integer.BYTES);
        buffer.asIntBuffer().put(from, offset, count);
        buffer.position(buffer.position() + count * Integer.BYTES);
        return this;
    }

    public StateWriter putLongs(long[] from, int offset, int count) {
        reserve((long) count * Long.BYTES);
        buffer.asLongBuffer().put(from, offset, count);
        buffer.position(buffer.position() + count * Long.BYTES);
        return this;
    }

    /**
     * Makes room for so many numbers, which are put there by their index: several threads may do so at the same time, each into
     * a range of its own, until the section is written to again.
     */
    public IntBuffer roomForInts(int count) {
        reserve((long) count * Integer.BYTES);
        IntBuffer room = buffer.asIntBuffer().limit(count);
        buffer.position(buffer.position() + count * Integer.BYTES);
        return room;
    }

    /** A text with its length before it. */
    public StateWriter putText(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        putInt(bytes.length);
        return putBytes(bytes, 0, bytes.length);
    }
}
