package io.aisletide.engine;

import io.aisletide.journal.Journal;
import io.aisletide.journal.JournalException;
import io.aisletide.journal.Snapshot;
import io.aisletide.journal.SnapshotStore;
import io.aisletide.metrics.EngineRecorders;
import io.aisletide.state.StateImage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes snapshots every so many ticks: the engine's thread copies the state, which is all that the floor waits for, and a
 * thread of its own computes the copy's hash and writes it. There is one copy; if it is still being written when the next is
 * due, that one is taken as soon as it is free.
 *
 * <p>The journal is synced up to the snapshot before the snapshot gets its name: so a snapshot never knows more than the
 * journal. A snapshot that cannot be written is lost, and the run goes on: the journal has everything.
 */
final class SnapshotTaker {
    /** Copies the state of everything. */
    @FunctionalInterface
    interface Source {
        /** @return computes the state hash of the copy, as long as it is there; on any thread */
        LongSupplier save(StateImage to);
    }

    /** Times that the copy is taken before the first tick: for the machine to have compiled what it takes. */
    private static final int REHEARSALS = 3;

    private final SnapshotStore store;
    private final int everyTicks;
    private final long fingerprint;
    private final Source source;
    private final Journal journal;
    private final EngineRecorders recorders;
    private final StateImage image = new StateImage();
    private final AtomicBoolean writing = new AtomicBoolean();
    private final AtomicReference<@Nullable JournalException> failure = new AtomicReference<>();
    private final ExecutorService writer = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "aisletide-snapshot");
        thread.setDaemon(true);
        return thread;
    });
    private boolean due;

    SnapshotTaker(
            SnapshotStore store,
            int everyTicks,
            long fingerprint,
            Source source,
            Journal journal,
            EngineRecorders recorders) {
        this.store = store;
        this.everyTicks = everyTicks;
        this.fingerprint = fingerprint;
        this.source = source;
        this.journal = journal;
        this.recorders = recorders;
    }

    /** Whether one is to be taken before that tick. */
    boolean isDue(long tick) {
        due |= tick % everyTicks == 0;
        return due && !writing.get();
    }

    /**
     * Copies the state for nobody, so that room for a copy is there, and the first tick that waits for one waits no longer than
     * others. Before the first tick, on the thread that builds the engine.
     */
    void rehearse() {
        for (int i = 0; i < REHEARSALS; i++) {
            image.clear();
            source.save(image);
        }
    }

    /** Engine's thread, between two ticks. */
    void take(long tick, long nextRecord) {
        due = false;
        long startNanos = System.nanoTime();
        image.clear();
        LongSupplier hash = source.save(image);
        recorders.snapshotPause.record(System.nanoTime() - startNanos);
        writing.set(true);
        writer.execute(() -> write(tick, nextRecord, hash));
    }

    private void write(long tick, long nextRecord, LongSupplier hash) {
        long startNanos = System.nanoTime();
        long bytes = 0;
        JournalException lost = null;
        try {
            journal.sync();
            bytes = store.write(new Snapshot(tick, nextRecord, hash.getAsLong(), fingerprint, image));
        } catch (JournalException e) {
            lost = e;
        } finally {
            writing.set(false);
        }
        // Counted only now: whoever has seen the count may rely on it that the next one is taken when it is due.
        if (lost == null) {
            recorders.snapshotWrite.record(System.nanoTime() - startNanos);
            recorders.snapshotBytes.set(bytes);
        } else {
            failure.set(lost);
            recorders.snapshotsLost.increment();
        }
    }

    /** Why the last snapshot that was lost could not be written; null if none was. */
    @Nullable JournalException failure() {
        return failure.get();
    }

    /** Returns when what was taken is written. */
    void close() {
        writer.shutdown();
        boolean interrupted = false;
        while (true) {
            try {
                if (writer.awaitTermination(1, TimeUnit.HOURS)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
