package io.aisletide.grid;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What rules say about the cells of one tile, by place in the tile. */
final class RulePage {
    static final int ONE_WAY_NONE = 4;
    static final int PREFERRED = -1;

    /** Bits of load classes to which the cell is closed. */
    final byte[] closed = new byte[Floor.TILE_CELLS];

    /** Direction, as the ordinal, or {@link #ONE_WAY_NONE}. */
    final byte[] oneWay = new byte[Floor.TILE_CELLS];

    final byte[] ticksPerCell = new byte[Floor.TILE_CELLS];
    /** Extra cells of an AVOID rule, or {@link #PREFERRED}. */
    final byte[] weight = new byte[Floor.TILE_CELLS];
    /** Steps to the nearest open cell, for closed cells, by load class. */
    final char[][] stepsOut = new char[LoadClass.COUNT][Floor.TILE_CELLS];
    /** By load class, for closed cells that lead to several parts of the floor; null where there are none. */
    final @Nullable SeveralWays[] severalWays = new SeveralWays[LoadClass.COUNT];

    /** Closed cells of which robots are let out to more than one side. */
    static final class SeveralWays {
        /** Number of the list of parts to which a cell leads, from 1; 0 for a cell that is not of these. */
        final char[] parts = new char[Floor.TILE_CELLS];
        /** Directions, as bits, that lead to closed cells from which it is nearer to one of the parts. */
        final byte[] directions = new byte[Floor.TILE_CELLS];
    }

    RulePage() {
        Arrays.fill(oneWay, (byte) ONE_WAY_NONE);
    }
}
