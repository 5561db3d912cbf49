package io.aisletide.sim.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.grid.Floor;
import io.aisletide.grid.FloorGenerator;
import io.aisletide.grid.FloorPlan;
import io.aisletide.grid.LoadClass;
import io.aisletide.traffic.Demand;
import org.junit.jupiter.api.Test;

class RandomGoalsTest {
    private static final long SEED = Long.getLong("seed", 42);

    @Test
    void shouldGiveReachableGoalsWithinTheRadius() {
        Floor floor = FloorGenerator.generate(FloorPlan.sized(96, 80));
        Reach reach = new Reach(floor);
        for (LoadClass load : LoadClass.values()) {
            RandomGoals goals = new RandomGoals(floor, 9, SEED, reach, robot -> load);
            for (int robot = 0; robot < 2_000; robot++) {
                int cell = floor.cell(robot * 7 % 96, robot * 13 % 80);
                if (!floor.passable(cell, load)) {
                    continue;
                }
                int goal = goals.nextGoal(robot, cell, 0);
                assertThat(goal).as("seed %d", SEED).isNotEqualTo(cell).isNotEqualTo(Demand.NO_GOAL);
                assertThat(reach.of(load).connected(cell, goal)).isTrue();
                assertThat(Math.abs(floor.xOf(goal) - floor.xOf(cell))).isLessThanOrEqualTo(9);
                assertThat(Math.abs(floor.yOf(goal) - floor.yOf(cell))).isLessThanOrEqualTo(9);
            }
        }
    }

    @Test
    void shouldDependOnSeedRobotAndLegOnly() {
        Floor floor = FloorGenerator.generate(FloorPlan.sized(96, 80));
        RandomGoals first = new RandomGoals(floor, 20, SEED, new Reach(floor), robot -> LoadClass.LOADED);
        RandomGoals second = new RandomGoals(floor, 20, SEED, new Reach(floor), robot -> LoadClass.LOADED);
        int cell = floor.cell(1, 1);

        int[] forward = {first.nextGoal(1, cell, 5), first.nextGoal(2, cell, 5), first.nextGoal(1, cell, 9)};
        int two = second.nextGoal(2, cell, 70);
        int[] otherOrder = {second.nextGoal(1, cell, 71), two, second.nextGoal(1, cell, 72)};

        assertThat(otherOrder).isEqualTo(forward);
        assertThat(forward[0]).isNotEqualTo(forward[2]);
    }

    @Test
    void shouldFindTheOnlyGoalWhenNearlyAllIsWall() {
        String[] rows = new String[200];
        for (int y = 0; y < rows.length; y++) {
            rows[y] = y == 100 ? "#".repeat(99) + ".." + "#".repeat(99) : "#".repeat(200);
        }
        Floor floor = Floor.parse(rows);
        RandomGoals goals = new RandomGoals(floor, 199, SEED, new Reach(floor), robot -> LoadClass.EMPTY);

        assertThat(goals.nextGoal(0, floor.cell(99, 100), 0)).isEqualTo(floor.cell(100, 100));
    }

    @Test
    void shouldParkWhenThereIsNowhereToGo() {
        Floor floor = Floor.parse(".#.", "###", "...");
        RandomGoals goals = new RandomGoals(floor, 9, SEED, new Reach(floor), robot -> LoadClass.EMPTY);

        assertThat(goals.nextGoal(0, floor.cell(0, 0), 0)).isEqualTo(Demand.NO_GOAL);
    }
}
