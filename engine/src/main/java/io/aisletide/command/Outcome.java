package io.aisletide.command;

import io.aisletide.traffic.World;
import org.jspecify.annotations.Nullable;

/**
 * What a command did, filled by {@link CommandExecutor}; one instance is used again and again. {@link #effectiveAtNanos} is 0
 * if the floor obeyed when the executor returned.
 */
public final class Outcome extends World.Effect {
    /** Why nothing was done; null if it was. */
    public @Nullable String rejection;

    /** Nothing has happened. */
    @Override
    public void clear() {
        super.clear();
        rejection = null;
    }

    /** Counts what a part of the command did; its times are those of its last part. */
    void add(World.Effect part) {
        affected += part.affected;
        rerouted += part.rerouted;
        stranded += part.stranded;
        extraCells += part.extraCells;
        effectiveAtNanos = part.effectiveAtNanos;
        reroutedAtNanos = part.reroutedAtNanos;
    }

    void reject(Rejection reason, String text) {
        rejection = reason.because(text);
    }
}
