package io.aisletide.api;

/** A question about one robot. */
public interface RobotRequest {
    /** Number of the robot, the same for its life. */
    int robot();

    /** Where it is; see {@link FloorView} for what a cell's number tells. */
    int cell();

    /** Where it looks: 0 east, 1 south, 2 west, 3 north. */
    int heading();

    /** Where it has to go. */
    int goal();

    /** Ticks since it was given the goal. */
    int goalAgeTicks();

    /** Whether it carries a pod, and so cannot drive under stored ones. */
    boolean loaded();
}
