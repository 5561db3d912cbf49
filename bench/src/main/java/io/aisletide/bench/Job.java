package io.aisletide.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One measurement behind the table: a command that is run in a process of its own, and the file in which it leaves its
 * figures. The file stays, so that the table can be printed again with single measurements repeated.
 *
 * @param name for {@code --only}
 * @param command with {@code OUT} for the folder of results and {@code DATA} for that of shared data, as the table shows
 *     it; relative to the checkout
 * @param result with its figures, relative to the folder of results
 */
record Job(String name, List<String> command, String result) {
    static final String OUT = "OUT";
    static final String DATA = "DATA";

    String shown() {
        return String.join(" ", command);
    }

    boolean isDone(Path out) {
        return Files.isRegularFile(out.resolve(result));
    }

    /** Beside the results, says which sources they are of. */
    Path revisionFile(Path out) {
        return out.resolve(name + ".commit");
    }

    /**
     * Runs it and waits. What it prints goes to a log beside the results.
     *
     * @return its exit code
     */
    int run(Path root, Path out, Path data) throws IOException, InterruptedException {
        Files.deleteIfExists(out.resolve(result));
        List<String> real = command.stream()
                .map(word -> replaceFolder(replaceFolder(word, OUT, out), DATA, data))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(real).directory(root.toFile());
        builder.redirectErrorStream(true).redirectOutput(out.resolve(name + ".log").toFile());
        // The same JDK for all of them.
        builder.environment().put("AISLETIDE_JAVA_HOME", System.getProperty("java.home"));
        return builder.start().waitFor();
    }

    private static String replaceFolder(String word, String name, Path folder) {
        return word.equals(name) || word.startsWith(name + "/") ? folder + word.substring(name.length()) : word;
    }
}
