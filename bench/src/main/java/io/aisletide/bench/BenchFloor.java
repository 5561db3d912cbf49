package io.aisletide.bench;

import io.aisletide.engine.FleetEngine;
import io.aisletide.engine.FleetEngineBuilder;
import io.aisletide.grid.Floor;
import io.aisletide.grid.FloorGenerator;
import io.aisletide.grid.FloorPlan;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.sim.workload.RandomGoals;
import io.aisletide.sim.workload.Reach;
import io.aisletide.sim.workload.StartFleet;
import io.aisletide.traffic.Demand;
import io.aisletide.traffic.TrafficWorld;
import java.util.List;

/**
 * The floor of {@code scenarios/half-million.yaml} at any size: square, blocks of 4 x 2 pods, two-lane aisles, loaded
 * robots on 18 % of the cells that they may use, random goals up to {@value #GOAL_RADIUS_CELLS} cells away.
 *
 * @param start robots before the first tick
 */
record BenchFloor(Floor floor, Reach reach, StartFleet start) {
    static final long SEED = 42;
    static final int GOAL_RADIUS_CELLS = 128;

    /** A leg takes some 130 ticks, so by then robots are in all states of their legs. */
    static final int STEADY_AFTER_TICKS = 200;

    private static final double CELLS_PER_ROBOT = 2048.0 * 2048.0 / 500_000.0;

    static BenchFloor of(int robots) {
        int side = (int) Math.ceil(Math.sqrt(robots * CELLS_PER_ROBOT));
        Floor floor = FloorGenerator.generate(FloorPlan.sized(side, side));
        Reach reach = new Reach(floor);
        return new BenchFloor(floor, reach, StartFleet.random(floor, reach, robots, 1.0, List.of(), SEED));
    }

    /** A new demand: it keeps state, so each world and engine needs its own. */
    Demand demand() {
        return new RandomGoals(floor, GOAL_RADIUS_CELLS, SEED, reach, robot -> LoadClass.LOADED);
    }

    /** The floor in motion, in its first tick. The caller closes it. */
    TrafficWorld world(Motion motion, int threads) {
        TrafficWorld world = new TrafficWorld(floor, motion, SEED, threads, demand());
        for (int robot = 0; robot < start.size(); robot++) {
            int heading = motion == Motion.ROTATE ? start.headings()[robot] : 0;
            world.addRobot(start.cells()[robot], heading, LoadClass.LOADED, 0);
        }
        return world;
    }

    /** An engine with the same robots. */
    FleetEngineBuilder engine(Motion motion) {
        FleetEngineBuilder builder =
                FleetEngine.builder(floor).motion(motion).seed(SEED).demand(demand());
        for (int robot = 0; robot < start.size(); robot++) {
            int heading = motion == Motion.ROTATE ? start.headings()[robot] : 0;
            builder.robot(start.cells()[robot], heading, LoadClass.LOADED, 0);
        }
        return builder;
    }
}
