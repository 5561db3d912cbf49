package io.aisletide.distance;

import io.aisletide.grid.Floor;
import java.util.Arrays;

/**
 * How the {@link Portals portals} and gates of one load class are numbered, and which of the portals' numbers are taken.
 *
 * <p>A slot is {@code tile * 256 + side * 32 + k} for the k-th portal of a side, and 128 more for its k-th gate; there are up to
 * {@value #PER_SIDE} of each a side. So a shift reads tile or side from a slot, and what is kept by slot lies tile by tile.
 * What only portals have, or only gates, is kept by {@link #number}, without the other half.
 *
 * <p>Taken slots are bits, so that a search walks over the few portals that there are. Each tile's are written by the thread
 * that builds the tile; reading is safe from many threads while none does.
 */
final class Slots {
    /** As many as there are cells: in rows of one-way cells side by side each crossing is a portal. */
    static final int PER_SIDE = Floor.TILE_SIDE;

    private static final int SIDE_SHIFT = 5;
    private static final int TILE_SHIFT = SIDE_SHIFT + 3;
    static final int PER_TILE = 1 << TILE_SHIFT;
    /** The first gate among the slots of a tile; those before it, as many as there can be gates, are portals. */
    static final int GATES = PER_TILE / 2;

    private final long[] used;

    Slots(int tiles) {
        used = new long[tiles * 2];
    }

    // ---- numbers ------------------------------------------------------------------------------------------------

    static int tileOf(int slot) {
        return slot >>> TILE_SHIFT;
    }

    static int sideOf(int slot) {
        return slot >>> SIDE_SHIFT & 3;
    }

    /** Which side of which tile: {@code tile * 4 + side}. */
    static int tileSide(int slot) {
        return tileOf(slot) << 2 | sideOf(slot);
    }

    static boolean isGate(int slot) {
        return (slot & GATES) != 0;
    }

    /** Slot of the k-th gate on the side of a portal. */
    static int gateSlot(int portal, int k) {
        return portal & -PER_SIDE | GATES | k;
    }

    /** The first of the slots of a slot's tile. */
    static int firstOfTile(int slot) {
        return slot & -PER_TILE;
    }

    /** A portal's number among the portals of all tiles, or a gate's among the gates. */
    static int number(int slot) {
        return firstOfTile(slot) >> 1 | slot & GATES - 1;
    }

    // ---- places -------------------------------------------------------------------------------------------------

    /** Cell at that place along a side: top to bottom or left to right. */
    static int sideCell(int tile, int side, int along) {
        int base = tile << Floor.TILE_SHIFT;
        return switch (side) {
            case 0 -> base | along << 5 | 31;
            case 1 -> base | 31 << 5 | along;
            case 2 -> base | along << 5;
            default -> base | along;
        };
    }

    /** Place along the slot's side that a cell is beside. */
    static int alongOf(int slot, int cell) {
        return (sideOf(slot) & 1) == 0 ? cell >> 5 & Floor.TILE_SIDE - 1 : cell & Floor.TILE_SIDE - 1;
    }

    // ---- portals in use -----------------------------------------------------------------------------------------

    /** Portals in use, as bits: two words a tile, see {@link #wordOf}. Not to be written. */
    long[] used() {
        return used;
    }

    /** Which word of {@link #used} has a portal's bit; its place in the word is the slot's number modulo the bits of a word. */
    static int wordOf(int portal) {
        return portal >>> TILE_SHIFT << 1 | portal >> 6 & 1;
    }

    /** The portal whose bit is the first of a word. */
    static int firstOfWord(int word) {
        return word >> 1 << TILE_SHIFT | (word & 1) << 6;
    }

    /** Portals that a tile has. */
    int portalCount(int tile) {
        return Long.bitCount(used[2 * tile]) + Long.bitCount(used[2 * tile + 1]);
    }

    /** Portals of the same tile in slots before this one. */
    int rank(int portal) {
        int word = wordOf(portal);
        int before = Long.bitCount(used[word] & (1L << portal) - 1);
        return (word & 1) == 0 ? before : before + Long.bitCount(used[word - 1]);
    }

    /** The portal of a tile that has a {@link #rank}. */
    int portal(int tile, int rank) {
        int word = 2 * tile;
        int inFirst = Long.bitCount(used[word]);
        if (rank >= inFirst) {
            rank -= inFirst;
            word++;
        }
        long rest = used[word];
        for (; rank > 0; rank--) {
            rest &= rest - 1;
        }
        return firstOfWord(word) + Long.numberOfTrailingZeros(rest);
    }

    /** Frees the slots of a tile. */
    void clear(int tile) {
        used[2 * tile] = 0;
        used[2 * tile + 1] = 0;
    }

    void take(int portal) {
        used[wordOf(portal)] |= 1L << portal;
    }

    /** Both words of a tile, as they are now. */
    long[] save(int tile) {
        return Arrays.copyOfRange(used, 2 * tile, 2 * tile + 2);
    }

    /** @param then an answer of {@link #save} */
    void restore(int tile, long[] then) {
        System.arraycopy(then, 0, used, 2 * tile, 2);
    }

    boolean areSame(int tile, long[] then) {
        return Arrays.equals(then, 0, 2, used, 2 * tile, 2 * tile + 2);
    }
}
