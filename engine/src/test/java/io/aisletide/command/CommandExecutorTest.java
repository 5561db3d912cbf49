package io.aisletide.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.fixture.Seeds;
import io.aisletide.fixture.SimpleWorld;
import io.aisletide.grid.Area;
import io.aisletide.grid.Direction;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Overlay;
import io.aisletide.traffic.Demand;
import io.aisletide.traffic.RobotState;
import io.aisletide.traffic.TrafficListener;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What each command does to the floor. */
class CommandExecutorTest {
    private static final int SIDE = 12;

    private final Floor floor = openFloor(SIDE);
    private final SimpleWorld world = worldOf(floor);
    private final Vocabulary vocabulary = new Vocabulary(
            floor, Map.of("dock", new Area.Rectangle(0, 0, 3, 3)), List.of("reach", "cold"));
    private final CommandExecutor executor = new CommandExecutor(vocabulary, world);
    private final Outcome outcome = new Outcome();
    private long nextId = 1;

    // ---- rules over cells

    @Test
    void shouldCloseCellsUntilExpiry() {
        execute(new Command.Close(Scope.rectangle(4, 4, 2, 2), 3));

        for (int tick = 0; tick < 3; tick++) {
            assertThat(world.overlay().isClosed(floor.cell(5, 5), LoadClass.EMPTY)).as("tick " + tick).isTrue();
            tick();
        }
        executor.expire();
        assertThat(world.overlay().isClosed(floor.cell(5, 5), LoadClass.EMPTY)).isFalse();
        assertThat(rejectionOf(new Command.Undo(1))).startsWith("NOT_IN_FORCE").contains("has expired");
    }

    @Test
    void shouldCountAffectedReroutedAndStrandedWhenClosed() {
        int around = robotAt(0, 5, 11, 5);
        int inside = robotAt(0, 7, 6, 7);
        int elsewhere = robotAt(0, 0, 0, 3);

        execute(new Command.Close(Scope.rectangle(6, 1, 1, 11), Command.NEVER));

        assertThat(outcome.affected).isEqualTo(2);
        assertThat(outcome.rerouted).isEqualTo(1);
        assertThat(outcome.stranded).isEqualTo(1);
        assertThat(outcome.extraCells).isEqualTo(10);
        assertThat(world.state(inside)).isEqualTo(RobotState.STRANDED);
        assertThat(world.state(around)).isEqualTo(RobotState.DRIVING);
        assertThat(world.state(elsewhere)).isEqualTo(RobotState.DRIVING);
    }

    @Test
    void shouldGiveWayBackWhenUndone() {
        int robot = robotAt(0, 5, 6, 5);
        execute(new Command.Close(Scope.rectangle(6, 0, 1, SIDE), Command.NEVER));
        assertThat(world.state(robot)).isEqualTo(RobotState.STRANDED);

        execute(new Command.Undo(1));

        assertThat(outcome.affected).isEqualTo(1);
        assertThat(world.state(robot)).isEqualTo(RobotState.DRIVING);
        assertThat(world.overlay().rules()).isEmpty();
        assertThat(rejectionOf(new Command.Undo(1))).startsWith("NOT_IN_FORCE").contains("undone before");
    }

    @Test
    void shouldNarrowRuleToLoadClassWhenScopeNamesOne() {
        execute(new Command.Close(Scope.zone("dock").withLoad(LoadClass.LOADED), Command.NEVER));

        assertThat(world.overlay().isClosed(floor.cell(1, 1), LoadClass.LOADED)).isTrue();
        assertThat(world.overlay().isClosed(floor.cell(1, 1), LoadClass.EMPTY)).isFalse();
    }

    @Test
    void shouldPassParametersOnWhenRulesAreLaid() {
        execute(new Command.OneWay(Scope.rectangle(0, 0, 5, 1), Direction.WEST, Command.NEVER));
        execute(new Command.Slow(Scope.rectangle(0, 1, 5, 1), 3, Command.NEVER));
        execute(new Command.Avoid(Scope.rectangle(0, 2, 5, 1), 9, Command.NEVER));
        execute(new Command.Prefer(Scope.rectangle(0, 3, 5, 1), Command.NEVER));
        execute(new Command.Close(Scope.rectangle(0, 4, 5, 1), Command.NEVER));
        execute(new Command.Open(Scope.rectangle(2, 4, 1, 1), Command.NEVER));

        Overlay overlay = world.overlay();
        assertThat(overlay.exits(floor.cell(2, 0), LoadClass.EMPTY) & Direction.EAST.bit()).isZero();
        assertThat(overlay.ticksPerCell(floor.cell(2, 1))).isEqualTo(3);
        assertThat(overlay.extraCells(floor.cell(2, 2))).isEqualTo(9);
        assertThat(overlay.isPreferred(floor.cell(2, 3))).isTrue();
        assertThat(overlay.isClosed(floor.cell(1, 4), LoadClass.EMPTY)).isTrue();
        assertThat(overlay.isClosed(floor.cell(2, 4), LoadClass.EMPTY)).isFalse();
    }

    @Test
    void shouldRefuseRuleWhenTooManyAreInForce() {
        for (int i = 0; i < Overlay.MAX_RULES; i++) {
            execute(new Command.Prefer(Scope.rectangle(1, 1, 1, 1), Command.NEVER));
        }

        assertThat(rejectionOf(new Command.Prefer(Scope.zone("dock"), Command.NEVER))).startsWith("TOO_MANY_RULES");
        assertThat(rejectionOf(new Command.Preview(new Command.Close(Scope.zone("dock"), Command.NEVER))))
                .startsWith("TOO_MANY_RULES");
    }

    @Test
    void shouldRefuseIdWhenItsRuleIsStillInForce() {
        executor.execute(5, new Command.Prefer(Scope.zone("dock"), Command.NEVER), outcome);
        executor.execute(5, new Command.Pause(Scope.EVERYTHING), outcome);

        assertThat(outcome.rejection).startsWith("ID_IN_USE");
    }

    // ---- evacuation

    @Test
    void shouldRunAreaEmptyWhenEvacuated() {
        Area area = new Area.Rectangle(3, 3, 5, 5);
        for (int y = 3; y < 8; y++) {
            for (int x = 3; x < 8; x++) {
                robotAt(x, y, 10 - x, 10 - y);
            }
        }
        int parked = world.addRobot(floor.cell(0, 0), 0, LoadClass.EMPTY, 0);
        int drivingIn = robotAt(0, 5, 5, 5);

        execute(new Command.Evacuate(Scope.of(area), Command.NEVER));

        Set<Integer> goals = new HashSet<>();
        for (int robot = 0; robot < world.robotLimit(); robot++) {
            if (robot != parked) {
                int goal = world.goal(robot);
                assertThat(area.contains(floor.xOf(goal), floor.yOf(goal))).as("goal of " + robot).isFalse();
                assertThat(goals.add(goal)).as("goal of " + robot + " is its own").isTrue();
            }
        }
        assertThat(world.goal(parked)).isEqualTo(Demand.NO_GOAL);
        assertThat(floor.xOf(world.goal(drivingIn))).as("nearest side of its old goal or nearer").isLessThan(10);
        assertThat(outcome.affected).isEqualTo(26);
        assertThat(outcome.stranded).isZero();
        for (int tick = 0; tick < 60; tick++) {
            tick();
        }
        for (int robot = 0; robot < world.robotLimit(); robot++) {
            int cell = world.cell(robot);
            assertThat(area.contains(floor.xOf(cell), floor.yOf(cell))).as("robot " + robot).isFalse();
        }
    }

    @Test
    void shouldSendParkedRobotsOutWhenEvacuated() {
        int parked = world.addRobot(floor.cell(5, 5), 0, LoadClass.EMPTY, 0);

        execute(new Command.Evacuate(Scope.rectangle(4, 4, 3, 3), Command.NEVER));

        assertThat(outcome.affected).isEqualTo(1);
        assertThat(way(world.goal(parked), floor.cell(5, 5))).isEqualTo(2);
    }

    @Test
    void shouldRefuseEvacuationWhenThereIsNoOutside() {
        long before = world.stateHash();

        assertThat(rejectionOf(new Command.Evacuate(Scope.EVERYTHING, Command.NEVER))).startsWith("NO_PLACE");
        assertThat(world.overlay().rules()).isEmpty();
        assertThat(world.stateHash()).isEqualTo(before);
    }

    // ---- redirect and alarm

    @Test
    void shouldGiveDistinctGoalsInTargetWhenRedirected() {
        for (int i = 0; i < 9; i++) {
            robotAt(11 - i % 3, 11 - i / 3, 0, 11);
        }

        execute(new Command.Redirect(Scope.rectangle(8, 8, 4, 4), Scope.zone("dock")));

        Set<Integer> goals = new HashSet<>();
        for (int robot = 0; robot < 9; robot++) {
            goals.add(world.goal(robot));
            // The dock is as large as the crowd, so each robot gets the same place in it that it had in the crowd.
            assertThat(floor.xOf(world.goal(robot))).isEqualTo(floor.xOf(world.cell(robot)) - 9);
            assertThat(floor.yOf(world.goal(robot))).isEqualTo(floor.yOf(world.cell(robot)) - 9);
        }
        assertThat(goals).hasSize(9);
        assertThat(outcome.affected).isEqualTo(9);
        assertThat(outcome.rerouted).isEqualTo(9);
    }

    @Test
    void shouldUseCellsAroundTargetWhenItIsTooSmall() {
        for (int i = 0; i < 16; i++) {
            robotAt(11 - i % 4, 11 - i / 4, 0, 11);
        }

        execute(new Command.Redirect(Scope.EVERYTHING, Scope.rectangle(0, 0, 2, 2)));

        Set<Integer> goals = new HashSet<>();
        for (int robot = 0; robot < 16; robot++) {
            goals.add(world.goal(robot));
            assertThat(way(world.goal(robot), floor.cell(0, 0))).isLessThanOrEqualTo(6);
        }
        assertThat(goals).hasSize(16);
    }

    @Test
    void shouldRedirectOnlyRobotsInScope() {
        int tagged = world.addRobot(floor.cell(6, 6), 0, LoadClass.EMPTY, vocabulary.tagBit("cold"));
        int loaded = world.addRobot(floor.cell(7, 6), 0, LoadClass.LOADED, vocabulary.tagBit("cold"));
        int plain = world.addRobot(floor.cell(8, 6), 0, LoadClass.EMPTY, vocabulary.tagBit("reach"));

        execute(new Command.Redirect(
                Scope.EVERYTHING.withTag("cold").withLoad(LoadClass.EMPTY), Scope.zone("dock")));

        assertThat(outcome.affected).isEqualTo(1);
        assertThat(world.goal(tagged)).isNotEqualTo(Demand.NO_GOAL);
        assertThat(world.goal(loaded)).isEqualTo(Demand.NO_GOAL);
        assertThat(world.goal(plain)).isEqualTo(Demand.NO_GOAL);
    }

    @Test
    void shouldHoldRobotsInRefugeWhenAlarmed() {
        for (int i = 0; i < 6; i++) {
            robotAt(11, i * 2, 0, 11);
        }

        execute(new Command.Alarm(Scope.EVERYTHING, Scope.zone("dock")));

        assertThat(outcome.affected).isEqualTo(6);
        for (int tick = 0; tick < 40; tick++) {
            tick();
        }
        for (int robot = 0; robot < 6; robot++) {
            assertThat(world.isHeld(robot)).isTrue();
            assertThat(floor.xOf(world.cell(robot))).isLessThan(3);
            assertThat(world.state(robot)).isEqualTo(RobotState.IDLE);
        }
        execute(new Command.Resume(Scope.EVERYTHING));
        assertThat(outcome.affected).isEqualTo(6);
        assertThat(world.isHeld(0)).isFalse();
    }

    @Test
    void shouldLeaveLoadedRobotsTheCellsTheyNeedWhenAlarmed() {
        Floor pods = Floor.parse("pp......", "p.......", "........");
        SimpleWorld small = worldOf(pods);
        CommandExecutor on = new CommandExecutor(new Vocabulary(pods, Map.of(), List.of()), small);
        int empty1 = small.addRobot(pods.cell(7, 0), 0, LoadClass.EMPTY, 0);
        int empty2 = small.addRobot(pods.cell(7, 1), 0, LoadClass.EMPTY, 0);
        int empty3 = small.addRobot(pods.cell(7, 2), 0, LoadClass.EMPTY, 0);
        int loaded = small.addRobot(pods.cell(6, 2), 0, LoadClass.LOADED, 0);

        on.execute(1, new Command.Alarm(Scope.EVERYTHING, Scope.rectangle(0, 0, 2, 2)), outcome);

        assertThat(outcome.rejection).isNull();
        assertThat(small.goal(loaded)).isEqualTo(pods.cell(1, 1));
        assertThat(List.of(small.goal(empty1), small.goal(empty2), small.goal(empty3)))
                .containsExactlyInAnyOrder(pods.cell(0, 0), pods.cell(1, 0), pods.cell(0, 1));
    }

    @Test
    void shouldHoldRobotsWhereTheyAreWhenNoRefugeIsLeft() {
        Floor tiny = Floor.parse("..#..", "..#..");
        SimpleWorld small = worldOf(tiny);
        CommandExecutor on = new CommandExecutor(new Vocabulary(tiny, Map.of(), List.of()), small);
        for (int[] at : new int[][] {{0, 0}, {1, 0}, {0, 1}, {1, 1}, {3, 0}}) {
            small.addRobot(tiny.cell(at[0], at[1]), 0, LoadClass.EMPTY, 0);
        }

        on.execute(1, new Command.Alarm(Scope.EVERYTHING, Scope.rectangle(0, 0, 1, 1)), outcome);

        assertThat(outcome.affected).isEqualTo(5);
        assertThat(outcome.stranded).isEqualTo(1);
        assertThat(small.isHeld(4)).isTrue();
        assertThat(small.goal(4)).isEqualTo(tiny.cell(3, 0));
    }

    @Test
    void shouldRefuseTargetWhenNobodyCanStandThere() {
        Floor walls = Floor.parse("##p.", "##..");
        SimpleWorld small = worldOf(walls);
        CommandExecutor on = new CommandExecutor(new Vocabulary(walls, Map.of(), List.of()), small);
        small.addRobot(walls.cell(3, 0), 0, LoadClass.LOADED, 0);

        on.execute(1, new Command.Redirect(Scope.EVERYTHING, Scope.rectangle(0, 0, 2, 2)), outcome);
        assertThat(outcome.rejection).startsWith("NO_PLACE").contains("target");
        on.execute(2, new Command.Alarm(Scope.EVERYTHING, Scope.rectangle(2, 0, 1, 1)), outcome);
        assertThat(outcome.rejection).startsWith("NO_PLACE").contains("refuge").contains("LOADED");
    }

    // ---- fleet

    @Test
    void shouldPauseAndResumeRobotsInScope() {
        int robot = robotAt(1, 1, 9, 1);
        int other = robotAt(5, 5, 9, 5);

        execute(new Command.Pause(Scope.zone("dock")));
        assertThat(outcome.affected).isEqualTo(1);
        tick();
        assertThat(world.cell(robot)).isEqualTo(floor.cell(1, 1));
        assertThat(world.cell(other)).isEqualTo(floor.cell(6, 5));

        execute(new Command.Pause(Scope.zone("dock")));
        assertThat(outcome.affected).as("paused before").isZero();
        execute(new Command.Resume(Scope.EVERYTHING));
        assertThat(outcome.affected).isEqualTo(1);
        tick();
        assertThat(world.cell(robot)).isEqualTo(floor.cell(2, 1));
    }

    @Test
    void shouldAddRobotsOnVacantCells() {
        world.addRobot(floor.cell(0, 0), 0, LoadClass.EMPTY, 0);

        execute(new Command.AddRobots(Scope.zone("dock"), 8, LoadClass.LOADED, "reach"));

        assertThat(outcome.affected).isEqualTo(8);
        assertThat(world.robotCount()).isEqualTo(9);
        assertThat(world.tags(8)).isEqualTo(vocabulary.tagBit("reach"));
        assertThat(world.load(8)).isEqualTo(LoadClass.LOADED);
        assertThat(rejectionOf(new Command.AddRobots(Scope.zone("dock"), 1, LoadClass.EMPTY, null)))
                .startsWith("NO_ROOM")
                .contains("0 vacant cells");
    }

    @Test
    void shouldRemoveAllOrSomeRobotsInScope() {
        for (int x = 0; x < 6; x++) {
            world.addRobot(floor.cell(x, 0), 0, LoadClass.EMPTY, 0);
        }

        execute(new Command.RemoveRobots(Scope.zone("dock"), 2));
        assertThat(outcome.affected).isEqualTo(2);
        assertThat(world.state(0)).isEqualTo(RobotState.ABSENT);
        assertThat(world.state(2)).isNotEqualTo(RobotState.ABSENT);
        execute(new Command.RemoveRobots(Scope.EVERYTHING, 0));
        assertThat(outcome.affected).isEqualTo(4);
        assertThat(world.robotCount()).isZero();
    }

    // ---- undo and preview

    @Test
    void shouldSayWhyWhenUndoIsNotPossible() {
        execute(new Command.Pause(Scope.EVERYTHING));
        execute(new Command.Preview(new Command.Close(Scope.zone("dock"), Command.NEVER)));
        executor.execute(3, new Command.Close(Scope.zone("nowhere"), Command.NEVER), outcome);
        nextId = 4;

        assertThat(rejectionOf(new Command.Undo(1))).startsWith("NOT_POSSIBLE").contains("acted on robots");
        assertThat(rejectionOf(new Command.Undo(2))).startsWith("NOT_IN_FORCE").contains("was a preview");
        assertThat(rejectionOf(new Command.Undo(3))).startsWith("NOT_IN_FORCE").contains("was refused");
        assertThat(rejectionOf(new Command.Undo(99))).startsWith("NOT_IN_FORCE").contains("is not known");
    }

    @Test
    void shouldForetellAndChangeNothingWhenPreviewed() {
        for (long seed : Seeds.of(30)) {
            Random random = new Random(seed);
            RandomCommands commands =
                    new RandomCommands(seed, SIDE, List.of("dock"), List.of("reach", "cold"));
            SimpleWorld crowd = worldOf(floor);
            CommandExecutor on = new CommandExecutor(vocabulary, crowd);
            for (int i = 0; i < 30; i++) {
                int robot = crowd.addRobot(randomCell(random), 0, LoadClass.values()[random.nextInt(2)], random.nextInt(4));
                if (robot >= 0) {
                    crowd.redirect(robot, randomCell(random));
                }
            }
            for (int i = 0; i < 40; i++) {
                Command command = commands.next();
                if (command instanceof Command.Preview || command instanceof Command.Undo) {
                    continue;
                }
                String label = Seeds.label(seed) + " command " + i + " " + command;
                long before = crowd.stateHash();
                List<Overlay.Rule> rules = crowd.overlay().rules();
                Outcome foretold = new Outcome();

                on.execute(1000 + 2 * i, new Command.Preview(command), foretold);

                assertThat(crowd.stateHash()).as(label).isEqualTo(before);
                assertThat(crowd.overlay().rules()).as(label).isEqualTo(rules);
                on.execute(1001 + 2 * i, command, outcome);
                assertThat(outcome.affected).as(label).isEqualTo(foretold.affected);
                assertThat(outcome.rerouted).as(label).isEqualTo(foretold.rerouted);
                assertThat(outcome.stranded).as(label).isEqualTo(foretold.stranded);
                assertThat(outcome.extraCells).as(label).isEqualTo(foretold.extraCells);
                assertThat(outcome.rejection).as(label).isEqualTo(foretold.rejection);
                on.expire();
                crowd.step();
            }
        }
    }

    // ---- helpers

    private void execute(Command command) {
        executor.execute(nextId++, command, outcome);
        assertThat(outcome.rejection).isNull();
    }

    private String rejectionOf(Command command) {
        executor.execute(nextId++, command, outcome);
        assertThat(outcome.rejection).as("rejection of " + command).isNotNull();
        return String.valueOf(outcome.rejection);
    }

    private void tick() {
        executor.expire();
        world.step();
    }

    private int robotAt(int x, int y, int goalX, int goalY) {
        int robot = world.addRobot(floor.cell(x, y), 0, LoadClass.EMPTY, 0);
        world.redirect(robot, floor.cell(goalX, goalY));
        return robot;
    }

    private int way(int from, int to) {
        return Math.abs(floor.xOf(from) - floor.xOf(to)) + Math.abs(floor.yOf(from) - floor.yOf(to));
    }

    private int randomCell(Random random) {
        return floor.cell(random.nextInt(SIDE), random.nextInt(SIDE));
    }

    private static SimpleWorld worldOf(Floor floor) {
        return new SimpleWorld(floor, (robot, cell, tick) -> Demand.NO_GOAL, TrafficListener.NONE);
    }

    private static Floor openFloor(int side) {
        List<String> rows = new ArrayList<>();
        for (int y = 0; y < side; y++) {
            rows.add(".".repeat(side));
        }
        return Floor.parse(rows.toArray(new String[0]));
    }
}
