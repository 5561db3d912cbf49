package io.aisletide.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloorGeneratorTest {
    @Test
    void shouldDrawTheDocumentedPicture() {
        Floor floor = FloorGenerator.generate(new FloorPlan(14, 14, 4, 2, 2, 3, 4));

        assertThat(rows(floor))
                .containsExactly(
                        ".C...C..C...C.",
                        "..............",
                        "..............",
                        "..pppp..pppp..",
                        "..pppp..pppp..",
                        "..............",
                        "..............",
                        "..pppp..pppp..",
                        "..pppp..pppp..",
                        "..............",
                        "..............",
                        "..............",
                        "..............",
                        "..S....S...S..");
    }

    @Test
    void shouldLeaveRoomForHalfAMillionLoadedRobots() {
        Floor floor = FloorGenerator.generate(new FloorPlan(2048, 2048, 4, 2, 2, 512, 2000));

        assertThat(floor.passableCells(LoadClass.EMPTY)).isEqualTo(2048 * 2048);
        assertThat(floor.passableCells(LoadClass.LOADED)).isBetween(2_780_000, 2_820_000);
        assertThat(count(floor, CellKind.STATION)).isEqualTo(512);
        assertThat(count(floor, CellKind.CHARGER)).isEqualTo(2000);
    }

    @Test
    void shouldKeepLanesAtTheSamePlaceModuloThePeriod() {
        Floor floor = FloorGenerator.generate(new FloorPlan(211, 173, 5, 3, 2, 20, 30));

        // A column is a lane of the grid if it holds no pod at all; each aisle has exactly two of them.
        int aisles = 0;
        int run = 0;
        boolean blocksSeen = false;
        for (int x = 0; x < floor.width(); x++) {
            boolean lane = true;
            for (int y = 0; y < floor.height(); y++) {
                lane &= floor.kind(floor.cell(x, y)) != CellKind.STORAGE;
            }
            if (lane) {
                run++;
            } else {
                if (blocksSeen && run > 0) {
                    assertThat(run).isEqualTo(2);
                    aisles++;
                }
                blocksSeen = true;
                run = 0;
            }
        }
        assertThat(aisles).isEqualTo(28);
        assertThat(run).as("ring on the right").isGreaterThanOrEqualTo(2);
    }

    @Test
    void shouldConnectEveryPassableCellForEachClass() {
        long seed = Long.getLong("seed", 7);
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 40; i++) {
            int blockColumns = 1 + random.nextInt(6);
            int blockRows = 1 + random.nextInt(4);
            int aisle = 1 + random.nextInt(3);
            int width = 2 * aisle + blockColumns + random.nextInt(60);
            int height = 3 * aisle + blockRows + 2 + random.nextInt(60);
            FloorPlan plan = new FloorPlan(
                    width, height, blockColumns, blockRows, aisle, random.nextInt(width + 1), random.nextInt(width + 1));
            Floor floor = FloorGenerator.generate(plan);
            for (LoadClass load : LoadClass.values()) {
                assertThat(reachable(floor, load)).as("%s %s", plan, load).isEqualTo(floor.passableCells(load));
            }
            assertThat(count(floor, CellKind.STATION)).as("%s", plan).isEqualTo(plan.stations());
            assertThat(count(floor, CellKind.CHARGER)).as("%s", plan).isEqualTo(plan.chargers());
            assertThat(floor.passableCells(LoadClass.LOADED)).as("%s", plan).isLessThan(width * height);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0     | 100 | 4 | 2 | 2 | 10  | 10  | width is 1 to 8192, not 0
            100   | 9000| 4 | 2 | 2 | 10  | 10  | height is 1 to 8192, not 9000
            100   | 100 | 0 | 2 | 2 | 10  | 10  | block columns is 1 to 1024, not 0
            100   | 100 | 4 | -1| 2 | 10  | 10  | block rows is 1 to 1024, not -1
            100   | 100 | 4 | 2 | 0 | 10  | 10  | aisle is 1 to 1024, not 0
            7     | 100 | 4 | 2 | 2 | 1   | 1   | width 7 has no room for one block of 4 x 2 with aisles of 2 around it: it takes at least 8
            100   | 9   | 4 | 2 | 2 | 1   | 1   | height 9 has no room for one block of 4 x 2 with aisles of 2 around it: it takes at least 10
            100   | 100 | 4 | 2 | 2 | 101 | 10  | 101 stations do not fit along the bottom edge of a floor 100 wide
            100   | 100 | 4 | 2 | 2 | 10  | 101 | 101 chargers do not fit along the top edge of a floor 100 wide
            100   | 100 | 4 | 2 | 2 | -1  | 10  | stations is 0 to 8192, not -1
            """)
    void shouldSayWhichMeasureIsWrong(
            int width, int height, int columns, int rows, int aisle, int stations, int chargers, String message) {
        assertThatThrownBy(() -> new FloorPlan(width, height, columns, rows, aisle, stations, chargers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void shouldNumberCellsBackAndForthOnAFloorOfAnyWidth() {
        for (int width : new int[] {1, 31, 32, 33, 96, 1000, 2047, 8192}) {
            Floor floor = new Floor(width, 70, new byte[width * 70]);
            for (int y = 0; y < 70; y++) {
                for (int x = 0; x < width; x++) {
                    int cell = floor.cell(x, y);
                    assertThat(floor.xOf(cell) == x && floor.yOf(cell) == y).isTrue();
                }
            }
        }
        Floor largest = new Floor(Floor.MAX_SIDE, Floor.MAX_SIDE, new byte[Floor.MAX_SIDE * Floor.MAX_SIDE]);
        int last = largest.cell(Floor.MAX_SIDE - 1, Floor.MAX_SIDE - 1);
        assertThat(largest.xOf(last)).isEqualTo(Floor.MAX_SIDE - 1);
        assertThat(largest.yOf(last)).isEqualTo(Floor.MAX_SIDE - 1);
    }

    @Test
    void shouldRefuseUnknownKinds() {
        assertThatThrownBy(() -> new Floor(2, 1, new byte[] {1, 9}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 cells have a kind outside 0 to 4");
    }

    private static String[] rows(Floor floor) {
        String[] rows = new String[floor.height()];
        for (int y = 0; y < rows.length; y++) {
            StringBuilder row = new StringBuilder();
            for (int x = 0; x < floor.width(); x++) {
                row.append("#.pSC".charAt(floor.kind(floor.cell(x, y)).ordinal()));
            }
            rows[y] = row.toString();
        }
        return rows;
    }

    private static int count(Floor floor, CellKind kind) {
        int count = 0;
        for (int y = 0; y < floor.height(); y++) {
            for (int x = 0; x < floor.width(); x++) {
                count += floor.kind(floor.cell(x, y)) == kind ? 1 : 0;
            }
        }
        return count;
    }

    private static int reachable(Floor floor, LoadClass load) {
        boolean[] seen = new boolean[floor.cellCapacity()];
        ArrayDeque<Integer> queue = new ArrayDeque<>();
        seen[floor.cell(0, 0)] = true;
        queue.add(floor.cell(0, 0));
        int cells = 0;
        while (!queue.isEmpty()) {
            int cell = queue.remove();
            cells++;
            for (int direction = 0; direction < 4; direction++) {
                if (floor.hasNeighbour(cell, direction)) {
                    int next = floor.neighbour(cell, direction);
                    if (!seen[next] && floor.passable(next, load)) {
                        seen[next] = true;
                        queue.add(next);
                    }
                }
            }
        }
        return cells;
    }
}
