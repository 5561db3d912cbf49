package io.aisletide.sim.run;

import io.aisletide.engine.FleetEngineBuilder;
import io.aisletide.journal.Durability;
import io.aisletide.journal.Journal;
import io.aisletide.journal.JournalException;
import io.aisletide.journal.SegmentedJournal;
import io.aisletide.journal.SnapshotStore;
import io.aisletide.sim.scenario.InvalidInputException;
import io.aisletide.sim.scenario.Scenario;
import io.aisletide.sim.scenario.ScenarioReader;
import io.aisletide.sim.scenario.ScenarioWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The folder of a run that survives: all that it takes to go on with it.
 *
 * <pre>
 *   scenario.yaml         what is run, with every default spelled out
 *   journal.properties    how it is recorded
 *   events/               the journal
 *   snapshots/            the newest few
 * </pre>
 */
public final class RunJournal implements AutoCloseable {
    static final String SCENARIO = "scenario.yaml";
    static final String SETTINGS = "journal.properties";
    private static final String EVENTS = "events";
    private static final String SNAPSHOTS = "snapshots";

    private final Path folder;
    private final Scenario scenario;
    private final Settings settings;
    private final Journal journal;
    private final boolean holdsARun;

    /**
     * How a run is recorded.
     *
     * @param snapshotEveryTicks ticks from one snapshot to the next
     * @param hashEveryTicks ticks from one state hash in the journal to the next
     */
    public record Settings(
            SegmentedJournal.Format format, Durability durability, int snapshotEveryTicks, int hashEveryTicks) {}

    private RunJournal(Path folder, Scenario scenario, Settings settings, Journal journal) {
        this.folder = folder;
        this.scenario = scenario;
        this.settings = settings;
        this.journal = journal;
        holdsARun = journal.size() > 0;
    }

    /**
     * Begins the folder of a new run.
     *
     * @throws InvalidInputException if there is something in it already, or it cannot be written
     */
    public static RunJournal begin(Path folder, Scenario scenario, Settings settings) {
        requireEmpty(folder);
        try {
            Files.createDirectories(folder);
            write(folder.resolve(SETTINGS), text(settings));
            // Last: a folder with a scenario is whole.
            write(folder.resolve(SCENARIO), ScenarioWriter.write(scenario));
        } catch (IOException denied) {
            throw new InvalidInputException(folder + ": cannot hold a journal (" + JournalException.reason(denied) + ")");
        }
        Journal journal = SegmentedJournal.open(folder.resolve(EVENTS), settings.format, settings.durability);
        return new RunJournal(folder, scenario, settings, journal);
    }

    /**
     * Opens the folder of a run to go on with it.
     *
     * @throws InvalidInputException if it is none
     * @throws JournalException if the journal cannot be gone on with
     */
    public static RunJournal reopen(Path folder) {
        Scenario scenario = scenarioOf(folder);
        Settings settings = settingsOf(folder);
        Journal journal = SegmentedJournal.open(folder.resolve(EVENTS), settings.format, settings.durability);
        if (journal.size() == 0 && !snapshotsOf(folder).newestFirst().isEmpty()) {
            journal.close();
            throw new InvalidInputException(folder + ": has snapshots, and no events in " + EVENTS
                    + ": they were lost; restore that folder from a copy, or run the scenario again in another one");
        }
        return new RunJournal(folder, scenario, settings, journal);
    }

    /** What was run. @throws InvalidInputException if the folder is none of a run */
    public static Scenario scenarioOf(Path folder) {
        Path file = folder.resolve(SCENARIO);
        if (!Files.isRegularFile(file) || !Files.isRegularFile(folder.resolve(SETTINGS))) {
            throw new InvalidInputException(folder + ": is not the folder of a journalled run: it has no " + SCENARIO + " and "
                    + SETTINGS + ", as 'aisletide run FILE --journal DIR' writes them");
        }
        return ScenarioReader.read(file);
    }

    /** The events, to read. */
    public static Journal eventsOf(Path folder) {
        return SegmentedJournal.openToRead(folder.resolve(EVENTS));
    }

    /** The snapshots, to read. */
    public static SnapshotStore snapshotsOf(Path folder) {
        return new SnapshotStore(folder.resolve(SNAPSHOTS));
    }

    private static void requireEmpty(Path folder) {
        if (Files.isRegularFile(folder.resolve(SCENARIO))) {
            throw new InvalidInputException(folder + ": holds a run already; go on with it by 'aisletide recover " + folder
                    + "', or choose another folder");
        }
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isPresent()) {
                throw new InvalidInputException(folder + ": is not empty; a journal wants a folder of its own");
            }
        } catch (IOException unreadable) {
            throw new InvalidInputException(folder + ": is no folder, or cannot be read");
        }
    }

    private static void write(Path file, String text) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(part, text);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String text(Settings settings) {
        return "format=" + settings.format.name().toLowerCase(Locale.ROOT)
                + "\ndurability=" + settings.durability.name().toLowerCase(Locale.ROOT)
                + "\nsnapshotEveryTicks=" + settings.snapshotEveryTicks
                + "\nhashEveryTicks=" + settings.hashEveryTicks + "\n";
    }

    private static Settings settingsOf(Path folder) {
        Path file = folder.resolve(SETTINGS);
        Properties properties = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
            return new Settings(
                    constant(SegmentedJournal.Format.class, properties, "format"),
                    constant(Durability.class, properties, "durability"),
                    Integer.parseInt(word(properties, "snapshotEveryTicks")),
                    Integer.parseInt(word(properties, "hashEveryTicks")));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file + " cannot be read", unreadable);
        } catch (IllegalArgumentException wrong) {
            throw new InvalidInputException(file + ": is not as it was written: " + wrong.getMessage());
        }
    }

    private static <E extends Enum<E>> E constant(Class<E> of, Properties properties, String key) {
        String word = word(properties, key);
        return Arrays.stream(of.getEnumConstants())
                .filter(each -> each.name().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        key + " is one of " + Arrays.toString(of.getEnumConstants()).toLowerCase(Locale.ROOT)
                                + ", not '" + word.toLowerCase(Locale.ROOT) + "'"));
    }

    private static String word(Properties properties, String key) {
        return properties.getProperty(key, "nothing for " + key).toUpperCase(Locale.ROOT);
    }

    public Scenario scenario() {
        return scenario;
    }

    public Settings settings() {
        return settings;
    }

    public Path folder() {
        return folder;
    }

    /** Whether there are events of a run to go on with; a process may be killed before the first. */
    boolean holdsARun() {
        return holdsARun;
    }

    /** Gives an engine its journal and snapshots; the engine closes the journal. */
    void settle(FleetEngineBuilder builder) {
        builder.journal(journal)
                .snapshots(snapshotsOf(folder), settings.snapshotEveryTicks)
                .hashEvery(settings.hashEveryTicks);
    }

    @Override
    public void close() {
        journal.close();
    }
}
