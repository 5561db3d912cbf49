package io.aisletide.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.fixture.Seeds;
import io.aisletide.fixture.SimpleWorld;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.traffic.Demand;
import io.aisletide.traffic.TrafficListener;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GoalMatcherTest {
    private static final int SIDE = 100;

    private final Floor floor = new Floor(SIDE, SIDE, free());

    private static byte[] free() {
        byte[] kinds = new byte[SIDE * SIDE];
        Arrays.fill(kinds, (byte) io.aisletide.grid.CellKind.FREE.ordinal());
        return kinds;
    }

    @Test
    void shouldGiveEachRobotACellOfItsOwn() {
        for (long seed : Seeds.of(20)) {
            Random random = new Random(seed);
            SimpleWorld world = new SimpleWorld(floor, (robot, cell, tick) -> Demand.NO_GOAL, TrafficListener.NONE);
            int count = 1 + random.nextInt(500);
            while (world.robotCount() < count) {
                world.addRobot(randomCell(random), 0, LoadClass.EMPTY, 0);
            }
            IntList robots = new IntList();
            for (int i = 0; i < count; i++) {
                robots.add(i);
            }
            Set<Integer> chosen = new HashSet<>();
            while (chosen.size() < count) {
                chosen.add(randomCell(random));
            }
            IntList cells = new IntList();
            chosen.forEach(cells::add);

            int[] goals = new GoalMatcher(floor).match(world, robots, cells);

            Set<Integer> used = new HashSet<>();
            Set<Integer> served = new HashSet<>();
            for (int i = 0; i < count; i++) {
                used.add(goals[i]);
                served.add(robots.get(i));
            }
            assertThat(used).as(Seeds.label(seed)).isEqualTo(chosen);
            assertThat(served).as(Seeds.label(seed)).hasSize(count);
        }
    }

    @Test
    void shouldKeepShapeOfCrowdWhenMovedAsOne() {
        SimpleWorld world = new SimpleWorld(floor, (robot, cell, tick) -> Demand.NO_GOAL, TrafficListener.NONE);
        IntList robots = new IntList();
        IntList cells = new IntList();
        Random random = new Random(7);
        while (robots.size < 300) {
            int robot = world.addRobot(floor.cell(random.nextInt(40), random.nextInt(100)), 0, LoadClass.EMPTY, 0);
            if (robot >= 0) {
                robots.add(robot);
                cells.add(floor.cell(floor.xOf(world.cell(robot)) + 60, floor.yOf(world.cell(robot))));
            }
        }

        int[] goals = new GoalMatcher(floor).match(world, robots, cells);

        for (int i = 0; i < goals.length; i++) {
            int cell = world.cell(robots.get(i));
            assertThat(floor.xOf(goals[i])).isEqualTo(floor.xOf(cell) + 60);
            assertThat(floor.yOf(goals[i])).isEqualTo(floor.yOf(cell));
        }
    }

    private int randomCell(Random random) {
        return floor.cell(random.nextInt(SIDE), random.nextInt(SIDE));
    }
}
