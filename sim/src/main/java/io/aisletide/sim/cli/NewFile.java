package io.aisletide.sim.cli;

import io.aisletide.sim.scenario.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a command is asked to write; looked at before anything expensive is done. */
final class NewFile {
    private NewFile() {}

    /** @throws InvalidInputException if it cannot be written there, or is there already and shall not be overwritten */
    static void require(Path file, boolean force) {
        if (Files.isDirectory(file)) {
            throw new InvalidInputException(file + ": is a folder, not a file");
        }
        if (Files.exists(file) && !force) {
            throw new InvalidInputException(file + ": exists already; choose another name, or overwrite it with --force");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new InvalidInputException(file + ": its folder is not there or cannot be written");
        }
    }
}
