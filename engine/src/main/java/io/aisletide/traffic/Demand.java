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

    /** {@link #fingerprint} of a demand that does not say. */
    long UNSAID = 0;

    /**
     * @param robot number of the robot, stable over its life
     * @param cell where it stands
     * @param tick the tick that is about to run
     * @return the cell to go to (not the robot's own), or {@link #NO_GOAL}
     */
    int nextGoal(int robot, int cell, long tick);

    /**
     * A hash over what its goals follow from, such as a list of tasks, but not over how far it has come: a journal is not gone
     * on with if it was begun with a demand of another hash.
     *
     * @return {@value #UNSAID} if it does not say; nothing is compared then
     */
    default long fingerprint() {
        return UNSAID;
    }
}
