package io.aisletide.sim.trial;

import io.aisletide.journal.Durability;

/**
 * What of a run survives its engine.
 *
 * @param store what the journal is made of
 * @param snapshotEvery ticks from one snapshot to the next; 0 takes none
 */
record Keeping(Store store, Durability durability, int snapshotEvery) {
    enum Store {
        /** There is no journal. */
        NONE,
        MEMORY,
        FILE,
        CHRONICLE
    }

    static final Keeping NOTHING = new Keeping(Store.NONE, Durability.PROCESS, 0);

    Keeping {
        if (snapshotEvery > 0 && (store == Store.NONE || store == Store.MEMORY)) {
            throw new IllegalArgumentException("snapshots lie beside a journal in files, not with journal=" + Words.of(store));
        }
    }

    boolean hasJournal() {
        return store != Store.NONE;
    }

    boolean isInFiles() {
        return store == Store.FILE || store == Store.CHRONICLE;
    }

    Keeping with(Store other) {
        return new Keeping(other, durability, snapshotEvery);
    }

    Keeping with(Durability other) {
        return new Keeping(store, other, snapshotEvery);
    }

    Keeping withSnapshotEvery(int ticks) {
        return new Keeping(store, durability, ticks);
    }
}
