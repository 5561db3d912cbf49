/**
 * The independent checker of recorded plans: reads a plan and its map, replays the plan by itself, and says where two
 * robots met. Shares nothing with the engine but the map reader.
 */
@NullMarked
package io.aisletide.sim.verify;

import org.jspecify.annotations.NullMarked;
