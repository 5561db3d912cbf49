package io.aisletide.distance;

import io.aisletide.grid.Floor;
import java.util.Arrays;

/**
 * Pool of exact fields around single goals: for each cell of the goal's tile the cost to the goal, one byte a cell, 1 KB a
 * field. A robot holds one while it is in its goal's tile or about to enter it.
 *
 * <p>Fields of {@link TilePattern common patterns} are shared: filled once, and kept.
 *
 * <p>Costs are kept modulo {@value #MODULUS}: neighbouring cells differ by little, and only differences are ever asked
 * for, so a byte is enough for any maze. Where a step cannot be undone it may lead from a cell near the goal to one with a long way
 * round; for tiles with such steps there are {@link #WIDE} fields with two bytes a cell. Worker threads take and give back through a {@link Lease} of their own, which
 * meets the shared list once in {@value #BATCH} times. Which number a field gets is up to timing; its content is not.
 */
public final class GoalFields {
    static final int MODULUS = 255;
    public static final int NO_WAY = 255;
    /** In the number of a field with two bytes a cell. */
    static final int WIDE = 1 << 29;

    /** Costs in wide fields are kept modulo this: no way through a tile is half as dear, but through slow mazes of one-way rules. */
    static final int WIDE_MODULUS = 0x7FFF;

    /** What sets costs of wide fields apart, and from {@link #NO_WAY}. */
    private static final int WIDE_COST = 0x8000;

    /** Instead of the number of a field. */
    static final int NONE = -1;

    /** Most fields that are shared: 64 MB. */
    private static final int MAX_SHARED = 1 << 16;

    private static final int BATCH = 64;
    private static final int CHUNK_SHIFT = 10;
    private static final int CHUNK_FIELDS = 1 << CHUNK_SHIFT;

    private byte[][] chunks = new byte[0][];
    /** Chunks of shared fields, which nobody gives back. */
    private boolean[] shared = new boolean[0];

    private int sharedCount;
    private int nextShared = NONE;
    private int[] free = new int[0];
    private int freeCount;
    private short[][] wide = new short[0][];
    private int[] freeWide = new int[0];
    private int freeWideCount;

    /** A thread's own stack of free fields. */
    public final class Lease {
        private final int[] own = new int[2 * BATCH];
        private int count;

        /** Number of a field that nobody else holds. */
        public int take() {
            if (count == 0) {
                count = takeBatch(own);
            }
            return own[--count];
        }

        public void giveBack(int field) {
            if ((field & WIDE) != 0) {
                giveBackWide(field);
                return;
            }
            if (shared[field >>> CHUNK_SHIFT]) {
                return;
            }
            if (count == own.length) {
                giveBatch(own);
                count = BATCH;
            }
            own[count++] = field;
        }
    }

    public Lease lease() {
        return new Lease();
    }

    private synchronized int takeBatch(int[] into) {
        if (freeCount < BATCH) {
            addFreeChunk();
        }
        freeCount -= BATCH;
        System.arraycopy(free, freeCount, into, 0, BATCH);
        return BATCH;
    }

    private synchronized void giveBatch(int[] from) {
        if (freeCount + BATCH > free.length) {
            free = Arrays.copyOf(free, Math.max(BATCH, 2 * free.length));
        }
        System.arraycopy(from, BATCH, free, freeCount, BATCH);
        freeCount += BATCH;
    }

    /** Number of a wide field that nobody else holds. */
    synchronized int takeWide() {
        if (freeWideCount == 0) {
            short[][] grown = Arrays.copyOf(wide, wide.length + 1);
            grown[wide.length] = new short[Floor.TILE_CELLS];
            wide = grown;
            return WIDE | wide.length - 1;
        }
        return freeWide[--freeWideCount];
    }

    private synchronized void giveBackWide(int field) {
        if (freeWideCount == freeWide.length) {
            freeWide = Arrays.copyOf(freeWide, Math.max(BATCH, 2 * freeWideCount));
        }
        freeWide[freeWideCount++] = field;
    }

    /** The costs of a wide field, as {@link #wideCost}, by place in the tile. */
    short[] wide(int field) {
        return wide[field & ~WIDE];
    }

    static short wideCost(int units) {
        return (short) (WIDE_COST | units % WIDE_MODULUS);
    }

    /** Number of a field that stays for good and that any number of robots may hold, or {@link #NONE} if there are enough. */
    synchronized int takeShared() {
        if (sharedCount == MAX_SHARED) {
            return NONE;
        }
        if ((sharedCount++ & CHUNK_FIELDS - 1) == 0) {
            nextShared = chunks.length * CHUNK_FIELDS;
            addChunk(true);
        }
        return nextShared++;
    }

    private void addFreeChunk() {
        int first = chunks.length * CHUNK_FIELDS;
        addChunk(false);
        if (freeCount + CHUNK_FIELDS > free.length) {
            free = Arrays.copyOf(free, Math.max(freeCount + CHUNK_FIELDS, 2 * free.length));
        }
        for (int i = CHUNK_FIELDS - 1; i >= 0; i--) {
            free[freeCount++] = first + i;
        }
    }

    /** The tables grow by being replaced: whoever knows a field's number has learnt it after that. */
    private void addChunk(boolean isShared) {
        boolean[] marks = Arrays.copyOf(shared, chunks.length + 1);
        marks[chunks.length] = isShared;
        byte[][] grown = Arrays.copyOf(chunks, chunks.length + 1);
        grown[chunks.length] = new byte[CHUNK_FIELDS * Floor.TILE_CELLS];
        shared = marks;
        chunks = grown;
    }

    /** The chunk that holds a field. */
    byte[] chunk(int field) {
        return chunks[field >>> CHUNK_SHIFT];
    }

    /** Where the field begins in its chunk. */
    static int offset(int field) {
        return (field & CHUNK_FIELDS - 1) << Floor.TILE_SHIFT;
    }

    /**
     * Place in a field of a cell's place in the tile: blocks of 8 x 8 cells lie together, one cache line each, because a
     * robot looks a few cells around itself, up and down as well as left and right.
     */
    static int blocked(int local) {
        return local & 0x307 | (local & 0x18) << 3 | (local & 0xE0) >> 2;
    }

    /** Stored cost, good for {@link #gain} only, or {@link #NO_WAY}. */
    public int raw(int field, int local) {
        if ((field & WIDE) != 0) {
            return wide(field)[local] & 0xFFFF;
        }
        return chunk(field)[offset(field) + blocked(local)] & 0xFF;
    }

    /** How much nearer to the goal {@code to} is than {@code from}, in units; both of one field, and both must have a way. */
    public static int gain(int from, int to) {
        int difference = from - to;
        return wrapped(difference, (from & WIDE_COST) == 0 ? MODULUS : WIDE_MODULUS);
    }

    private static int wrapped(int difference, int modulus) {
        if (difference > modulus / 2) {
            return difference - modulus;
        }
        return difference < -(modulus / 2) ? difference + modulus : difference;
    }
}
