package io.aisletide.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aisletide.fixture.Seeds;
import io.aisletide.journal.Journal;
import io.aisletide.journal.JournalException;
import io.aisletide.journal.MemoryJournal;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Releases in the journal: replayed, recovered and forked like everything else. */
class JournalledReleasesTest {
    private static final long SEED = Seeds.of(1)[0];

    /** A whole run with its journal. */
    private record Recorded(ReleasedRun run, long[] hashes, List<String> audit, DeliveryView.AuditSeal seal, byte[] journal) {
        static Recorded of(long seed) {
            MemoryJournal journal = new MemoryJournal();
            ReleasedRun run = new ReleasedRun(seed);
            ReleaseFloor.Audit audit = new ReleaseFloor.Audit();
            long[] hashes = new long[ReleasedRun.TICKS + 1];
            DeliveryView.AuditSeal seal;
            byte[] bytes;
            try (FleetEngine engine = run.builder().observer(audit).journal(journal).build()) {
                run.run(engine, ReleasedRun.TICKS, hashes);
                seal = engine.delivery().audit();
                bytes = journal.bytes();
            }
            return new Recorded(run, hashes, audit.lines, seal, bytes);
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
