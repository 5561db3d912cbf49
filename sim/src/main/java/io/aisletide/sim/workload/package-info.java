/**
 * Where robots stand at first and where they go: placements and demands. All randomness is a hash of the scenario's
 * seed, a purpose, the robot and a count, so that it depends on nothing else. Demands are called on the engine's
 * thread.
 */
@NullMarked
package io.aisletide.sim.workload;

import org.jspecify.annotations.NullMarked;
