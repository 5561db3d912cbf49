package io.aisletide.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.fixture.RandomFloors;
import io.aisletide.grid.Floor;
import io.aisletide.grid.FloorGenerator;
import io.aisletide.grid.FloorPlan;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Crowded floors for longer than a jam needs to grow. */
class FlowTest {
    private static final int QUARTER_TICKS = 250;
    private static final Floor FLOOR = FloorGenerator.generate(FloorPlan.sized(192, 192));

    /**
     * 22 % of the cells are taken. While all robots that turn took the first aisle of a tile, the last quarter had half the
     * goals of the second; while full tiles had no price, it had less on larger floors.
     */
    @Test
    void shouldFlowAfterAThousandTicksAsAtFirst() {
        try (TrafficWorld world = crowd(5_600, 1)) {
            long[] goals = new long[4];
            for (int quarter = 0; quarter < goals.length; quarter++) {
                long before = world.counters().goalsReached;
                for (int t = 0; t < QUARTER_TICKS; t++) {
                    world.step();
                }
                goals[quarter] = world.counters().goalsReached - before;
            }
            assertThat(goals[3]).isGreaterThan(goals[1] * 95 / 100);
        }
    }

    @Test
    void shouldSpreadOverTheGatesOfAPortal() {
        try (TrafficWorld world = crowd(4_000, 2)) {
            int[] inRow = new int[32];
            for (int t = 0; t < 2 * QUARTER_TICKS; t++) {
                world.step();
                for (int robot = 0; t >= QUARTER_TICKS && robot < world.robotCount(); robot++) {
                    inRow[FLOOR.yOf(world.cell(robot)) & 31]++;
                }
            }
            // Aisles every four rows: beside the border of the tile, and in its middle.
            int beside = inRow[1] + inRow[2] + inRow[29] + inRow[30];
            int between = inRow[13] + inRow[14] + inRow[17] + inRow[18];
            assertThat(beside).isBetween(between * 3 / 4, between * 4 / 3);
        }
    }

    /** So many robots with random goals all over the floor. */
    private static TrafficWorld crowd(int robots, long seed) {
        Random random = new Random(seed);
        Demand demand = (robot, cell, tick) -> RandomFloors.cell(random, FLOOR, LoadClass.LOADED);
        TrafficWorld world = new TrafficWorld(FLOOR, Motion.ROTATE, 1, 2, demand);
        while (world.robotCount() < robots) {
            world.addRobot(RandomFloors.cell(random, FLOOR, LoadClass.LOADED), random.nextInt(4), LoadClass.LOADED, 0);
        }
        return world;
    }
}
