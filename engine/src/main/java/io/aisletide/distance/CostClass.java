package io.aisletide.distance;

/** What a robot's way is chosen by. The numbers are part of what versions of {@code plan-route} answer: they stay. */
public final class CostClass {
    /** The shortest time, lanes and operators' rules included. */
    public static final int SHORTEST = 0;

    /** The shortest time, with the time added that tiles on the way cost because robots stand in them. */
    public static final int CONGESTION = 1;

    /** The shortest time, with a price on leaving a tile against a fixed circulation of the floor. */
    public static final int ONE_WAY = 2;

    public static final int COUNT = 3;

    private CostClass() {}
}
