package io.aisletide.sim.workload;

import io.aisletide.engine.Fingerprint;
import io.aisletide.state.StateImage;
import io.aisletide.state.Stateful;
import io.aisletide.traffic.Demand;

/** Robots park. */
public final class NoGoals implements Demand, Stateful {
    @Override
    public int nextGoal(int robot, int cell, long tick) {
        return NO_GOAL;
    }

    @Override
    public long fingerprint() {
        return new Fingerprint().add("none").value();
    }

    /** Nothing is kept. */
    @Override
    public void save(StateImage to) {}

    @Override
    public void restore(StateImage from) {}
}
