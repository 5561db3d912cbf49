package io.aisletide.sim.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.grid.Floor;
import io.aisletide.sim.FakeFleet;
import io.aisletide.traffic.Demand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LorrDemandTest {
    private final Floor floor = new Floor(64, 48, openCells(64 * 48));

    @TempDir
    Path folder;

    @Test
    void shouldGoRoundAndBeginAgain() throws IOException {
        LorrDemand demand = new RoundRobinDemand(tasks("5", "6", "7", "8", "9"), 2);

        assertThat(demand.nextGoal(0, cell(0), 0)).isEqualTo(cell(5));
        assertThat(demand.nextGoal(1, cell(1), 0)).isEqualTo(cell(6));
        assertThat(demand.nextGoal(0, cell(5), 9)).isEqualTo(cell(7));
        assertThat(demand.nextGoal(0, cell(7), 12)).isEqualTo(cell(9));
        assertThat(demand.nextGoal(0, cell(9), 15)).as("task 6 is task 1 again").isEqualTo(cell(6));
        assertThat(demand.errandsDone()).isEqualTo(3);
        assertThat(demand.tasksDone()).isEqualTo(3);
        assertThat(demand.nextGoal(2, cell(3), 15)).as("no robot of the League").isEqualTo(Demand.NO_GOAL);
    }

    @Test
    void shouldKeepTheTaskOfARobotThatWasLedElsewhere() throws IOException {
        LorrDemand demand = new RoundRobinDemand(tasks("5", "6"), 1);

        assertThat(demand.nextGoal(0, cell(0), 0)).isEqualTo(cell(5));
        assertThat(demand.nextGoal(0, cell(40), 7)).isEqualTo(cell(5));
        assertThat(demand.errandsDone()).isZero();
    }

    @Test
    void shouldCountAnErrandUnderfootOnlyAfterAStep() throws IOException {
        LorrDemand demand = new RoundRobinDemand(tasks("5", "6"), 1);

        assertThat(demand.nextGoal(0, cell(5), 0)).isEqualTo(Demand.NO_GOAL);
        assertThat(demand.errandsDone()).isZero();
        assertThat(demand.nextGoal(0, cell(5), Demand.ASK_AGAIN_TICKS)).isEqualTo(cell(6));
        assertThat(demand.errandsDone()).isEqualTo(1);
    }

    @Test
    void shouldCountTheErrandsOfTheLastStep() throws IOException {
        LorrDemand demand = new RoundRobinDemand(tasks("5", "6"), 2);
        FakeFleet fleet = new FakeFleet(floor);
        fleet.add(0, 0);
        fleet.add(1, 0);
        demand.nextGoal(0, cell(0), 0);
        demand.nextGoal(1, cell(1), 0);
        fleet.placeCell(0, cell(5));
        demand.settle(fleet, 5);
        demand.settle(fleet, 5);

        assertThat(demand.errandsDone()).isEqualTo(1);
    }

    @Test
    void shouldDoErrandsInOrderAndTakeTheNearestTask() throws IOException {
        LorrDemand demand = new SchedulerDemand(floor, tasks("60,61", "3,4", "30,31"), 1, 3);

        assertThat(demand.nextGoal(0, cell(0), 0)).isEqualTo(cell(3));
        assertThat(demand.nextGoal(0, cell(3), 3)).isEqualTo(cell(4));
        assertThat(demand.tasksDone()).isZero();
        assertThat(demand.nextGoal(0, cell(4), 4)).as("of 60, 30 and 60 again").isEqualTo(cell(30));
        assertThat(demand.tasksDone()).isEqualTo(1);
        assertThat(demand.errandsDone()).isEqualTo(2);
    }

    @Test
    void shouldHaveNothingToDoWhenAllVisibleTasksAreTaken() throws IOException {
        LorrDemand demand = new SchedulerDemand(floor, tasks("60,61", "3,4"), 2, 1);

        assertThat(demand.nextGoal(0, cell(0), 0)).isEqualTo(cell(60));
        assertThat(demand.nextGoal(1, cell(1), 0)).isEqualTo(Demand.NO_GOAL);
        demand.nextGoal(0, cell(60), 60);
        assertThat(demand.nextGoal(0, cell(61), 61)).isEqualTo(cell(3));
    }

    /** The search by rings against a look at every task, over a run with many robots. */
    @Test
    void shouldChooseAsIfItLookedAtEveryTask() throws IOException {
        long seed = Long.getLong("seed", 3);
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        String[] lines = new String[300];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = random.nextInt(64 * 48) + "," + random.nextInt(64 * 48);
        }
        LorrTasks tasks = tasks(lines);
        int team = 20;
        int visible = 30;
        LorrDemand demand = new SchedulerDemand(floor, tasks, team, visible);
        TaskLog log = demand.log();
        int[] at = new int[team];
        Map<Integer, Integer> taskOf = new HashMap<>();
        boolean[] taken = new boolean[5_000];
        for (int step = 0; step < 400; step++) {
            int robot = random.nextInt(team);
            int entries = log.entryCount();
            int cell = at[robot];
            int goal = demand.nextGoal(robot, cell, 2L * step);
            for (int entry = entries; entry < log.entryCount(); entry++) {
                if (log.errandsDone(entry) == 2) {
                    taskOf.remove(robot);
                }
                if (log.errandsDone(entry) != TaskLog.ASSIGNED) {
                    assertThat(log.errandCell(log.task(entry), log.errandsDone(entry) - 1)).isEqualTo(cell);
                    continue;
                }
                assertThat(taskOf).doesNotContainKey(robot);
                taskOf.put(robot, log.task(entry));
                int chosen = log.task(entry);
                for (int other = 0; other < log.taskCount(); other++) {
                    assertThat(taken[other] || way(log, cell, other) >= way(log, cell, chosen)).isTrue();
                }
                taken[chosen] = true;
            }
            assertThat(log.taskCount() - demand.tasksDone()).as("visible tasks").isEqualTo(visible);
            at[robot] = goal == Demand.NO_GOAL ? at[robot] : goal;
        }
        assertThat(demand.tasksDone()).isGreaterThan(100);
    }

    private int way(TaskLog log, int cell, int task) {
        int way = distance(cell, log.errandCell(task, 0));
        return way == 0 ? Integer.MAX_VALUE : way;
    }

    private int distance(int a, int b) {
        return Math.abs(floor.xOf(a) - floor.xOf(b)) + Math.abs(floor.yOf(a) - floor.yOf(b));
    }

    private int cell(int location) {
        return floor.cell(location % floor.width(), location / floor.width());
    }

    private LorrTasks tasks(String... lines) throws IOException {
        Path file = Files.writeString(folder.resolve("t.tasks"), lines.length + "\n" + String.join("\n", lines));
        return LorrTasks.read(file, floor, true);
    }

    private static byte[] openCells(int cells) {
        byte[] kinds = new byte[cells];
        Arrays.fill(kinds, (byte) 1);
        return kinds;
    }
}
