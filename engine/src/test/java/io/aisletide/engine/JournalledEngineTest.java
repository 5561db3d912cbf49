package io.aisletide.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aisletide.command.Command;
import io.aisletide.command.Scope;
import io.aisletide.fixture.CountedGoals;
import io.aisletide.fixture.Seeds;
import io.aisletide.grid.LoadClass;
import io.aisletide.journal.Durability;
import io.aisletide.journal.Journal;
import io.aisletide.journal.JournalException;
import io.aisletide.journal.MemoryJournal;
import io.aisletide.journal.OtherRunException;
import io.aisletide.journal.SegmentedJournal;
import io.aisletide.journal.SnapshotStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Live = replayed = recovered = forked, at every tick; and what happens when the journal cannot be written. */
class JournalledEngineTest {
    private static final int TICKS = 60;

    @TempDir
    Path folder;

    @Test
    void shouldReachTheSameStatesLiveReplayedRecoveredAndForked() {
        for (long seed : Seeds.of(6)) {
            Random random = new Random(seed);
            JournalledRun run = new JournalledRun(seed);
            long[] hashes = new long[TICKS + 1];
            try (FleetEngine plain = run.builder().build()) {
                run.run(plain, TICKS, hashes);
            }
            MemoryJournal journal = new MemoryJournal(random.nextBoolean() ? Durability.DISK : Durability.PROCESS);
            ThreadingMode mode = random.nextBoolean() ? ThreadingMode.FUSED : ThreadingMode.STAGED;
            try (FleetEngine live = run.builder().journal(journal).mode(mode).threads(2).build()) {
                run.run(live, TICKS, hashes);
                int at = random.nextInt(TICKS);
                try (FleetEngine fork = live.fork(at)) {
                    assertThat(fork.tick()).isEqualTo(at);
                    // What came before that tick is done: only the tick is left.
                    fork.advance(1);
                    assertThat(fork.stateHash()).as(Seeds.label(seed)).isEqualTo(hashes[at + 1]);
                    run.run(fork, TICKS, hashes);
                }
            }
            for (int threads : new int[] {1, 4}) {
                try (FleetEngine replayed = run.builder().threads(threads).replay(journal, Long.MAX_VALUE, null)) {
                    assertThat(replayed.tick()).isEqualTo(TICKS);
                    assertThat(replayed.stateHash()).as(Seeds.label(seed)).isEqualTo(hashes[TICKS]);
                    assertThat(replayed.recovery().compared()).isGreaterThanOrEqualTo(TICKS);
                    assertThat(replayed.recovery().difference()).isNull();
                }
            }
        }
    }

    @Test
    void shouldGoOnAsIfNothingHadHappenedWhenKilledAnywhere() throws IOException {
        for (long seed : Seeds.of(4)) {
            Random random = new Random(seed);
            JournalledRun run = new JournalledRun(seed);
            long[] hashes = new long[TICKS + 1];
            try (FleetEngine plain = run.builder().build()) {
                run.run(plain, TICKS, hashes);
            }
            Path snapshots = folder.resolve("snapshots-" + seed);
            MemoryJournal journal = new MemoryJournal();
            long tick = 0;
            while (tick < TICKS) {
                FleetEngineBuilder builder = run.builder()
                        .journal(journal)
                        .snapshots(new SnapshotStore(snapshots), 7)
                        .mode(random.nextBoolean() ? ThreadingMode.FUSED : ThreadingMode.STAGED)
                        .threads(1 + random.nextInt(3));
                byte[] left;
                try (FleetEngine engine = journal.size() == 0 ? builder.build() : builder.recover()) {
                    assertThat(engine.tick()).as(Seeds.label(seed)).isEqualTo(tick);
                    tick = Math.min(TICKS, tick + 1 + random.nextInt(20));
                    run.run(engine, tick, hashes);
                    // As the kill left it: without the note that the run was closed.
                    left = journal.bytes();
                }
                if (random.nextInt(3) == 0) {
                    damageNewest(new SnapshotStore(snapshots), random);
                }
                journal = MemoryJournal.open(left);
            }
            assertThat(hashes[TICKS]).isNotZero();
        }
    }

    private static void damageNewest(SnapshotStore store, Random random) throws IOException {
        List<Path> files = store.newestFirst();
        if (!files.isEmpty()) {
            byte[] bytes = Files.readAllBytes(files.get(0));
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(files.get(0), bytes);
        }
    }

    @Test
    void shouldSayWhichSnapshotItPassedOver() throws IOException {
        JournalledRun run = new JournalledRun(7);
        SnapshotStore store = new SnapshotStore(folder, 10);
        MemoryJournal journal = new MemoryJournal();
        try (FleetEngine engine = run.builder().journal(journal).snapshots(store, 10).build()) {
            for (int tick = 10; tick <= 30; tick += 10) {
                run.run(engine, tick, new long[TICKS]);
                // One that is due while another is being written comes later.
                WrittenSnapshots.await(engine);
            }
            run.run(engine, 35, new long[TICKS]);
        }
        assertThat(store.newestFirst()).hasSize(3);
        Path newest = store.newestFirst().get(0);
        damageNewest(store, new Random(1));
        try (FleetEngine engine = run.builder().journal(journal).snapshots(store, 10).recover()) {
            assertThat(engine.recovery().snapshotTick()).isEqualTo(20);
            assertThat(engine.recovery().passedOver())
                    .singleElement()
                    .asString()
                    .contains(newest.toString())
                    .contains("checksum");
        }
        for (Path file : store.newestFirst()) {
            Files.write(file, new byte[] {1, 2, 3});
        }
        try (FleetEngine engine = run.builder().journal(journal).snapshots(store, 10).recover()) {
            assertThat(engine.recovery().snapshotTick()).isEqualTo(RecoveryReport.NO_SNAPSHOT);
            assertThat(engine.tick()).isEqualTo(35);
        }
    }

    @Test
    void shouldAnswerARetryFromBeforeTheRestart() {
        JournalledRun run = new JournalledRun(8);
        SnapshotStore store = new SnapshotStore(folder);
        MemoryJournal journal = new MemoryJournal();
        Command close = new Command.Close(Scope.rectangle(10, 10, 8, 8), Command.NEVER);
        Receipt early;
        Receipt late;
        Receipt unnamed;
        try (FleetEngine engine = run.builder().journal(journal).snapshots(store, 10).build()) {
            early = engine.submit(1, close).join();
            unnamed = engine.submit(new Command.Pause(Scope.rectangle(30, 30, 3, 3))).join();
            engine.advance(25);
            late = engine.submit(2, new Command.Undo(1)).join();
        }
        try (FleetEngine engine = run.builder().journal(journal).snapshots(store, 10).recover()) {
            assertThat(engine.recovery().snapshotTick()).isPositive();
            assertThat(engine.submit(1, close).join()).isEqualTo(early);
            Receipt again = engine.submit(2, new Command.Undo(1)).join();
            assertThat(again).usingRecursiveComparison().ignoringFieldsMatchingRegexes(".*Nanos").isEqualTo(late);
            assertThat(engine.metrics().duplicates()).isEqualTo(2);
            Receipt fresh = engine.submit(new Command.Resume(Scope.EVERYTHING)).join();
            assertThat(fresh.commandId()).isLessThan(unnamed.commandId());
            assertThat(fresh.status()).isEqualTo(Receipt.Status.APPLIED);
        }
    }

    @Test
    void shouldSyncCommandsInGroupsBeforeTheyTakeEffect() {
        for (ThreadingMode mode : ThreadingMode.values()) {
            JournalledRun run = new JournalledRun(11);
            MemoryJournal journal = new MemoryJournal(Durability.DISK);
            try (FleetEngine engine = run.builder().journal(journal).mode(mode).build()) {
                engine.advance(10);
                assertThat(journal.syncs()).as("ticks by themselves wait for no disk").isZero();
                int commands = 200;
                CompletableFuture<?>[] receipts = new CompletableFuture<?>[commands];
                for (int i = 0; i < commands; i++) {
                    receipts[i] = engine.submit(1_000 + i, new Command.Resume(Scope.rectangle(1, 1, 2, 2)));
                }
                CompletableFuture.allOf(receipts).join();
                assertThat(journal.syncs()).isBetween(1L, (long) commands);
            }
        }
    }

    @Test
    void shouldRefuseWhatIsAnotherRun() {
        JournalledRun run = new JournalledRun(12);
        MemoryJournal journal = new MemoryJournal();
        try (FleetEngine engine = run.builder().journal(journal).build()) {
            engine.advance(3);
        }
        assertThatThrownBy(() -> run.builder().journal(journal).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("recover");
        assertThatThrownBy(() -> run.builder().seed(77).journal(journal).recover())
                .isInstanceOf(OtherRunException.class)
                .hasMessageContaining("seed 12");
        assertThatThrownBy(() -> run.builder().robots(1, LoadClass.EMPTY).journal(journal).recover())
                .isInstanceOf(OtherRunException.class)
                .hasMessageContaining("another run");
        FleetEngineBuilder otherGoals = run.builder();
        otherGoals.demands(() -> new CountedGoals(run.floor(), 13));
        assertThatThrownBy(() -> otherGoals.journal(journal).recover())
                .isInstanceOf(OtherRunException.class)
                .hasMessageContaining("of another run: the hash over what gives goals (demand) is d there and e here");
        assertThatThrownBy(() -> run.builder().journal(new MemoryJournal()).recover())
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("nothing to recover");
        assertThatThrownBy(() -> run.builder().replay(new MemoryJournal(), 5, null)).isInstanceOf(JournalException.class);
    }

    /** A demand that is not what it was: the journal notices. */
    @Test
    void shouldSayWhereAReplayBeginsToDiffer() {
        JournalledRun run = new JournalledRun(13);
        MemoryJournal journal = new MemoryJournal();
        try (FleetEngine engine = run.builder().journal(journal).build()) {
            engine.advance(40);
        }
        FleetEngineBuilder other = run.builder();
        CountedGoals goals = new CountedGoals(run.floor(), 13);
        other.demand((robot, cell, tick) -> {
            int goal = goals.nextGoal(robot, cell, tick);
            return tick >= 20 && robot % 5 == 0 ? -1 : goal;
        });
        try (FleetEngine replayed = other.replay(journal, Long.MAX_VALUE, null)) {
            RecoveryReport.Difference difference = replayed.recovery().difference();
            assertThat(difference).isNotNull();
            assertThat(difference.tick()).isBetween(20L, 24L);
            assertThat(difference.equalTick()).isEqualTo(16);
            assertThat(difference.what()).contains("recorded").contains("replayed");
        }
        assertThatThrownBy(() -> other.journal(journal).recover())
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("does not lead to");
    }

    @Test
    void shouldRefuseToForkWhatWouldBeShared() {
        JournalledRun run = new JournalledRun(14);
        try (FleetEngine engine = run.builder().build()) {
            assertThatThrownBy(() -> engine.fork(0)).isInstanceOf(IllegalStateException.class).hasMessageContaining("journal");
        }
        try (FleetEngine engine = run.builder().journal(new MemoryJournal()).demand((r, c, t) -> -1).build()) {
            assertThatThrownBy(() -> engine.fork(0)).isInstanceOf(IllegalStateException.class).hasMessageContaining("demands(");
        }
        try (FleetEngine engine = run.builder().journal(new MemoryJournal()).build()) {
            assertThatThrownBy(() -> engine.fork(1)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** A fork is a world of its own: what is asked of it does not touch the first, and shows what would have been. */
    @Test
    void shouldShowWhatWouldHaveBeen() {
        JournalledRun run = new JournalledRun(15);
        long[] hashes = new long[TICKS + 1];
        try (FleetEngine engine = run.builder().journal(new MemoryJournal()).build()) {
            run.run(engine, 30, hashes);
            try (FleetEngine fork = engine.fork(30)) {
                assertThat(fork.stateHash()).isEqualTo(engine.stateHash());
                fork.submit(new Command.Pause(Scope.EVERYTHING)).join();
                fork.advance(20);
                assertThat(fork.counters().pausedNow).isPositive();
            }
            run.run(engine, 50, hashes);
            try (FleetEngine plain = run.builder().build()) {
                run.run(plain, 50, hashes);
            }
        }
    }

    @Test
    void shouldKeepARunInAFolderOverSeveralProcessesLives() {
        for (SegmentedJournal.Format format : SegmentedJournal.Format.values()) {
            JournalledRun run = new JournalledRun(16);
            Path place = folder.resolve(format.name());
            long[] hashes = new long[TICKS + 1];
            for (int tick = 15; tick <= 45; tick += 15) {
                Journal journal = SegmentedJournal.open(place, format, Durability.DISK);
                FleetEngineBuilder builder = run.builder().journal(journal);
                try (FleetEngine engine = tick == 15 ? builder.build() : builder.recover()) {
                    run.run(engine, tick, hashes);
                }
            }
            try (FleetEngine replayed = run.builder().replay(SegmentedJournal.openToRead(place), Long.MAX_VALUE, null)) {
                assertThat(replayed.stateHash()).isEqualTo(hashes[45]);
            }
            assertThat(Arrays.stream(hashes).filter(hash -> hash != 0).count()).isEqualTo(45);
        }
    }
}
