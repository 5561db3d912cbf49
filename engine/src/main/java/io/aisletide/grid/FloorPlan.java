package io.aisletide.grid;

/**
 * Measures of a generated floor; see {@link FloorGenerator} for the picture. All lengths are in cells.
 *
 * @param width columns of the floor
 * @param height rows of the floor
 * @param blockColumns pods side by side in a storage block
 * @param blockRows pods one behind the other in a storage block
 * @param aisle width of the aisles between blocks, in both directions; 2 gives each direction of traffic its own lane
 * @param stations stations along the bottom edge, at most one a column
 * @param chargers chargers along the top edge, at most one a column
 */
public record FloorPlan(
        int width, int height, int blockColumns, int blockRows, int aisle, int stations, int chargers) {

    /** Widest aisle and longest side of a block: beyond that a plan is surely a mistake. */
    public static final int MAX_BLOCK_SIDE = 1024;

    /**
     * @throws IllegalArgumentException if a measure is out of range or not even one block fits; the message names the
     *     measure, its value and what would fit
     */
    public FloorPlan {
        requireRange("width", width, 1, Floor.MAX_SIDE);
        requireRange("height", height, 1, Floor.MAX_SIDE);
        requireRange("block columns", blockColumns, 1, MAX_BLOCK_SIDE);
        requireRange("block rows", blockRows, 1, MAX_BLOCK_SIDE);
        requireRange("aisle", aisle, 1, MAX_BLOCK_SIDE);
        requireRange("stations", stations, 0, Floor.MAX_SIDE);
        requireRange("chargers", chargers, 0, Floor.MAX_SIDE);
        requireRoom("width", width, 2 * aisle + blockColumns, blockColumns, blockRows, aisle);
        requireRoom(
                "height", height, topRows(aisle, chargers) + blockRows + hallRows(aisle), blockColumns, blockRows, aisle);
        requireFit("stations", stations, "bottom", width);
        requireFit("chargers", chargers, "top", width);
    }

    /** A plan with the benchmark's blocks (4 x 2 pods, two-lane aisles), a station for 4 columns and a charger for 2. */
    public static FloorPlan sized(int width, int height) {
        return new FloorPlan(width, height, 4, 2, 2, width / 4, width / 2);
    }

    /** Rows above the first block: the ring way, and the chargers' own row where there are any. */
    int topRows() {
        return topRows(aisle, chargers);
    }

    /** Fewest rows below the last block: two aisles' width to drive and queue on, and the stations' own row. */
    int hallRows() {
        return hallRows(aisle);
    }

    private static int topRows(int aisle, int chargers) {
        return aisle + (chargers > 0 ? 1 : 0);
    }

    private static int hallRows(int aisle) {
        return 2 * aisle + 1;
    }

    private static void requireRange(String measure, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(measure + " is " + least + " to " + most + ", not " + value);
        }
    }

    private static void requireRoom(
            String measure, int value, int least, int blockColumns, int blockRows, int aisle) {
        if (value < least) {
            throw new IllegalArgumentException(measure + " " + value + " has no room for one block of " + blockColumns
                    + " x " + blockRows + " with aisles of " + aisle + " around it: it takes at least " + least);
        }
    }

    private static void requireFit(String what, int count, String edge, int width) {
        if (count > width) {
            throw new IllegalArgumentException(
                    count + " " + what + " do not fit along the " + edge + " edge of a floor " + width + " wide");
        }
    }
}
