package io.aisletide.api;

/**
 * How much a robot may make others lose beyond what it gains itself, in points: a step forward is worth about {@value
 * #POINTS_A_STEP}. Without {@link #points} the answer is invalid.
 */
public interface YieldAnswer {
    /** Most points. */
    int MAX_POINTS = 1000;

    /** What a robot loses that could have made a step, more or less. */
    int POINTS_A_STEP = 25;

    /** 0 to {@value #MAX_POINTS}; holds until the robot stands again or has another goal. */
    void points(int points);
}
