package io.aisletide.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that cannot grow any more. */
class FullDiskJournalTest {
    private static final int RECORD_BYTES = 1_000;
    private static final long MEBI = 1 << 20;

    @TempDir
    private Path folder;

    private final UnsafeBuffer record = new UnsafeBuffer(new byte[RECORD_BYTES]);

    /** Appends until that fails, and says how many records there are then. */
    private long fill(Journal journal, int most) {
        for (int i = 0; i < most; i++) {
            record.setMemory(0, RECORD_BYTES, (byte) 7);
            record.putInt(0, i);
            try {
                assertThat(journal.append(record, 0, RECORD_BYTES)).isEqualTo(i);
            } catch (JournalException full) {
                assertThat(full).hasMessageContaining("cannot take record " + i);
                assertThatThrownBy(() -> journal.append(record, 0, RECORD_BYTES)).as("nor any other").isEqualTo(full);
                return i;
            }
        }
        throw new AssertionError("the disk was never full");
    }

    private void checkReopened(SegmentedJournal.Format format, long records) {
        try (SegmentedJournal journal = SegmentedJournal.open(folder, format, Durability.PROCESS)) {
            assertThat(journal.size()).isEqualTo(records);
            assertThat(journal.append(record, 0, RECORD_BYTES)).isEqualTo(records);
            try (Journal.Cursor cursor = journal.read(0)) {
                for (int i = 0; i < records; i++) {
                    assertThat(cursor.next()).isTrue();
                    assertThat(cursor.record().getInt(0)).isEqualTo(i);
                }
                assertThat(cursor.next()).isTrue();
                assertThat(cursor.next()).isFalse();
            }
        }
    }

    /** A block that is half written, because there is no room for the rest, is not used. */
    @Test
    void shouldKeepWhatThereIsWhenAFileCannotGrow() {
        FailingDisk disk = new FailingDisk();
        disk.left(2 * MEBI + MEBI / 2);
        SegmentedJournal journal = SegmentedJournal.open(folder, SegmentedJournal.Format.FILE, Durability.DISK, disk);
        long records = fill(journal, 10_000);
        assertThat(records * RECORD_BYTES).isBetween(2 * MEBI - 50 * RECORD_BYTES, 2 * MEBI);
        journal.sync();
        journal.close();
        checkReopened(SegmentedJournal.Format.FILE, records);
    }

    /** A queue maps files with holes, so it has to end before the disk does. */
    @Test
    void shouldKeepWhatThereIsWhenAQueueComesNearTheEndOfTheDisk() {
        FailingDisk disk = new FailingDisk();
        SegmentedJournal journal = SegmentedJournal.open(folder, SegmentedJournal.Format.CHRONICLE, Durability.DISK, disk);
        disk.left(33 * MEBI);
        assertThat(journal.append(record, 0, RECORD_BYTES)).isZero();
        disk.left(31 * MEBI);
        long most = 1;
        while (most < 10_000) {
            record.putInt(0, (int) most);
            try {
                journal.append(record, 0, RECORD_BYTES);
                most++;
            } catch (JournalException full) {
                assertThat(full).hasMessageContaining("only 31 MiB left on the disk; a queue wants 32");
                break;
            }
        }
        assertThat(most * RECORD_BYTES).as("it looks every two mebibytes").isBetween(MEBI, 3 * MEBI);
        journal.close();
        checkReopened(SegmentedJournal.Format.CHRONICLE, most);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotShowARecordOfWhichTheDiskTookAPart(SegmentedJournal.Format format) {
        FailingDisk disk = new FailingDisk();
        SegmentedJournal journal = SegmentedJournal.open(folder, format, Durability.PROCESS, disk);
        disk.failAppend(20, RECORD_BYTES / 2);
        assertThat(fill(journal, 50)).isEqualTo(20);
        // As a kill leaves it: nobody closes the journal, and another process opens it.
        try (SegmentedJournal killed = SegmentedJournal.openToRead(folder)) {
            assertThat(killed.size()).isEqualTo(20);
            assertThat(killed.cut()).contains("record 20 is not whole");
        }
        journal.close();
        checkReopened(format, 20);
    }
}
