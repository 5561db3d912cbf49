package io.aisletide.distance;

import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;

/**
 * Whether a floor is open ground, squares and rooms as in a city or a game, or aisles. On open ground one may cross from tile to
 * tile anywhere, and where ways lead cannot be told from the side of a tile: it takes more looking ahead, see {@link LegChooser},
 * narrower portals, see {@link PortalFinder}, and goals that are known better than by their tile, see {@link GoalAreas}. Between aisles that is work for nothing, and the League's
 * crowded warehouse did 2 to 5 % less with it: ways measured by the middles of portals gather robots there.
 */
final class OpenGround {
    /** A cell lies open if one can go so far from it in each direction, diagonals included. */
    private static final int ROOM_CELLS = 2;
    /** Every so many-th column and row is looked at. */
    private static final int SAMPLE_CELLS = 3;
    /** Percent of the cells that have to lie open: on generated floors 0 to 16, in a city, a maze of wide ways, a game 55 to 61. */
    private static final int LEAST_PERCENT = 50;

    private OpenGround() {}

    /** Decided by walls alone, for robots that carry something: rules come and go, and storage is not a square. */
    static boolean prevails(Floor floor) {
        int cells = 0;
        int open = 0;
        for (int y = 0; y < floor.height(); y += SAMPLE_CELLS) {
            for (int x = 0; x < floor.width(); x += SAMPLE_CELLS) {
                if (floor.passable(floor.cell(x, y), LoadClass.LOADED)) {
                    cells++;
                    open += liesOpen(floor, x, y) ? 1 : 0;
                }
            }
        }
        return open * 100L > cells * (long) LEAST_PERCENT;
    }

    private static boolean liesOpen(Floor floor, int x, int y) {
        for (int dy = -ROOM_CELLS; dy <= ROOM_CELLS; dy++) {
            for (int dx = -ROOM_CELLS; dx <= ROOM_CELLS; dx++) {
                if (!floor.contains(x + dx, y + dy) || !floor.passable(floor.cell(x + dx, y + dy), LoadClass.LOADED)) {
                    return false;
                }
            }
        }
        return true;
    }
}
