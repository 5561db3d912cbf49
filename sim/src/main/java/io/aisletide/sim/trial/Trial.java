package io.aisletide.sim.trial;

import io.aisletide.sim.scenario.Scenario;
import java.util.List;

/**
 * A scenario, and the ways in which it is to be run.
 *
 * @param setups the first is the one that the others are compared with
 */
public record Trial(Scenario scenario, List<Setup> setups) {
    public Trial {
        setups = List.copyOf(setups);
    }

    Trial with(Scenario other) {
        return new Trial(other, setups);
    }

    /** Ticks and commands. */
    public int events() {
        return scenario.clock().durationTicks() + scenario.script().size();
    }
}
