package io.aisletide.distance;

/** What a robot's way is chosen by. The numbers are part of what versions of {@code plan-route} answer: they stay. */
public final class CostClass {
    /** The shortest time: lanes, operators' rules, and the delays by robots that stand in tiles on the way included. */
    public static final int SHORTEST = 0;

    /** Keeps clear of crowds: the same, with those delays counted twice. */
    public static final int CONGESTION = 1;

    /** The shortest time as in the first, with a price on leaving a tile against a fixed circulation of the floor. */
    public static final int ONE_WAY = 2;

    public static final int COUNT = 3;

    private CostClass() {}
}
