/**
 * The watch over a running floor: compares every robot with where it was, without any of the engine's own bookkeeping.
 * Runs on the engine's thread, between ticks.
 */
@NullMarked
package io.aisletide.sim.safety;

import org.jspecify.annotations.NullMarked;
