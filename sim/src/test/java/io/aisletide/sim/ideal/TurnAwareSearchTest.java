package io.aisletide.sim.ideal;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.grid.CellKind;
import io.aisletide.grid.Direction;
import io.aisletide.grid.Floor;
import io.aisletide.grid.FloorGenerator;
import io.aisletide.grid.FloorPlan;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TurnAwareSearchTest {
    @Test
    void shouldCountTurnsFromTheHeadingAtTheStart() {
        Floor floor = Floor.parse("....", "....", "....");
        TurnAwareSearch search = new TurnAwareSearch(floor, Motion.ROTATE, LoadClass.LOADED);
        int start = floor.cell(0, 0);

        assertThat(search.ticks(start, Direction.E, floor.cell(3, 0))).isEqualTo(3);
        assertThat(search.ticks(start, Direction.N, floor.cell(3, 0))).isEqualTo(4);
        assertThat(search.ticks(start, Direction.W, floor.cell(3, 0))).isEqualTo(5);
        assertThat(search.ticks(start, Direction.E, floor.cell(3, 2))).isEqualTo(6);
        assertThat(search.ticks(start, Direction.W, floor.cell(3, 2))).isEqualTo(7);
        assertThat(search.ticks(start, Direction.W, start)).isZero();
    }

    @Test
    void shouldDriveUnderPodsOnlyWhenEmpty() {
        Floor floor = Floor.parse(".p.", ".p.", "...");
        int start = floor.cell(0, 0);
        int goal = floor.cell(2, 0);

        assertThat(new TurnAwareSearch(floor, Motion.PEBBLE, LoadClass.EMPTY).ticks(start, 0, goal)).isEqualTo(2);
        assertThat(new TurnAwareSearch(floor, Motion.PEBBLE, LoadClass.LOADED).ticks(start, 0, goal)).isEqualTo(6);
    }

    @Test
    void shouldSayThatThereIsNoWay() {
        Floor floor = Floor.parse("..#.", "..##");
        TurnAwareSearch search = new TurnAwareSearch(floor, Motion.ROTATE, LoadClass.EMPTY);

        assertThat(search.ticks(floor.cell(0, 0), 0, floor.cell(3, 0))).isEqualTo(TurnAwareSearch.UNREACHABLE);
        assertThat(search.ticks(floor.cell(0, 0), 0, floor.cell(2, 0))).isEqualTo(TurnAwareSearch.UNREACHABLE);
        assertThat(search.ticks(floor.cell(0, 0), 0, floor.cell(1, 1))).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(Motion.class)
    void shouldAgreeWithBreadthFirstSearchOnRandomFloors(Motion motion) {
        long seed = Long.getLong("seed", 11);
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            Floor floor = round % 4 == 0 ? aisles(random) : randomFloor(random);
            for (LoadClass load : LoadClass.values()) {
                TurnAwareSearch search = new TurnAwareSearch(floor, motion, load);
                int from = anyCell(floor, random);
                int heading = random.nextInt(4);
                int[] times = breadthFirst(floor, motion, load, from, heading);
                for (int query = 0; query < 40; query++) {
                    int goal = anyCell(floor, random);
                    assertThat(search.ticks(from, heading, goal))
                            .as("%s %s %s -> %s", load, heading, floor.describe(from), floor.describe(goal))
                            .isEqualTo(times[goal]);
                }
            }
        }
    }

    private static Floor randomFloor(Random random) {
        int width = 2 + random.nextInt(70);
        int height = 2 + random.nextInt(70);
        byte[] kinds = new byte[width * height];
        double walls = random.nextDouble() * 0.4;
        for (int i = 0; i < kinds.length; i++) {
            double draw = random.nextDouble();
            CellKind kind = draw < walls ? CellKind.WALL : draw < walls + 0.1 ? CellKind.STORAGE : CellKind.FREE;
            kinds[i] = (byte) kind.ordinal();
        }
        return new Floor(width, height, kinds);
    }

    private static Floor aisles(Random random) {
        return FloorGenerator.generate(new FloorPlan(40 + random.nextInt(30), 40, 4, 2, 1 + random.nextInt(2), 5, 5));
    }

    private static int anyCell(Floor floor, Random random) {
        return floor.cell(random.nextInt(floor.width()), random.nextInt(floor.height()));
    }

    private static int[] breadthFirst(Floor floor, Motion motion, LoadClass load, int from, int heading) {
        int[] stateTimes = new int[floor.cellCapacity() * 4];
        Arrays.fill(stateTimes, -1);
        int[] times = new int[floor.cellCapacity()];
        Arrays.fill(times, TurnAwareSearch.UNREACHABLE);
        if (!floor.passable(from, load)) {
            return times;
        }
        ArrayDeque<Integer> queue = new ArrayDeque<>();
        int start = from * 4 + heading;
        stateTimes[start] = 0;
        queue.add(start);
        while (!queue.isEmpty()) {
            int state = queue.remove();
            int cell = state / 4;
            int facing = state % 4;
            if (times[cell] < 0) {
                times[cell] = stateTimes[state];
            }
            for (int turn = 0; turn < 4; turn++) {
                int next = -1;
                if (motion == Motion.PEBBLE || turn == 0) {
                    int direction = (facing + turn) % 4;
                    if (floor.hasNeighbour(cell, direction) && floor.passable(floor.neighbour(cell, direction), load)) {
                        next = floor.neighbour(cell, direction) * 4 + (motion == Motion.PEBBLE ? facing : direction);
                    }
                } else if (turn != 2) {
                    next = cell * 4 + (facing + turn) % 4;
                }
                if (next >= 0 && stateTimes[next] < 0) {
                    stateTimes[next] = stateTimes[state] + 1;
                    queue.add(next);
                }
            }
        }
        return times;
    }
}
