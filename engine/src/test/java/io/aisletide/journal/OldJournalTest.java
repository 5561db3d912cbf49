package io.aisletide.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.command.Command;
import io.aisletide.command.CommandCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Journals that earlier versions of the schema wrote are still read: the first version with each kind of operator command, the
 * second with each kind of event, those of releases among them. The files stay as they are; a later version of the schema gets
 * a folder of its own, by {@link JournalFixture}.
 */
class OldJournalTest {
    private static final int NEWEST = 2;

    @TempDir
    private Path folder;

    private final Set<String> kinds = new TreeSet<>();

    @ParameterizedTest
    @ValueSource(ints = {1, NEWEST})
    void shouldReadWhatAVersionOfTheSchemaWrote(int version) throws IOException {
        assertThat(records(version)).isEqualTo(expected(version));
    }

    /** Whoever adds a kind of event adds it to the fixture of the next version. */
    @Test
    void shouldHaveEveryKindOfEventInTheNewest() throws IOException {
        List<String> records = records(NEWEST);
        assertThat(kinds).containsAll(concreteKinds(Command.class).toList());
        for (Command.ReleaseVerb verb : Command.ReleaseVerb.values()) {
            assertThat(records).anyMatch(record -> record.contains("Release[verb=" + verb + ","));
        }
        assertThat(records).anyMatch(record -> record.startsWith("EndState"));
    }

    /** Or what is written today would be kept by no fixture. */
    @Test
    void shouldBeWhatIsWrittenToday() throws IOException {
        JournalFixture.write(folder);
        try (InputStream bytes = resource(NEWEST, "events.bin")) {
            assertThat(Files.readAllBytes(folder.resolve(JournalFixture.SEGMENT)))
                    .as("a journal is written in another way: raise the schema's version, and keep a fixture of it beside the others")
                    .isEqualTo(bytes.readAllBytes());
        }
    }

    private static Stream<String> concreteKinds(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(OldJournalTest::concreteKinds)
                : Stream.of(type.getSimpleName());
    }

    private static List<String> expected(int version) throws IOException {
        try (InputStream text = resource(version, JournalFixture.TEXT)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private List<String> records(int version) throws IOException {
        try (InputStream bytes = resource(version, "events.bin")) {
            Files.copy(bytes, folder.resolve(JournalFixture.SEGMENT));
        }
        List<String> records = new ArrayList<>();
        CommandCodec codec = new CommandCodec();
        JournalNotes notes = new JournalNotes();
        try (SegmentedJournal journal = SegmentedJournal.openToRead(folder);
                Journal.Cursor cursor = journal.read(0)) {
            assertThat(journal.cut()).isNull();
            while (cursor.next()) {
                int template = codec.templateOf(cursor.record());
                if (template == JournalNotes.BEGUN) {
                    records.add(begun(notes.decodeBegun(cursor.record()), version));
                } else if (template == JournalNotes.STATE) {
                    records.add(notes.decodeState(cursor.record()).toString());
                } else if (template == JournalNotes.ENDED) {
                    records.add("End" + notes.decodeEnded(cursor.record()));
                } else if (template == CommandCodec.TICK) {
                    records.add("Tick " + codec.decodeTick(cursor.record()));
                } else {
                    Command command = codec.decode(cursor.record());
                    kinds.add(command.getClass().getSimpleName());
                    String described = JournalFixture.describe(command);
                    records.add("Command " + codec.commandId(cursor.record()) + " "
                            + (version == 1 ? described.replaceAll(" xs=.*", "") : described));
                }
            }
        }
        return records;
    }

    private static String begun(JournalNotes.Begun begun, int version) {
        assertThat(begun.isReadable()).isTrue();
        if (version == 1) {
            assertThat(begun.demand()).as("unsaid before schema 2").isZero();
            return begun.toString().replace(" demand=0,", "");
        }
        return begun.toString();
    }

    private static InputStream resource(int version, String name) {
        String path = "/journal-v" + version + "/" + name;
        InputStream found = OldJournalTest.class.getResourceAsStream(path);
        if (found == null) {
            throw new UncheckedIOException(new IOException("no resource " + path));
        }
        return found;
    }
}
