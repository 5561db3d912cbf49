package io.aisletide.traffic;

/** Hears of goals, on the engine's thread. */
public interface TrafficListener {
    /** Somebody who does not listen. */
    TrafficListener NONE = new TrafficListener() {};

    default void goalAssigned(int robot, int fromCell, int heading, int goal, long tick) {}

    default void goalReached(int robot, int goal, long tick) {}

    /**
     * Robots have been found stuck, and one of them will be sent out of the way.
     *
     * @param chain each waits for the one behind it; if the last has come before, they wait in a circle
     */
    default void deadlockFound(int[] chain, long tick) {}
}
