package io.aisletide.traffic;

import io.aisletide.state.StateImage;
import io.aisletide.state.Stateful;

/** A floor that snapshots can hold. */
public interface SavedWorld extends World, Stateful {
    /** The {@link #stateHash} that the floor had when it was saved. Any thread, also while the floor goes on. */
    long stateHashOf(StateImage saved);
}
