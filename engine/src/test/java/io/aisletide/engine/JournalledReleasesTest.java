package io.aisletide.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aisletide.command.Command;
import io.aisletide.fixture.CountedGoals;
import io.aisletide.grid.LoadClass;
import io.aisletide.journal.Journal;
import io.aisletide.journal.JournalException;
import io.aisletide.journal.MemoryJournal;
import io.aisletide.journal.Snapshot;
import io.aisletide.journal.SnapshotStore;
import io.aisletide.release.Phase;
import io.aisletide.release.spec.RolloutSpec;
import io.aisletide.release.spec.Step;
import io.aisletide.workflow.Drill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Releases in the journal: replayed, recovered and forked like everything else. */
class JournalledReleasesTest {
    /** One in whose run everything happens that the tests speak of. */
    private static final long SEED = Long.getLong("seed", 2);

    private static final int SNAPSHOTS_APART = 4;

    private static final int TRIED = 24;

    @TempDir
    private Path folder;

    /** A whole run with its journal. */
    private record Recorded(ReleasedRun run, long[] hashes, List<String> audit, DeliveryView.AuditSeal seal, byte[] journal, String figures) {
        static Recorded of(long seed) {
            MemoryJournal journal = new MemoryJournal();
            ReleasedRun run = new ReleasedRun(seed);
            ReleaseFloor.Audit audit = new ReleaseFloor.Audit();
            long[] hashes = new long[ReleasedRun.TICKS + 1];
            DeliveryView.AuditSeal seal;
            byte[] bytes;
            String figures;
            try (FleetEngine engine = run.builder().observer(audit).journal(journal).build()) {
                run.run(engine, ReleasedRun.TICKS, hashes);
                seal = engine.delivery().audit();
                bytes = journal.bytes();
                figures = figuresOf(engine);
            }
            return new Recorded(run, hashes, audit.lines, seal, bytes, figures);
        }
    }

    @Test
    void shouldReplayToTheSameStatesAndAuditWhateverTheThreads() {
        Recorded recorded = Recorded.of(SEED);
        String story = recorded.audit.toString();
        for (String kind : List.of(
                "Promoted", "Healthy", "Aborted", "Rejected", "GateTimedOut", "GateAnswered", "BreakerChanged", "Quarantined",
                "Unloaded", "Resumed", "there is no file of it", "\"mia\"")) {
            assertThat(story).as("a run in which it happens").contains(kind);
        }
        for (int threads : new int[] {1, 3}) {
            ReleaseFloor.Audit audit = new ReleaseFloor.Audit();
            Journal journal = MemoryJournal.open(recorded.journal);
            try (FleetEngine engine = recorded.run
                    .builder()
                    .threads(threads)
                    .mode(threads == 1 ? ThreadingMode.STAGED : ThreadingMode.FUSED)
                    .observer(audit)
                    .replay(journal, Long.MAX_VALUE, null)) {
                RecoveryReport report = engine.recovery();
                assertThat(report.difference()).isNull();
                assertThat(report.compared()).isGreaterThanOrEqualTo(ReleasedRun.TICKS - 1);
                assertThat(engine.stateHash()).isEqualTo(recorded.hashes[ReleasedRun.TICKS]);
                assertThat(engine.delivery().audit()).isEqualTo(recorded.seal);
            }
            assertThat(audit.lines).isEqualTo(recorded.audit);
        }
    }

    @Test
    void shouldGoOnAsTheRunThatWasNotKilledWhereverItIsKilled() {
        Recorded recorded = Recorded.of(SEED);
        Random random = new Random(SEED);
        for (int kill = 0; kill < 6; kill++) {
            int bytes = random.nextInt(recorded.journal.length / 20, recorded.journal.length);
            MemoryJournal journal = MemoryJournal.open(Arrays.copyOf(recorded.journal, bytes));
            ReleaseFloor.Audit audit = new ReleaseFloor.Audit();
            try (FleetEngine engine = recorded.run.builder().observer(audit).journal(journal).recover()) {
                recorded.run.run(engine, ReleasedRun.TICKS, recorded.hashes);
                assertThat(engine.delivery().audit()).as("killed after %s bytes", bytes).isEqualTo(recorded.seal);
            }
            assertThat(audit.lines).isEqualTo(recorded.audit);
        }
    }

    @Test
    void shouldGoOnFromEverySnapshotAsTheRunThatWasNotInterrupted() throws IOException {
        Recorded recorded = Recorded.of(SEED);
        MemoryJournal journal = new MemoryJournal();
        SnapshotStore store = new SnapshotStore(folder.resolve("all"), 1_000);
        try (FleetEngine engine = recorded.run.builder().journal(journal).snapshots(store, SNAPSHOTS_APART).build()) {
            for (int tick = 1; tick <= ReleasedRun.TICKS; tick++) {
                recorded.run.run(engine, tick, recorded.hashes);
                WrittenSnapshots.await(engine);
            }
            assertThat(engine.delivery().audit()).as("a run with snapshots").isEqualTo(recorded.seal);
        }
        List<Path> files = store.newestFirst();
        // There is none while a version is being prepared.
        assertThat(files).as("snapshots").hasSizeGreaterThanOrEqualTo(ReleasedRun.TICKS / SNAPSHOTS_APART / 2);
        int compared = 0;
        for (int i = 0; i < files.size(); i += Math.max(1, files.size() / TRIED)) {
            Path only = Files.createDirectories(folder.resolve("only-" + i));
            Files.copy(files.get(i), only.resolve(files.get(i).getFileName()));
            SnapshotStore one = new SnapshotStore(only);
            Snapshot snapshot = one.read(one.newestFirst().get(0));
            try (FleetEngine engine = recorded.run.builder().threads(2).replay(journal, snapshot.tick(), one)) {
                assertThat(engine.recovery().snapshotTick()).isEqualTo(snapshot.tick());
                if (engine.recovery().events() == 0) {
                    // Else a command came between the snapshot and the tick, and has been replayed.
                    assertThat(engine.differencesTo(snapshot)).as("restored at tick %s", snapshot.tick()).isEmpty();
                    compared++;
                }
                recorded.run.run(engine, ReleasedRun.TICKS, recorded.hashes);
                assertThat(engine.delivery().audit()).as("from tick %s", snapshot.tick()).isEqualTo(recorded.seal);
                assertThat(figuresOf(engine)).isEqualTo(recorded.figures);
            }
        }
        assertThat(compared).as("snapshots that nothing came after").isGreaterThan(TRIED / 2);
    }

    @Test
    void shouldDecideTheSameAfterARehearsal() {
        Recorded recorded = Recorded.of(SEED);
        MemoryJournal journal = new MemoryJournal();
        SnapshotStore store = new SnapshotStore(folder.resolve("rehearsed"), 1_000);
        ReleaseFloor.Audit audit = new ReleaseFloor.Audit();
        try (FleetEngine engine = recorded.run
                .builder()
                .rehearse(true)
                .observer(audit)
                .journal(journal)
                .snapshots(store, SNAPSHOTS_APART)
                .build()) {
            assertThat(engine.metrics().snapshotWriteNanos().getTotalCount()).as("rehearsed snapshots written").isZero();
            recorded.run.run(engine, ReleasedRun.TICKS, recorded.hashes);
            assertThat(engine.delivery().audit()).isEqualTo(recorded.seal);
        }
        assertThat(audit.lines).isEqualTo(recorded.audit);
        Snapshot newest = store.read(store.newestFirst().get(0));
        assertThat(newest.stateHash()).isEqualTo(recorded.hashes[(int) newest.tick()]);
        try (FleetEngine engine = recorded.run.builder().rehearse(true).journal(journal).snapshots(store, 1).recover()) {
            assertThat(engine.recovery().snapshotTick()).isEqualTo(newest.tick());
            assertThat(engine.stateHash()).isEqualTo(recorded.hashes[ReleasedRun.TICKS]);
        }
    }

    @Test
    void shouldRehearseNoSnapshotWhereThereCanBeNone() {
        Delivery delivery = ReleaseFloor.delivery(
                Drill.errors(0, 0), ReleaseFloor.canary("next", ReleaseFloor.better(), RolloutSpec.ON_COMMAND, new Step.SetWeight(10)));
        MemoryJournal killed = new MemoryJournal();
        try (FleetEngine engine = engineOf(delivery).journal(killed).build()) {
            engine.advance(3);
            engine.submit(ReleaseFloor.ask(Command.ReleaseVerb.START, "next"));
            engine.stateHash(); // comes behind it
            MemoryJournal journal = MemoryJournal.open(killed.bytes());
            try (FleetEngine recovered = engineOf(delivery)
                    .rehearse(true)
                    .journal(journal)
                    .snapshots(new SnapshotStore(folder), 100)
                    .recover()) {
                recovered.advance(1);
                engine.advance(1);
                assertThat(recovered.delivery().releases().get(0).phase()).isEqualTo(Phase.PREPARING);
                assertThat(recovered.stateHash()).isEqualTo(engine.stateHash());
            }
        }
    }

    /** A demand that can be saved. */
    private static FleetEngineBuilder engineOf(Delivery delivery) {
        return FleetEngine.builder(ReleaseFloor.floor())
                .threads(2)
                .robots(50, LoadClass.EMPTY)
                .demands(() -> new CountedGoals(ReleaseFloor.floor(), SEED))
                .delivery(delivery);
    }

    @Test
    void shouldRefuseASnapshotWhoseVersionsAreGone() {
        ReleasedRun run = new ReleasedRun(SEED);
        MemoryJournal journal = new MemoryJournal();
        SnapshotStore store = new SnapshotStore(folder);
        try (FleetEngine engine = run.builder().journal(journal).snapshots(store, 80).build()) {
            run.run(engine, 100, new long[ReleasedRun.TICKS + 1]);
        }

        assertThatThrownBy(() -> new ReleasedRun(SEED, true).builder().replay(journal, 100, store))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("when the snapshot was taken plan-route@9.1.0 was loaded; here it cannot be")
                .hasMessageContaining("there is no file of it");
    }

    /** What versions have done, without what the wall clock has measured. */
    private static String figuresOf(FleetEngine engine) {
        StringBuilder text = new StringBuilder();
        for (DeliveryView.VersionFigures each : engine.delivery().versions()) {
            text.append(each.version() + " " + each.calls() + " " + each.faults() + " " + each.refusals() + " " + each.slow() + "\n");
        }
        engine.delivery().releases().forEach(status -> text.append(status.name() + " " + status.phase() + " " + status.step() + " "
                + status.weight() + " " + status.exposed() + " " + status.figures().canaryCalls() + " "
                + status.figures().steps() + " " + status.reason() + "\n"));
        return text.append(engine.delivery().faults()).toString();
    }

    @Test
    void shouldForkInTheMiddleOfAReleaseAndGoOnTheSame() {
        ReleasedRun run = new ReleasedRun(SEED);
        long[] hashes = new long[ReleasedRun.TICKS + 1];
        try (FleetEngine engine = run.builder().journal(new MemoryJournal()).build()) {
            run.run(engine, 200, hashes);
            for (int tick : new int[] {3, 47, 130, 178}) {
                try (FleetEngine fork = engine.fork(tick)) {
                    run.run(fork, tick + 25, hashes);
                    assertThat(fork.delivery().releases()).hasSameSizeAs(engine.delivery().releases());
                }
            }
        }
    }

    @Test
    void shouldRefuseToReplayWhenAVersionThatWasLoadedIsGone() {
        Recorded recorded = Recorded.of(SEED);

        assertThatThrownBy(() -> new ReleasedRun(SEED, true)
                        .builder()
                        .journal(MemoryJournal.open(recorded.journal))
                        .recover())
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("the journal says that plan-route@9.1.0 was loaded")
                .hasMessageContaining("there is no file of it");
    }
}
