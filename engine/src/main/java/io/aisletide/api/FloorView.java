package io.aisletide.api;

/**
 * The floor, to be read during a call. Cells have numbers whose order means nothing: use {@link #x}, {@link #y} and {@link
 * #cell}. Tiles are squares of 32 x 32 cells, numbered row by row.
 */
public interface FloorView {
    /** The tick for which the decision is. */
    long tick();

    /** In cells. */
    int width();

    /** In cells. */
    int height();

    /** Column of a cell, 0 in the west. */
    int x(int cell);

    /** Row of a cell, 0 in the north. */
    int y(int cell);

    /** Number of the cell in that column and row; they must be on the floor. */
    int cell(int x, int y);

    /**
     * Whether robots can stand there: no wall, for loaded ones no stored pod, and nothing closed by an operator. No
     * number that is none of a cell is open.
     */
    boolean isOpen(int cell, boolean loaded);

    int tilesAcross();

    int tilesDown();

    /** Tile of a cell. */
    int tileOf(int cell);

    /** Robots in a tile, as counted some ticks ago. */
    int robotsIn(int tile);

    /** Those of them that stood still although they had somewhere to go. */
    int standingIn(int tile);

    /** Zones of the floor: parts that are watched, and where versions are rolled out, one by one. */
    int zoneCount();

    /** Zone of a cell, 0 to {@link #zoneCount} - 1. */
    int zoneOf(int cell);

    /**
     * A random number: the same for the same arguments in a run, and independent for others.
     *
     * @param purpose keeps draws for different ends apart
     * @param entity whom the draw is about, a robot for example
     * @param n which draw; the tick for example
     */
    long random(int purpose, long entity, long n);
}
