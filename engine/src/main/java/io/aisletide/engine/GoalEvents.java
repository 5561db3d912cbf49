package io.aisletide.engine;

import io.aisletide.traffic.TrafficListener;

/** Passes what the floor says of goals and deadlocks on to the engine's observers. */
record GoalEvents(EngineObserver[] observers) implements TrafficListener {
    @Override
    public void goalAssigned(int robot, int fromCell, int heading, int goal, long tick) {
        for (EngineObserver observer : observers) {
            observer.goalAssigned(robot, fromCell, heading, goal, tick);
        }
    }

    @Override
    public void goalReached(int robot, int goal, long tick) {
        for (EngineObserver observer : observers) {
            observer.goalReached(robot, goal, tick);
        }
    }

    @Override
    public void deadlockFound(int[] chain, long tick) {
        for (EngineObserver observer : observers) {
            observer.deadlockFound(chain, tick);
        }
    }
}
