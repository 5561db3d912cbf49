package io.aisletide.traffic;

import io.aisletide.distance.CostClass;
import java.util.Arrays;

/**
 * Robots that ask for a way, all at once: numbers in, a cost class and perhaps a way point out. Kept and filled again, so
 * that asking allocates nothing. Different threads may answer different robots.
 */
public final class RouteBatch {
    /** The robot goes to its goal without a stop. */
    public static final int NO_WAY_POINT = -1;

    private static final byte HOLD = -1;

    private boolean newGoals;
    private int count;
    private int[] robots = new int[0];
    private byte[] costClasses = new byte[0];
    private int[] wayPoints = new int[0];

    /** Empties the batch. */
    void begin(boolean withNewGoals, int capacity) {
        newGoals = withNewGoals;
        count = 0;
        if (robots.length < capacity) {
            int size = Math.max(capacity, 2 * robots.length);
            robots = new int[size];
            costClasses = new byte[size];
            wayPoints = new int[size];
        }
    }

    void add(int robot) {
        if (count == robots.length) {
            int size = Math.max(16, 2 * count);
            robots = Arrays.copyOf(robots, size);
            costClasses = Arrays.copyOf(costClasses, size);
            wayPoints = Arrays.copyOf(wayPoints, size);
        }
        robots[count] = robot;
        costClasses[count] = HOLD;
        wayPoints[count++] = NO_WAY_POINT;
    }

    /** Whether the robots have just got their goals; else they have had them and go on by another way. */
    public boolean newGoals() {
        return newGoals;
    }

    public int count() {
        return count;
    }

    public int robot(int i) {
        return robots[i];
    }

    /**
     * Which way the i-th robot goes.
     *
     * @param costClass one of {@link CostClass}
     * @param wayPoint cell to drive to first, or {@link #NO_WAY_POINT}: a cell of the floor that the robot may stand in, not
     *     the one where it is. Reaching it counts for nothing
     */
    public void answer(int i, int costClass, int wayPoint) {
        if (costClass < 0 || costClass >= CostClass.COUNT) {
            throw new IllegalArgumentException("a cost class is 0 to " + (CostClass.COUNT - 1) + ", not " + costClass);
        }
        costClasses[i] = (byte) costClass;
        wayPoints[i] = wayPoint;
    }

    /** Nobody can say where the i-th robot is to go: it stays where it is and yields, and asks again soon. */
    public void hold(int i) {
        costClasses[i] = HOLD;
    }

    boolean isHeld(int i) {
        return costClasses[i] == HOLD;
    }

    /** Answer for the i-th robot, unless it {@link #hold holds}. */
    public int costClass(int i) {
        return costClasses[i];
    }

    public int wayPoint(int i) {
        return wayPoints[i];
    }
}
