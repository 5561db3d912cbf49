package io.aisletide.engine;

import io.aisletide.grid.Floor;
import io.aisletide.grid.Motion;
import io.aisletide.traffic.Demand;
import io.aisletide.traffic.TrafficListener;
import io.aisletide.traffic.World;

/** Makes the floor in motion; tests put a simple one in the place of the real one. */
@FunctionalInterface
interface WorldFactory {
    /** @param listener told of goals, from inside {@link World#step} and {@link World#redirect} */
    World create(Floor floor, Motion motion, long seed, int threads, Demand demand, TrafficListener listener);
}
