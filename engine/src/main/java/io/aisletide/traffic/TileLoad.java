package io.aisletide.traffic;

import io.aisletide.distance.CostClass;
import io.aisletide.distance.WayCost;
import io.aisletide.grid.Floor;
import io.aisletide.state.StateImage;
import io.aisletide.state.StateReader;
import io.aisletide.state.Stateful;

/**
 * How full tiles are, and what that costs who drives by {@link CostClass}. Counted by the planners in passing, every {@value
 * #REFRESH_TICKS} ticks; so it is the same for any number of threads.
 *
 * <p><b>Congestion.</b> Where a share f of the robots stands, the others take 1 / (1 - f) times as long, so a way through the
 * tile takes {@code side * standing / (robots - standing)} more ticks. The price is the mean of that and the price before,
 * and at most {@value #MOST_CELLS} ticks: less than what leaving a tile by the opposite side would cost.
 *
 * <p><b>One way.</b> Rows of tiles run east and west by turns, columns south and north, at the border the way that keeps
 * robots on the floor; leaving a tile against that costs {@value #AGAINST_CELLS} ticks.
 */
final class TileLoad implements Stateful {
    private static final String SECTION = "tile-load";
    static final int REFRESH_TICKS = 16;
    private static final int MOST_CELLS = 24;
    private static final int AGAINST_CELLS = 8;
    /** Fewer robots tell nothing about the next one. */
    private static final int FEWEST = 4;

    private final Floor floor;
    // As the planners count them; written by the thread that plans the tile.
    private final int[] counted;
    private final int[] countedStanding;
    // As of the last refresh: state of the floor.
    private final int[] robots;
    private final int[] standing;
    /** Price in units, by tile and side. */
    private final int[] congestion;

    TileLoad(Floor floor) {
        this.floor = floor;
        int tiles = floor.tileCount();
        counted = new int[tiles];
        countedStanding = new int[tiles];
        robots = new int[tiles];
        standing = new int[tiles];
        congestion = new int[tiles * 4];
    }

    static boolean isDue(long tick) {
        return tick % REFRESH_TICKS == 0;
    }

    void count(int tile, int present, int standingThere) {
        counted[tile] = present;
        countedStanding[tile] = standingThere;
    }

    /** Makes what has been counted known. */
    void refresh() {
        System.arraycopy(counted, 0, robots, 0, robots.length);
        System.arraycopy(countedStanding, 0, standing, 0, standing.length);
        for (int tile = 0; tile < robots.length; tile++) {
            for (int side = 0; side < 4; side++) {
                int beyond = beside(tile, side);
                int at = tile * 4 + side;
                congestion[at] = beyond < 0 ? 0 : (congestion[at] + price(beyond)) / 2;
            }
        }
    }

    private int price(int tile) {
        if (robots[tile] < FEWEST) {
            return 0;
        }
        int flowing = Math.max(1, robots[tile] - standing[tile]);
        return WayCost.UNIT * Math.min(MOST_CELLS, Floor.TILE_SIDE * standing[tile] / flowing);
    }

    /** Tile beyond that side, or -1. */
    private int beside(int tile, int side) {
        int x = tile % floor.tilesAcross() + ((side & 1) == 0 ? 1 - side : 0);
        int y = tile / floor.tilesAcross() + ((side & 1) == 1 ? 2 - side : 0);
        boolean inside = x >= 0 && y >= 0 && x < floor.tilesAcross() && y < floor.tilesDown();
        return inside ? y * floor.tilesAcross() + x : -1;
    }

    int robotsIn(int tile) {
        return robots[tile];
    }

    int standingIn(int tile) {
        return standing[tile];
    }

    /** Units by {@code tile * 4 + side}, kept up to date. */
    int[] congestion() {
        return congestion;
    }

    /** Units by {@code tile * 4 + side} for leaving tiles against the circulation. */
    int[] circulation() {
        int[] against = new int[floor.tileCount() * 4];
        for (int tile = 0; tile < floor.tileCount(); tile++) {
            int x = tile % floor.tilesAcross();
            int y = tile / floor.tilesAcross();
            // Keep to the right, as in a town: the upper of two rows runs west, the left of two columns south.
            int row = (y & 1) == 0 ? 2 : 0;
            int column = (x & 1) == 0 ? 1 : 3;
            against[tile * 4 + (row ^ 2)] = WayCost.UNIT * AGAINST_CELLS;
            against[tile * 4 + (column ^ 2)] = WayCost.UNIT * AGAINST_CELLS;
        }
        return against;
    }

    @Override
    public void save(StateImage to) {
        to.section(SECTION, Integer.BYTES)
                .putInts(robots, 0, robots.length)
                .putInts(standing, 0, standing.length)
                .putInts(congestion, 0, congestion.length);
    }

    @Override
    public void restore(StateImage from) {
        StateReader reader = from.read(SECTION);
        reader.getInts(robots, 0, robots.length);
        reader.getInts(standing, 0, standing.length);
        reader.getInts(congestion, 0, congestion.length);
    }
}
