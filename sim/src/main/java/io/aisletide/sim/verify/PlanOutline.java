package io.aisletide.sim.verify;

import java.util.Arrays;

/**
 * What a plan says apart from its paths: gathered in a first reading, bounded by robots, tasks and events, never by
 * steps. Rows count from the top, columns from the left; headings are 0 E, 1 S, 2 W, 3 N.
 */
final class PlanOutline {
    static final int UNKNOWN = -1;

    boolean turns = true;
    int teamSize = UNKNOWN;
    int makespan = UNKNOWN;
    int tasksFinished = UNKNOWN;

    int[] rows = new int[0];
    int[] columns = new int[0];
    byte[] headings = new byte[0];
    /** Actions in each robot's path. */
    int[] lengths = new int[0];
    /** Step after which a robot was taken off the floor (an extension of ours), else {@link #UNKNOWN}. */
    int[] removedAt = new int[0];
    /** Which robots carry a pod (an extension of ours): L or E a robot; empty if the plan does not say. */
    String loads = "";

    /** Tasks: id, release step, errands as row and column pairs at {@code errandStart}. */
    int tasks;

    int[] taskIds = new int[16];
    int[] releases = new int[16];
    int[] errandStarts = new int[17];
    int[] errands = new int[64];

    /** Events: steps done, robot, task id, errands of the task done by then ({@link #WHOLE_TASK} in 2023). */
    int events;

    int[] eventFields = new int[64];

    static final int EVENT_FIELDS = 4;
    static final int WHOLE_TASK = -2;

    int robots() {
        return rows.length;
    }

    int steps() {
        int steps = Math.max(0, makespan);
        for (int length : lengths) {
            steps = Math.max(steps, length);
        }
        return steps;
    }

    void addTask(int id, int release) {
        if (tasks == taskIds.length) {
            taskIds = Arrays.copyOf(taskIds, 2 * tasks);
            releases = Arrays.copyOf(releases, 2 * tasks);
            errandStarts = Arrays.copyOf(errandStarts, 2 * tasks + 1);
        }
        taskIds[tasks] = id;
        releases[tasks] = release;
        tasks++;
        errandStarts[tasks] = errandStarts[tasks - 1];
    }

    /** Adds an errand to the task added last. */
    void addErrand(int row, int column) {
        int end = errandStarts[tasks];
        if (end + 2 > errands.length) {
            errands = Arrays.copyOf(errands, 2 * errands.length);
        }
        errands[end] = row;
        errands[end + 1] = column;
        errandStarts[tasks] = end + 2;
    }

    int errandCount(int task) {
        return (errandStarts[task + 1] - errandStarts[task]) / 2;
    }

    void addEvent(int step, int robot, int task, int errandsDone) {
        int at = events * EVENT_FIELDS;
        if (at == eventFields.length) {
            eventFields = Arrays.copyOf(eventFields, 2 * at);
        }
        eventFields[at] = step;
        eventFields[at + 1] = robot;
        eventFields[at + 2] = task;
        eventFields[at + 3] = errandsDone;
        events++;
    }

    int event(int index, int field) {
        return eventFields[index * EVENT_FIELDS + field];
    }
}
