package io.aisletide.sim.testkit;

import static io.aisletide.sim.testkit.AisletideAssertions.assertThat;
import static io.aisletide.sim.testkit.AisletideAssertions.assertThatThrownBy;

import io.aisletide.command.Command;
import io.aisletide.command.Rejection;
import io.aisletide.command.Scope;
import io.aisletide.engine.Receipt;
import io.aisletide.engine.ThreadingMode;
import io.aisletide.grid.Direction;
import io.aisletide.sim.run.FleetRun;
import io.aisletide.sim.run.SiteBuilder;
import io.aisletide.sim.scenario.Scenario;
import io.aisletide.sim.scenario.ScenarioReader;
import io.aisletide.sim.scenario.ScenarioWriter;
import io.aisletide.traffic.RobotState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestFloorTest {
    private static TestFloorBuilder corridor() {
        return TestFloor.builder().drawing("......", "p####p", "......").loaded(0);
    }

    @Test
    void shouldTellWhatRobotsReachedAndHowLongTheyTook() {
        try (TestFloor floor = corridor()
                .robot(0, 0, Direction.EAST)
                .robot(5, 2, Direction.WEST)
                .goals(new int[] {5, 0}, new int[] {0, 2})
                .build()) {
            int ticks = floor.advanceUntil(f -> f.goalsReached() == 2, 20);

            assertThat(ticks).isEqualTo(5);
            assertThat(floor)
                    .isSafe()
                    .hasNoCollisions()
                    .hasNoDeadlocks()
                    .strandsNobody()
                    .hasReachedAtLeast(2)
                    .hasThroughputOfAtLeast(0.4, 5)
                    .hasLateRatioOfAtMost(0, 5)
                    .isEmptyIn(1, 0, 4, 3)
                    .robot(0)
                    .hasReached(5, 0)
                    .isAt(5, 0)
                    .is(RobotState.IDLE);
            assertThat(floor.lateRatio(4)).isEqualTo(1);
            assertThat(floor.advance(Duration.ofSeconds(2)).tick()).isEqualTo(8);
        }
    }

    @Test
    void shouldFailWithSeedTickAndScenarioWhenAClaimIsWrong() {
        try (TestFloor floor = corridor().robot(0, 0, Direction.EAST).goals(new int[] {5, 0}).seed(7).build()) {
            floor.advance(3);

            List.<Runnable>of(
                            () -> assertThat(floor).hasThroughputOfAtLeast(1, 3),
                            () -> assertThat(floor).hasThroughputOfAtLeast(0, 4),
                            () -> assertThat(floor).hasLateRatioOfAtMost(0, 2),
                            () -> assertThat(floor).hasLateRatioOfAtMost(0, 5),
                            () -> assertThat(floor).hasReachedAtLeast(1),
                            () -> assertThat(floor).isEmptyIn(3, 0, 1, 1),
                            () -> assertThat(floor).robot(0).hasReached(5, 0),
                            () -> assertThat(floor).robot(0).isAt(0, 0),
                            () -> assertThat(floor).robot(0).is(RobotState.PAUSED),
                            () -> assertThat(floor).robot(1).is(RobotState.IDLE),
                            () -> floor.advanceUntil(f -> false, 0))
                    .forEach(claim -> assertThatThrownBy(claim::run)
                            .isInstanceOf(AssertionError.class)
                            .hasMessageContainingAll("seed 7, tick 3 (2.0 s", "./aisletide run", "drawing:", "[0, 0]"));
        }
    }

    @Test
    void shouldJudgeReceipts() {
        try (TestFloor floor = corridor().robot(0, 0, Direction.EAST).goals(new int[] {5, 0}).build()) {
            floor.advance(1);
            Receipt detour = floor.give(new Command.Close(Scope.rectangle(3, 0, 1, 1), Command.NEVER));
            assertThat(detour).isApplied().takesEffectAt(1).affectsAtLeast(1).affectsAtMost(1).reroutesAtLeast(1).strandsNobody();
            Receipt look = floor.give(new Command.Preview(new Command.Close(Scope.rectangle(3, 2, 1, 1), Command.NEVER)));
            assertThat(look).isPreviewed();
            assertThatThrownBy(() -> assertThat(look).isApplied()).hasMessageContaining("is not APPLIED but PREVIEWED");
            assertThatThrownBy(() -> assertThat(look).strandsNobody()).hasMessageContaining("strands 1 robots");
            Receipt unknown = floor.give(new Command.Pause(Scope.zone("nowhere")));
            assertThat(unknown).isRejectedBecause(Rejection.UNKNOWN_ZONE);
            assertThatThrownBy(() -> assertThat(unknown).isApplied()).hasMessageContaining("no zone is called nowhere");
            assertThatThrownBy(() -> assertThat(detour).affectsAtLeast(2)).hasMessageContaining("affects 1 robots");
        }
    }

    @Test
    void shouldNoticeAFloorThatIsNotSafe() {
        try (TestFloor floor = corridor().robot(0, 0, Direction.EAST).noGoals().build()) {
            floor.advance(1);
            // The monitor is told of a robot that is not there.
            floor.safety().commandDone(new Command.AddRobots(Scope.EVERYTHING, 1, io.aisletide.grid.LoadClass.EMPTY, null),
                    new Receipt(1, Receipt.Status.APPLIED, 1, 1, 0, 0, 0, null, 0, 0, 0));
            floor.advance(1);

            assertThatThrownBy(() -> assertThat(floor).isSafe()).hasMessageContaining("number of robots is not");
            assertThat(floor).hasNoCollisions();
        }
    }

    @Test
    void shouldPlayTheScriptOfAScenario() {
        Scenario scenario = ScenarioReader.parse(
                """
                apiVersion: aisletide/v1
                kind: Scenario
                seed: 3
                floor: {drawing: ["......", "......"]}
                fleet: {placement: {at: [[0, 0]]}}
                demand: {goals: [[5, 0]]}
                commands:
                  - {at: 2t, id: rest, pause: all}
                  - {at: 10t, resume: all}
                """,
                "f.yaml",
                Path.of(""));
        try (TestFloor floor = TestFloor.builder().scenario(scenario).build()) {
            assertThatThrownBy(() -> floor.receiptOf("rest")).hasMessageContaining("no command 'rest' was given before tick 0");
            floor.advance(8);
            assertThat(floor.receiptOf("rest")).isApplied().takesEffectAt(2);
            assertThat(floor).robot(0).is(RobotState.PAUSED).isAt(2, 0);
            assertThat(floor.advanceUntil(f -> f.goalsReached() > 0, 50)).isEqualTo(5);
        }
    }

    @Test
    void shouldEndInTheSameStateWhenTheReportedScenarioIsRun() {
        try (TestFloor floor = TestFloor.builder().robots(60).loaded(0.5).tag("night", 0.5).threads(2)
                .mode(ThreadingMode.STAGED).build()) {
            floor.advance(30);
            Receipt first = floor.give(new Command.Close(Scope.rectangle(8, 8, 6, 6), Command.NEVER));
            floor.give(new Command.Pause(Scope.EVERYTHING.withTag("night")));
            floor.give(new Command.Pause(Scope.zone("nowhere")));
            floor.advance(30);
            floor.give(new Command.Undo(first.commandId()));
            floor.give(new Command.Resume(Scope.EVERYTHING));
            floor.engine().submit(new Command.Avoid(Scope.rectangle(0, 0, 9, 9), 4, 30)).join();
            floor.advance(20);

            Scenario again = ScenarioReader.parse(ScenarioWriter.write(floor.replay()), "again.yaml", Path.of(""));
            assertThat(again.script()).hasSize(5);
            FleetRun run = new FleetRun(SiteBuilder.build(again), new FleetRun.Options(1, ThreadingMode.FUSED, null));
            assertThat(run.run(() -> false).summary().result().stateHash()).isEqualTo(floor.engine().stateHash());
        }
    }

    @Test
    void shouldSaveADeadlockAsASmallScenarioThatGetsStuckAgain(@TempDir Path folder) throws IOException {
        String wall = "#".repeat(40);
        try (TestFloor floor = TestFloor.builder()
                .drawing(wall, "#".repeat(19) + ".." + "#".repeat(19), wall, ".".repeat(40), wall)
                .loaded(0)
                .robot(19, 1, Direction.EAST)
                .robot(20, 1, Direction.WEST)
                .robot(0, 3, Direction.WEST)
                .goals(new int[] {20, 1}, new int[] {19, 1})
                .saveTo(folder)
                .build()) {
            floor.advanceUntil(f -> f.engine().counters().deadlocksDetected > 0, 400);
        }

        try (Stream<Path> files = Files.list(folder)) {
            Path file = files.findFirst().orElseThrow();
            assertThat(file.getFileName().toString()).startsWith("test-floor-deadlock-");
            Scenario saved = ScenarioReader.read(file);
            try (TestFloor again = TestFloor.of(file)) {
                assertThat(again.robots().robotCount()).isEqualTo(2);
                assertThat(again.floor().width()).isLessThan(40);
                again.advanceUntil(f -> f.engine().counters().deadlocksDetected > 0, saved.clock().durationTicks());
            }
        }
    }

    @Test
    void shouldWriteNothingUnlessAsked(@TempDir Path folder) throws IOException {
        try (TestFloor floor = corridor().robot(0, 0, Direction.EAST).saveTo(folder).noGoals().build()) {
            floor.advance(2);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void shouldSayThatADemandInCodeCannotBeWrittenDown() {
        try (TestFloor floor = corridor().robot(0, 0, Direction.EAST).demand((robot, cell, tick) -> -1).build()) {
            assertThat(floor.report()).contains("its demand is code of the test").doesNotContain("./aisletide run");
        }
    }
}
