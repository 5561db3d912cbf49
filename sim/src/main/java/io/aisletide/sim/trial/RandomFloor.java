package io.aisletide.sim.trial;

import io.aisletide.grid.FloorPlan;
import io.aisletide.sim.scenario.Scenario.FloorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Floors of many kinds and sizes, most of them larger than one tile of the engine. */
final class RandomFloor {
    private static final int LEAST_SIDE = 12;
    private static final int MOST_SIDE = 72;

    private RandomFloor() {}

    static FloorSpec any(Random random) {
        int width = LEAST_SIDE + random.nextInt(MOST_SIDE - LEAST_SIDE);
        int height = LEAST_SIDE + random.nextInt(MOST_SIDE - LEAST_SIDE);
        return switch (random.nextInt(5)) {
            case 0 -> drawn(rooms(random, width, height));
            case 1 -> drawn(corridors(random, width, height));
            case 2 -> drawn(sprinkled(random, width, height));
            default -> warehouse(random, width, height);
        };
    }

    private static FloorSpec warehouse(Random random, int width, int height) {
        int aisle = 1 + random.nextInt(2);
        int columns = 1 + random.nextInt(5);
        int rows = 1 + random.nextInt(3);
        int wide = Math.max(width, columns + 2 * aisle);
        int high = Math.max(height, rows + 3 * aisle + 3);
        FloorPlan plan =
                new FloorPlan(wide, high, columns, rows, aisle, random.nextInt(wide / 3), random.nextInt(wide / 3));
        return new FloorSpec.Generated(
                plan.width(), plan.height(), plan.blockColumns(), plan.blockRows(), plan.aisle(), plan.stations(),
                plan.chargers());
    }

    /** Walls here and there, and pods. */
    private static char[][] sprinkled(Random random, int width, int height) {
        double walls = random.nextDouble() * 0.3;
        double pods = random.nextDouble() * 0.3;
        char[][] cells = new char[height][width];
        for (char[] row : cells) {
            for (int x = 0; x < width; x++) {
                double draw = random.nextDouble();
                row[x] = draw < walls ? '#' : draw < walls + pods ? 'p' : '.';
            }
        }
        return cells;
    }

    /** One-lane corridors that cross, with pods between them instead of walls in some places. */
    private static char[][] corridors(Random random, int width, int height) {
        int apart = 3 + random.nextInt(6);
        char[][] cells = new char[height][width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean free = x % apart == 0 || y % apart == 0;
                cells[y][x] = free ? '.' : random.nextInt(3) == 0 ? 'p' : '#';
            }
        }
        return cells;
    }

    /** Halls with a door or two in each wall between them: ways that hang on single cells. */
    private static char[][] rooms(Random random, int width, int height) {
        int side = 6 + random.nextInt(12);
        char[][] cells = new char[height][width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                cells[y][x] = x % side == side - 1 || y % side == side - 1 ? '#' : '.';
            }
        }
        for (int y = 0; y < height; y += side) {
            for (int x = 0; x < width; x += side) {
                for (int doors = 1 + random.nextInt(2); doors > 0; doors--) {
                    set(cells, x + random.nextInt(side - 1), y + side - 1);
                    set(cells, x + side - 1, y + random.nextInt(side - 1));
                }
            }
        }
        return cells;
    }

    private static void set(char[][] cells, int x, int y) {
        if (y < cells.length && x < cells[y].length) {
            cells[y][x] = '.';
        }
    }

    private static FloorSpec drawn(char[][] cells) {
        List<String> rows = new ArrayList<>();
        for (char[] row : cells) {
            rows.add(new String(row));
        }
        return new FloorSpec.Drawn(rows);
    }
}
