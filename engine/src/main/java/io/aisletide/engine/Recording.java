package io.aisletide.engine;

import io.aisletide.journal.Journal;
import io.aisletide.journal.JournalException;
import io.aisletide.journal.JournalNotes;
import io.aisletide.journal.SnapshotStore;
import io.aisletide.metrics.EngineRecorders;
import io.aisletide.traffic.World;
import org.jspecify.annotations.Nullable;

/**
 * What of an engine outlives its process: its events in a journal, and snapshots of its state; nothing, if the engine was given
 * no journal. Here is when both begin and end; who writes them in between says {@link EventLog} and {@link SnapshotTaker}.
 *
 * <p>Threads: the one that builds the engine, and the one that ends it when all others have ended.
 */
final class Recording {
    private final EngineOptions options;
    private final EngineLoop loop;
    private final @Nullable EventLog log;
    private final @Nullable SnapshotTaker snapshots;

    /** @param state what snapshots are taken of */
    Recording(EngineOptions options, EngineLoop loop, SnapshotTaker.Source state, EngineRecorders recorders) {
        this.options = options;
        this.loop = loop;
        Journal journal = options.journal;
        SnapshotStore store = options.snapshotStore;
        if (journal == null) {
            log = null;
            snapshots = null;
            return;
        }
        StateNote note = new StateNote();
        log = new EventLog(journal, note);
        loop.noteTo(note, options.hashEveryTicks);
        snapshots = store == null
                ? null
                : new SnapshotTaker(store, options.snapshotEveryTicks, options.fingerprint(), state, journal, recorders);
    }

    /** Where commands have to be before they take effect; null if there is no journal. */
    @Nullable EventLog log() {
        return log;
    }

    /**
     * Begins the journal, or a new part of it, from a tick on; from here on events go to it.
     *
     * @param startHash of the state before the first tick, if this is where it begins
     * @param demand see {@link io.aisletide.traffic.Demand#fingerprint}
     */
    void begin(Acceptor acceptor, long tick, long startHash, long demand) {
        if (log != null) {
            log.begin(JournalNotes.Begun.now(
                    options.seed, options.fingerprint(), startHash, tick, options.hashEveryTicks, demand,
                    EngineVersion.text()));
            acceptor.recordTo(log);
        }
    }

    /** Takes what a snapshot takes, and throws it away. Before the threads start. */
    void rehearseSnapshot() {
        if (snapshots != null) {
            snapshots.rehearse();
        }
    }

    /** From here on snapshots are taken. Before the threads start. */
    void beginSnapshots() {
        if (snapshots != null) {
            loop.snapshotTo(snapshots);
        }
    }

    /** Returns when all snapshots that were taken are written. */
    void endSnapshots() {
        if (snapshots != null) {
            snapshots.close();
        }
    }

    /** What was taken is written, and the journal ends with how the floor was left. */
    void end(World world, Lifecycle lifecycle) {
        endSnapshots();
        if (log == null) {
            return;
        }
        try {
            if (lifecycle.isSound() && !lifecycle.isReadOnly()) {
                log.end(world.tick(), StateNote.tallyOf(world), loop.stateHash());
            }
        } finally {
            JournalException unclosed = log.close();
            if (unclosed != null) {
                lifecycle.fail(unclosed);
            }
        }
    }
}
