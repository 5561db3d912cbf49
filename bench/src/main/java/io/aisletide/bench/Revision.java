package io.aisletide.bench;

import io.aisletide.grid.Motion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Which sources were measured, as it stands beside each measurement: they are not all made on one day. */
final class Revision {
    private static final int SHOWN_DIGITS = 10;
    private static final int PATIENCE_SECONDS = 10;

    private Revision() {}

    /** The commit that is checked out, and whether the sources differ from it, as far as git is here to say so. */
    static String of(Path root) throws InterruptedException {
        String commit = String.valueOf(BenchConditions.of("table", 0, 0, Motion.ROTATE, 0, "", Double.NaN).get("commit"));
        return commit.substring(0, Math.min(SHOWN_DIGITS, commit.length())) + (isChanged(root) ? " with changes" : "");
    }

    private static boolean isChanged(Path root) throws InterruptedException {
        try {
            Process git = new ProcessBuilder("git", "status", "--porcelain", "--", "engine", "sim", "bench", ".jvm")
                    .directory(root.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String changes = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return git.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && !changes.isBlank();
        } catch (IOException noGit) {
            return false;
        }
    }
}
