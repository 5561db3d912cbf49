package io.aisletide.api;

/** A robot asks for its way. */
public interface RouteRequest extends RobotRequest {
    /** Whether the robot has just got its goal; else it has been on the way, and a command has sent it another way. */
    boolean newGoal();
}
