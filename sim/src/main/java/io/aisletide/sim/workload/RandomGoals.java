package io.aisletide.sim.workload;

import io.aisletide.engine.Fingerprint;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.state.StateImage;
import io.aisletide.state.StateReader;
import io.aisletide.state.Stateful;
import io.aisletide.traffic.Demand;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * For ever a random cell near by: of all cells at most {@code radius} away along each axis that the robot can reach,
 * except its own, each is equally likely. Drawn by rejection: on a warehouse floor two or three draws suffice.
 *
 * <p>Robot r's n-th goal depends on (seed, r, n) and on where r stands then, on nothing else. Four bytes a robot.
 */
public final class RandomGoals implements Demand, Stateful {
    private static final String SECTION = "random-goals";
    /** Draws before a cell is looked for around the last one; with a tenth of the cells usable, 1 in 800 gets there. */
    static final int MAX_DRAWS = 64;

    private final Floor floor;
    private final int radius;
    private final long seed;
    private final Reach reach;
    private final IntFunction<LoadClass> loadOf;
    private int[] legs = new int[1024];

    /**
     * @param radius most cells away along each axis, at least 1
     * @param reach what is connected
     * @param loadOf class of a robot by its number
     */
    public RandomGoals(Floor floor, int radius, long seed, Reach reach, IntFunction<LoadClass> loadOf) {
        this.floor = floor;
        this.radius = radius;
        this.seed = seed;
        this.reach = reach;
        this.loadOf = loadOf;
    }

    @Override
    public int nextGoal(int robot, int cell, long tick) {
        if (robot >= legs.length) {
            legs = Arrays.copyOf(legs, Math.max(robot + 1, legs.length * 2));
        }
        int leg = legs[robot]++;
        Components components = reach.of(loadOf.apply(robot));
        int x = floor.xOf(cell);
        int y = floor.yOf(cell);
        int left = Math.max(0, x - radius);
        int top = Math.max(0, y - radius);
        int across = Math.min(floor.width() - 1, x + radius) - left + 1;
        int down = Math.min(floor.height() - 1, y + radius) - top + 1;
        long draw = Chance.hash(seed, Chance.GOAL, robot, leg);
        for (int i = 0; i < MAX_DRAWS; i++) {
            int goal = floor.cell(left + Chance.below(across, (int) draw), top + Chance.below(down, (int) (draw >>> 32)));
            if (goal != cell && components.connected(cell, goal)) {
                return goal;
            }
            draw = Chance.mix(draw);
        }
        return search(components, cell, left, top, across, down, draw);
    }

    /** The first usable cell after a random one, row by row: not evenly spread, but bounded and never far off. */
    private int search(Components components, int cell, int left, int top, int across, int down, long draw) {
        int cells = across * down;
        int start = Chance.below(cells, (int) draw);
        for (int i = 0; i < cells; i++) {
            int at = start + i < cells ? start + i : start + i - cells;
            int goal = floor.cell(left + at % across, top + at / across);
            if (goal != cell && components.connected(cell, goal)) {
                return goal;
            }
        }
        return NO_GOAL;
    }

    @Override
    public long fingerprint() {
        return new Fingerprint().add("random goals").add(radius).add(seed).value();
    }

    @Override
    public void save(StateImage to) {
        to.section(SECTION, Integer.BYTES).putInts(legs, 0, legs.length);
    }

    @Override
    public void restore(StateImage from) {
        StateReader section = from.read(SECTION);
        legs = new int[section.remaining() / Integer.BYTES];
        section.getInts(legs, 0, legs.length);
    }
}
