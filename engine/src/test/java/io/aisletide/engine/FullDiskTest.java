package io.aisletide.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aisletide.command.Command;
import io.aisletide.command.Rejection;
import io.aisletide.command.Scope;
import io.aisletide.journal.Durability;
import io.aisletide.journal.FailingDisk;
import io.aisletide.journal.Journal;
import io.aisletide.journal.JournalException;
import io.aisletide.journal.MemoryJournal;
import io.aisletide.journal.SegmentedJournal;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a run whose journal cannot be written any more, whatever the journal is made of. */
class FullDiskTest {
    private static final int TICKS = 60;

    enum Kind {
        MEMORY,
        FILE,
        CHRONICLE
    }

    @TempDir
    private Path folder;

    private byte[] memory = new byte[0];

    private Journal open(Kind kind, Path place, Durability durability, FailingDisk disk) {
        return switch (kind) {
            case MEMORY -> MemoryJournal.open(memory, durability, disk);
            case FILE -> SegmentedJournal.open(place, SegmentedJournal.Format.FILE, durability, disk);
            case CHRONICLE -> SegmentedJournal.open(place, SegmentedJournal.Format.CHRONICLE, durability, disk);
        };
    }

    private void remember(Journal journal) {
        memory = journal instanceof MemoryJournal kept ? kept.bytes() : memory;
    }

    @ParameterizedTest
    @EnumSource
    void shouldAcknowledgeNothingThatIsNotInTheJournal(Kind kind) {
        for (ThreadingMode mode : ThreadingMode.values()) {
            for (int written : new int[] {0, 1, 15, 40}) {
                JournalledRun run = new JournalledRun(9);
                Path place = folder.resolve(mode + "-" + written);
                FailingDisk disk = new FailingDisk();
                memory = new byte[0];
                Journal journal = open(kind, place, Durability.PROCESS, disk);
                long[] hashes = new long[TICKS + 1];
                try (FleetEngine engine = run.builder().journal(journal).mode(mode).build()) {
                    run.run(engine, 20, hashes);
                    long last = journal.size();
                    disk.failAppend(0, written);
                    Receipt refused =
                            engine.submit(5_000, new Command.Pause(Scope.EVERYTHING)).join();
                    assertThat(refused.status()).isEqualTo(Receipt.Status.REJECTED);
                    assertThat(refused.message()).startsWith(Rejection.JOURNAL_FAILED.name());
                    assertThat(journal.size()).isEqualTo(last);
                    assertThat(engine.stateHash()).as("it can still be looked at").isEqualTo(hashes[20]);
                    assertThat(engine.submit(5_001, new Command.Pause(Scope.EVERYTHING)).join().status())
                            .isEqualTo(Receipt.Status.REJECTED);
                    assertThatThrownBy(() -> engine.advance(1))
                            .isInstanceOf(EngineFailedException.class)
                            .hasMessageStartingWith("nothing is accepted any more, because it would be lost: the journal in ")
                            .hasMessageContaining("cannot take record " + last + ": ");
                    assertThat(engine.tick()).isEqualTo(20);
                    remember(journal);
                }
                try (FleetEngine engine =
                        run.builder().journal(open(kind, place, Durability.PROCESS, new FailingDisk())).recover()) {
                    assertThat(engine.stateHash()).isEqualTo(hashes[20]);
                    run.run(engine, 30, hashes);
                    assertThat(engine.metrics().duplicates()).as("5,000 is free for another").isZero();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotRunATickThatIsNotInTheJournal(Kind kind) {
        JournalledRun run = new JournalledRun(10);
        FailingDisk disk = new FailingDisk();
        try (FleetEngine engine = run.builder().journal(open(kind, folder, Durability.DISK, disk)).build()) {
            engine.advance(5);
            // The note of the state and the event of tick 5, the note after it, and no room for the event of tick 6.
            disk.failAppend(3, 0);
            assertThatThrownBy(() -> engine.advance(5))
                    .isInstanceOf(EngineFailedException.class)
                    .hasMessageContaining("No space left on device");
            assertThat(engine.tick()).isEqualTo(6);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FILE", "CHRONICLE"})
    void shouldNotAcknowledgeWhatCannotBeSynced(Kind kind) {
        for (ThreadingMode mode : ThreadingMode.values()) {
            JournalledRun run = new JournalledRun(11);
            Path place = folder.resolve(mode.name());
            FailingDisk disk = new FailingDisk();
            long[] hashes = new long[TICKS + 1];
            try (FleetEngine engine = run.builder().mode(mode).journal(open(kind, place, Durability.DISK, disk)).build()) {
                run.run(engine, 12, hashes);
                disk.failSync();
                Receipt refused =
                        engine.submit(5_000, new Command.Pause(Scope.EVERYTHING)).join();
                assertThat(refused.status()).isEqualTo(Receipt.Status.REJECTED);
                assertThat(refused.message()).contains("cannot be synced to the disk");
                assertThat(engine.stateHash()).isEqualTo(hashes[12]);
                assertThatThrownBy(() -> engine.advance(1)).isInstanceOf(EngineFailedException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotBeginWithoutRoomForTheFirstRecord(Kind kind) {
        FailingDisk disk = new FailingDisk();
        disk.left(0);
        disk.failAppend(0, 0);
        JournalledRun run = new JournalledRun(12);
        Journal journal = open(kind, folder, Durability.PROCESS, disk);

        assertThatThrownBy(() -> run.builder().journal(journal).build())
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("cannot take record 0");
        assertThat(journal.size()).isZero();
        journal.close();
        // There is room again: what was begun without a record is no run.
        memory = new byte[0];
        try (FleetEngine engine =
                run.builder().journal(open(kind, folder, Durability.PROCESS, new FailingDisk())).build()) {
            engine.advance(2);
            assertThat(engine.tick()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FILE", "CHRONICLE"})
    void shouldGoOnWhenThereIsRoomAndNotBefore(Kind kind) {
        JournalledRun run = new JournalledRun(13);
        long[] hashes = new long[TICKS + 1];
        try (FleetEngine engine =
                run.builder().journal(open(kind, folder, Durability.PROCESS, new FailingDisk())).build()) {
            run.run(engine, 10, hashes);
        }
        for (int attempt = 0; attempt < 3; attempt++) {
            FailingDisk full = new FailingDisk();
            full.left(0);
            Journal journal = open(kind, folder, Durability.PROCESS, full);
            assertThatThrownBy(() -> run.builder().journal(journal).recover())
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("cannot take record");
            journal.close();
        }
        try (FleetEngine engine =
                run.builder().journal(open(kind, folder, Durability.PROCESS, new FailingDisk())).recover()) {
            assertThat(engine.stateHash()).isEqualTo(hashes[10]);
            run.run(engine, 20, hashes);
        }
    }
}
