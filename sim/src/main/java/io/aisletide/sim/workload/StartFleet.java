package io.aisletide.sim.workload;

import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import java.util.BitSet;
import java.util.Collection;
import java.util.Locale;

/**
 * Robots as they stand before the first tick, by number.
 *
 * @param cells where
 * @param headings ordinals of {@link io.aisletide.grid.Direction}
 * @param loaded which are LOADED
 * @param tags bits, in the order of the scenario's tag names
 */
public record StartFleet(int[] cells, byte[] headings, BitSet loaded, int[] tags) {

    public int size() {
        return cells.length;
    }

    public LoadClass load(int robot) {
        return loaded.get(robot) ? LoadClass.LOADED : LoadClass.EMPTY;
    }

    /**
     * Robots in given cells, facing east as League problems and MovingAI scenarios have it.
     *
     * @param loadedShare share of LOADED robots, the first ones
     */
    public static StartFleet at(int[] cells, double loadedShare, Collection<Double> tagShares, long seed) {
        BitSet loaded = new BitSet();
        loaded.set(0, (int) Math.round(cells.length * loadedShare));
        return new StartFleet(cells.clone(), new byte[cells.length], loaded, tags(cells.length, tagShares, seed));
    }

    /**
     * Robots in random cells from which they can go somewhere, with random headings. LOADED ones get their cells first:
     * they have fewer to choose from.
     *
     * @throws IllegalArgumentException if there are not so many cells; the message says how many there are
     */
    public static StartFleet random(
            Floor floor, Reach reach, int robots, double loadedShare, Collection<Double> tagShares, long seed) {
        int loadedRobots = (int) Math.round(robots * loadedShare);
        int[] cells = new int[robots];
        BitSet taken = new BitSet(floor.cellCapacity());
        choose(floor, reach, LoadClass.LOADED, cells, 0, loadedRobots, taken, seed);
        choose(floor, reach, LoadClass.EMPTY, cells, loadedRobots, robots, taken, seed);
        BitSet loaded = new BitSet();
        loaded.set(0, loadedRobots);
        byte[] headings = new byte[robots];
        for (int robot = 0; robot < robots; robot++) {
            headings[robot] = (byte) (Chance.hash(seed, Chance.HEADING, robot, 0) >>> 62);
        }
        return new StartFleet(cells, headings, loaded, tags(robots, tagShares, seed));
    }

    /** Draws cells[from] to cells[to - 1] without putting back (Fisher and Yates, as far as needed). */
    private static void choose(
            Floor floor, Reach reach, LoadClass load, int[] cells, int from, int to, BitSet taken, long seed) {
        if (from == to) {
            return;
        }
        Components components = reach.of(load);
        int[] candidates = new int[components.connectedCells()];
        int count = 0;
        for (int cell = 0; cell < floor.cellCapacity(); cell++) {
            if (components.label(cell) != Components.NONE && !taken.get(cell)) {
                candidates[count++] = cell;
            }
        }
        if (to - from > count) {
            throw new IllegalArgumentException((to - from) + " " + load.name().toLowerCase(Locale.ROOT)
                    + " robots do not fit: the floor has " + count
                    + " cells for them");
        }
        for (int robot = from; robot < to; robot++) {
            int left = count - (robot - from);
            int pick = (robot - from)
                    + Chance.below(left, (int) Chance.hash(seed, Chance.PLACE, robot, load.ordinal()));
            int cell = candidates[pick];
            candidates[pick] = candidates[robot - from];
            cells[robot] = cell;
            taken.set(cell);
        }
    }

    private static int[] tags(int robots, Collection<Double> shares, long seed) {
        int[] tags = new int[robots];
        int bit = 0;
        for (double share : shares) {
            for (int robot = 0; robot < robots; robot++) {
                double draw = (Chance.hash(seed, Chance.TAG, robot, bit) >>> 11) * 0x1p-53;
                if (draw < share) {
                    tags[robot] |= 1 << bit;
                }
            }
            bit++;
        }
        return tags;
    }
}
