package io.aisletide.sim;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Real maps and problems beside the project; tests that need them are skipped where they are missing. */
public final class SharedData {
    private SharedData() {}

    /** A file of the collection, or the test is skipped. */
    public static Path file(String name) {
        String given = System.getProperty("aisletide.data");
        // Tests run in the module's folder, the collection is looked for beside the project's.
        Path folder = Path.of(given != null ? given : "../../shared/data");
        Path file = folder.resolve(name);
        Assumptions.assumeTrue(
                Files.exists(file), () -> "no shared data at " + file + " (say where with -Daisletide.data=DIR)");
        return file;
    }
}
