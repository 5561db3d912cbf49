/**
 * Formats of others: MovingAI maps and scenarios, League of Robot Runners problems and plans. Readers say exactly where a
 * file is wrong (file:line:column) by {@link io.aisletide.sim.scenario.InvalidInputException}; results are immutable.
 * Demands and recorders belong to the engine's thread.
 */
@NullMarked
package io.aisletide.sim.interop;

import org.jspecify.annotations.NullMarked;
