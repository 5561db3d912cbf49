package io.aisletide.engine;

import io.aisletide.grid.LoadClass;
import io.aisletide.traffic.RobotState;

/**
 * Read-only view of the robots. Valid inside the calls of an {@link EngineObserver}, and on the thread that drives the
 * engine while no advance is under way and no command waits for its receipt.
 */
public interface FleetView {
    /** One more than the highest robot number ever given. */
    int robotLimit();

    /** Robots on the floor. */
    int robotCount();

    RobotState state(int robot);

    int cell(int robot);

    /** Ordinal of {@link io.aisletide.grid.Direction}; 0 with {@link io.aisletide.grid.Motion#PEBBLE}. */
    int heading(int robot);

    /** The robot's goal, or {@link io.aisletide.traffic.Demand#NO_GOAL}. */
    int goal(int robot);

    LoadClass load(int robot);

    /** Tags as bits, in the order of the builder's names. */
    int tags(int robot);

    /** Robot in that cell, or -1. */
    int robotAt(int cell);
}
