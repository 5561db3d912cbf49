package io.aisletide.grid;

import java.util.Arrays;

/**
 * Draws the Kiva-style floor of a {@link FloorPlan}: blocks of stored pods in a grid of aisles, a ring way around it, a
 * hall below it.
 *
 * <pre>
 *   . C . . C . . C . . C .    chargers in the top row, spread evenly
 *   . . . . . . . . . . . .    ring way, at least as wide as an aisle
 *   . . p p p p . . p p p p    blocks of pods ...
 *   . . p p p p . . p p p p
 *   . . . . . . . . . . . .    ... with aisles between them in both directions
 *   . . p p p p . . p p p p
 *   . . p p p p . . p p p p
 *   . . . . . . . . . . . .    hall, at least two aisles high
 *   . . . . . . . . . . . .
 *   . S . . . . S . . . . S    stations in the bottom row, spread evenly
 * </pre>
 *
 * <p>The blocks repeat with one period in each direction, so that lane 0 of every aisle has the same place modulo the
 * period. What is left over after the last whole block widens the ring (half left, half right) and the hall. Stations
 * and chargers are places to stand, not obstacles: the row that they are in is an extra one, and the ring and the hall
 * keep their full width beside it. The same plan always gives the same floor.
 */
public final class FloorGenerator {
    private FloorGenerator() {}

    /** The floor of that plan. Takes a few nanoseconds a cell and twice the floor's bytes while it runs. */
    public static Floor generate(FloorPlan plan) {
        int width = plan.width();
        int height = plan.height();
        byte[] kinds = new byte[width * height];
        Arrays.fill(kinds, ordinal(CellKind.FREE));

        byte[] blockRow = blockRow(plan);
        int periodRows = plan.blockRows() + plan.aisle();
        int blocksDown = 1 + (height - plan.topRows() - plan.hallRows() - plan.blockRows()) / periodRows;
        for (int block = 0; block < blocksDown; block++) {
            for (int row = 0; row < plan.blockRows(); row++) {
                int y = plan.topRows() + block * periodRows + row;
                System.arraycopy(blockRow, 0, kinds, y * width, width);
            }
        }
        spread(kinds, 0, width, plan.chargers(), CellKind.CHARGER);
        spread(kinds, (height - 1) * width, width, plan.stations(), CellKind.STATION);
        return new Floor(width, height, kinds);
    }

    /** A row that crosses blocks: every such row looks the same. */
    private static byte[] blockRow(FloorPlan plan) {
        byte[] row = new byte[plan.width()];
        Arrays.fill(row, ordinal(CellKind.FREE));
        int period = plan.blockColumns() + plan.aisle();
        int blocksAcross = (plan.width() - plan.aisle()) / period;
        int left = plan.aisle() + (plan.width() - plan.aisle() - blocksAcross * period) / 2;
        for (int block = 0; block < blocksAcross; block++) {
            int x = left + block * period;
            Arrays.fill(row, x, x + plan.blockColumns(), ordinal(CellKind.STORAGE));
        }
        return row;
    }

    /** Puts each of the cells into the middle of its share of the row. */
    private static void spread(byte[] kinds, int rowStart, int width, int count, CellKind kind) {
        for (int i = 0; i < count; i++) {
            kinds[rowStart + (int) ((2L * i + 1) * width / (2L * count))] = ordinal(kind);
        }
    }

    private static byte ordinal(CellKind kind) {
        return (byte) kind.ordinal();
    }
}
