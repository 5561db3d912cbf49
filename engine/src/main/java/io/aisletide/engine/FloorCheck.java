package io.aisletide.engine;

import io.aisletide.grid.Floor;
import io.aisletide.traffic.RobotState;
import io.aisletide.traffic.World;

/**
 * What must be true of the floor between two ticks, whatever versions answer: there are as many robots as commands have put
 * there, each stands alone in its cell, and no cell is a wall. All robots are looked at each tick, or on large floors {@value
 * #ROBOTS_A_TICK} of them in turn. Engine's thread.
 */
final class FloorCheck {
    /** A look takes some 100 ns where memory is cold; so this is under one percent of a tick of half a million robots. */
    private static final int ROBOTS_A_TICK = 4_096;

    private final World world;
    private final Floor floor;

    FloorCheck(World world, Floor floor) {
        this.world = world;
        this.floor = floor;
    }

    /**
     * @param robots that there have to be
     * @return violations found
     */
    int violations(long tick, long robots) {
        int found = (int) Math.abs(world.robotCount() - robots);
        int limit = world.robotLimit();
        int turns = Math.max(1, (limit + ROBOTS_A_TICK - 1) / ROBOTS_A_TICK);
        int from = (int) (tick % turns) * ROBOTS_A_TICK;
        int to = Math.min(limit, from + ROBOTS_A_TICK);
        for (int robot = from; robot < to; robot++) {
            if (world.state(robot) != RobotState.ABSENT) {
                int cell = world.cell(robot);
                found += world.robotAt(cell) == robot ? 0 : 1;
                found += floor.passable(cell, world.load(robot)) ? 0 : 1;
            }
        }
        return found;
    }
}
