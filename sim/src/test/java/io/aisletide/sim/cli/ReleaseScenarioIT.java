package io.aisletide.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The scenarios of releases that come with the project, end to end; each has expectations of its own. */
class ReleaseScenarioIT {
    private static final Path SCENARIOS = Path.of("..", "scenarios");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {
        "blue-green", "canary-good", "canary-harmful", "canary-slow", "bad-config", "three-versions", "gate-timeout", "no-traffic-night"
    })
    void shouldMeetItsExpectationsAndLeaveAnAuditThatVerifies(String name) {
        Path out = folder.resolve("out");

        Cli run = Cli.run("run", SCENARIOS.resolve(name + ".yaml").toString(), "--out", out.toString());

        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).contains(name.equals("no-traffic-night")
                ? "waits for the first calls of its robots"
                : "release ");
        Cli verify = Cli.run("audit", "verify", out.resolve("audit.jsonl").toString());
        assertThat(verify.code()).as(verify.out() + verify.err()).isEqualTo(ExitCode.OK);
    }

    @Test
    void shouldTellTheStoryAndReproduceItOnOtherThreadsWhenACanaryFails() throws IOException {
        Path out = folder.resolve("out");

        Cli run = Cli.run(
                "run", SCENARIOS.resolve("canary-bad.yaml").toString(), "--out", out.toString(), "--threads", "2");

        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out())
                .contains("release route-2 (plan-route@2.0.0): rolled back")
                .contains("errors/against-stable failed: ")
                .contains("e-value")
                .contains("touched: 125 robots at most at a time (5.00 % of the fleet)")
                .contains("it answered no call after the decision");
        JsonNode summary = JsonMapper.shared().readTree(Files.readString(out.resolve("summary.json")));
        JsonNode release = summary.get("releases").get(0);
        assertThat(release.get("phase").asString()).isEqualTo("degraded");
        assertThat(release.get("faultToRollbackSeconds").asDouble()).isBetween(0.0, 120.0);
        assertThat(summary.get("endpoints").get(1).get("errors").asLong())
                .isEqualTo(release.get("canaryErrors").asLong())
                .isPositive();
        assertThat(Files.exists(out.resolve("plan-route-2.0.0.hdr"))).isTrue();
        Path log = out.resolve("audit.jsonl");
        Cli again = Cli.run("audit", "reproduce", log.toString(), "--threads", "1", "--mode", "staged");
        assertThat(again.code()).as(again.out() + again.err()).isEqualTo(ExitCode.OK);
        String root = summary.get("audit").get("merkleRoot").asString();
        assertThat(Cli.run("audit", "verify", log.toString(), "--root", root).code()).isZero();
    }

    @Test
    void shouldSayWhichLineWasChangedWhenALogWasTamperedWith() throws IOException {
        Path out = folder.resolve("out");
        Cli.run("run", SCENARIOS.resolve("no-traffic-night.yaml").toString(), "--out", out.toString(), "--duration", "200t");
        Path log = out.resolve("audit.jsonl");
        List<String> lines = Files.readAllLines(log);
        Files.writeString(log, String.join("\n", lines).replaceFirst("\"weight\":10", "\"weight\":11") + "\n");

        Cli verify = Cli.run("audit", "verify", log.toString());

        assertThat(verify.code()).isEqualTo(ExitCode.FAILED);
        assertThat(verify.err()).contains("audit.jsonl:").contains("was changed");
    }
}
