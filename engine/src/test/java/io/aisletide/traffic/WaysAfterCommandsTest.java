package io.aisletide.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.command.Command;
import io.aisletide.command.CommandExecutor;
import io.aisletide.command.Outcome;
import io.aisletide.command.RandomCommands;
import io.aisletide.command.Vocabulary;
import io.aisletide.distance.DistanceOracle;
import io.aisletide.distance.GoalFields;
import io.aisletide.distance.HeadingField;
import io.aisletide.distance.Legs;
import io.aisletide.distance.TiledDistanceOracle;
import io.aisletide.distance.TiledDrive;
import io.aisletide.fixture.RandomFloors;
import io.aisletide.fixture.Seeds;
import io.aisletide.fleet.Robots;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The contract of a command: when it is done, every robot that was on its way to a goal or has got another one holds a way that
 * is valid under the rules now in force, or is marked as stranded; checked against an oracle that is built from nothing under these rules.
 */
class WaysAfterCommandsTest {
    private static final int COMMANDS = 24;
    private static final int MOST_ROBOTS = 60;
    private static final String TAG = "cold";

    @Test
    void shouldHoldAValidWayOrBeStrandedWhenACommandIsDone() {
        int checked = 0;
        int stranded = 0;
        int rerouted = 0;
        for (long seed : Seeds.of(6)) {
            try (Case on = new Case(seed, 1 + (int) (seed % 3))) {
                for (int i = 0; i < COMMANDS; i++) {
                    on.command(i);
                    on.world.step();
                }
                checked += on.checked;
                stranded += on.strandedSeen;
                rerouted += on.rerouted;
            }
        }
        assertThat(checked).isPositive();
        assertThat(stranded).isPositive();
        assertThat(rerouted).isPositive();
    }

    private static final class Case implements AutoCloseable {
        private final String label;
        private final Random random;
        private final Floor floor;
        private final Motion motion;
        private final TrafficWorld world;
        private final CommandExecutor executor;
        private final RandomCommands commands;
        private final Outcome outcome = new Outcome();
        private int checked;
        private int strandedSeen;
        private int rerouted;

        Case(long seed, int threads) {
            label = Seeds.label(seed);
            random = new Random(seed);
            // Every fourth floor is so large that columns are cut to windows.
            int side = seed % 4 == 3 ? 640 : 120;
            floor = RandomFloors.any(random, 40 + random.nextInt(side), 40 + random.nextInt(side));
            motion = random.nextBoolean() ? Motion.ROTATE : Motion.PEBBLE;
            Random goals = new Random(seed);
            world = new TrafficWorld(
                    floor, motion, seed, threads, (robot, cell, tick) -> RandomFloors.cell(goals, floor, LoadClass.LOADED));
            int robots = Math.min(MOST_ROBOTS, floor.passableCells(LoadClass.LOADED) / 8);
            for (int i = 0; i < robots; i++) {
                LoadClass load = LoadClass.values()[i & 1];
                int heading = motion == Motion.ROTATE ? random.nextInt(4) : 0;
                world.addRobot(RandomFloors.cell(random, floor, load), heading, load, i % 3 == 0 ? 1 : 0);
            }
            executor = new CommandExecutor(new Vocabulary(floor, Map.of(), List.of(TAG)), world);
            commands = new RandomCommands(seed, Math.min(floor.width(), floor.height()), List.of(), List.of(TAG));
            world.step();
        }

        void command(int id) {
            Robots robots = world.records();
            int[] before = robots.data().clone();
            int limit = robots.limit();
            Command command = commands.next();
            executor.execute(id, command, outcome);
            rerouted += outcome.rerouted;
            DistanceOracle fresh = new TiledDrive(new TiledDistanceOracle(
                    world.overlay(), TrafficTuning.forFloor(floor).guidance(), motion));
            for (int robot = 0; robot < limit; robot++) {
                int goal = robots.get(robot, Robots.GOAL);
                if (!robots.isPresent(robot) || goal < 0 || goal == robots.get(robot, Robots.CELL)) {
                    continue;
                }
                String who = label + ", command " + id + " " + command + ", robot " + robot;
                int record = robot << Robots.SHIFT;
                boolean hadLeg = before[record + Robots.LEG] >= 0 || before[record + Robots.GOAL] != goal;
                if (robots.has(robot, Robots.STRANDED)) {
                    strandedSeen++;
                    assertThat(robots.get(robot, Robots.LEG)).as(who).isEqualTo(Legs.STRANDED);
                } else if (hadLeg) {
                    checkLeg(robot, who);
                    assertThat(ticks(fresh, robot)).as(who).isNotEqualTo(DistanceOracle.OUT_OF_REACH);
                }
                checked++;
            }
        }

        private int ticks(DistanceOracle oracle, int robot) {
            Robots robots = world.records();
            return oracle.driveTicks(
                    robots.get(robot, Robots.CELL),
                    robots.get(robot, Robots.HEADING),
                    robots.get(robot, Robots.GOAL),
                    world.load(robot));
        }

        /** The leg leads from the robot's cell on, under the rules of now. */
        private void checkLeg(int robot, String who) {
            Robots robots = world.records();
            TiledDistanceOracle oracle = world.oracle();
            int cell = robots.get(robot, Robots.CELL);
            int leg = robots.get(robot, Robots.LEG);
            assertThat(leg).as(who).isNotNegative();
            if (Legs.leadsToGoal(leg)) {
                int field = Legs.goalField(leg);
                assertThat(robots.get(robot, Robots.GOAL) >>> Floor.TILE_SHIFT).as(who).isEqualTo(cell >>> Floor.TILE_SHIFT);
                assertThat(oracle.goalFields().raw(field, cell & Floor.LOCAL_MASK)).as(who).isNotEqualTo(GoalFields.NO_WAY);
            } else {
                int[] field = oracle.portalField(leg, world.load(robot));
                assertThat(Legs.tileOf(leg)).as(who).isEqualTo(cell >>> Floor.TILE_SHIFT);
                assertThat(HeadingField.lowest(field[cell & Floor.LOCAL_MASK])).as(who).isLessThan(HeadingField.UNREACHABLE);
            }
        }

        @Override
        public void close() {
            world.close();
        }
    }
}
