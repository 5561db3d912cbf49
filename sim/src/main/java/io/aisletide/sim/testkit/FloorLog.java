package io.aisletide.sim.testkit;

import io.aisletide.command.Command;
import io.aisletide.engine.EngineObserver;
import io.aisletide.engine.FleetEngine;
import io.aisletide.engine.FleetView;
import io.aisletide.engine.Receipt;
import io.aisletide.traffic.Demand;
import io.aisletide.traffic.RobotState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What has happened on a test's floor. Written on the engine's thread, read by the test's thread between advances, which
 * order the two.
 */
final class FloorLog implements EngineObserver {
    private static final long NO_GOAL_GIVEN = -1;

    /** A command that was not refused. */
    record Done(Command command, Receipt receipt) {}

    private final List<Done> commands = new ArrayList<>();
    /** Robot and cell of each goal reached. */
    private final Set<Long> reached = new HashSet<>();

    private int[] goalsOfTick = new int[256];
    private int[] ticksOfGoal = new int[256];
    private int goals;
    /** When the robot was given its goal, by robot. */
    private long[] givenAt = new long[0];

    @Override
    public void commandDone(Command command, Receipt receipt) {
        if (receipt.status() != Receipt.Status.REJECTED) {
            commands.add(new Done(command, receipt));
        }
    }

    @Override
    public void goalAssigned(int robot, int fromCell, int heading, int goal, long tick) {
        if (robot >= givenAt.length) {
            int known = givenAt.length;
            givenAt = Arrays.copyOf(givenAt, Math.max(robot + 1, 2 * known));
            Arrays.fill(givenAt, known, givenAt.length, NO_GOAL_GIVEN);
        }
        givenAt[robot] = tick;
    }

    @Override
    public void goalReached(int robot, int goal, long tick) {
        if (goals == ticksOfGoal.length) {
            ticksOfGoal = Arrays.copyOf(ticksOfGoal, 2 * goals);
        }
        ticksOfGoal[goals++] = (int) ticksSinceGiven(robot, tick);
        reached.add(key(robot, goal));
    }

    @Override
    public void tickDone(FleetEngine engine, long tick, long tickNanos) {
        int at = (int) tick;
        if (at >= goalsOfTick.length) {
            goalsOfTick = Arrays.copyOf(goalsOfTick, 2 * at);
        }
        goalsOfTick[at] = goals;
    }

    List<Done> commands() {
        return List.copyOf(commands);
    }

    boolean hasReached(int robot, int cell) {
        return reached.contains(key(robot, cell));
    }

    int goals() {
        return goals;
    }

    /** Goals reached a tick, over the last so many ticks. */
    double goalsPerTick(long tick, int lastTicks) {
        int from = (int) Math.max(0, tick - lastTicks);
        return tick == from ? 0 : (double) (goalsOfTick[(int) tick] - goalsOfTick[from]) / (tick - from);
    }

    /** Goals that took more than so many ticks, those included that are open for longer already. */
    int lateGoals(FleetView robots, long tick, int limitTicks) {
        int late = openLate(robots, tick, limitTicks);
        for (int i = 0; i < goals; i++) {
            late += ticksOfGoal[i] > limitTicks ? 1 : 0;
        }
        return late;
    }

    /** Goals reached, and goals that are open for longer than the limit. */
    int judgedGoals(FleetView robots, long tick, int limitTicks) {
        return goals + openLate(robots, tick, limitTicks);
    }

    private int openLate(FleetView robots, long tick, int limitTicks) {
        int late = 0;
        for (int robot = 0; robot < robots.robotLimit(); robot++) {
            boolean open = robots.state(robot) != RobotState.ABSENT && robots.goal(robot) != Demand.NO_GOAL;
            late += open && ticksSinceGiven(robot, tick) > limitTicks ? 1 : 0;
        }
        return late;
    }

    private long ticksSinceGiven(int robot, long tick) {
        return robot < givenAt.length && givenAt[robot] != NO_GOAL_GIVEN ? tick - givenAt[robot] : 0;
    }

    private static long key(int robot, int cell) {
        return (long) robot << Integer.SIZE | cell;
    }
}
