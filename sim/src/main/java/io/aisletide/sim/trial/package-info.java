/**
 * The simulator tests the engine: whole runs made up from a seed, judged by checks that share nothing with the engine, and
 * cut down to a few events when one fails.
 *
 * <p>A {@link io.aisletide.sim.trial.Trial} is a scenario and several {@link io.aisletide.sim.trial.Setup}s that must not
 * make a difference: threads, modes, the pieces in which time advances, who gives the commands, journals and snapshots, and
 * the mishaps by which engines end. The {@link
 * io.aisletide.sim.trial.Judge} runs it in each; the {@link io.aisletide.sim.trial.Shrinker} looks for a smaller one that
 * fails in the same way; a {@link io.aisletide.sim.trial.Campaign} goes through many seeds. Everything but the watching
 * ({@link io.aisletide.sim.trial.TrialWatch}, on the engine's thread) runs on the caller's thread.
 */
@NullMarked
package io.aisletide.sim.trial;

import org.jspecify.annotations.NullMarked;
