package io.aisletide.traffic;

/**
 * Where robots go next. Called on the engine's thread, in ascending robot number within a tick, so an implementation
 * may keep state; it must depend on nothing but its arguments and earlier calls.
 */
@FunctionalInterface
public interface Demand {
    /** The robot has nothing to do and parks where it is. Asked again every {@link #ASK_AGAIN_TICKS} ticks. */
    int NO_GOAL = -1;

    int ASK_AGAIN_TICKS = 16;

    /**
     * @param robot number of the robot, stable over its life
     * @param cell where it stands
     * @param tick the tick that is about to run
     * @return the cell to go to (not the robot's own), or {@link #NO_GOAL}
     */
    int nextGoal(int robot, int cell, long tick);
}
