package io.aisletide.command;

import org.jspecify.annotations.Nullable;

/** What a command did, filled by {@link CommandExecutor}; one instance is used again and again. */
public final class Outcome {
    public int affected;
    public int rerouted;
    public int stranded;
    public long extraCells;
    /** Why nothing was done; null if it was. */
    public @Nullable String rejection;
    /** Wall clock when the floor obeyed, or 0 if that is when the executor returned; for metrics only. */
    public long effectiveAtNanos;

    public long reroutedAtNanos;

    /** Nothing has happened. */
    public void clear() {
        affected = 0;
        rerouted = 0;
        stranded = 0;
        extraCells = 0;
        rejection = null;
        effectiveAtNanos = 0;
        reroutedAtNanos = 0;
    }

    void reject(Rejection reason, String text) {
        rejection = reason.because(text);
    }
}
