package io.aisletide.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A bad canary whose process is killed before, while and after it is rolled back, and recovered. */
class JournalledReleaseTest {
    private static final String SCENARIO =
            """
            apiVersion: aisletide/v1
            kind: Scenario
            metadata: {name: killed}
            clock: {tick: 667ms, duration: 260t, warmup: 10t}
            floor: {generate: {width: 64, height: 48}}
            fleet: {robots: 150}
            demand: {pattern: random-goals, radius: 12}
            versions:
              - {id: plan-route@2.0.0, drill: {errorRate: 20%, from: 90t}}
            analysisTemplates:
              - name: errors
                metrics:
                  - {name: against-stable, test: eprocess, query: {faults: plan-route}, theta0: 1.5, alpha: 0.01, interval: 10s, minSamples: 3}
            releases:
              - name: route-2
                to: plan-route@2.0.0
                at: 20t
                exposure: {maxPercent: 20, stratifyBy: zone}
                strategy:
                  canary:
                    analysis: {templates: [errors]}
                    steps:
                      - setWeight: 20
                      - pause: {duration: 10m}
              - name: patience
                to: yield@1.1.0
                at: 40t
                exposure: {maxPercent: 20}
                strategy: {canary: {steps: [{setWeight: 20}, {pause: {}}]}}
            commands:
              - {at: 200t, id: go, release: {promote: patience, by: ada, role: shift-lead}}
            """;

    @TempDir
    private Path folder;

    private static JsonNode summary(Path out) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(out.resolve("summary.json")));
    }

    /** What a version has done, without what the wall clock has measured. */
    private static JsonNode endpoints(JsonNode summary) {
        JsonNode endpoints = summary.get("endpoints").deepCopy();
        endpoints.forEach(each -> ((ObjectNode) each).remove(List.of("wallNanos", "wallNanosInBatch", "bytesPerCall")));
        return endpoints;
    }

    private static void cut(Path journal, double share) throws IOException {
        try (Stream<Path> files = Files.list(journal.resolve("events"))) {
            Path log = files.filter(each -> each.toString().endsWith(".log")).sorted().toList().get(0);
            try (RandomAccessFile events = new RandomAccessFile(log.toFile(), "rw")) {
                events.setLength((long) (events.length() * share));
            }
        }
    }

    /** So many snapshots, as if it had been killed before the others were taken. */
    private static void keepOldest(Path journal, int count) throws IOException {
        try (Stream<Path> files = Files.list(journal.resolve("snapshots"))) {
            for (Path each : files.sorted().skip(count).toList()) {
                Files.delete(each);
            }
        }
    }

    @Test
    void shouldTellTheSameStoryWhenTheProcessWasKilled() throws IOException {
        String scenario = Files.writeString(folder.resolve("killed.yaml"), SCENARIO).toString();
        Path plain = folder.resolve("plain");
        Cli run = Cli.run("run", scenario, "--out", plain.toString());
        assertThat(run.code()).as(run.err()).isZero();
        JsonNode expected = summary(plain);
        assertThat(expected.get("releases").get(0).get("phase").asString()).isEqualTo("degraded");
        assertThat(expected.get("releases").get(1).get("promotedTick").isNull()).isFalse();
        int number = 0;
        for (double share : new double[] {0.08, 0.3, 0.6, 0.8, 1}) {
            boolean snapshots = share > 0.5;
            Path place = folder.resolve("journal-" + number);
            Path out = folder.resolve("out-" + number++);
            Cli journalled = Cli.run("run", scenario, "--out", "none", "--journal", place.toString(), "--journal-format",
                    "file", "--snapshot-every", "55t", "--hash-every", "5t", "--mode", "staged");
            assertThat(journalled.code()).as(journalled.err()).isZero();
            cut(place, share);
            keepOldest(place, snapshots ? 1 : 0);
            Cli recovered = Cli.run("recover", place.toString(), "--out", out.toString(), "--threads", "1");

            assertThat(recovered.code()).as(recovered.err()).isZero();
            assertThat(recovered.out()).contains(snapshots ? "from the snapshot of tick " : "from the start");
            JsonNode summary = summary(out);
            for (String field : new String[] {"stateHash", "releases", "audit", "faultExamples", "tasksCompleted", "ticks"}) {
                assertThat(summary.get(field)).as("%s at %s", field, share).isEqualTo(expected.get(field));
            }
            assertThat(endpoints(summary)).isEqualTo(endpoints(expected));
            assertThat(Files.readString(out.resolve("audit.jsonl"))).isEqualTo(Files.readString(plain.resolve("audit.jsonl")));
            Cli replay = Cli.run("replay", place.toString(), "--check", "--threads", "2");
            assertThat(replay.code()).as(replay.err()).isZero();
            assertThat(replay.out()).contains("state hash " + expected.get("stateHash").asString());
        }
    }

    /** A release and a command lie behind the end of the run. */
    @Test
    void shouldReplayAndReproduceARunThatWasMadeShorterThanItsReleases() throws IOException {
        String text = SCENARIO.replace("at: 40t", "at: 190t");
        String scenario = Files.writeString(folder.resolve("shorter.yaml"), text).toString();
        Path out = folder.resolve("out");
        Path place = folder.resolve("journal");
        Cli run = Cli.run("run", scenario, "--duration", "150t", "--out", out.toString(), "--journal", place.toString(),
                "--journal-format", "file");
        assertThat(run.code()).as(run.err()).isZero();

        Cli replay = Cli.run("replay", place.toString(), "--check");
        assertThat(replay.code()).as(replay.err()).isZero();
        assertThat(replay.out()).contains("tick 150", summary(out).get("stateHash").asString());
        Cli reproduced = Cli.run("audit", "reproduce", out.resolve("audit.jsonl").toString());
        assertThat(reproduced.code()).as(reproduced.err()).isZero();
        cut(place, 0.5);
        Cli recovered = Cli.run("recover", place.toString(), "--out", folder.resolve("recovered").toString());
        assertThat(recovered.code()).as(recovered.err()).isZero();
        assertThat(Files.readString(folder.resolve("recovered").resolve("audit.jsonl")))
                .isEqualTo(Files.readString(out.resolve("audit.jsonl")));
    }
}
