package io.aisletide.sim.workload;

import io.aisletide.engine.Fingerprint;
import io.aisletide.state.StateImage;
import io.aisletide.state.StateReader;
import io.aisletide.state.Stateful;
import io.aisletide.traffic.Demand;
import java.util.Arrays;

/**
 * Goals from a list of cells. Robot i takes items i, i + n, i + 2n, ... of a list for n robots, and starts over at the
 * list's end if it wraps (the round-robin of League of Robot Runners 2023); otherwise it parks after its last.
 */
public final class TaskList implements Demand, Stateful {
    private static final String SECTION = "task-list";
    private final int[] goals;
    private final int robots;
    private final boolean wraps;
    private long[] next;

    /** @param goals cells, not empty if the list wraps */
    public TaskList(int[] goals, int robots, boolean wraps) {
        this.goals = goals.clone();
        this.robots = robots;
        this.wraps = wraps;
        next = new long[robots];
        Arrays.setAll(next, robot -> robot);
    }

    @Override
    public int nextGoal(int robot, int cell, long tick) {
        if (robot >= next.length) {
            int known = next.length;
            next = Arrays.copyOf(next, Math.max(robot + 1, known * 2));
            for (int i = known; i < next.length; i++) {
                next[i] = i;
            }
        }
        // A goal underfoot counts as done: the engine wants another cell. Bounded by one round through the list.
        for (int i = 0; i < goals.length; i++) {
            long index = next[robot];
            if (index >= goals.length && !wraps) {
                return NO_GOAL;
            }
            next[robot] = index + robots;
            int goal = goals[(int) (index % goals.length)];
            if (goal != cell) {
                return goal;
            }
        }
        return NO_GOAL;
    }

    @Override
    public long fingerprint() {
        return new Fingerprint().add("list").add(goals).add(robots).add(wraps ? 1 : 0).value();
    }

    @Override
    public void save(StateImage to) {
        to.section(SECTION, Long.BYTES).putLongs(next, 0, next.length);
    }

    @Override
    public void restore(StateImage from) {
        StateReader section = from.read(SECTION);
        next = new long[section.remaining() / Long.BYTES];
        section.getLongs(next, 0, next.length);
    }
}
