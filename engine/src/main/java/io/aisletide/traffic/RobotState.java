package io.aisletide.traffic;

/** What a robot is doing, as reports and the safety monitor see it. */
public enum RobotState {
    /** Not on the floor: removed, or a number never given. */
    ABSENT,
    /** On its way. */
    DRIVING,
    /** Without a task. */
    IDLE,
    /** Stopped by an operator. */
    PAUSED,
    /** Its goal is out of reach; it waits safely and yields. */
    STRANDED
}
