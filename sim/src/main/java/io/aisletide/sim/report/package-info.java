/**
 * What a run says of itself: recorders that watch it on the engine's thread, the summary made of them, and the files of
 * the output folder. Wall-clock readings live here and never reach a decision.
 */
@NullMarked
package io.aisletide.sim.report;

import org.jspecify.annotations.NullMarked;
