package io.aisletide.api;

/**
 * The way of a robot. The engine sees to every step; a version says by which costs, and by which place. Without {@link
 * #costClass} the answer is invalid.
 */
public interface RouteAnswer {
    /** The shortest time: lanes, operators' rules, and delays by robots on the same way and in full tiles included. */
    int SHORTEST = 0;

    /** The same with delays by robots that stand in the next tiles counted twice: keeps clear of crowds, on longer ways. */
    int CONGESTION = 1;

    /** The shortest time with a price on driving against a fixed circulation of the floor's tiles. */
    int ONE_WAY = 2;

    /** What the way is chosen by: one of the constants. */
    void costClass(int costClass);

    /**
     * The robot drives there first. The cell must be open to the robot, in its reach, not where it is, and the goal must be in
     * reach from there.
     */
    void wayPoint(int cell);
}
