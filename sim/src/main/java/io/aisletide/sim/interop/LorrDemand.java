package io.aisletide.sim.interop;

import io.aisletide.engine.Fingerprint;
import io.aisletide.engine.FleetView;
import io.aisletide.state.StateImage;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import io.aisletide.state.Stateful;
import io.aisletide.traffic.Demand;
import io.aisletide.traffic.RobotState;
import java.util.Arrays;

/**
 * Tasks of the League of Robot Runners as the engine's demand. An errand is done when the robot is on its cell at the end
 * of a step: the engine asks for the next goal before the step after, and that is when it is counted. A robot that was
 * led elsewhere by an operator keeps its task.
 *
 * <p>An errand on the very cell where the robot stands is not done at once, but at the end of a step that it begins and
 * ends there; since a goal cannot be the robot's own cell, it is parked there and counted when the engine asks again.
 *
 * <p>Engine's thread. Depends on nothing but earlier calls.
 */
public abstract class LorrDemand implements Demand, Stateful {
    private static final String SECTION = "league-tasks";
    static final int NO_TASK = -1;

    private final LorrTasks tasks;
    private final int teamSize;
    private final TaskLog log = new TaskLog();

    /** By robot: task in the file, its number in the log, errands done, and the step at which the errand was given. */
    private final int[] task;

    private final int[] number;
    private final int[] errand;
    private final long[] givenAt;

    private long errandsDone;
    private long tasksDone;

    LorrDemand(LorrTasks tasks, int teamSize) {
        this.tasks = tasks;
        this.teamSize = teamSize;
        task = new int[teamSize];
        number = new int[teamSize];
        errand = new int[teamSize];
        givenAt = new long[teamSize];
        Arrays.fill(task, NO_TASK);
    }

    @Override
    public final int nextGoal(int robot, int cell, long tick) {
        if (robot >= teamSize) {
            // Added by an operator: the League knows no such robot.
            return NO_GOAL;
        }
        arrive(robot, cell, tick);
        if (task[robot] == NO_TASK) {
            take(robot, cell, tick);
        }
        if (task[robot] == NO_TASK) {
            return NO_GOAL;
        }
        int goal = tasks.cell(task[robot], errand[robot]);
        return goal == cell ? NO_GOAL : goal;
    }

    /** Counts the errands done in the last step of a run, for which no next goal was asked. */
    public final void settle(FleetView robots, long ticksDone) {
        for (int robot = 0; robot < Math.min(teamSize, robots.robotLimit()); robot++) {
            if (robots.state(robot) != RobotState.ABSENT) {
                arrive(robot, robots.cell(robot), ticksDone);
            }
        }
    }

    /** Errands done so far. */
    public final long errandsDone() {
        return errandsDone;
    }

    /** Tasks done so far, the League's score. */
    public final long tasksDone() {
        return tasksDone;
    }

    /** All that happened, for a plan file. */
    public final TaskLog log() {
        return log;
    }

    /** Chooses a task for a robot that has none, and hands it over by {@link #give}; or leaves it without. */
    abstract void take(int robot, int cell, long step);

    /** The robot's task is done. */
    abstract void finished(long step);

    final LorrTasks tasks() {
        return tasks;
    }

    /** Puts a task into the log when it becomes visible. */
    final int release(int fileTask, long step) {
        int released = log.release(step);
        for (int i = 0; i < tasks.errands(fileTask); i++) {
            log.addErrand(tasks.cell(fileTask, i));
        }
        return released;
    }

    final void give(int robot, int fileTask, int released, long step) {
        task[robot] = fileTask;
        number[robot] = released;
        errand[robot] = 0;
        givenAt[robot] = step;
        log.note(step, robot, released, TaskLog.ASSIGNED);
    }

    private void arrive(int robot, int cell, long step) {
        if (task[robot] == NO_TASK || step <= givenAt[robot] || tasks.cell(task[robot], errand[robot]) != cell) {
            return;
        }
        errand[robot]++;
        errandsDone++;
        givenAt[robot] = step;
        log.note(step, robot, number[robot], errand[robot]);
        if (errand[robot] == tasks.errands(task[robot])) {
            task[robot] = NO_TASK;
            tasksDone++;
            finished(step);
        }
    }

    @Override
    public final long fingerprint() {
        Fingerprint all = new Fingerprint().add(rules()).add(teamSize);
        tasks.mix(all);
        return all.value();
    }

    @Override
    public final void save(StateImage to) {
        StateWriter section = to.section(SECTION);
        section.putLong(errandsDone).putLong(tasksDone).putInts(task, 0, teamSize).putInts(number, 0, teamSize);
        section.putInts(errand, 0, teamSize).putLongs(givenAt, 0, teamSize);
        log.save(section);
        saveRules(section);
    }

    @Override
    public final void restore(StateImage from) {
        StateReader section = from.read(SECTION);
        errandsDone = section.getLong();
        tasksDone = section.getLong();
        section.getInts(task, 0, teamSize);
        section.getInts(number, 0, teamSize);
        section.getInts(errand, 0, teamSize);
        section.getLongs(givenAt, 0, teamSize);
        log.restore(section);
        restoreRules(section);
    }

    /** By which the tasks are given out, in a word. */
    abstract String rules();

    /** Writes down what the kind of rules keeps. */
    abstract void saveRules(StateWriter to);

    abstract void restoreRules(StateReader from);
}
