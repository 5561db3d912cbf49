package io.aisletide.traffic;

import java.util.Arrays;

/**
 * Robots that have just stood still on their way, in ascending number, and the score points that they may make others lose
 * beyond what they gain themselves. Kept and filled again. Different threads may answer different robots.
 */
public final class YieldBatch {
    /** Most points that a robot can have. */
    public static final int MAX_POINTS = 1000;

    private int count;
    private int[] robots = new int[0];
    private int[] points = new int[0];

    void begin() {
        count = 0;
    }

    void add(int robot, int plainPoints) {
        if (count == robots.length) {
            int size = Math.max(16, 2 * count);
            robots = Arrays.copyOf(robots, size);
            points = Arrays.copyOf(points, size);
        }
        robots[count] = robot;
        points[count++] = plainPoints;
    }

    public int count() {
        return count;
    }

    public int robot(int i) {
        return robots[i];
    }

    /** Points of the i-th robot, 0 to {@value #MAX_POINTS}. */
    public void answer(int i, int ofRobot) {
        if (ofRobot < 0 || ofRobot > MAX_POINTS) {
            throw new IllegalArgumentException("points are 0 to " + MAX_POINTS + ", not " + ofRobot);
        }
        points[i] = ofRobot;
    }

    public int points(int i) {
        return points[i];
    }
}
