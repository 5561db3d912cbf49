/**
 * Scenario files: read YAML with positions, check it, and turn it into a {@link io.aisletide.sim.scenario.Scenario}.
 * Knows nothing of files other than the scenario itself; what a scenario names is opened by the run. Immutable results,
 * no threads.
 */
@NullMarked
package io.aisletide.sim.scenario;

import org.jspecify.annotations.NullMarked;
