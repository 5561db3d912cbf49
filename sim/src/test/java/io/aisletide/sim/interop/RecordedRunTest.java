package io.aisletide.sim.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.command.Command;
import io.aisletide.command.Scope;
import io.aisletide.engine.FleetEngine;
import io.aisletide.engine.FleetEngineBuilder;
import io.aisletide.engine.Receipt;
import io.aisletide.grid.Area;
import io.aisletide.grid.Floor;
import io.aisletide.grid.FloorGenerator;
import io.aisletide.grid.FloorPlan;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.sim.SharedData;
import io.aisletide.sim.ideal.IdealLegs;
import io.aisletide.sim.safety.SafetyMonitor;
import io.aisletide.sim.verify.PlanVerifier;
import io.aisletide.sim.verify.VerifyReport;
import io.aisletide.traffic.Demand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The engine itself, watched, recorded and checked from the recording. */
class RecordedRunTest {
    private static final Map<String, Area> ZONES = Map.of("aisle", new Area.Rectangle(30, 0, 4, 60));

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Motion.class)
    void shouldDriveWithoutConflictThroughClosuresAndChanges(Motion motion) throws IOException {
        long seed = Long.getLong("seed", 23);
        System.out.println("seed " + seed);
        Floor floor = FloorGenerator.generate(new FloorPlan(80, 60, 4, 2, 2, 12, 12));
        Path plan = folder.resolve("plan.json");
        SafetyMonitor monitor = new SafetyMonitor(floor, motion, ZONES);
        IdealLegs ideal = new IdealLegs(floor, motion, seed, 0, 120, 500);
        PlanRecorder recorder =
                new PlanRecorder(plan, floor, motion, PlanSelection.everything(PlanFormat.LORR_2024), null);
        FleetEngineBuilder builder = FleetEngine.builder(floor)
                .motion(motion)
                .seed(seed)
                .threads(2)
                .zones(ZONES)
                .demand(randomGoals(floor, seed))
                .robots(150, LoadClass.LOADED)
                .robots(150, LoadClass.EMPTY)
                .observer(monitor)
                .observer(ideal)
                .observer(recorder);
        try (FleetEngine engine = builder.build()) {
            monitor.begin(engine.robots(), engine.tick());
            recorder.begin(engine.robots(), engine.tick());
            engine.advance(30);
            apply(engine, new Command.Close(Scope.zone("aisle"), 40));
            engine.advance(20);
            apply(engine, new Command.Evacuate(Scope.rectangle(50, 10, 12, 12), Command.NEVER));
            apply(engine, new Command.RemoveRobots(Scope.rectangle(0, 0, 20, 20), 10));
            engine.advance(30);
            apply(engine, new Command.AddRobots(Scope.rectangle(0, 0, 20, 20), 10, LoadClass.LOADED, null));
            apply(engine, new Command.Open(Scope.rectangle(50, 10, 12, 4), Command.NEVER));
            engine.advance(70);
        }
        recorder.finish();

        assertThat(monitor.first()).isEmpty();
        assertThat(monitor.checkedTicks()).isEqualTo(150);
        assertThat(monitor.lostRobots()).isZero();
        assertThat(ideal.evaluate().legs()).isEqualTo(500);
        VerifyReport report = verify(plan, floor);
        assertThat(report.clean()).as("%s", report.lines()).isTrue();
        assertThat(report.robots()).isEqualTo(300);
        assertThat(report.steps()).isEqualTo(150);
        assertThat(report.tasksFinished()).isGreaterThan(200);
    }

    @ParameterizedTest
    @CsvSource({"lorr2023/random.domain/random_100.json, 100", "lorr2024/random.domain/random_32_32_20_100.json, 100"})
    void shouldPlayRealProblemsByTheirRules(String name, int ticks) throws IOException {
        LorrProblem problem = LorrProblem.read(SharedData.file(name));
        LorrDemand demand = problem.newDemand();
        PlanFormat format = problem.rules() == LorrProblem.Rules.ROUND_ROBIN_2023
                ? PlanFormat.LORR_2023
                : PlanFormat.LORR_2024;
        Path plan = folder.resolve("plan.json");
        Path part = folder.resolve("part.json");
        PlanRecorder whole = new PlanRecorder(
                plan, problem.floor(), Motion.ROTATE, PlanSelection.everything(format), demand.log());
        PlanRecorder window = new PlanRecorder(
                part,
                problem.floor(),
                Motion.ROTATE,
                PlanSelection.everything(format).withWindow(40, 90).withMaxRobots(30),
                demand.log());
        FleetEngineBuilder builder = FleetEngine.builder(problem.floor())
                .motion(Motion.ROTATE)
                .demand(demand)
                .observer(whole)
                .observer(window);
        for (int cell : problem.startCells()) {
            builder.robot(cell, 0, LoadClass.EMPTY, 0);
        }
        try (FleetEngine engine = builder.build()) {
            whole.begin(engine.robots(), 0);
            window.begin(engine.robots(), 0);
            engine.advance(ticks);
            demand.settle(engine.robots(), engine.tick());
        }
        whole.finish();
        window.finish();

        VerifyReport report = verify(plan, problem.floor());
        assertThat(report.clean()).as("%s", report.lines()).isTrue();
        assertThat(report.eventsChecked()).isEqualTo((int) demand.errandsDone());
        assertThat(report.tasksFinished()).isEqualTo((int) demand.tasksDone());
        assertThat(demand.tasksDone()).isGreaterThan(30);
        VerifyReport windowed = verify(part, problem.floor());
        assertThat(windowed.clean()).as("%s", windowed.lines()).isTrue();
        assertThat(windowed.robots()).isEqualTo(30);
        assertThat(windowed.steps()).isEqualTo(50);
        assertThat(windowed.eventsChecked()).isPositive();
    }

    @Test
    void shouldSayTheSameAsTheEngineOfTheLoadsItWatches() {
        Floor floor = Floor.parse("......", ".pppp.", "......");
        SafetyMonitor monitor = new SafetyMonitor(floor, Motion.PEBBLE, Map.of());
        Demand acrossAndBack = (robot, cell, tick) -> cell == floor.cell(5, 1) ? floor.cell(0, 1) : floor.cell(5, 1);
        try (FleetEngine engine = FleetEngine.builder(floor)
                .motion(Motion.PEBBLE)
                .demand(acrossAndBack)
                .robot(floor.cell(0, 1), 0, LoadClass.LOADED, 0)
                .observer(monitor)
                .build()) {
            monitor.begin(engine.robots(), 0);
            engine.advance(40);
            assertThat(engine.counters().goalsReached).isGreaterThan(2);
        }
        assertThat(monitor.first()).isEmpty();
    }

    private static void apply(FleetEngine engine, Command command) {
        Receipt receipt = engine.submit(command).join();
        assertThat(receipt.status()).as("%s %s", command, receipt.message()).isEqualTo(Receipt.Status.APPLIED);
    }

    private VerifyReport verify(Path plan, Floor floor) throws IOException {
        Path map = folder.resolve("floor.map");
        MovingAiMap.writeAisletide(floor, map);
        return PlanVerifier.verify(plan, map);
    }

    private static Demand randomGoals(Floor floor, long seed) {
        Random random = new Random(seed);
        return (robot, cell, tick) -> {
            while (true) {
                int goal = floor.cell(random.nextInt(floor.width()), random.nextInt(floor.height()));
                if (goal != cell && floor.passable(goal, LoadClass.LOADED)) {
                    return goal;
                }
            }
        };
    }
}
