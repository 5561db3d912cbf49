package io.aisletide.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aisletide.command.Command;
import io.aisletide.command.Scope;
import io.aisletide.grid.Area;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.release.spec.MetricSpec;
import io.aisletide.sim.scenario.Scenario.DemandSpec;
import io.aisletide.sim.scenario.Scenario.FloorSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioReaderTest {

    @Test
    void shouldFillInDefaultsWhenOnlyTheLeastIsGiven() {
        Scenario scenario = read(BadScenarios.MINIMAL);

        assertThat(scenario.name()).isEqualTo("unnamed");
        assertThat(scenario.seed()).isEqualTo(1);
        assertThat(scenario.clock()).isEqualTo(new Scenario.Clock(667_000_000L, 0, 600));
        assertThat(scenario.floor()).isEqualTo(new FloorSpec.Generated(64, 48, 4, 2, 2, 16, 32));
        assertThat(scenario.fleet().motion()).isEqualTo(Motion.ROTATE);
        assertThat(scenario.fleet().loadedShare()).isEqualTo(1.0);
        assertThat(scenario.demand()).isEqualTo(new DemandSpec.RandomGoals(32));
    }

    @Test
    void shouldReadEveryVerb() {
        Scenario scenario = read(
                """
                apiVersion: aisletide/v1
                kind: Scenario
                floor:
                  generate: {width: 64, height: 48}
                  zones:
                    - {name: left, area: [0, 0, 8, 48]}
                    - {name: tip, polygon: [[0, 0], [8, 0], [0, 8]]}
                fleet: {robots: 10, load: 25%, tags: {night: 10%, old: 2.5%}, motion: pebble}
                demand: {pattern: none}
                commands:
                  - {at: 10t, id: a, close: {zone: left, load: loaded}, expires: 40t}
                  - {at: 10t, open: {area: [1, 2, 3, 4]}, for: 667ms}
                  - {at: 12t, oneWay: {zone: tip, direction: north}}
                  - {at: 13t, slow: {zone: tip, ticksPerCell: 4}}
                  - {at: 14t, avoid: {polygon: [[0, 0], [8, 0], [0, 8]], extraCells: 9}}
                  - {at: 15t, prefer: all}
                  - {at: 16t, evacuate: {zone: left}, preview: true}
                  - {at: 17t, redirect: {tag: night, to: {zone: left}}}
                  - {at: 18t, pause: {load: empty}}
                  - {at: 19t, resume:}
                  - {at: 20t, addRobots: {area: [0, 0, 9, 9], count: 3, load: loaded, tag: old}}
                  - {at: 21t, removeRobots: {zone: left, count: 2}}
                  - {at: 22t, alarm: {refuge: {zone: left}}}
                  - {at: 22t, undo: a}
                  - {at: 5t, pause: all}
                """);

        Scope left = Scope.zone("left");
        assertThat(scenario.script().stream().map(ScriptedCommand::command))
                .containsExactly(
                        new Command.Pause(Scope.EVERYTHING),
                        new Command.Close(left.withLoad(LoadClass.LOADED), 30),
                        new Command.Open(Scope.rectangle(1, 2, 3, 4), 1),
                        new Command.OneWay(Scope.zone("tip"), io.aisletide.grid.Direction.NORTH, Command.NEVER),
                        new Command.Slow(Scope.zone("tip"), 4, Command.NEVER),
                        new Command.Avoid(
                                Scope.of(new Area.Polygon(new int[] {0, 8, 0}, new int[] {0, 0, 8})), 9, Command.NEVER),
                        new Command.Prefer(Scope.EVERYTHING, Command.NEVER),
                        new Command.Preview(new Command.Evacuate(left, Command.NEVER)),
                        new Command.Redirect(Scope.EVERYTHING.withTag("night"), left),
                        new Command.Pause(Scope.EVERYTHING.withLoad(LoadClass.EMPTY)),
                        new Command.Resume(Scope.EVERYTHING),
                        new Command.AddRobots(Scope.rectangle(0, 0, 9, 9), 3, LoadClass.LOADED, "old"),
                        new Command.RemoveRobots(left, 2),
                        new Command.Alarm(Scope.EVERYTHING, left),
                        new Command.Undo(1));
        assertThat(scenario.fleet().tags()).isEqualTo(Map.of("night", 0.1, "old", 0.025));
        assertThat(scenario.fleet().loadedShare()).isEqualTo(0.25);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"io.aisletide.sim.scenario.BadScenarios#all", "io.aisletide.sim.scenario.BadReleases#all"})
    void shouldSayWhereAndWhatWhenWrong(String name, String text, List<String> faults) {
        assertThat(faultsOf(text)).containsExactlyElementsOf(faults);
    }

    @Test
    void shouldReportAllFaultsOfAFileInItsOrder() {
        List<String> faults = faultsOf(
                """
                apiVersion: aisletide/v2
                kind: Scenario
                sead: 3
                clock: {duration: 600}
                floor: {generate: {width: 64, height: 48, isle: 2}}
                fleet: {robots: many, motion: rotat}
                demand: {pattern: random-goals, radius: 0}
                commands:
                  - {at: 10t, clos: {zone: left}}
                """);

        assertThat(faults).hasSize(8);
        assertThat(faults).isSortedAccordingTo((a, b) -> Integer.compare(lineOf(a), lineOf(b)));
    }

    @Test
    void shouldStopListingWhenAFileIsNothingLikeAScenario() {
        StringBuilder text = new StringBuilder("apiVersion: aisletide/v1\n");
        for (int i = 0; i < 200; i++) {
            text.append("key").append(i).append(": 1\n");
        }

        List<String> faults = faultsOf(text.toString());

        assertThat(faults).hasSize(Problems.MAX_REPORTED + 1);
        assertThat(faults.get(Problems.MAX_REPORTED)).matches("f.yaml: and \\d+ more");
    }

    @Test
    void shouldGiveAnEqualScenarioWhenWrittenAndReadAgain() {
        Scenario scenario = read(
                """
                apiVersion: aisletide/v1
                kind: Scenario
                metadata: {name: "a: b", description: "it's \\"quoted\\", and \\\\ more"}
                seed: -5
                clock: {tick: 500ms, warmup: 10s, duration: 1h}
                floor:
                  generate: {width: 64, height: 48, block: {columns: 3, rows: 1}, aisle: 1, stations: 2, chargers: 0}
                  zones: [{name: yes it is, area: [0, 0, 8, 48]}, {name: tip, polygon: [[0, 0], [8, 0], [0, 8]]}]
                fleet: {robots: 10, load: 12.5%, tags: {night: 10%}, motion: pebble}
                demand: {pattern: random-goals, radius: 7}
                commands:
                  - {at: 10t, id: a, close: {zone: yes it is}, expires: 40t}
                  - {at: 12t, oneWay: {zone: tip, direction: north}, preview: true}
                  - {at: 20t, addRobots: {count: 3, load: loaded, tag: night}}
                  - {at: 22t, alarm: {tag: night, refuge: {area: [1, 1, 2, 2]}}}
                  - {at: 30t, undo: a}
                  - {at: 31t, release: {start: at once, by: ada, role: ops-manager}}
                  - {at: 32t, release: {promote: slowly, full: true, reason: "it is \\"urgent\\""}}
                  - {at: 33t, release: {approve: slowly, gate: g}}
                  - {at: 34t, release: {reject: slowly, gate: g, reason: smoke}}
                expect: [collisions == 0, efficiency > 60%]
                contracts: [{name: plan-route, version: "1.0", inFlight: pinned, purity: pure, fallback: holdPosition}]
                workflows: {plan-route: congestion-aware}
                versions:
                  - {id: plan-route@9.0.0, drill: {errorRate: 5%, slowRate: 0.125, from: 3m}}
                  - {id: yield@2.0.0, drill: {invalidRate: 1%, endlessRate: 0.5%, harmfulRate: 3%}}
                circuitBreakers: [{name: b, endpoint: yield, slidingWindowSize: 30, waitDurationInOpenState: 10s}]
                analysisTemplates:
                  - name: errors
                    metrics:
                      - {name: rule, query: {faults: all, window: 1m}, failureCondition: result > 2%, for: 5m, interval: 1m}
                      - {name: relative, test: eprocess, unit: {by: zone, within: 20s}, dryRun: true}
                      - {name: absolute, test: eprocess, compareTo: absolute, theta0: 0.02, query: {refusals: plan-route}}
                      - {name: late, test: eprocess, query: {late: plan-route, after: 3m}}
                      - {name: late-by-its-way, test: eprocess, query: {late: plan-route}, unit: incident}
                      - {name: stuck, query: {stuck: all, window: 10m}, failureCondition: result > 1%, interval: 1m}
                      - {name: rejected, query: {invalid: plan-route, window: 10m}, failureCondition: result > 0, interval: 1m}
                      - {name: safety, query: {violations: all, window: 1t}, failureCondition: result > 0, interval: 1t, failureLimit: 1}
                releases:
                  - name: slowly
                    to: plan-route@9.0.0
                    at: "00:02:00"
                    progressDeadlineSeconds: 100
                    exposure: {maxPercent: 10, stratifyBy: []}
                    bake: {duration: 2m}
                    roles: [ops-manager]
                    strategy:
                      canary:
                        analysis: {startingStep: 1, templates: [{templateName: errors}]}
                        steps:
                          - setWeight: 5
                          - pause: {duration: 20s}
                          - pause:
                          - gate: {name: g, role: lead, timeout: 15m, onTimeout: Abort, approvals: 2, person: {reaction: 2m, sigma: 0.5, hours: {from: "08:00:00", to: "16:00:00"}}}
                          - analysis: {templates: [errors], duration: 1m, allowUnproven: true}
                          - setWeight: 10
                  - name: at once
                    bundle: [{to: yield@2.0.0}, {endpoint: plan-route, to: plan-route@1.2.0}]
                    onFailure: Freeze
                    strategy: {blueGreen: {preview: 5, autoPromotionEnabled: false, prePromotionAnalysis: {templates: [errors], duration: 5m}}}
                """);

        Scenario again = read(ScenarioWriter.write(scenario));

        assertThat(again)
                .usingRecursiveComparison()
                .ignoringFields("source", "script.name")
                .isEqualTo(scenario);
    }

    @Test
    void shouldTakeWhatSuitsTheMeasureWhereAMetricDoesNotSay() {
        Scenario scenario = read(BadScenarios.MINIMAL
                + """
                analysisTemplates:
                  - name: robots
                    metrics:
                      - {name: faults, test: eprocess, query: {faults: all}}
                      - {name: late, test: eprocess, query: {late: all}}
                      - {name: stuck, test: eprocess, query: {stuck: all}}
                """);

        List<MetricSpec> metrics = scenario.delivery().plan().templates().get(0).metrics();
        assertThat(metrics).extracting(MetricSpec::minSamples).containsExactly(10, 50, 10_000);
        assertThat(metrics.get(1).query().lateAfterTicks()).isEqualTo(MetricSpec.Query.BY_ITS_WAY);
        assertThat(metrics)
                .extracting(metric -> ((MetricSpec.EProcess) metric.test()).unit().withinTicks() > 0)
                .containsExactly(true, false, true);
    }

    @Test
    void shouldGiveAnEqualScenarioWhenADrawnOneIsWrittenAndReadAgain() {
        Scenario scenario = read(BadScenarios.DRAWN);

        assertThat(read(ScenarioWriter.write(scenario)))
                .usingRecursiveComparison()
                .ignoringFields("source")
                .isEqualTo(scenario);
    }

    /** The commands stay, with their ids, although they are not reached. */
    @Test
    void shouldGiveAnEqualScenarioWhenOneThatWasMadeShorterOrLongerIsWrittenAndReadAgain() {
        Scenario scenario = read(BadScenarios.MINIMAL
                + "clock: {duration: 100t, warmup: 30t}\ncommands: [{at: 80t, pause: all}, {at: 10t, resume: all}]\n");
        for (int ticks : new int[] {1, 20, 31, 80, 100, 130}) {
            Scenario other = scenario.withDuration(ticks);
            Scenario again = read(ScenarioWriter.write(other));

            assertThat(again.clock().durationTicks()).isEqualTo(ticks);
            assertThat(again)
                    .usingRecursiveComparison()
                    .ignoringFields("source")
                    .isEqualTo(other);
            assertThat(again.withDuration(130)).usingRecursiveComparison().ignoringFields("source").isEqualTo(other.withDuration(130));
        }
    }

    @Test
    void shouldKeepWhoDecidesAtTheStartWithoutReleases() {
        Scenario scenario = ScenarioReader.parse(Resources.text("template.yaml"), "template", Path.of(""));

        assertThat(scenario.delivery().plan().releases()).isNotEmpty();
        assertThat(scenario.withoutReleases().delivery().plan().releases()).isEmpty();
        assertThat(scenario.withoutReleases().delivery().stable()).isEqualTo(scenario.delivery().stable()).isNotEmpty();
    }

    @Test
    void shouldGiveTheSameShareWhenItIsWrittenAndReadAgain() {
        for (int perMille = 0; perMille <= 1000; perMille++) {
            String percent = perMille / 10 + "." + perMille % 10 + "%";
            Scenario scenario = read(BadScenarios.MINIMAL.replace("10}", "10, load: " + percent + ", tags: {a: " + percent + "}}"));
            Scenario again = read(ScenarioWriter.write(scenario));

            assertThat(again.fleet()).as(percent).isEqualTo(scenario.fleet());
        }
    }

    private static int lineOf(String fault) {
        return Integer.parseInt(fault.split(":")[1]);
    }

    private static Scenario read(String text) {
        return ScenarioReader.parse(text, "f.yaml", Path.of("."));
    }

    static List<String> faultsOf(String text) {
        InvalidInputException invalid =
                catchThrowableOfType(InvalidInputException.class, () -> ScenarioReader.parse(text, "f.yaml", Path.of(".")));
        assertThat(invalid).isNotNull();
        return invalid.faults();
    }
}
