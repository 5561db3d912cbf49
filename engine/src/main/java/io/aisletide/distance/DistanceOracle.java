package io.aisletide.distance;

import io.aisletide.grid.LoadClass;

/**
 * Shows the way to a goal. The contract is told by a robot that is alone on the floor and does what the oracle says: it
 * arrives if there is a way at all, and it does not drive much farther than it has to.
 */
public interface DistanceOracle {
    /** There is no way. */
    int OUT_OF_REACH = Integer.MAX_VALUE;

    /**
     * Drives a lone robot.
     *
     * @param heading ordinal of Direction; without meaning for robots that do not turn
     * @return ticks until it stands in the goal's cell, or {@link #OUT_OF_REACH}
     */
    int driveTicks(int cell, int heading, int goal, LoadClass load);
}
