package io.aisletide.sim.scenario;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Files that a scenario names, relative to its own folder. */
final class NamedFiles {
    private final Problems problems;
    private final Path folder;

    NamedFiles(Problems problems, Path folder) {
        this.problems = problems;
        this.folder = folder;
    }

    /** @return the file, or null if the value is no text or there is no such file; the problem is then reported */
    @Nullable Path path(@Nullable YamlValue value) {
        String text = value == null ? null : Section.text(value, problems);
        if (value == null || text == null) {
            return null;
        }
        Path file = folder.resolve(text).normalize();
        if (!Files.isRegularFile(file)) {
            problems.add(value, Files.exists(file) ? "'" + text + "' is not a file" : "there is no file '" + text
                    + "'; paths are relative to the scenario's folder");
            return null;
        }
        return file;
    }
}
