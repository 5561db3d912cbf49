package io.aisletide.journal;

import io.aisletide.state.StateImage;

/**
 * The whole state between two ticks.
 *
 * @param tick the tick that runs next
 * @param nextRecord number of the journal's first record whose effect is not in it
 * @param stateHash of the floor, to compare with once it is restored
 * @param fingerprint of the run that it belongs to
 * @param image the state
 */
public record Snapshot(long tick, long nextRecord, long stateHash, long fingerprint, StateImage image) {}
