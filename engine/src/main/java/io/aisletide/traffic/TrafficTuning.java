package io.aisletide.traffic;

import io.aisletide.distance.Guidance;
import io.aisletide.grid.CellKind;
import io.aisletide.grid.Floor;

/**
 * What traffic is told about a floor before it starts.
 *
 * <p>Measured (goals a tick; 512 x 512 two-lane floor, 31,000 robots, 700 ticks; League 2023 maps, 8,000 robots, 1,500
 * ticks): on the two-lane floor factors 2, 3 and 4 gave 208, 218 and 218, windows 2 and 3 the same at two thirds of the
 * time; on the one-lane warehouse window 2 froze after some hundred ticks with every factor (14.7 with factor 12), window
 * 3 gave 26; on the sortation map factors 1, 2, 4 and 8 gave 7, 18, 25 and 25 with window 2. Patience on the two-lane floor with
 * 28 % of the cells taken (290 x 290, 16,000 robots, 2,000 ticks): 1, 2, 3 and 8 points ended at 104, 111, a jam from tick 750 on and a jam from
 * tick 500 on; up to 23 % 1, 2 and 3 are the same.
 *
 * <p>All other floors are tuned alike, cities and open warehouses as well as one-lane aisles: lanes turned out to be no detour where
 * few robots drive, and to carry a crowd. League 2023, {@code warehouse_small} with 100, 200, 400 and 800 robots (63 % of its
 * cells), goals in 400 ticks: 612, 779, 583 and 393 without lanes, with 3 points and usual persistence; 961, 1845, 2098 and 888 as it is
 * now; with factor 8 alone 1293 with 400 robots, with great persistence too 1789 before robots tried more hindrances. {@code random-32-32-20}
 * with 100, 400 and 800: 1002, 697 and 86, now 1051, 826 and 116. A city ({@code Paris_1_256}), share of the ideal with 250, 1,500 and
 * 5,000 robots: 0.96, 0.89 and 0.51 without lanes, 0.96, 0.90 and 0.67 with them. Who has stood longest first, instead of in the order of cells: less.
 *
 * @param guidance advice on lanes
 * @param window actions a plan has: 2 or 3. Turning back takes three, so where a robot cannot step aside 2 is too short
 * @param patiencePoints budget beyond its own gain that a robot gets for each tick that it has stood on its way
 * @param persistence how far requests go
 */
public record TrafficTuning(Guidance guidance, int window, int patiencePoints, Persistence persistence) {
    private static final double MOSTLY = 0.5;
    private static final double NARROW = 0.2;

    public TrafficTuning {
        if (window < 2 || window > Reservations.MAX_WINDOW) {
            throw new IllegalArgumentException("a window is 2 to " + Reservations.MAX_WINDOW + " actions, not " + window);
        }
    }

    /** What has proved best for floors of this kind. */
    public static TrafficTuning forFloor(Floor floor) {
        int[] byExits = new int[5];
        int cells = 0;
        for (int y = 0; y < floor.height(); y++) {
            for (int x = 0; x < floor.width(); x++) {
                if (isAisle(floor, x, y)) {
                    cells++;
                    byExits[exits(floor, x, y)]++;
                }
            }
        }
        boolean narrow = byExits[1] + byExits[2] > NARROW * cells;
        boolean open = byExits[4] > MOSTLY * cells;
        return narrow || open
                ? new TrafficTuning(Guidance.lanes(floor, 8), 3, 12, Persistence.GREAT)
                : new TrafficTuning(Guidance.lanes(floor, 3), 2, 2, Persistence.USUAL);
    }

    /** The same, but that nobody is told which lane to take. */
    public TrafficTuning withoutLanes(Floor floor) {
        return new TrafficTuning(Guidance.none(floor), window, patiencePoints, persistence);
    }

    private static int exits(Floor floor, int x, int y) {
        int exits = 0;
        exits += isAisle(floor, x + 1, y) ? 1 : 0;
        exits += isAisle(floor, x, y + 1) ? 1 : 0;
        exits += isAisle(floor, x - 1, y) ? 1 : 0;
        exits += isAisle(floor, x, y - 1) ? 1 : 0;
        return exits;
    }

    private static boolean isAisle(Floor floor, int x, int y) {
        if (!floor.contains(x, y)) {
            return false;
        }
        int kind = floor.kindOrdinal(floor.cell(x, y));
        return kind != CellKind.WALL.ordinal() && kind != CellKind.STORAGE.ordinal();
    }
}
