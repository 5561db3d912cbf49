package io.aisletide.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The scenarios that come with the project, end to end. */
class SmallScenarioIT {
    private static final Pattern UNDER_WAY = Pattern.compile("\"tick\": *[1-9]");
    private static final Path SCENARIOS = Path.of("..", "scenarios");

    @TempDir
    private Path folder;

    @Test
    void shouldRunTheSmallScenarioSafelyAndRecordAPlanThatVerifies() throws IOException {
        Path out = folder.resolve("out");
        Path plan = folder.resolve("plan.json");
        Path map = folder.resolve("floor.map");

        Cli run = Cli.run("run", small(), "--out", out.toString(), "--plan", plan.toString());

        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(ExitCode.OK);
        JsonNode summary = JsonMapper.shared().readTree(Files.readString(out.resolve("summary.json")));
        assertThat(summary.get("ticks").asInt()).isEqualTo(400);
        assertThat(summary.get("efficiency").asDouble()).isBetween(0.5, 1.05);
        assertThat(Cli.run("convert", small(), map.toString(), "--to", "aisletide-map").code()).isZero();
        Cli verify = Cli.run("verify", plan.toString(), "--map", map.toString());
        assertThat(verify.code()).as(verify.out() + verify.err()).isEqualTo(ExitCode.OK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "close-aisle", "evacuate", "half-million", "half-million-pebble", "million",
                "hot-swap", "blue-green", "canary-good", "canary-bad", "canary-slow", "bad-config", "three-versions",
                "gate-timeout", "no-traffic-night"})
    void shouldAcceptEveryScenarioOfTheProject(String name) {
        Cli validate = Cli.run("validate", SCENARIOS.resolve(name + ".yaml").toString());

        assertThat(validate.code()).as(validate.err()).isEqualTo(ExitCode.OK);
    }

    /** The command line in a process of its own, with the launcher's options. */
    private static List<String> program(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of("..", ".jvm", "flags"), "-cp", System.getProperty("java.class.path"), Aisletide.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static void assumeSignals() {
        Assumptions.assumeTrue(Files.exists(Path.of("/bin/kill")) || Files.exists(Path.of("/usr/bin/kill")), "no kill here");
    }

    /** By the signal that is taken like Ctrl-C, but that nobody ignores: a build in the background may ignore INT. */
    private static void interrupt(Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-TERM", Long.toString(process.pid())).start().waitFor();
    }

    @Test
    void shouldEndWith130AfterCtrlCBeforeTheJournalIsOpen() throws IOException, InterruptedException {
        assumeSignals();
        Path journal = folder.resolve("journal");
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(program("run", small(), "--duration", "1000000t", "--out", "none", "--journal", journal.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (!Files.exists(journal) && System.nanoTime() < deadline && process.isAlive()) {
                process.waitFor(1, TimeUnit.MILLISECONDS);
            }
            interrupt(process);

            assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(log)).isEqualTo(ExitCode.INTERRUPTED);
            assertThat(Files.readString(log)).contains("(interrupted)").doesNotContain("Exception", "Error");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void shouldEndWith130AndResultsAfterCtrlC() throws IOException, InterruptedException {
        assumeSignals();
        Path out = folder.resolve("out");
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(program("run", small(), "--duration", "1000000t", "--out", out.toString(), "--progress",
                        "json"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
            // A line of progress shows that the run is under way; on a busy machine the first may come before the first tick.
            while (!UNDER_WAY.matcher(Files.readString(log)).find() && System.nanoTime() < deadline && process.isAlive()) {
                process.waitFor(50, TimeUnit.MILLISECONDS);
            }
            interrupt(process);

            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(log)).isEqualTo(ExitCode.INTERRUPTED);
            JsonNode summary = JsonMapper.shared().readTree(Files.readString(out.resolve("summary.json")));
            assertThat(summary.get("interrupted").asBoolean()).isTrue();
            assertThat(summary.get("ticks").asInt()).isPositive();
        } finally {
            process.destroyForcibly();
        }
    }

    private static String small() {
        return SCENARIOS.resolve("small.yaml").toString();
    }
}
