package io.aisletide.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Finds records in a run of bytes, whatever lies between them: it goes from one multiple of four to the next until a frame
 * has the expected number, a length that fits and the right checksum. So a plain file and a Chronicle queue are read by the
 * same few lines, no damage can lead a reader astray or make it wait, and whether anything whole follows after the end is
 * certain. Zeros are passed over at the speed of memory.
 */
final class FrameScanner {
    /** Bytes at some place. */
    @FunctionalInterface
    interface Source {
        /** Fills in what there is from that place on, and returns how many bytes; -1 at the end. */
        int read(ByteBuffer into, long position) throws IOException;
    }

    /** What lies after the last whole record. */
    enum Tail {
        /** Nothing. */
        CLEAN,
        /** A record that is not whole, and nothing whole after it: what a crash leaves behind. */
        TORN,
        /** Whole records, but not the one that should come first: damage in the middle. */
        RECORDS_MISSING
    }

    private static final int WINDOW = 1 << 18;
    private static final long MOST_AHEAD = 1L << 32;

    private final Source source;
    private final String place;
    /** With room behind, so that the header of a frame can be looked at without asking how much is left. */
    private final byte[] window = new byte[WINDOW + Frame.HEADER_BYTES];
    private final ByteBuffer view = ByteBuffer.wrap(window).order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32C crc = new CRC32C();
    private final byte[] indexBytes = new byte[Long.BYTES];
    /** Where the window begins in the source, how much of it is filled, and whether the source ends there. */
    private long base;

    private int filled;
    private boolean last;
    private int at;
    private long expected;
    private int found = -1;

    /**
     * @param firstIndex number of the first record
     * @param place for messages
     */
    FrameScanner(Source source, long firstIndex, String place) {
        this.source = source;
        this.place = place;
        expected = firstIndex;
        fill(0);
    }

    private void fill(long from) {
        base = from;
        view.clear().limit(WINDOW);
        try {
            int read = 0;
            while (view.hasRemaining() && read >= 0) {
                read = source.read(view, base + view.position());
            }
            last = read < 0;
        } catch (IOException e) {
            throw new JournalException(place + " cannot be read: " + e.getMessage(), e);
        }
        filled = view.position();
        view.clear();
        Arrays.fill(window, filled, filled + Frame.HEADER_BYTES, (byte) 0);
        at = 0;
    }

    /** Makes sure that a whole frame at the place is in the window; false at the end of the source. */
    private boolean inWindow() {
        if (at + Frame.HEADER_BYTES + Journal.MAX_RECORD_BYTES > WINDOW && !last) {
            fill(base + at);
        }
        return at < filled;
    }

    /** Moves to the next record. */
    boolean next() {
        while (inWindow()) {
            int length = view.getInt(at);
            if (length == 0) {
                skipZeros();
            } else if (isPlausible(length) && view.getLong(at + Frame.INDEX) == expected && isWhole(at, length)) {
                found = at;
                expected++;
                at += aligned(Frame.HEADER_BYTES + length);
                return true;
            } else {
                at += Frame.ALIGNMENT;
            }
        }
        found = -1;
        return false;
    }

    /**
     * Looks again for the record that comes next.
     *
     * @param from a place after which no record begins that was found, see {@link #position}
     */
    void lookAgain(long from) {
        fill(from);
        found = -1;
    }

    private void skipZeros() {
        int end = Math.min(filled, WINDOW - Frame.HEADER_BYTES - Journal.MAX_RECORD_BYTES);
        int i = at + Frame.ALIGNMENT;
        while (i + Long.BYTES <= end && view.getLong(i) == 0) {
            i += Long.BYTES;
        }
        at = i;
    }

    private boolean isPlausible(int length) {
        return isLength(length) && at + Frame.HEADER_BYTES + length <= filled;
    }

    private static boolean isLength(int length) {
        return length > 0 && length <= Journal.MAX_RECORD_BYTES;
    }

    private boolean isWhole(int frame, int length) {
        crc.reset();
        crc.update(window, frame + Frame.INDEX, length + Long.BYTES);
        return (int) crc.getValue() == view.getInt(frame + Frame.CRC);
    }

    private static int aligned(int bytes) {
        return bytes + Frame.ALIGNMENT - 1 & -Frame.ALIGNMENT;
    }

    /** Number of the record that comes next. */
    long expected() {
        return expected;
    }

    /** The record's bytes lie in this array. */
    byte[] array() {
        return window;
    }

    int offset() {
        return found + Frame.HEADER_BYTES;
    }

    int length() {
        return view.getInt(found);
    }

    /**
     * Looks at what lies after the last record; to be called once {@link #next} has said that there is none.
     *
     * @param from a place in the source after which no record begins that was found, see {@link #position}
     * @param plain whether the source holds nothing but frames and zeros
     */
    Tail tail(long from, boolean plain) {
        fill(from);
        boolean torn = false;
        while (inWindow()) {
            int length = view.getInt(at);
            long index = view.getLong(at + Frame.INDEX);
            boolean plausible = isPlausible(length);
            if (plausible && index > expected && index - expected < MOST_AHEAD && isWhole(at, length)) {
                return Tail.RECORDS_MISSING;
            }
            torn |= plain
                    ? length != 0
                    : isLength(length) && index == expected && index != 0 || plausible && isWholeAsExpected(at, length);
            if (length == 0) {
                skipZeros();
            } else {
                at += Frame.ALIGNMENT;
            }
        }
        return torn ? Tail.TORN : Tail.CLEAN;
    }

    /** Where the scanner is in the source. */
    long position() {
        return base + at;
    }

    /** Whether nothing but the number of a frame is wrong. */
    private boolean isWholeAsExpected(int frame, int length) {
        ByteBuffer.wrap(indexBytes).order(ByteOrder.LITTLE_ENDIAN).putLong(expected);
        crc.reset();
        crc.update(indexBytes, 0, Long.BYTES);
        crc.update(window, frame + Frame.HEADER_BYTES, length);
        return (int) crc.getValue() == view.getInt(frame + Frame.CRC);
    }
}
