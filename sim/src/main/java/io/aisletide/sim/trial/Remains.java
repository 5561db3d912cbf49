package io.aisletide.sim.trial;

import io.aisletide.engine.FleetEngine;
import io.aisletide.engine.FleetEngineBuilder;
import io.aisletide.journal.FailingDisk;
import io.aisletide.journal.Journal;
import io.aisletide.journal.MemoryJournal;
import io.aisletide.journal.SegmentedJournal;
import io.aisletide.journal.SnapshotStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is left of an engine for the one after it: journal and snapshots, in memory or in a folder of their own that is gone
 * when this is closed.
 *
 * <p>An engine ends where its remains are copied, as a kill leaves them: without the note that it was closed, and with what
 * was written of a record last. What its journal and snapshots come to afterwards does not touch the copy.
 */
final class Remains implements AutoCloseable {
    private static final String EVENTS = "events";
    private static final String SNAPSHOTS = "snapshots";
    private static final String LOCK = "lock";
    /** A prime. */
    private static final int SPREAD = 7_919;

    private final Keeping keeping;
    private FailingDisk disk = new FailingDisk();
    private @Nullable Path root;
    private int lives;
    private byte[] memory = new byte[0];
    private byte[] undamaged = memory;
    private @Nullable MemoryJournal inMemory;
    private boolean damaged;

    Remains(Keeping keeping) {
        this.keeping = keeping;
    }

    /**
     * Begins the run, or goes on with it.
     *
     * @param full there is no room on the disk
     */
    FleetEngine begin(FleetEngineBuilder builder, boolean full) {
        if (!keeping.hasJournal()) {
            return builder.build();
        }
        disk = new FailingDisk();
        if (full) {
            disk.left(0);
            disk.failAppend(0, 0);
        }
        Journal journal = open();
        try {
            builder.journal(journal);
            if (keeping.snapshotEvery() > 0) {
                builder.snapshots(new SnapshotStore(folder(lives).resolve(SNAPSHOTS)), keeping.snapshotEvery());
            }
            return journal.size() == 0 ? builder.build() : builder.recover();
        } catch (RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    private Journal open() {
        if (keeping.store() == Keeping.Store.MEMORY) {
            MemoryJournal journal = MemoryJournal.open(memory, keeping.durability(), disk);
            inMemory = journal;
            return journal;
        }
        SegmentedJournal.Format format = keeping.store() == Keeping.Store.FILE
                ? SegmentedJournal.Format.FILE
                : SegmentedJournal.Format.CHRONICLE;
        return SegmentedJournal.open(folder(lives).resolve(EVENTS), format, keeping.durability(), disk);
    }

    /** Under the journal of the engine that lives. */
    FailingDisk disk() {
        return disk;
    }

    /** Takes what there is at this moment for the next engine. */
    void take() {
        if (inMemory != null) {
            memory = inMemory.bytes();
            undamaged = memory;
        } else {
            copy(folder(lives), folder(lives + 1));
            lives++;
        }
        damaged = false;
    }

    /** Damages what was taken, as far as there is something to damage. */
    void damage(Mishap mishap) {
        if (mishap.damage() == Mishap.Damage.NONE && !mishap.snapshotDamaged()) {
            return;
        }
        damaged = true;
        if (inMemory != null) {
            memory = Wound.of(undamaged, mishap);
            return;
        }
        copy(folder(lives), folder(lives + 1));
        lives++;
        try {
            if (mishap.damage() != Mishap.Damage.NONE) {
                Path file = lastFile();
                if (file != null) {
                    Files.write(file, Wound.of(Files.readAllBytes(file), mishap));
                }
            }
            if (mishap.snapshotDamaged()) {
                damageNewestSnapshot(mishap);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the journal's last records are. */
    private @Nullable Path lastFile() throws IOException {
        try (Stream<Path> files = Files.walk(folder(lives).resolve(EVENTS))) {
            return files.filter(file -> file.toString().endsWith(".log") || file.toString().endsWith(".cq4"))
                    .filter(file -> !file.toString().contains("torn-"))
                    .max(Comparator.naturalOrder())
                    .orElse(null);
        }
    }

    private void damageNewestSnapshot(Mishap mishap) throws IOException {
        List<Path> newestFirst = new SnapshotStore(folder(lives).resolve(SNAPSHOTS)).newestFirst();
        if (!newestFirst.isEmpty()) {
            byte[] bytes = Files.readAllBytes(newestFirst.get(0));
            // Anywhere, but at the same place each time.
            int at = Math.floorMod(mishap.atTick() * SPREAD + mishap.place(), bytes.length);
            bytes[at] ^= (byte) (1 << at % Byte.SIZE);
            Files.write(newestFirst.get(0), bytes);
        }
    }

    /** Whether what was taken is not as it was. */
    boolean isDamaged() {
        return damaged;
    }

    /** Puts back what was taken, as from a copy. */
    void undoDamage() {
        if (inMemory != null) {
            memory = undamaged;
        } else {
            copy(folder(lives - 1), folder(lives + 1));
            lives++;
        }
        damaged = false;
    }

    private Path folder(int life) {
        try {
            Path base = root;
            if (base == null) {
                base = Files.createTempDirectory("aisletide-trial");
                root = base;
            }
            return base.resolve("life-" + life);
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for the journal of a trial", e);
        }
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(file -> !file.endsWith(LOCK)).toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy the journal of a trial", e);
        }
    }

    @Override
    public void close() {
        if (root == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the journal of a trial", e);
        }
    }
}
