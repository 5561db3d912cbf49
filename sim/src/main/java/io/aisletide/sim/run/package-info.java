/**
 * One run of a scenario: its files are opened and checked against each other ({@link io.aisletide.sim.run.Site}), then
 * the engine is built, driven through the script and watched ({@link io.aisletide.sim.run.FleetRun}). Used by one thread;
 * the engine has its own.
 */
@NullMarked
package io.aisletide.sim.run;

import org.jspecify.annotations.NullMarked;
