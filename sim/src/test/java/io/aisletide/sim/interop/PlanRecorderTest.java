package io.aisletide.sim.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aisletide.grid.Area;
import io.aisletide.grid.Direction;
import io.aisletide.grid.Floor;
import io.aisletide.grid.FloorGenerator;
import io.aisletide.grid.FloorPlan;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.sim.FakeFleet;
import io.aisletide.sim.verify.PlanVerifier;
import io.aisletide.sim.verify.VerifyReport;
import io.aisletide.traffic.RobotState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanRecorderTest {
    private final Floor floor = FloorGenerator.generate(new FloorPlan(40, 30, 4, 2, 2, 5, 5));

    @TempDir
    Path folder;

    @Test
    void shouldWriteTheFieldsOf2024() throws IOException {
        Floor small = Floor.parse("...", "...");
        FakeFleet fleet = new FakeFleet(small);
        int robot = fleet.add(0, 0, Direction.E, LoadClass.EMPTY);
        PlanRecorder recorder = recorder(small, Motion.ROTATE, PlanSelection.everything(PlanFormat.LORR_2024));
        recorder.begin(fleet, 0);
        recorder.goalAssigned(robot, small.cell(0, 0), 0, small.cell(1, 1), 0);
        fleet.goal(robot, small.cell(1, 1));
        fleet.place(robot, 1, 0);
        recorder.record(fleet, 1, 1_500_000_000);
        fleet.turn(robot, Direction.S);
        recorder.record(fleet, 2, 250_000_000);
        fleet.place(robot, 1, 1);
        recorder.goalReached(robot, small.cell(1, 1), 3);
        recorder.record(fleet, 3, 250_000_000);
        recorder.goalAssigned(robot, small.cell(1, 1), 1, small.cell(0, 0), 3);
        fleet.turn(robot, Direction.E);
        recorder.record(fleet, 4, 250_000_000);
        recorder.record(fleet, 5, 250_000_000);
        recorder.finish();

        assertThat(Files.readString(folder.resolve("plan.json")))
                .isEqualTo("{\"actionModel\":\"MAPF_T\",\"version\":\"2024 LoRR\",\"teamSize\":1,\"numTaskFinished\":1,"
                        + "\"makespan\":5,\"numPlannerErrors\":0,\"numScheduleErrors\":0,\"numEntryTimeouts\":0,"
                        + "\"start\":[[0,0,\"E\"]],\"removals\":[],\"actualPaths\":[\"F,R,F,C,W\"],"
                        + "\"plannerPaths\":[\"F,R,F,C,W\"],\"plannerTimes\":[1.5,0.25,0.25,0.25,0.25],\"errors\":[],"
                        + "\"actualSchedule\":[\"0:0,3:1\"],\"plannerSchedule\":[\"0:0,3:1\"],\"scheduleErrors\":[],"
                        + "\"events\":[[3,0,0,1]],\"tasks\":[[0,0,[1,1]],[1,3,[0,0]]]}");
        assertThat(filesLeft()).isEqualTo(1);
    }

    @Test
    void shouldWriteTheFieldsOf2023() throws IOException {
        Floor small = Floor.parse("...", "...");
        FakeFleet fleet = new FakeFleet(small);
        int robot = fleet.add(0, 0);
        PlanRecorder recorder = recorder(small, Motion.PEBBLE, PlanSelection.everything(PlanFormat.LORR_2023));
        recorder.begin(fleet, 0);
        recorder.goalAssigned(robot, small.cell(0, 0), 0, small.cell(0, 1), 0);
        fleet.place(robot, 0, 1);
        recorder.goalReached(robot, small.cell(0, 1), 1);
        recorder.record(fleet, 1, 0);
        fleet.place(robot, 0, 0);
        recorder.record(fleet, 2, 0);
        recorder.finish();

        assertThat(Files.readString(folder.resolve("plan.json")))
                .isEqualTo("{\"actionModel\":\"MAPF\",\"AllValid\":\"Yes\",\"teamSize\":1,\"numTaskFinished\":1,"
                        + "\"sumOfCost\":0,\"makespan\":2,\"start\":[[0,0,\"E\"]],\"removals\":[],"
                        + "\"actualPaths\":[\"U,D\"],\"plannerPaths\":[\"U,D\"],\"plannerTimes\":[0.0,0.0],\"errors\":[],"
                        + "\"events\":[[[0,0,\"assigned\"],[0,1,\"finished\"]]],\"tasks\":[[0,1,0]]}");
    }

    @ParameterizedTest
    @CsvSource({"ROTATE, LORR_2024, 0", "ROTATE, LORR_2023, 0", "PEBBLE, LORR_2024, 0", "ROTATE, LORR_2024, 37"})
    void shouldRecordWhatTheCheckerFindsFree(Motion motion, PlanFormat format, int firstTick) throws IOException {
        PlanSelection selection = PlanSelection.everything(format).withWindow(firstTick, firstTick + 90);
        VerifyReport report = drive(motion, selection, 60, -1);

        assertThat(report.clean()).as("%s", report.lines()).isTrue();
        assertThat(report.robots()).isEqualTo(60);
        assertThat(report.steps()).isEqualTo(90);
        assertThat(report.tasksFinished()).isGreaterThan(20);
        assertThat(filesLeft()).isEqualTo(2);
    }

    @Test
    void shouldRecordRobotsThatAreTakenOff() throws IOException {
        VerifyReport report = drive(Motion.ROTATE, PlanSelection.everything(PlanFormat.LORR_2024), 20, 40);

        assertThat(report.clean()).as("%s", report.lines()).isTrue();
        assertThat(Files.readString(folder.resolve("plan.json"))).contains("\"removals\":[[7,40]]");
    }

    @Test
    void shouldRecordTheFirstRobotsOfARectangle() throws IOException {
        FakeFleet fleet = new FakeFleet(floor);
        for (int y = 0; y < 10; y++) {
            fleet.add(y % 2 == 0 ? 1 : 20, y, Direction.W, LoadClass.LOADED);
        }
        PlanSelection selection = PlanSelection.everything(PlanFormat.LORR_2024)
                .withArea(new Area.Rectangle(0, 1, 4, 30))
                .withMaxRobots(3)
                .withDetail(PlanSelection.PATHS_ONLY);
        PlanRecorder recorder = recorder(floor, Motion.ROTATE, selection);
        recorder.begin(fleet, 0);
        recorder.record(fleet, 1, 0);
        recorder.finish();

        assertThat(recorder.robots()).isEqualTo(3);
        assertThat(Files.readString(folder.resolve("plan.json")))
                .contains("\"start\":[[2,1,\"W\"],[4,1,\"W\"],[6,1,\"W\"]]")
                .contains("\"loads\":\"LLL\"")
                .doesNotContain("events");
    }

    @Test
    void shouldReportWhatIsNoAction() throws IOException {
        FakeFleet fleet = new FakeFleet(floor);
        int robot = fleet.add(0, 0);
        PlanRecorder recorder = recorder(floor, Motion.ROTATE, PlanSelection.everything(PlanFormat.LORR_2024));
        recorder.begin(fleet, 0);
        fleet.place(robot, 3, 0);
        recorder.record(fleet, 1, 0);
        recorder.finish();

        assertThat(Files.readString(folder.resolve("plan.json")))
                .contains("\"errors\":[[-1,0,-1,1,\"no single action leads from (0, 0) to (3, 0)\"]]");
    }

    @Test
    void shouldLeaveNothingBehindWhenGivenUp() throws IOException {
        PlanRecorder recorder = recorder(floor, Motion.ROTATE, PlanSelection.everything(PlanFormat.LORR_2024));
        FakeFleet fleet = new FakeFleet(floor);
        fleet.add(0, 0);
        recorder.begin(fleet, 0);
        recorder.record(fleet, 1, 0);
        recorder.close();

        assertThat(filesLeft()).isZero();
    }

    @Test
    void shouldRefuseSelectionsOfNothing() {
        PlanSelection all = PlanSelection.everything(PlanFormat.LORR_2024);
        assertThatThrownBy(() -> all.withMaxRobots(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> all.withWindow(5, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> all.withDetail(4)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"ROTATE", "PEBBLE"})
    void shouldSurviveTheYearsBackAndForth(Motion motion) throws IOException {
        drive(motion, PlanSelection.everything(PlanFormat.LORR_2024), 40, 33);
        Path plan = folder.resolve("plan.json");
        Path old = folder.resolve("old.json");
        Path back = folder.resolve("back.json");
        Path again = folder.resolve("again.json");
        PlanConverter.convert(plan, old, PlanFormat.LORR_2023);
        PlanConverter.convert(old, back, PlanFormat.LORR_2024);
        PlanConverter.convert(plan, again, PlanFormat.LORR_2024);

        Path map = folder.resolve("floor.map");
        VerifyReport first = PlanVerifier.verify(plan, map);
        assertThat(first.clean()).isTrue();
        assertThat(PlanVerifier.verify(old, map)).usingRecursiveComparison().ignoringFields("plan").isEqualTo(first);
        assertThat(PlanVerifier.verify(back, map)).usingRecursiveComparison().ignoringFields("plan").isEqualTo(first);
        assertThat(Files.size(again)).isEqualTo(Files.size(plan));
    }

    @Test
    void shouldSplitErrandsIntoTasksOf2023() throws IOException {
        Path plan = folder.resolve("plan.json");
        Files.writeString(plan, "{\"teamSize\":1,\"makespan\":3,\"numTaskFinished\":1,\"start\":[[0,0,\"E\"]],"
                + "\"actualPaths\":[\"F,F,F\"],\"errors\":[[4,0,-1,2,\"late\"]],\"actualSchedule\":[\"0:9,3:-1\"],"
                + "\"events\":[[1,0,9,1],[3,0,9,2]],\"tasks\":[[9,0,[0,1,0,3]]]}");
        Path old = folder.resolve("old.json");
        PlanConverter.convert(plan, old, PlanFormat.LORR_2023);

        assertThat(Files.readString(old))
                .contains("\"events\":[[[0,0,\"assigned\"],[0,1,\"finished\"],[1,1,\"assigned\"],[1,3,\"finished\"]]]")
                .contains("\"tasks\":[[0,0,1],[1,0,3]]")
                .contains("\"errors\":[[0,-1,2,\"late\"]]");
    }

    /** Drives robots at random without collisions, reaching goals on the way, and checks what was recorded. */
    private VerifyReport drive(Motion motion, PlanSelection selection, int robots, int removeAt) throws IOException {
        long seed = Long.getLong("seed", 17);
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        FakeFleet fleet = new FakeFleet(floor);
        while (fleet.robotLimit() < robots) {
            int x = random.nextInt(floor.width());
            int y = random.nextInt(floor.height());
            LoadClass load = random.nextBoolean() ? LoadClass.LOADED : LoadClass.EMPTY;
            if (floor.passable(floor.cell(x, y), load) && fleet.robotAt(floor.cell(x, y)) < 0) {
                fleet.add(x, y, motion == Motion.ROTATE ? random.nextInt(4) : 0, load);
            }
        }
        PlanRecorder recorder = recorder(floor, motion, selection);
        recorder.begin(fleet, 0);
        for (int tick = 0; tick < 150; tick++) {
            for (int robot = 0; robot < robots; robot++) {
                if (tick == removeAt && robot == 7) {
                    fleet.remove(robot);
                }
                if (fleet.state(robot) == RobotState.DRIVING) {
                    step(fleet, recorder, robot, motion, random, tick);
                }
            }
            recorder.record(fleet, tick + 1L, 1000);
        }
        recorder.finish();
        Path map = folder.resolve("floor.map");
        MovingAiMap.writeAisletide(floor, map);
        return PlanVerifier.verify(folder.resolve("plan.json"), map);
    }

    private void step(FakeFleet fleet, PlanRecorder recorder, int robot, Motion motion, Random random, int tick) {
        if (fleet.goal(robot) < 0) {
            int goal = floor.cell(random.nextInt(floor.width()), random.nextInt(floor.height()));
            fleet.goal(robot, goal);
            recorder.goalAssigned(robot, fleet.cell(robot), fleet.heading(robot), goal, tick);
        }
        int heading = motion == Motion.ROTATE ? fleet.heading(robot) : random.nextInt(4);
        int choice = random.nextInt(5);
        if (motion == Motion.ROTATE && choice == 0) {
            fleet.turn(robot, (heading + 1) & 3);
        } else if (motion == Motion.ROTATE && choice == 1) {
            fleet.turn(robot, (heading + 3) & 3);
        } else if (floor.hasNeighbour(fleet.cell(robot), heading)) {
            int next = floor.neighbour(fleet.cell(robot), heading);
            if (floor.passable(next, fleet.load(robot)) && fleet.robotAt(next) < 0) {
                fleet.placeCell(robot, next);
            }
        }
        if (random.nextInt(20) == 0) {
            // A goal that happens to be where the robot is.
            recorder.goalAssigned(robot, fleet.cell(robot), fleet.heading(robot), fleet.cell(robot), tick);
            fleet.goal(robot, fleet.cell(robot));
        }
        if (fleet.goal(robot) == fleet.cell(robot)) {
            recorder.goalReached(robot, fleet.goal(robot), tick + 1L);
            fleet.goal(robot, -1);
        }
    }

    private PlanRecorder recorder(Floor of, Motion motion, PlanSelection selection) {
        return new PlanRecorder(folder.resolve("plan.json"), of, motion, selection, null);
    }

    private long filesLeft() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }
}
