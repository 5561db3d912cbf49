package io.aisletide.sim.interop;

import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;

/** The rules of 2023: robot i takes task i + k * n, k = 0, 1, ..., and begins again behind the last task. */
final class RoundRobinDemand extends LorrDemand {
    private final int teamSize;
    private final int[] taken;

    RoundRobinDemand(LorrTasks tasks, int teamSize) {
        super(tasks, teamSize);
        this.teamSize = teamSize;
        taken = new int[teamSize];
    }

    @Override
    void take(int robot, int cell, long step) {
        int fileTask = (int) ((robot + (long) taken[robot]++ * teamSize) % tasks().count());
        give(robot, fileTask, release(fileTask, step), step);
    }

    @Override
    void finished(long step) {}

    @Override
    String rules() {
        return "round robin";
    }

    @Override
    void saveRules(StateWriter to) {
        to.putInts(taken, 0, teamSize);
    }

    @Override
    void restoreRules(StateReader from) {
        from.getInts(taken, 0, teamSize);
    }
}
