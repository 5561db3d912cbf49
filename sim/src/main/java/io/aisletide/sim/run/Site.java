package io.aisletide.sim.run;

import io.aisletide.engine.FleetEngine;
import io.aisletide.engine.FleetEngineBuilder;
import io.aisletide.grid.Floor;
import io.aisletide.sim.interop.LorrProblem;
import io.aisletide.sim.scenario.Scenario;
import io.aisletide.sim.workload.StartFleet;
import io.aisletide.traffic.Demand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scenario with everything that it names opened and checked: ready to run, once. The demand keeps state, so a second
 * run needs a second site.
 *
 * @param scenario what was asked for
 * @param floor the floor plan
 * @param start robots before the first tick
 * @param demand where they go
 * @param loads classes of robots for the demand; to be told of the engine
 * @param problem the League problem that the scenario imports; null without one
 */
public record Site(
        Scenario scenario,
        Floor floor,
        StartFleet start,
        Demand demand,
        LoadBook loads,
        @Nullable LorrProblem problem) {

    /** An engine for it, but for how it shall run (threads, mode) and who shall watch. */
    public FleetEngineBuilder engine() {
        FleetEngineBuilder builder = FleetEngine.builder(floor)
                .motion(scenario.fleet().motion())
                .seed(scenario.seed())
                .zones(scenario.zones())
                .tags(List.copyOf(scenario.fleet().tags().keySet()))
                .demand(demand)
                .delivery(DeliveryOf.scenario(scenario));
        for (int robot = 0; robot < start.size(); robot++) {
            builder.robot(start.cells()[robot], start.headings()[robot], start.load(robot), start.tags()[robot]);
        }
        return builder;
    }
}
