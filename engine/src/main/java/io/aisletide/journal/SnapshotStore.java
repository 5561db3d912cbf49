package io.aisletide.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A folder of snapshots, the newest few of them, each in a file of its own that is named after its tick. For one thread at a
 * time.
 */
public final class SnapshotStore {
    /** Snapshots that are kept unless told otherwise: if one is damaged, there is one before. */
    public static final int KEPT = 3;

    private static final String PREFIX = "snapshot-";
    private static final String SUFFIX = ".aisl";
    private static final int NAME_DIGITS = 12;

    private final Path folder;
    private final int kept;
    private final SnapshotFile form = new SnapshotFile();

    /** @param kept how many to keep, at least 1 */
    public SnapshotStore(Path folder, int kept) {
        if (kept < 1) {
            throw new IllegalArgumentException("at least 1 snapshot is kept, not " + kept);
        }
        this.folder = folder;
        this.kept = kept;
    }

    public SnapshotStore(Path folder) {
        this(folder, KEPT);
    }

    /**
     * Adds a snapshot, and then deletes those that are too old.
     *
     * @return bytes that it takes
     * @throws JournalException if it cannot be written; those before it are untouched
     */
    public long write(Snapshot snapshot) {
        Path file = folder.resolve(String.format(Locale.ROOT, "%s%0" + NAME_DIGITS + "d%s", PREFIX, snapshot.tick(), SUFFIX));
        try {
            Files.createDirectories(folder);
            form.write(snapshot, file);
            List<Path> files = newestFirst();
            for (Path old : files.subList(Math.min(kept, files.size()), files.size())) {
                Files.deleteIfExists(old);
            }
            return Files.size(file);
        } catch (IOException e) {
            throw JournalException.of("the snapshot " + file + " cannot be written", e);
        }
    }

    /** The files that there are. */
    public List<Path> newestFirst() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = new ArrayList<>(files.filter(SnapshotStore::isSnapshot).sorted().toList());
            Collections.reverse(found);
            return found;
        } catch (IOException e) {
            throw JournalException.of(folder + " cannot be read", e);
        }
    }

    private static boolean isSnapshot(Path file) {
        return file.getFileName().toString().matches(PREFIX + "\\d{" + NAME_DIGITS + ",}" + SUFFIX.replace(".", "\\."));
    }

    /** @throws JournalException if it is not whole */
    public Snapshot read(Path file) {
        return form.read(file);
    }
}
