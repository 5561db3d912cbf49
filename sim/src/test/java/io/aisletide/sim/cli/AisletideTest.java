package io.aisletide.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AisletideTest {
    private static final String TINY =
            """
            apiVersion: aisletide/v1
            kind: Scenario
            metadata: {name: tiny}
            clock: {duration: 60t, warmup: 10t}
            floor:
              generate: {width: 48, height: 40}
              zones: [{name: left, area: [0, 0, 2, 40]}]
            fleet: {robots: 40}
            demand: {pattern: random-goals, radius: 16}
            commands:
              - {at: 40t, pause: all}
              - {at: 50t, id: go, resume: all}
            """;

    @TempDir
    private Path folder;

    @Test
    void shouldSimulateWithTheSameResultEachTime() {
        Cli first = Cli.run("simulate", "--seeds", "3", "--events", "200", "--seed", "11");

        assertThat(first.code()).as(first.out() + first.err()).isEqualTo(ExitCode.OK);
        assertThat(first.out()).startsWith("3 seeds x 200 events, 0 failures; ").contains(" goals, ", "digest ");
        assertThat(Cli.run("simulate", "--seeds", "3", "--events", "200", "--seed", "11").out()).isEqualTo(first.out());
        assertThat(Cli.run("simulate", "--events", "3").err()).contains("--events is at least 40, not 3");
    }

    @Test
    void shouldTryACaseAgainAsItIsPrinted() throws IOException {
        String file = Files.writeString(
                        folder.resolve("case.yaml"),
                        """
                        apiVersion: aisletide/v1
                        kind: Scenario
                        metadata: {name: case}
                        clock: {duration: 60t, warmup: 0t}
                        floor: {generate: {width: 40, height: 30}}
                        fleet: {robots: 20}
                        demand: {pattern: random-goals, radius: 10}
                        commands:
                          - {at: 21t, pause: {area: [0, 0, 20, 20]}}
                        """)
                .toString();
        Cli tried = Cli.run("simulate", "--case", file, "--setup", "mode=fused", "--setup",
                "mode=staged threads=2 pieces=3 inside journal=file durability=disk snapshots=10 disk-full@20+1,cut=30 killed@35,snapshot");
        assertThat(tried.code()).as(tried.out() + tried.err()).isEqualTo(ExitCode.OK);
        assertThat(tried.out()).contains("nothing is wrong with " + file + " in 2 setups");
        for (String[] wrong : new String[][] {
            {"threads=0", "'threads=0' wants a number from 1 on"},
            {"mode=fast", "'fast' is none of fused, staged"},
            {"killed@3", "without a journal nothing survives killed@3"},
            {"journal=file dropped@3", "'dropped' is none of killed, disk-full, page-lost, sync-failed"},
            {"journal=memory snapshots=5", "snapshots lie beside a journal in files, not with journal=memory"},
            {"quickly", "'quickly' is no mishap; write such as killed@120"},
        }) {
            assertThat(Cli.run("simulate", "--case", file, "--setup", wrong[0]).err()).contains("--setup: " + wrong[1]);
        }
        assertThat(Cli.run("simulate", "--setup", "mode=fused").err()).contains("--setup needs --case FILE");
    }

    @Test
    void shouldListEndpointsAndTheirVersions() {
        Cli text = Cli.run("endpoints");
        assertThat(text.code()).isEqualTo(ExitCode.OK);
        assertThat(text.out())
                .contains("plan-route, contract 1.0", "RouteAnswer@1 {costClass, wayPoint?}", "in flight pinned")
                .contains("charge, contract 1.0 (the engine does not ask it yet)")
                .contains("built-in     yield@1.1.0");
        JsonNode json = JsonMapper.shared().readTree(Cli.run("endpoints", "--json").out());
        assertThat(json.get("endpoints")).hasSize(5);
        JsonNode route = json.get("endpoints").get(2);
        assertThat(route.get("name").asString()).isEqualTo("plan-route");
        assertThat(route.get("fuel").asInt()).isEqualTo(20_000);
        assertThat(route.get("versions")).hasSize(3);
    }

    @Test
    void shouldSayWhyAJarIsNoVersion() throws IOException {
        Path jar = Files.writeString(folder.resolve("fake.jar"), "nothing");
        Cli check = Cli.run("endpoints", "--check", jar.toString());
        assertThat(check.code()).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(check.err()).contains(jar + " is refused by the check 'jar': it is not a jar");
        assertThat(Cli.run("endpoints", "--check", folder.resolve("none.jar").toString()).err())
                .contains("none.jar is refused by the check 'jar': it cannot be read: there is no such file");
        assertThat(Cli.run("endpoints", "--sha256", "ab").err()).contains("--sha256 needs --check JAR");
    }

    @Test
    void shouldValidateTheJarsOfAScenario() throws IOException {
        Files.writeString(folder.resolve("fake.jar"), "nothing");
        String scenario = file(TINY + "versions: [{id: plan-route@2.0.0, artifact: fake.jar, sha256: '" + "a".repeat(64)
                + "'}]\n");
        assertInvalid(scenario + ": versions[0].artifact: fake.jar is refused by the check 'jar': it is not a jar, or an empty one",
                "validate", scenario);
    }

    @Test
    void shouldSayThatThereIsNoSuchCommand() {
        Cli typo = Cli.run("rnu", "x.yaml");
        assertThat(typo.code()).isEqualTo(ExitCode.USAGE);
        assertThat(typo.err()).startsWith("error: there is no command 'rnu'");
    }

    @Test
    void shouldRunAndReport() throws IOException {
        Path out = folder.resolve("out");
        Cli run = Cli.run("run", file(TINY), "--out", out.toString(), "--threads", "1");

        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("tiny: 40 robots (rotate), 60 ticks", "state hash", "collisions, lost robots    0, 0");
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrder("summary.json", "conditions.json", "scenario.yaml", "timeseries.csv",
                            "commands.csv", "tick.hdr", "accepted.hdr", "effective.hdr", "reroute.hdr", "traffic.png",
                            "waiting.png", "plan-route-1.0.0.hdr", "yield-1.0.0.hdr");
        }
        JsonNode summary = json(out);
        for (String field : new String[] {
            "robots", "cells", "ticks", "seed", "threads", "stateHash", "collisions", "lostRobots", "wallSeconds",
            "startupSeconds", "ticksPerSecond", "robotUpdatesPerSecond", "realTimeFactor", "peakRssBytes", "peakHeapBytes",
            "allocatedBytesPerTick", "tickMillis", "commands", "rerouteMillis", "tasksCompleted", "goalsPerTick",
            "idealGoalsPerTick", "efficiency", "waitingRatio", "deadlocksDetected", "deadlocksResolved", "endpoints", "noisy"
        }) {
            assertThat(summary.has(field)).as(field).isTrue();
        }
        assertThat(summary.get("ticks").asInt()).isEqualTo(60);
        assertThat(summary.get("commands").size()).isEqualTo(2);
        assertThat(Files.readAllLines(out.resolve("timeseries.csv"))).hasSize(61);
        assertThat(Files.readAllLines(out.resolve("commands.csv"))).hasSize(3);
    }

    @Test
    void shouldGiveTheSameHashFromTheResolvedScenarioAndOnOtherThreads() throws IOException {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");

        Cli.run("run", file(TINY), "--out", first.toString(), "--threads", "1", "--mode", "fused");
        Cli again = Cli.run("run", first.resolve("scenario.yaml").toString(), "--out", second.toString(), "--threads", "2",
                "--mode", "staged");

        assertThat(again.code()).as(again.err()).isEqualTo(ExitCode.OK);
        assertThat(json(second).get("stateHash")).isEqualTo(json(first).get("stateHash"));
    }

    @Test
    void shouldEndWithFiveWhenAnExpectationIsMissed() throws IOException {
        Cli run = Cli.run("run", file(TINY + "expect: [collisions == 0, robots > 1000]\n"), "--out", "none");

        assertThat(run.code()).isEqualTo(ExitCode.EXPECTATION_MISSED);
        assertThat(run.errLines()).containsExactly("error: expected robots > 1000, but it was 40");
    }

    @Test
    void shouldEndWithTwoAndOneMessageWhenTheArgumentsAreWrong() throws IOException {
        assertUsage("a command is missing");
        assertUsage("Missing required parameter: 'FILE'", "run");
        assertUsage("there is no option '--fast'", "run", "x.yaml", "--fast");
        assertUsage("there is no option '--thread'; did you mean '--threads'?", "run", "x.yaml", "--thread", "2");
        assertUsage("'y.yaml' is one argument too many", "run", "x.yaml", "y.yaml");
        assertUsage("there is no command 'rn'; did you mean 'run'?", "rn", "x.yaml");
        assertUsage("there is no command 'verfy'; did you mean 'verify'?", "help", "audit", "verfy");
        assertUsage("Invalid value for option '--threads': '9999999999' is too large; at most 2147483647", "run", "x.yaml",
                "--threads", "9999999999");
        assertUsage("Invalid value for option '--threads': 'two' is not a whole number, or too large a one", "run", "x.yaml",
                "--threads", "two");
        assertUsage("--duration: '600' has no unit; write 600t for ticks or 600s for seconds", "run", file(TINY),
                "--duration", "600");
        assertUsage("--threads is at least 1, not 0", "run", file(TINY), "--threads", "0");
        assertUsage("--threads is at most 256, not 100000; more than there are processors gain nothing", "run", file(TINY),
                "--threads", "100000");
        assertUsage("--robots is at least 1, not 0", "run", "m.map", "--robots", "0");
        assertUsage("--radius is at least 1, not -3", "run", "m.map", "--radius", "-3");
        assertUsage("--plan-area 40,0,20,5 reaches beyond the floor of 48 x 40 cells", "run", file(TINY), "--out", "none", "--plan",
                folder.resolve("p.json").toString(), "--plan-area", "40,0,20,5");
        assertUsage("--robots, --motion and --radius are for maps and problems; the scenario file has its own", "run",
                file(TINY), "--robots", "7");
        assertUsage("--plan-robots, --plan-area and --plan-ticks need --plan FILE", "run", file(TINY), "--plan-robots",
                "7");
        assertUsage("--plan-ticks is A..B, such as 100..200, not '5'", "run", file(TINY), "--plan",
                folder.resolve("p.json").toString(), "--plan-ticks", "5");
    }

    @Test
    void shouldEndWithThreeAndOneMessageWhenAnInputIsWrong() throws IOException {
        String missing = folder.resolve("missing.yaml").toString();
        assertInvalid(missing + ": there is no such file", "run", missing);
        assertInvalid(folder + ": is a folder, not a file", "run", folder.toString());
        String scenario = folder.resolve("s.yaml").toString();
        file(TINY.replace("robots: 40", "robots: 4000"));
        assertInvalid(scenario + ":8:17: fleet.robots: 4000 loaded robots do not fit: the floor has 1472 cells for them",
                "run", scenario);
        file(TINY.replace("[0, 0, 2, 40]", "[40, 0, 20, 40]"));
        assertInvalid(scenario + ":7:11: floor.zones[0]: the zone 'left' reaches to (59, 39), beyond the floor of 48 x 40 cells",
                "run", scenario);
        file(TINY.replace("robots: 40", "placement: {at: [[0, 0], [0, 0], [50, 1]]}"));
        assertInvalid(scenario + ":8:42: fleet.placement.at[2]: (50, 1) is beyond the floor of 48 x 40 cells", "run", scenario);
        file(TINY.replace("robots: 40", "placement: {at: [[0, 0], [0, 0]]}"));
        assertInvalid(scenario + ":8:34: fleet.placement.at[1]: robot 1 would stand on another one at (0, 0)", "run", scenario);
        file(TINY.replace("robots: 40", "placement: {at: [[4, 3]]}"));
        assertInvalid(scenario + ":8:26: fleet.placement.at[0]: robot 0 would stand on a storage cell at (4, 3), where only "
                + "empty robots may be", "run", scenario);
        String strange = Files.writeString(folder.resolve("x.txt"), "hello").toString();
        assertInvalid(strange + ": what is it? A scenario ends in .yaml, a League problem in .json, a MovingAI file in .map or "
                + ".scen", "run", strange);
    }

    @Test
    void shouldSayWhatIsWrongWithAMap() throws IOException {
        String map = folder.resolve("m.map").toString();
        Files.writeString(Path.of(map), "type octile\nheight 2\nwidth 3\nmap\n...\n..\n");
        assertInvalid(map + ":6:3: row 1 has 2 cells, the header says width 3", "run", map);
        Files.writeString(Path.of(map), "tipe octile\nheight 2\n");
        assertThat(Cli.run("run", map).code()).isEqualTo(ExitCode.INVALID_INPUT);
    }

    @Test
    void shouldRefuseTasksOutOfReach() throws IOException {
        Files.writeString(folder.resolve("m.map"), "type octile\nheight 1\nwidth 5\nmap\n..@..\n");
        Files.writeString(folder.resolve("t.tasks"), "2\n1\n4\n");
        String scenario = file("""
                apiVersion: aisletide/v1
                kind: Scenario
                floor: {map: m.map}
                fleet: {placement: {at: [[0, 0]]}}
                demand: {tasks: t.tasks}
                """);

        assertInvalid(scenario + ":5:17: demand.tasks: task 1 at (4, 0) is out of reach of the loaded robot at (0, 0)", "run",
                scenario);
    }

    @Test
    void shouldCountTheErrorsOfAFile() throws IOException {
        Cli run = Cli.run("run", file(TINY.replace("pause", "pauze").replace("warmup", "warmop")));

        assertThat(run.code()).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(run.errLines()).hasSize(3);
        assertThat(run.errLines().get(2)).isEqualTo("2 errors");
    }

    @Test
    void shouldLeaveNothingBehindWhenTheInputIsWrong() throws IOException {
        Path out = folder.resolve("out");
        Cli.run("run", file(TINY.replace("robots: 40", "robots: 4000")), "--out", out.toString());

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void shouldRefuseATakenOutputFolderBeforeRunning() throws IOException {
        Path out = Files.createDirectory(folder.resolve("out"));
        Files.writeString(out.resolve("x"), "");

        assertInvalid(out + ": exists already; choose another folder with --out, or replace it with --force", "run",
                file(TINY), "--out", out.toString());
    }

    @Test
    void shouldWriteTheResultsSoFarWhenStopped() throws IOException {
        StopSignal stop = new StopSignal();
        stop.request();
        Path out = folder.resolve("out");

        Cli run = Cli.run(stop, "run", file(TINY), "--out", out.toString());

        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(json(out).get("interrupted").asBoolean()).isTrue();
    }

    @Test
    void shouldPrintATemplateThatIsAValidScenario() throws IOException {
        Cli init = Cli.run("init");
        Cli validate = Cli.run("validate", file(init.out()));

        assertThat(init.code()).isZero();
        assertThat(validate.err()).isEmpty();
        assertThat(validate.out()).contains(": fine: 500 robots on 96 x 64 cells");
    }

    @Test
    void shouldSayWhereAFileCannotBeWritten() throws IOException {
        Path nowhere = folder.resolve("no/where.yaml");
        assertInvalid(nowhere + ": its folder is not there or cannot be written", "init", nowhere.toString());
        assertInvalid(folder + ": is a folder, not a file", "init", folder.toString(), "--force");
        assertInvalid("--out: a folder without a name; give one, or 'none' for no results", "run", file(TINY), "--out", "");
    }

    @Test
    void shouldWarnOfAPlanWithNothingInIt() throws IOException {
        Cli run = Cli.run("run", file(TINY), "--out", "none", "--plan", folder.resolve("p.json").toString(), "--plan-ticks", "500..600");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("warning: the plan is empty");
    }

    @Test
    void shouldNotOverwriteWithTheTemplate() throws IOException {
        String file = file(TINY);
        assertInvalid(file + ": exists already; choose another name, or overwrite it with --force", "init", file);
        assertThat(Path.of(file)).hasContent(TINY);
    }

    @Test
    void shouldPrintSchemaVersionAndHelp() {
        assertThat(JsonMapper.shared().readTree(Cli.run("schema").out()).get("$schema").asString())
                .isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(Cli.run("--version").out()).startsWith("aisletide ");
        assertThat(Cli.run("--help").out()).contains("Exit codes:", "validate", "generate-completion");
        assertThat(Cli.run("run", "--help").out()).contains("--plan-ticks", "Exit codes:");
        assertThat(Cli.run("help").out()).isEqualTo(Cli.run("--help").out());
        assertThat(Cli.run("help", "audit", "verify").out()).isEqualTo(Cli.run("audit", "verify", "--help").out());
        assertThat(Cli.run("generate-completion").out()).contains("complete -F");
    }

    @Test
    void shouldConvertFloorsWithoutLoss() throws IOException {
        String map = folder.resolve("m.map").toString();
        String again = folder.resolve("again.map").toString();

        assertThat(Cli.run("convert", file(TINY), map, "--to", "aisletide-map").code()).isZero();
        assertThat(Cli.run("convert", map, again, "--to", "aisletide-map").code()).isZero();

        assertThat(Path.of(again)).hasSameTextualContentAs(Path.of(map));
        assertInvalid(map + ": exists already; choose another name, or overwrite it with --force", "convert", again, map, "--to", "movingai-map");
        assertUsage("--to: no conversion to dxf, only to movingai-map, aisletide-map, lorr-2023-plan, lorr-2024-plan", "convert",
                again, map, "--to", "dxf");
    }

    @Test
    void shouldReportProgressAsJson() throws IOException {
        Cli run = Cli.run("run", file(TINY.replace("60t", "3000t")), "--out", "none", "--progress", "json");

        assertThat(run.code()).as(run.err()).isZero();
        run.errLines().forEach(line -> assertThat(JsonMapper.shared().readTree(line).has("ticksPerSecond")).isTrue());
    }

    private static void assertUsage(String message, String... arguments) {
        Cli run = Cli.run(arguments);
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.USAGE);
        assertThat(run.errLines().get(0)).isEqualTo("error: " + message);
        assertThat(run.err()).doesNotContain("\tat ");
        assertThat(run.out()).isEmpty();
    }

    private static void assertInvalid(String message, String... arguments) {
        Cli run = Cli.run(arguments);
        assertThat(run.errLines()).containsExactly("error: " + message);
        assertThat(run.code()).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(run.out()).isEmpty();
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("s.yaml"), text).toString();
    }

    private static JsonNode json(Path out) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(out.resolve("summary.json")));
    }
}
