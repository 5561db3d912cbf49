package io.aisletide.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.command.CommandCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A journal that the first version of the schema wrote, with each kind of operator command, is still read. The files stay as they
 * are; a later version of the schema gets a folder of its own.
 */
class OldJournalTest {
    private static final String SEGMENT = "00000000000000000000.log";

    @TempDir
    Path folder;

    @Test
    void shouldReadWhatTheFirstVersionWrote() throws IOException {
        try (InputStream bytes = resource("/journal-v1/events.bin")) {
            Files.copy(bytes, folder.resolve(SEGMENT));
        }
        List<String> expected;
        try (InputStream text = resource("/journal-v1/records.txt")) {
            expected = new String(text.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
        assertThat(records()).isEqualTo(expected);
    }

    private List<String> records() {
        List<String> records = new ArrayList<>();
        CommandCodec codec = new CommandCodec();
        JournalNotes notes = new JournalNotes();
        try (SegmentedJournal journal = SegmentedJournal.openToRead(folder);
                Journal.Cursor cursor = journal.read(0)) {
            assertThat(journal.cut()).isNull();
            while (cursor.next()) {
                int template = codec.templateOf(cursor.record());
                if (template == JournalNotes.BEGUN) {
                    JournalNotes.Begun begun = notes.decodeBegun(cursor.record());
                    assertThat(begun.isReadable()).isTrue();
                    assertThat(begun.demand()).as("unsaid before schema 2").isZero();
                    records.add(begun.toString().replace(" demand=0,", ""));
                } else if (template == JournalNotes.STATE) {
                    records.add(notes.decodeState(cursor.record()).toString());
                } else if (template == JournalNotes.ENDED) {
                    records.add("End" + notes.decodeEnded(cursor.record()));
                } else if (template == CommandCodec.TICK) {
                    records.add("Tick " + codec.decodeTick(cursor.record()));
                } else {
                    String command = codec.decode(cursor.record()).toString();
                    // Polygons print their arrays by address.
                    records.add("Command " + codec.commandId(cursor.record()) + " " + command.replaceAll("\\[I@[0-9a-f]+", "..."));
                }
            }
        }
        return records;
    }

    private static InputStream resource(String name) {
        InputStream found = OldJournalTest.class.getResourceAsStream(name);
        if (found == null) {
            throw new UncheckedIOException(new IOException("no resource " + name));
        }
        return found;
    }
}
