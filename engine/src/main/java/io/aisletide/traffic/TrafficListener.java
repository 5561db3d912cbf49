package io.aisletide.traffic;

/** Hears of goals, on the engine's thread. */
public interface TrafficListener {
    /** Somebody who does not listen. */
    TrafficListener NONE = new TrafficListener() {};

    default void goalAssigned(int robot, int fromCell, int heading, int goal, long tick) {}

    default void goalReached(int robot, int goal, long tick) {}
}
