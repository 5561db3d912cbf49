package io.aisletide.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an engine came to its state from a journal.
 *
 * @param snapshotTick tick of the snapshot that it began with, or {@link #NO_SNAPSHOT}
 * @param events ticks and commands that were replayed after it
 * @param compared moments at which the state was compared with what the journal has noted
 * @param tick the tick that runs next
 * @param cut what was left out at the journal's end because it was not whole; null if nothing
 * @param passedOver snapshots that could not be used, and why
 * @param difference where the replay was first found to differ; null if it is the same everywhere
 */
public record RecoveryReport(
        long snapshotTick,
        long events,
        long compared,
        long tick,
        @Nullable String cut,
        List<String> passedOver,
        @Nullable Difference difference) {
    public static final long NO_SNAPSHOT = -1;

    /**
     * A replay that is not what the journal has noted.
     *
     * @param tick the first moment, before that tick, at which the two were seen to differ
     * @param equalTick the last moment before it at which they were seen to be equal
     * @param what which of the two hashes differs, as recorded and as replayed
     */
    public record Difference(long tick, long equalTick, String what) {}
}
