package io.aisletide.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aisletide.fixture.Seeds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every journal does, whatever it is made of. */
class JournalContractTest {
    enum Kind {
        MEMORY,
        FILE,
        CHRONICLE
    }

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private byte[] memory = new byte[0];

    private Journal open(Kind kind) {
        return switch (kind) {
            case MEMORY -> MemoryJournal.open(memory);
            case FILE -> SegmentedJournal.open(folder, SegmentedJournal.Format.FILE, Durability.PROCESS);
            case CHRONICLE -> SegmentedJournal.open(folder, SegmentedJournal.Format.CHRONICLE, Durability.DISK);
        };
    }

    private void close(Journal journal) {
        if (journal instanceof MemoryJournal inMemory) {
            memory = inMemory.bytes();
        }
        journal.close();
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveBackWhatWasAppendedOverSeveralLives(Kind kind) {
        for (long seed : Seeds.of(1)) {
            Random random = new Random(seed);
            List<byte[]> written = new ArrayList<>();
            for (int life = 0; life < 4; life++) {
                Journal journal = open(kind);
                assertThat(journal.size()).as(Seeds.label(seed)).isEqualTo(written.size());
                assertThat(journal.cut()).isNull();
                for (int i = 0; i < 300; i++) {
                    byte[] bytes = new byte[1 + random.nextInt(i % 50 == 7 ? 60_000 : 300)];
                    random.nextBytes(bytes);
                    assertThat(journal.append(new UnsafeBuffer(bytes), 0, bytes.length)).isEqualTo(written.size());
                    written.add(bytes);
                }
                journal.sync();
                assertThat(records(journal, 0)).as(Seeds.label(seed)).containsExactlyElementsOf(written);
                int from = random.nextInt(written.size());
                assertThat(records(journal, from)).containsExactlyElementsOf(written.subList(from, written.size()));
                close(journal);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldShowAReaderWhatThereWasWhenItBegan(Kind kind) {
        Journal journal = open(kind);
        UnsafeBuffer record = new UnsafeBuffer(new byte[] {1, 2, 3, 4, 5});
        journal.append(record, 0, 3);
        try (Journal.Cursor cursor = journal.read(0)) {
            journal.append(record, 1, 4);
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.index()).isZero();
            assertThat(cursor.length()).isEqualTo(3);
            assertThat(cursor.next()).isFalse();
        }
        assertThat(records(journal, 1)).containsExactly(new byte[] {2, 3, 4, 5});
        assertThat(records(journal, 2)).isEmpty();
        assertThatThrownBy(() -> journal.read(3)).isInstanceOf(JournalException.class).hasMessageContaining("3");
        close(journal);
    }

    private static List<byte[]> records(Journal journal, long from) {
        List<byte[]> records = new ArrayList<>();
        try (Journal.Cursor cursor = journal.read(from)) {
            while (cursor.next()) {
                assertThat(cursor.index()).isEqualTo(from + records.size());
                byte[] bytes = new byte[cursor.length()];
                cursor.record().getBytes(0, bytes);
                records.add(bytes);
            }
        }
        return records;
    }
}
