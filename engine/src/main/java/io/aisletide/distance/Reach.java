package io.aisletide.distance;

/**
 * How many tiles a window reaches beyond its block of goal tiles, across and down, in one number of 0 to {@value #COUNT} -
 * 1: three bits each for one of a few radii. Across and down apart, because a crowd that an alarm sends north asks for
 * long columns, not for wide ones, and a column costs what its window holds.
 */
final class Reach {
    static final int COUNT = 64;
    /** In the place of a reach. */
    static final int NONE = -1;

    /** Radii in tiles; the last covers any floor. */
    private static final int[] RADII = {4, 7, 11, 15, 20, 28, 40, io.aisletide.grid.Floor.MAX_SIDE};

    private static final int BITS = 3;
    private static final int MASK = (1 << BITS) - 1;
    static final int WHOLE = MASK << BITS | MASK;

    /** Ways may lead around things: a window is wider than the way as the crow flies by so many tiles. */
    private static final int MARGIN_TILES = 2;
    /** And the longer the way, the further around: no side of a window is less than this part of the other. */
    private static final int ASPECT = 3;

    private Reach() {}

    /** The least reach for robots that are so many tiles away from the goal. */
    static int toward(int tilesAcross, int tilesDown) {
        int across = MARGIN_TILES + Math.max(tilesAcross, tilesDown / ASPECT);
        int down = MARGIN_TILES + Math.max(tilesDown, tilesAcross / ASPECT);
        return of(radius(across), radius(down));
    }

    private static int of(int acrossClass, int downClass) {
        return acrossClass << BITS | downClass;
    }

    private static int radius(int leastTiles) {
        int i = 0;
        while (RADII[i] < leastTiles) {
            i++;
        }
        return i;
    }

    static int acrossTiles(int reach) {
        return RADII[reach >> BITS];
    }

    static int downTiles(int reach) {
        return RADII[reach & MASK];
    }

    /** The least reach that covers both, either of which may be {@link #NONE}. */
    static int join(int one, int other) {
        if (one == NONE || other == NONE) {
            return Math.max(one, other);
        }
        return of(Math.max(one >> BITS, other >> BITS), Math.max(one & MASK, other & MASK));
    }

    /** The next wider one; {@link #WHOLE} stays what it is. */
    static int wider(int reach) {
        return of(Math.min((reach >> BITS) + 1, MASK), Math.min((reach & MASK) + 1, MASK));
    }
}
