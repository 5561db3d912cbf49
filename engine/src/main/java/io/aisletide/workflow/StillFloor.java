package io.aisletide.workflow;

import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Overlay;
import io.aisletide.traffic.TrafficView;
import java.util.Arrays;
import java.util.BitSet;

/**
 * A floor as it was at some tick, for trying out versions on any thread. It does not know which cells hang together, so every
 * place counts as reachable.
 */
final class StillFloor extends FloorPlanView implements Ground {
    private final long tick;
    /** Closed cells by load class. */
    private final BitSet[] closed;

    private final int[] robots;
    private final int[] standing;

    private StillFloor(Floor floor, ZoneMap zones, long seed, long tick, BitSet[] closed, int[] robots, int[] standing) {
        super(floor, zones, seed);
        this.tick = tick;
        this.closed = closed;
        this.robots = robots;
        this.standing = standing;
    }

    /** A floor that is open everywhere, with as many robots in every tile, a quarter of them standing. */
    static StillFloor plain(Floor floor, ZoneMap zones, long seed, int robotsInTile) {
        int[] robots = new int[floor.tileCount()];
        int[] standing = new int[floor.tileCount()];
        Arrays.fill(robots, robotsInTile);
        Arrays.fill(standing, robotsInTile / 4);
        return new StillFloor(floor, zones, seed, 0, new BitSet[] {new BitSet(), new BitSet()}, robots, standing);
    }

    /** The floor as it is now. On the engine's thread. */
    static StillFloor of(TrafficView view, ZoneMap zones, long seed) {
        Floor floor = view.floor();
        int[] robots = new int[floor.tileCount()];
        int[] standing = new int[floor.tileCount()];
        for (int tile = 0; tile < robots.length; tile++) {
            robots[tile] = view.robotsIn(tile);
            standing[tile] = view.standingIn(tile);
        }
        BitSet[] closed = {new BitSet(), new BitSet()};
        Overlay overlay = view.overlay();
        for (int tile = 0; tile < robots.length; tile++) {
            if (overlay.hasRulesIn(tile)) {
                noteClosed(tile, overlay, closed);
            }
        }
        return new StillFloor(floor, zones, seed, view.tick(), closed, robots, standing);
    }

    private static void noteClosed(int tile, Overlay overlay, BitSet[] closed) {
        for (int cell = tile << Floor.TILE_SHIFT; cell < tile + 1 << Floor.TILE_SHIFT; cell++) {
            for (LoadClass load : LoadClass.values()) {
                if (overlay.isClosed(cell, load)) {
                    closed[load.ordinal()].set(cell);
                }
            }
        }
    }

    Floor floor() {
        return floor;
    }

    @Override
    public long tick() {
        return tick;
    }

    @Override
    public boolean isOpen(int cell, boolean loaded) {
        LoadClass load = loaded ? LoadClass.LOADED : LoadClass.EMPTY;
        return cell >= 0
                && cell < floor.cellCapacity()
                && floor.contains(floor.xOf(cell), floor.yOf(cell))
                && floor.passable(cell, load)
                && !closed[load.ordinal()].get(cell);
    }

    @Override
    public boolean isCutOff(int from, int to, boolean loaded) {
        return false;
    }

    @Override
    public int robotsIn(int tile) {
        return robots[tile];
    }

    @Override
    public int standingIn(int tile) {
        return standing[tile];
    }
}
