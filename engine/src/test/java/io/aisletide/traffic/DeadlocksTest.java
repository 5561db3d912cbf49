package io.aisletide.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.distance.Guidance;
import io.aisletide.fixture.RandomFloors;
import io.aisletide.grid.Direction;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeadlocksTest {
    @Test
    void shouldTellWhoWaitsForWhomAndGetThemPastEachOther() {
        Floor floor = Floor.parse(
                "##########.#", //
                "............",
                "############");
        try (TrafficWorld world = impatient(floor)) {
            int right = world.addRobot(floor.cell(0, 1), Direction.E, LoadClass.EMPTY, 0);
            int left = world.addRobot(floor.cell(11, 1), Direction.W, LoadClass.EMPTY, 0);
            world.redirect(right, floor.cell(11, 1));
            world.redirect(left, floor.cell(0, 1));
            boolean circle = false;
            List<int[]> told = new ArrayList<>();
            world.listener(new TrafficListener() {
                @Override
                public void deadlockFound(int[] chain, long tick) {
                    told.add(chain);
                }
            });
            for (int t = 0; t < 1500 && world.counters().goalsReached < 2; t++) {
                world.step();
                int[] chain = world.waitChain(right);
                circle |= chain.length == 3 && chain[0] == right && chain[1] == left && chain[2] == right;
            }
            assertThat(circle).isTrue();
            assertThat(world.counters().goalsReached).isEqualTo(2);
            assertThat(told).hasSize((int) world.counters().deadlocksDetected).isNotEmpty();
            assertThat(told.get(0)).contains(right, left);
        }
    }

    @Test
    void shouldKeepCorridorsFlowing() {
        Floor floor = RandomFloors.corridors(61, 61, 5);
        for (Motion motion : Motion.values()) {
            Random random = new Random(1);
            Demand demand = (robot, cell, tick) -> RandomFloors.cell(random, floor, LoadClass.EMPTY);
            try (TrafficWorld world = new TrafficWorld(floor, motion, 1, 1, demand)) {
                while (world.robotCount() < 150) {
                    world.addRobot(RandomFloors.cell(random, floor, LoadClass.EMPTY), 0, LoadClass.EMPTY, 0);
                }
                for (int t = 0; t < 1000; t++) {
                    world.step();
                }
                long before = world.counters().goalsReached;
                for (int t = 0; t < 200; t++) {
                    world.step();
                }
                assertThat(world.counters().goalsReached - before).as(motion.name()).isGreaterThan(200);
            }
        }
    }

    /** Robots that soon give up asking each other: with as much persistence as such a floor has, those two need no help. */
    private static TrafficWorld impatient(Floor floor) {
        return new TrafficWorld(
                floor,
                Motion.ROTATE,
                1,
                1,
                (robot, cell, tick) -> Demand.NO_GOAL,
                new TrafficTuning(Guidance.none(floor), 3, 3, Persistence.USUAL));
    }
}
