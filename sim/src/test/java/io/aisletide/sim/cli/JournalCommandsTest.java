package io.aisletide.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.command.Command;
import io.aisletide.command.CommandCodec;
import io.aisletide.command.Scope;
import io.aisletide.journal.Durability;
import io.aisletide.journal.Journal;
import io.aisletide.journal.SegmentedJournal;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code run --journal}, {@code recover} and {@code replay}, with what a kill leaves behind made by hand. */
class JournalCommandsTest {
    private static final String SCENARIO =
            """
            apiVersion: aisletide/v1
            kind: Scenario
            metadata: {name: kept}
            clock: {duration: 120t, warmup: 10t}
            floor: {generate: {width: 64, height: 48}}
            fleet: {robots: 120, load: 50%%}
            demand: %s
            commands:
              - {at: 40t, id: shut, close: {area: [20, 20, 6, 6]}, for: 30t}
              - {at: 60t, id: more, addRobots: {area: [2, 2, 20, 20], count: 3, load: loaded}}
              - {at: 90t, alarm: {refuge: {area: [50, 30, 10, 10]}}}
            """;

    @TempDir
    private Path folder;

    private Path file(String demand) throws IOException {
        return Files.writeString(folder.resolve("kept.yaml"), SCENARIO.formatted(demand));
    }

    private static JsonNode summary(Path out) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(out.resolve("summary.json")));
    }

    private static Path log(Path journal) throws IOException {
        try (Stream<Path> files = Files.list(journal.resolve("events"))) {
            return files.filter(each -> each.toString().endsWith(".log")).sorted().toList().get(0);
        }
    }

    /** Leaves so much of the only file of events. */
    private static void cut(Path journal, double share) throws IOException {
        try (RandomAccessFile events = new RandomAccessFile(log(journal).toFile(), "rw")) {
            events.setLength((long) (events.length() * share));
        }
    }

    @Test
    void shouldEndAsTheRunThatWasNotInterrupted() throws IOException {
        for (String demand : List.of("{pattern: random-goals, radius: 20}", "{pattern: none}")) {
            Path plain = folder.resolve("plain" + demand.length());
            String scenario = file(demand).toString();
            assertThat(Cli.run("run", scenario, "--out", plain.toString()).code()).isZero();
            for (double share : new double[] {0.15, 0.5, 0.83, 1}) {
                for (boolean snapshots : new boolean[] {true, false}) {
                    Path place = folder.resolve("journal-" + demand.length() + "-" + share + snapshots);
                    Path out = folder.resolve("out-" + demand.length() + "-" + share + snapshots);
                    Cli run = Cli.run("run", scenario, "--out", "none", "--journal", place.toString(), "--journal-format", "file",
                            "--snapshot-every", snapshots ? "25t" : "1000t", "--hash-every", "10t");
                    assertThat(run.code()).as(run.err()).isZero();
                    cut(place, share);
                    Cli recovered = Cli.run("recover", place.toString(), "--out", out.toString(), "--threads", "1");

                    assertThat(recovered.code()).as(recovered.err()).isZero();
                    assertThat(recovered.out()).contains(snapshots ? "the snapshot of tick " : "from the start");
                    for (String field : new String[] {
                        "stateHash", "ticks", "tasksCompleted", "goalsPerTick", "idealGoalsPerTick", "waitingRatio",
                        "collisions", "lostRobots", "deadlocksDetected"
                    }) {
                        assertThat(summary(out).get(field)).as(field).isEqualTo(summary(plain).get(field));
                    }
                    assertThat(summary(out).get("commands").size()).isEqualTo(3);
                }
            }
        }
    }

    /** What the command line says otherwise than the file: the alarm of tick 90 is never reached. */
    @Test
    void shouldGoOnWithTheRunAsTheCommandLineMadeIt() throws IOException {
        String scenario = file("{pattern: random-goals, radius: 20}").toString();
        for (String duration : List.of("75t", "50100ms", "130t")) {
            Path out = folder.resolve("out-" + duration);
            Path place = folder.resolve("journal-" + duration);
            Cli run = Cli.run("run", scenario, "--duration", duration, "--seed", "9", "--out", out.toString(), "--journal",
                    place.toString(), "--journal-format", "file", "--snapshot-every", "25t", "--hash-every", "10t");
            assertThat(run.code()).as(run.err()).isZero();
            String hash = summary(out).get("stateHash").asString();

            Cli replay = Cli.run("replay", place.toString(), "--check");
            assertThat(replay.code()).as(replay.err()).isZero();
            assertThat(replay.out()).contains("state hash " + hash, "the same as recorded at all");
            Cli again = Cli.run("run", out.resolve("scenario.yaml").toString(), "--out", "none");
            assertThat(again.code()).as(again.err()).isZero();
            assertThat(again.out()).contains(hash);
            cut(place, 0.6);
            Path recoveredOut = folder.resolve("recovered-" + duration);
            Cli recovered = Cli.run("recover", place.toString(), "--out", recoveredOut.toString());
            assertThat(recovered.code()).as(recovered.err()).isZero();
            for (String field : new String[] {"stateHash", "seed", "ticks", "goalsPerTick", "idealGoalsPerTick"}) {
                assertThat(summary(recoveredOut).get(field)).as(field).isEqualTo(summary(out).get(field));
            }
            assertThat(summary(recoveredOut).get("commands").size()).isEqualTo(duration.equals("130t") ? 3 : 2);
        }
    }

    @Test
    void shouldReplayARunOfAMapWithWhatTheCommandLineSaysOfIt() throws IOException {
        Path map = Files.writeString(
                folder.resolve("open.map"), "type octile\nheight 16\nwidth 24\nmap\n" + "........................\n".repeat(16));
        Path place = folder.resolve("journal");
        Cli run = Cli.run("run", map.toString(), "--robots", "30", "--motion", "pebble", "--radius", "9", "--seed", "4",
                "--duration", "60t", "--out", "none", "--journal", place.toString());
        assertThat(run.code()).as(run.err()).isZero();
        Cli replay = Cli.run("replay", place.toString(), "--check");

        assertThat(replay.code()).as(replay.err()).isZero();
        assertThat(replay.out()).contains("replayed: tick 60,", " 30 robots,");
        assertThat(run.out()).contains(replay.out().replaceAll("(?s).*state hash (\\w+).*", "$1"));
    }

    @Test
    void shouldRecordTheSamePlanAsTheRunThatWasNotInterrupted() throws IOException {
        String scenario = file("{pattern: random-goals, radius: 20}").toString();
        Path whole = folder.resolve("whole.json");
        assertThat(Cli.run("run", scenario, "--out", "none", "--plan", whole.toString()).code()).isZero();
        Path place = folder.resolve("journal");
        Cli run = Cli.run("run", scenario, "--out", "none", "--journal", place.toString(), "--journal-format", "file",
                "--snapshot-every", "25t");
        assertThat(run.code()).as(run.err()).isZero();
        cut(place, 0.6);
        Path plan = folder.resolve("plan.json");
        Cli recovered = Cli.run("recover", place.toString(), "--out", "none", "--plan", plan.toString());

        assertThat(recovered.code()).as(recovered.err()).isZero();
        assertThat(recovered.out()).contains("recovered: from the start");
        JsonNode one = JsonMapper.shared().readTree(Files.readString(whole));
        JsonNode two = JsonMapper.shared().readTree(Files.readString(plan));
        assertThat(two.get("makespan").asInt()).isEqualTo(120);
        for (String field : List.of("start", "actualPaths", "events", "tasks", "removals", "sumOfCost", "numTaskFinished")) {
            assertThat(two.get(field)).as(field).isEqualTo(one.get(field));
        }
        Cli again = Cli.run("recover", place.toString(), "--out", "none", "--plan", plan.toString());
        assertThat(again.err()).contains("exists already");
    }

    @Test
    void shouldReplayToTheSameBitsWhateverHoldsTheJournal() throws IOException {
        String scenario = file("{pattern: random-goals, radius: 20}").toString();
        for (String format : List.of("chronicle", "file")) {
            for (String durability : List.of("process", "disk")) {
                Path place = folder.resolve(format + durability);
                Path out = folder.resolve("out-" + format + durability);
                Cli run = Cli.run("run", scenario, "--out", out.toString(), "--journal", place.toString(), "--journal-format",
                        format, "--durability", durability, "--mode", "staged");
                assertThat(run.code()).as(run.err()).isZero();
                Cli replay = Cli.run("replay", place.toString(), "--check", "--threads", "2");

                assertThat(replay.code()).as(replay.err()).isZero();
                assertThat(replay.out())
                        .contains("tick 120", "state hash " + summary(out).get("stateHash").asString(), "the same as recorded at all");
                assertThat(Cli.run("replay", place.toString(), "--to", "50").out()).contains("tick 50, ");
                Cli beyond = Cli.run("replay", place.toString(), "--to", "500");
                assertThat(beyond.code()).isZero();
                assertThat(beyond.err()).contains("the journal ends before tick 120: --to 500 lies behind its end");
            }
        }
    }

    @Test
    void shouldSayWhatDiffersWhenTheReplayIsAnother() throws IOException {
        Path place = folder.resolve("journal");
        String scenario = file("{pattern: random-goals, radius: 20}").toString();
        // one snapshot: a second may be left out, if the first is still being written when the run ends
        Cli run = Cli.run("run", scenario, "--out", "none", "--journal", place.toString(), "--journal-format", "file",
                "--snapshot-every", "100t", "--hash-every", "1t");
        assertThat(run.code()).as(run.err()).isZero();
        closeElsewhere(place.resolve("events"));
        Cli replay = Cli.run("replay", place.toString(), "--check");

        assertThat(replay.code()).isEqualTo(ExitCode.FAILED);
        assertThat(replay.err())
                .contains("first seen after tick 4", "(state hash equal after tick 4", "against the snapshot of tick 100:", "  robot ", " recorded, ");
        try (Stream<Path> snapshots = Files.list(place.resolve("snapshots"))) {
            for (Path each : snapshots.toList()) {
                Files.delete(each);
            }
        }
        Cli unexplained = Cli.run("replay", place.toString(), "--check");
        assertThat(unexplained.err()).contains("no snapshot from there on says what differs");
        Cli recovered = Cli.run("recover", place.toString(), "--out", "none");
        assertThat(recovered.code()).isEqualTo(ExitCode.FAILED);
        assertThat(recovered.err()).contains("does not lead to the states that it has noted");
    }

    /** Writes the journal anew, as if something else had been closed. */
    private static void closeElsewhere(Path events) throws IOException {
        Path before = Files.move(events, events.resolveSibling("before"));
        CommandCodec codec = new CommandCodec();
        try (Journal from = SegmentedJournal.openToRead(before);
                Journal.Cursor cursor = from.read(0);
                Journal to = SegmentedJournal.open(events, SegmentedJournal.Format.FILE, Durability.PROCESS)) {
            while (cursor.next()) {
                boolean command = codec.templateOf(cursor.record()) == CommandCodec.COMMAND;
                if (command && codec.decode(cursor.record()) instanceof Command.Close) {
                    Command other = new Command.Close(Scope.rectangle(4, 4, 30, 30), Command.NEVER);
                    byte[] bytes = codec.encode(codec.commandId(cursor.record()), other);
                    to.append(new UnsafeBuffer(bytes), 0, bytes.length);
                } else {
                    to.append(cursor.record(), 0, cursor.length());
                }
            }
        }
    }

    @Test
    void shouldRefuseTheJournalOfAnotherScenario() throws IOException {
        Path place = folder.resolve("journal");
        String scenario = file("{pattern: random-goals, radius: 20}").toString();
        assertThat(Cli.run("run", scenario, "--out", "none", "--journal", place.toString()).code()).isZero();
        Path kept = place.resolve("scenario.yaml");
        String written = Files.readString(kept);
        List<String[]> edits = List.of(
                new String[] {"radius: 20", "radius: 19", "is of another run: the hash over what gives goals (demand) is "},
                new String[] {"width: 64", "width: 60", "is of another run: the hash over floor, motion, "},
                new String[] {"seed: 1", "seed: 2", "is of a run with seed 1, not 2"});
        for (String[] edit : edits) {
            assertThat(written).contains(edit[0]);
            Files.writeString(kept, written.replace(edit[0], edit[1]));
            for (Cli refused : List.of(
                    Cli.run("replay", place.toString()), Cli.run("recover", place.toString(), "--out", "none"))) {
                assertThat(refused.code()).as(refused.err()).isEqualTo(ExitCode.INVALID_INPUT);
                assertThat(refused.err()).contains(edit[2], "Its scenario.yaml, or a file that this names, is not what the run was made of");
            }
        }
        Files.writeString(kept, written);
        assertThat(Cli.run("replay", place.toString(), "--check").code()).isZero();
    }

    @Test
    void shouldRefuseFoldersThatAreNotWhatTheyShouldBe() throws IOException {
        Path place = folder.resolve("journal");
        String scenario = file("{pattern: none}").toString();
        assertThat(Cli.run("recover", place.toString()).err()).contains("is not the folder of a journalled run");
        assertThat(Cli.run("run", scenario, "--durability", "disk").err()).contains("need --journal DIR");
        assertThat(Cli.run("run", scenario, "--out", place.toString(), "--journal", place.toString()).err())
                .contains("lie in each other; give each a place of its own");
        assertThat(place).doesNotExist();
        assertThat(Cli.run("run", scenario, "--journal", place.toString(), "--snapshot-every", "5").err())
                .contains("--snapshot-every: '5' has no unit");
        assertThat(Cli.run("run", scenario, "--out", "none", "--journal", place.toString(), "--journal-format", "file").code())
                .isZero();
        Path settings = place.resolve("journal.properties");
        String written = Files.readString(settings);
        Files.writeString(settings, written.replace("format=file", "format=tape"));
        assertThat(Cli.run("recover", place.toString(), "--out", "none").err())
                .contains("format is one of [chronicle, file], not 'tape'");
        Files.writeString(settings, written);
        Cli again = Cli.run("run", scenario, "--out", "none", "--journal", place.toString());
        assertThat(again.code()).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(again.err()).contains("holds a run already", "aisletide recover");
        byte[] events = Files.readAllBytes(log(place));
        events[events.length / 2] ^= 4;
        Files.write(log(place), events);
        Cli refused = Cli.run("recover", place.toString(), "--out", "none");
        assertThat(refused.code()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.err()).contains("is damaged or missing, but later ones are there");
    }

    /** A process may be killed before its first event is written. */
    @Test
    void shouldBeginAtTheBeginningWhenNothingHadHappened() throws IOException {
        Path place = folder.resolve("journal");
        String scenario = file("{pattern: none}").toString();
        assertThat(Cli.run("run", scenario, "--out", "none", "--journal", place.toString(), "--journal-format", "file").code())
                .isZero();
        Files.delete(log(place));
        Cli recovered = Cli.run("recover", place.toString(), "--out", "none");
        assertThat(recovered.code()).as(recovered.err()).isZero();
        assertThat(recovered.out()).contains("nothing had happened yet");
    }

    @Test
    void shouldNotBeginAtTheBeginningWhenSnapshotsSayThatSomethingHadHappened() throws IOException {
        Path place = folder.resolve("journal");
        String scenario = file("{pattern: none}").toString();
        assertThat(Cli.run("run", scenario, "--out", "none", "--journal", place.toString(), "--journal-format", "file",
                "--snapshot-every", "10t").code()).isZero();
        Files.delete(log(place));
        Cli recovered = Cli.run("recover", place.toString(), "--out", "none");
        assertThat(recovered.code()).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(recovered.err()).contains("has snapshots, and no events in events: they were lost");
    }
}
