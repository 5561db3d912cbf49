package io.aisletide.sim.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aisletide.sim.scenario.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {
    @TempDir
    private Path place;

    @Test
    void shouldAppearOnlyWhenCommitted() throws IOException {
        Path target = place.resolve("a/b");
        try (OutputFolder folder = OutputFolder.prepare(target, false)) {
            Files.writeString(folder.file("summary.json"), "{}");
            assertThat(target).doesNotExist();
            folder.commit();
        }
        assertThat(target.resolve("summary.json")).hasContent("{}");
        assertThat(entries(place.resolve("a"))).isEqualTo(1);
    }

    @Test
    void shouldLeaveNothingWhenGivenUp() throws IOException {
        try (OutputFolder folder = OutputFolder.prepare(place.resolve("runs/out"), false)) {
            Files.writeString(folder.file("summary.json"), "{}");
        }
        assertThat(entries(place)).isZero();
    }

    @Test
    void shouldRefuseATakenPlace() throws IOException {
        Path taken = Files.createDirectory(place.resolve("taken"));
        Files.writeString(taken.resolve("thesis.txt"), "years of work");

        assertThatThrownBy(() -> OutputFolder.prepare(taken, false))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(taken + ": exists already; choose another folder with --out, or replace it with --force");
        assertThatThrownBy(() -> OutputFolder.prepare(taken, true))
                .hasMessage(taken + ": holds no summary.json, so it is not the output of a run; --force replaces only those");
        assertThat(taken.resolve("thesis.txt")).exists();
    }

    @Test
    void shouldReplaceAnEarlierRunWhenForced() throws IOException {
        Path earlier = Files.createDirectory(place.resolve("earlier"));
        Files.writeString(earlier.resolve("summary.json"), "old");
        Files.writeString(earlier.resolve("other.csv"), "old");

        try (OutputFolder folder = OutputFolder.prepare(earlier, true)) {
            Files.writeString(folder.file("summary.json"), "new");
            folder.commit();
        }

        assertThat(earlier.resolve("summary.json")).hasContent("new");
        assertThat(earlier.resolve("other.csv")).doesNotExist();
    }

    @Test
    void shouldSayWhyAPlaceCannotBeWritten() throws IOException {
        Path file = Files.writeString(place.resolve("file"), "");

        assertThatThrownBy(() -> OutputFolder.prepare(file, true))
                .hasMessage(file + ": is a file, not a folder; choose another place with --out");
        assertThatThrownBy(() -> OutputFolder.prepare(file.resolve("out"), false))
                .hasMessage(file.resolve("out") + ": cannot be written (" + file + " is a file); choose another folder with --out");
    }

    @Test
    void shouldClearAwayWhatKilledProcessesHaveLeft() throws IOException, InterruptedException {
        Process gone = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-version").start();
        gone.waitFor();
        long alive = ProcessHandle.allProcesses()
                .mapToLong(ProcessHandle::pid)
                .filter(pid -> pid != ProcessHandle.current().pid())
                .min()
                .orElseThrow();
        Path left = Files.createDirectory(place.resolve(".out.part-" + gone.pid()));
        Files.writeString(left.resolve("ticks.csv"), "half");
        Path inUse = Files.createDirectory(place.resolve(".out.part-" + alive));
        Path ofAnother = Files.createDirectory(place.resolve(".other.part-" + gone.pid()));
        Path noNumber = Files.createDirectory(place.resolve(".out.part-mine"));

        try (OutputFolder folder = OutputFolder.prepare(place.resolve("out"), false)) {
            folder.commit();
        }

        assertThat(left).doesNotExist();
        assertThat(inUse).exists();
        assertThat(ofAnother).exists();
        assertThat(noNumber).exists();
    }

    private static long entries(Path folder) throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.count();
        }
    }
}
