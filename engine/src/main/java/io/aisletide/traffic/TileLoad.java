package io.aisletide.traffic;

import io.aisletide.distance.CostClass;
import io.aisletide.distance.Legs;
import io.aisletide.distance.TiledDistanceOracle;
import io.aisletide.distance.WayCost;
import io.aisletide.grid.Floor;
import io.aisletide.state.StateImage;
import io.aisletide.state.StateReader;
import io.aisletide.state.Stateful;
import java.util.Arrays;

/**
 * How full tiles and the ways through them are, and what that costs who chooses a way. Counted by the planners in passing,
 * every {@value #REFRESH_TICKS} ticks; so it is the same for any number of threads.
 *
 * <p><b>Legs.</b> The robots on each leg through a tile count against it ({@link TiledDistanceOracle#loads}): robots spread over
 * ways that are equally short. Without that a floor with 18 % of its cells taken jams after a thousand ticks.
 *
 * <p><b>Tiles.</b> Where a share f of the robots stands, the others take 1 / (1 - f) times as long, so a way through the
 * tile takes {@code side * standing / (robots - standing)} more ticks. The price is the mean of that and the price before,
 * and at most {@value #MOST_CELLS} ticks: less than what leaving a tile by the opposite side would cost. With 23 % of the
 * cells taken the floor jams without it.
 *
 * <p><b>One way.</b> Rows of tiles run east and west by turns, columns south and north, at the border the way that keeps
 * robots on the floor; leaving a tile against that costs {@value #AGAINST_CELLS} ticks.
 */
final class TileLoad implements Stateful {
    private static final String SECTION = "tile-load";
    private static final String SECTION_LEGS = "leg-load";

    /** With 23 % of the cells taken 16 ticks gave 8 % less goals, 4 ticks the same. */
    static final int REFRESH_TICKS = 8;

    private static final int MOST_CELLS = 24;
    private static final int AGAINST_CELLS = 8;
    /** Fewer robots tell nothing about the next one. */
    private static final int FEWEST = 4;

    private final Floor floor;
    // As the planners count them; written by the thread that plans the tile.
    private final int[] counted;
    private final int[] countedStanding;
    private final byte[] countedOnLeg;
    // As of the last refresh: state of the floor.
    private final int[] robots;
    private final int[] standing;
    /** Robots on each leg through a tile, at most 255. */
    private final byte[] onLeg;
    /** What standing robots cost, in units by tile and side. */
    private final int[] delay;
    // What follows from these: prices in units, by tile and side.
    private final int[] keepingClear;
    private final int[] oneWay;
    private final int[] circulation;

    /** @param legs as {@link TiledDistanceOracle#legCapacity} */
    TileLoad(Floor floor, int legs) {
        this.floor = floor;
        int tiles = floor.tileCount();
        counted = new int[tiles];
        countedStanding = new int[tiles];
        countedOnLeg = new byte[legs];
        robots = new int[tiles];
        standing = new int[tiles];
        onLeg = new byte[legs];
        delay = new int[tiles * 4];
        keepingClear = new int[tiles * 4];
        oneWay = new int[tiles * 4];
        circulation = circulation();
        price();
    }

    static boolean isDue(long tick) {
        return tick % REFRESH_TICKS == 0;
    }

    void count(int tile, int present, int standingThere) {
        counted[tile] = present;
        countedStanding[tile] = standingThere;
    }

    /** Begins to count the robots on the legs of a tile. */
    void beginLegs(int tile) {
        int first = tile * Legs.PER_TILE;
        Arrays.fill(countedOnLeg, first, first + Legs.PER_TILE, (byte) 0);
    }

    void countOnLeg(int leg) {
        if (countedOnLeg[leg] != -1) {
            countedOnLeg[leg]++;
        }
    }

    /** Makes what has been counted known. */
    void refresh() {
        System.arraycopy(counted, 0, robots, 0, robots.length);
        System.arraycopy(countedStanding, 0, standing, 0, standing.length);
        System.arraycopy(countedOnLeg, 0, onLeg, 0, onLeg.length);
        for (int tile = 0; tile < robots.length; tile++) {
            for (int side = 0; side < 4; side++) {
                int beyond = beside(tile, side);
                int at = tile * 4 + side;
                delay[at] = beyond < 0 ? 0 : (delay[at] + delayIn(beyond)) / 2;
            }
        }
        price();
    }

    private int delayIn(int tile) {
        if (robots[tile] < FEWEST) {
            return 0;
        }
        int flowing = Math.max(1, robots[tile] - standing[tile]);
        return WayCost.UNIT * Math.min(MOST_CELLS, Floor.TILE_SIDE * standing[tile] / flowing);
    }

    private void price() {
        for (int at = 0; at < delay.length; at++) {
            keepingClear[at] = 2 * delay[at];
            oneWay[at] = delay[at] + circulation[at];
        }
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

    /** Robots on each leg through a tile, kept up to date. */
    byte[] onLeg() {
        return onLeg;
    }

    /** What robots of a {@link CostClass} pay for leaving a tile, in units by {@code tile * 4 + side}, kept up to date. */
    int[] prices(int costClass) {
        return switch (costClass) {
            case CostClass.SHORTEST -> delay;
            case CostClass.CONGESTION -> keepingClear;
            case CostClass.ONE_WAY -> oneWay;
            default -> throw new IllegalArgumentException("no cost class " + costClass);
        };
    }

    /** Units by {@code tile * 4 + side} for leaving tiles against the circulation. */
    private int[] circulation() {
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
                .putInts(delay, 0, delay.length);
        to.section(SECTION_LEGS).putBytes(onLeg, 0, onLeg.length);
    }

    @Override
    public void restore(StateImage from) {
        StateReader reader = from.read(SECTION);
        reader.getInts(robots, 0, robots.length);
        reader.getInts(standing, 0, standing.length);
        reader.getInts(delay, 0, delay.length);
        from.read(SECTION_LEGS).getBytes(onLeg, 0, onLeg.length);
        price();
    }
}
