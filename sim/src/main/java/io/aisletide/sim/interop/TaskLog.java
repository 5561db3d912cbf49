package io.aisletide.sim.interop;

import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import java.util.Arrays;

/**
 * What became of tasks: when each was released, who took it and when, and when its errands were done. Numbers of tasks
 * count up from 0 in the order of release. Steps are steps done: 0 is the start. Grows with tasks, 24 bytes an entry.
 */
public final class TaskLog {
    private static final int ENTRY_FIELDS = 4;
    /** In place of a count of errands: the robot took the task. */
    public static final int ASSIGNED = 0;

    private int[] releases = new int[64];
    private int taskCount;
    private int[] errandStarts = new int[65];
    private int[] errands = new int[64];
    private int[] entries = new int[ENTRY_FIELDS * 64];
    private int entryCount;

    /** Adds a released task; its errands follow by {@link #addErrand}. */
    int release(long step) {
        if (taskCount == releases.length) {
            releases = Arrays.copyOf(releases, 2 * taskCount);
            errandStarts = Arrays.copyOf(errandStarts, 2 * taskCount + 1);
        }
        releases[taskCount] = (int) step;
        errandStarts[taskCount + 1] = errandStarts[taskCount];
        return taskCount++;
    }

    /** Adds an errand to the task released last. */
    void addErrand(int cell) {
        int end = errandStarts[taskCount];
        if (end == errands.length) {
            errands = Arrays.copyOf(errands, 2 * end);
        }
        errands[end] = cell;
        errandStarts[taskCount] = end + 1;
    }

    /** Notes that a robot took a task ({@link #ASSIGNED}) or has done so many of its errands. */
    void note(long step, int robot, int task, int errandsDone) {
        if (entryCount * ENTRY_FIELDS == entries.length) {
            entries = Arrays.copyOf(entries, 2 * entries.length);
        }
        int at = entryCount++ * ENTRY_FIELDS;
        entries[at] = (int) step;
        entries[at + 1] = robot;
        entries[at + 2] = task;
        entries[at + 3] = errandsDone;
    }

    public int taskCount() {
        return taskCount;
    }

    public int releaseStep(int task) {
        return releases[task];
    }

    public int errandCount(int task) {
        return errandStarts[task + 1] - errandStarts[task];
    }

    /** Cell of an errand, from 0. */
    public int errandCell(int task, int errand) {
        return errands[errandStarts[task] + errand];
    }

    public int entryCount() {
        return entryCount;
    }

    public int step(int entry) {
        return entries[entry * ENTRY_FIELDS];
    }

    public int robot(int entry) {
        return entries[entry * ENTRY_FIELDS + 1];
    }

    public int task(int entry) {
        return entries[entry * ENTRY_FIELDS + 2];
    }

    /** {@link #ASSIGNED}, or errands of the task done by then. */
    public int errandsDone(int entry) {
        return entries[entry * ENTRY_FIELDS + 3];
    }

    void save(StateWriter to) {
        int errandCount = errandStarts[taskCount];
        to.putInt(taskCount)
                .putInts(releases, 0, taskCount)
                .putInts(errandStarts, 0, taskCount + 1)
                .putInt(errandCount)
                .putInts(errands, 0, errandCount)
                .putInt(entryCount)
                .putInts(entries, 0, entryCount * ENTRY_FIELDS);
    }

    void restore(StateReader from) {
        taskCount = from.getCount(Integer.BYTES);
        releases = new int[Math.max(64, taskCount)];
        errandStarts = new int[releases.length + 1];
        from.getInts(releases, 0, taskCount);
        from.getInts(errandStarts, 0, taskCount + 1);
        int errandCount = from.getCount(Integer.BYTES);
        errands = new int[Math.max(64, errandCount)];
        from.getInts(errands, 0, errandCount);
        entryCount = from.getCount(ENTRY_FIELDS * Integer.BYTES);
        entries = new int[ENTRY_FIELDS * Math.max(64, entryCount)];
        from.getInts(entries, 0, entryCount * ENTRY_FIELDS);
    }
}
