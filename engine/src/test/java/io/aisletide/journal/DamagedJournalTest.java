package io.aisletide.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aisletide.fixture.Seeds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A journal that was cut, or in which a bit has flipped, at every byte of its last 64 records: it gives back whole records
 * from the beginning on, or is refused, and never anything else.
 */
class DamagedJournalTest {
    private static final int RECORDS = 120;
    private static final int LAST = 64;
    private static final int BEHIND = 64;
    private static final int APPENDED_MEANWHILE = 100_000;
    private static final int MOST_APPENDED = 20 * APPENDED_MEANWHILE;
    private static final int LEAST_READS = 3;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private final List<byte[]> records = new ArrayList<>();
    private Path file = Path.of("");
    private byte[] whole = new byte[0];
    /** Where the first of the last records begins, and where the last ends. */
    private int from;

    private int to;

    @BeforeEach
    void makeRecords() {
        Random random = new Random(Seeds.of(1)[0]);
        for (int i = 0; i < RECORDS; i++) {
            byte[] record = new byte[8 + random.nextInt(50)];
            random.nextBytes(record);
            records.add(record);
        }
    }

    /** Writes the journal, and keeps its bytes without the empty space behind them. */
    private void write(SegmentedJournal.Format format) throws IOException {
        try (SegmentedJournal journal = SegmentedJournal.open(folder, format, Durability.PROCESS)) {
            for (byte[] record : records) {
                journal.append(new UnsafeBuffer(record), 0, record.length);
            }
        }
        Path segment = folder.resolve("0".repeat(20) + (format == SegmentedJournal.Format.FILE ? ".log" : ".cq"));
        file = format == SegmentedJournal.Format.FILE ? segment : ChronicleSegment.fileIn(segment);
        byte[] bytes = Files.readAllBytes(file);
        from = indexOf(bytes, RECORDS - LAST);
        to = indexOf(bytes, RECORDS - 1) + Frame.HEADER_BYTES + records.get(RECORDS - 1).length;
        whole = Arrays.copyOf(bytes, Math.min(bytes.length, to + BEHIND));
    }

    /** Where the frame of a record begins. */
    private int indexOf(byte[] bytes, int index) {
        byte[] start = ByteBuffer.allocate(Long.BYTES + 8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(index)
                .put(records.get(index), 0, 8)
                .array();
        for (int at = 0; at + start.length <= bytes.length; at += Frame.ALIGNMENT) {
            if (Arrays.equals(bytes, at, at + start.length, start, 0, start.length)) {
                return at - Frame.INDEX;
            }
        }
        throw new AssertionError("record " + index + " is not in the file");
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveBackWholeRecordsWhenCutAnywhere(SegmentedJournal.Format format) throws IOException {
        write(format);
        Files.write(file, whole);
        for (int length = to; length >= from; length--) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(length);
            }
            try (SegmentedJournal journal = SegmentedJournal.openToRead(folder)) {
                long size = checkBeginning(journal);
                assertThat(size).as("cut after %d bytes", length).isGreaterThanOrEqualTo(RECORDS - LAST);
                if (length < to) {
                    assertThat(size).isLessThan(RECORDS);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveBackWholeRecordsOrRefuseWhenABitFlips(SegmentedJournal.Format format) throws IOException {
        write(format);
        int refused = 0;
        int cut = 0;
        Files.write(file, whole);
        for (int at = from; at < to; at++) {
            put(at, whole[at] ^ 1 << at % 8);
            try (SegmentedJournal journal = SegmentedJournal.openToRead(folder)) {
                long size = checkBeginning(journal);
                boolean padding = size == RECORDS;
                if (!padding) {
                    assertThat(size).as("bit flipped at byte %d", at).isEqualTo(RECORDS - 1);
                    cut++;
                }
            } catch (JournalException damage) {
                assertThat(damage).hasMessageContaining("is damaged or missing");
                refused++;
            }
            put(at, whole[at]);
        }
        assertThat(refused).as("damage in the middle").isGreaterThan((LAST - 1) * (Frame.HEADER_BYTES + 8));
        assertThat(cut).as("damage in the last record").isGreaterThanOrEqualTo(Frame.HEADER_BYTES + records.get(RECORDS - 1).length);
    }

    private void put(int at, int value) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {(byte) value}), at);
        }
    }

    private long checkBeginning(Journal journal) {
        try (Journal.Cursor cursor = journal.read(0)) {
            while (cursor.next()) {
                byte[] record = new byte[cursor.length()];
                cursor.record().getBytes(0, record);
                assertThat(record).isEqualTo(records.get((int) cursor.index() % RECORDS));
            }
        }
        return journal.size();
    }

    @Test
    void shouldGoOnInMemoryWhenCutAnywhere() {
        MemoryJournal written = new MemoryJournal();
        for (byte[] record : records) {
            written.append(new UnsafeBuffer(record), 0, record.length);
        }
        byte[] bytes = written.bytes();
        for (int length = bytes.length; length > bytes.length / 2; length--) {
            MemoryJournal journal = MemoryJournal.open(Arrays.copyOf(bytes, length));
            int size = (int) checkBeginning(journal);
            byte[] next = records.get(size % RECORDS);
            journal.append(new UnsafeBuffer(next), 0, next.length);
            assertThat(checkBeginning(MemoryJournal.open(journal.bytes()))).as("cut after %d bytes", length).isEqualTo(size + 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldGoOnBehindATornEndAndSaySo(SegmentedJournal.Format format) throws IOException {
        write(format);
        Files.write(file, Arrays.copyOf(whole, to - 3));
        for (int life = 0; life < 3; life++) {
            try (SegmentedJournal journal = SegmentedJournal.open(folder, format, Durability.PROCESS)) {
                assertThat(journal.size()).isEqualTo(RECORDS - 1 + life);
                assertThat(journal.cut() != null).as("says so, the first time").isEqualTo(life == 0);
                journal.append(new UnsafeBuffer(records.get(RECORDS - 1)), 0, records.get(RECORDS - 1).length);
            }
        }
        try (SegmentedJournal journal = SegmentedJournal.openToRead(folder);
                Journal.Cursor cursor = journal.read(RECORDS)) {
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.length()).isEqualTo(records.get(RECORDS - 1).length);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldReadWhatIsThereWhileAnotherAppends(SegmentedJournal.Format format) throws Exception {
        Path shared = folder.resolve("shared-" + format);
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger reads = new AtomicInteger();
        try (SegmentedJournal journal = SegmentedJournal.open(shared, format, Durability.PROCESS)) {
            byte[] record = new byte[40];
            journal.append(new UnsafeBuffer(record), 0, record.length);
            CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> {
                long before = 1;
                while (!done.get()) {
                    try (SegmentedJournal now = SegmentedJournal.openToRead(shared)) {
                        assertThat(now.size()).isGreaterThanOrEqualTo(before);
                        before = now.size();
                    }
                    reads.incrementAndGet();
                }
            });
            try {
                // As long as it takes the reader to have looked several times.
                for (int i = 1; i < MOST_APPENDED && (i < APPENDED_MEANWHILE || reads.get() < LEAST_READS) && !reading.isDone(); i++) {
                    journal.append(new UnsafeBuffer(record), 0, record.length);
                }
            } finally {
                done.set(true);
            }
            reading.get(5, TimeUnit.MINUTES);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseToReadAcrossAGap(SegmentedJournal.Format format) throws IOException {
        write(format);
        try (SegmentedJournal journal = SegmentedJournal.open(folder, format, Durability.PROCESS)) {
            journal.continueAt(RECORDS + 5);
            journal.append(new UnsafeBuffer(records.get(0)), 0, records.get(0).length);
        }
        try (SegmentedJournal journal = SegmentedJournal.open(folder, format, Durability.PROCESS)) {
            assertThat(journal.size()).isEqualTo(RECORDS + 6);
            try (Journal.Cursor cursor = journal.read(RECORDS + 5)) {
                assertThat(cursor.next()).isTrue();
            }
            assertThatThrownBy(() -> checkBeginning(journal))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("gap");
            assertThatThrownBy(() -> SegmentedJournal.open(folder, format, Durability.PROCESS))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("in use");
        }
    }
}
