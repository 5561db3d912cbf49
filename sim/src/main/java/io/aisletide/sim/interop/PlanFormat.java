package io.aisletide.sim.interop;

/** Years of the League of Robot Runners whose output files differ. */
public enum PlanFormat {
    /** One errand a task; events in a list a robot. */
    LORR_2023,
    /** Tasks of several errands; events in one list, schedules beside them. */
    LORR_2024
}
