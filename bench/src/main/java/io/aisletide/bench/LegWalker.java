package io.aisletide.bench;

import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.sim.ideal.TurnAwareSearch;
import io.aisletide.sim.workload.RandomGoals;
import io.aisletide.sim.workload.Reach;
import io.aisletide.sim.workload.StartFleet;
import io.aisletide.traffic.Demand;
import io.aisletide.traffic.TrafficTuning;
import io.aisletide.traffic.TrafficWorld;
import java.util.Arrays;
import java.util.List;

/**
 * Drives one robot at a time over an empty floor, from random cells to random goals near by, and compares its time with
 * the exact least one: with nobody in the way, what is left is the oracle's doing.
 */
final class LegWalker {
    /** A robot that takes so many times the least time, and then some, is not on its way. */
    private static final int PATIENCE_FACTOR = 10;

    private static final int PATIENCE_TICKS = 1_000;

    private final Floor floor;
    private final Motion motion;

    LegWalker(Floor floor, Motion motion) {
        this.floor = floor;
        this.motion = motion;
    }

    /**
     * Ticks needed by ticks needed at least, of all legs.
     *
     * @param ratios ascending; 1 is a shortest way
     * @param lost legs that did not arrive
     */
    record Walked(double[] ratios, int lost) {
        double mean() {
            return Arrays.stream(ratios).average().orElse(Double.NaN);
        }

        double percentile(double percent) {
            int rank = (int) Math.ceil(percent / 100 * ratios.length);
            return ratios.length == 0 ? Double.NaN : ratios[Math.max(1, rank) - 1];
        }
    }

    /** @param radiusCells how far goals are at most, along each axis */
    Walked walk(int legs, int radiusCells, TrafficTuning tuning) {
        Reach reach = new Reach(floor);
        int count = Math.min(legs, reach.of(LoadClass.LOADED).connectedCells());
        StartFleet starts = StartFleet.random(floor, reach, count, 1.0, List.of(), BenchFloor.SEED);
        Demand goals = new RandomGoals(floor, radiusCells, BenchFloor.SEED, reach, robot -> LoadClass.LOADED);
        TurnAwareSearch least = new TurnAwareSearch(floor, motion, LoadClass.LOADED);
        double[] ratios = new double[count];
        int arrived = 0;
        int[] next = {Demand.NO_GOAL};
        Demand oneGoal = (robot, cell, tick) -> {
            int given = next[0];
            next[0] = Demand.NO_GOAL;
            return given;
        };
        try (TrafficWorld world = new TrafficWorld(floor, motion, BenchFloor.SEED, 1, oneGoal, tuning)) {
            for (int leg = 0; leg < count; leg++) {
                int from = starts.cells()[leg];
                int heading = motion == Motion.ROTATE ? starts.headings()[leg] : 0;
                int goal = goals.nextGoal(leg, from, 0);
                int leastTicks = least.ticks(from, heading, goal);
                next[0] = goal;
                int ticks = drive(world, from, heading, PATIENCE_FACTOR * leastTicks + PATIENCE_TICKS);
                if (ticks > 0) {
                    ratios[arrived++] = (double) ticks / leastTicks;
                }
            }
        }
        double[] sorted = Arrays.copyOf(ratios, arrived);
        Arrays.sort(sorted);
        return new Walked(sorted, count - arrived);
    }

    /** @return ticks until it was there; 0 if it did not get there within the limit */
    private static int drive(TrafficWorld world, int from, int heading, int limitTicks) {
        int robot = world.addRobot(from, heading, LoadClass.LOADED, 0);
        long goalsBefore = world.counters().goalsReached;
        int ticks = 0;
        while (world.counters().goalsReached == goalsBefore && ticks < limitTicks) {
            world.step();
            ticks++;
        }
        boolean there = world.counters().goalsReached > goalsBefore;
        world.removeRobot(robot);
        return there ? ticks : 0;
    }
}
