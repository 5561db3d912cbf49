package io.aisletide.state;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A section being read, in the order in which it was written. Reading beyond its end is an {@link IllegalStateException}
 * that names the section.
 */
public final class StateReader {
    private final String name;
    private final ByteBuffer buffer;

    StateReader(String name, byte[] bytes, int size) {
        this.name = name;
        buffer = ByteBuffer.wrap(bytes, 0, size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Bytes left. */
    public int remaining() {
        return buffer.remaining();
    }

    private void require(long bytes) {
        if (bytes < 0 || bytes > buffer.remaining()) {
            throw new IllegalStateException("the section '" + name + "' ends after " + buffer.limit() + " bytes; "
                    + bytes + " more were expected at " + buffer.position());
        }
    }

    public int getByte() {
        require(Byte.BYTES);
        return buffer.get();
    }

    public int getInt() {
        require(Integer.BYTES);
        return buffer.getInt();
    }

    public long getLong() {
        require(Long.BYTES);
        return buffer.getLong();
    }

    public boolean getBoolean() {
        return getByte() != 0;
    }

    public double getDouble() {
        return Double.longBitsToDouble(getLong());
    }

    /** One of the constants, which was written as its ordinal in a byte. */
    public <E> E getOneOf(E[] constants) {
        int ordinal = getByte();
        if (ordinal < 0 || ordinal >= constants.length) {
            throw new IllegalStateException("the section '" + name + "' has the number " + ordinal + " where there are "
                    + constants.length + " possibilities");
        }
        return constants[ordinal];
    }

    /** A number of things of that size which follow. */
    public int getCount(int bytesEach) {
        int count = getInt();
        if (count < 0 || (long) count * bytesEach > buffer.remaining()) {
            throw new IllegalStateException("the section '" + name + "' speaks of " + count + " entries of " + bytesEach
                    + " bytes and has " + buffer.remaining() + " bytes left");
        }
        return count;
    }

    public void getBytes(byte[] into, int offset, int count) {
        require(count);
        buffer.get(into, offset, count);
    }

    public void getInts(int[] into, int offset, int count) {
        require((long) count * Integer.BYTES);
        buffer.asIntBuffer().get(into, offset, count);
        buffer.position(buffer.position() + count * Integer.BYTES);
    }

    public void getLongs(long[] into, int offset, int count) {
        require((long) count * Long.BYTES);
        buffer.asLongBuffer().get(into, offset, count);
        buffer.position(buffer.position() + count * Long.BYTES);
    }

    public String getText() {
        byte[] bytes = new byte[getCount(1)];
        buffer.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
