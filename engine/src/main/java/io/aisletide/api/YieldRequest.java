package io.aisletide.api;

/** A robot has stood still on its way because of others. */
public interface YieldRequest extends RobotRequest {
    /** Ticks that it has stood since it got its goal, this one included; at least 1. */
    int stoodTicks();

    /** Points that have proved right for each such tick on this kind of floor. */
    int patiencePoints();
}
