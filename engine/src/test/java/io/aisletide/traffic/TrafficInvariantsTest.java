package io.aisletide.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.fixture.RandomFloors;
import io.aisletide.fixture.Seeds;
import io.aisletide.grid.Direction;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.grid.Overlay;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Random floors, random commands, and a checker that knows nothing of how robots are moved: every tick it compares where
 * they were with where they are.
 */
class TrafficInvariantsTest {
    private static final int TICKS = 150;
    private static final int[] THREADS = {1, 2, 4};

    @Test
    void shouldKeepAllRulesOfTheFloorUnderRandomCommands() {
        for (long seed : Seeds.of(12)) {
            long[] hashes = new long[THREADS.length];
            for (int i = 0; i < THREADS.length; i++) {
                hashes[i] = new Run(seed, THREADS[i]).hash();
            }
            assertThat(hashes).as("%s: threads %s", Seeds.label(seed), Arrays.toString(THREADS)).containsOnly(hashes[0]);
        }
    }

    /** One floor with its robots, for some ticks. */
    private static final class Run {
        private final long seed;
        private final Random random;
        private final Floor floor;
        private final Motion motion;
        private final TrafficWorld world;
        private final World.Effect effect = new World.Effect();
        private long rules;

        Run(long seed, int threads) {
            this.seed = seed;
            random = new Random(seed);
            floor = RandomFloors.any(random, 30 + random.nextInt(110), 30 + random.nextInt(110));
            motion = random.nextBoolean() ? Motion.ROTATE : Motion.PEBBLE;
            Random goals = new Random(seed);
            Demand demand = (robot, cell, tick) -> goals.nextInt(20) == 0
                    ? Demand.NO_GOAL
                    : Math.max(Demand.NO_GOAL, RandomFloors.cell(goals, floor, LoadClass.EMPTY));
            world = new TrafficWorld(floor, motion, seed, threads, demand);
            int robots = floor.passableCells(LoadClass.EMPTY) / (4 + random.nextInt(8));
            for (int i = 0; i < robots; i++) {
                addRobot();
            }
        }

        private void addRobot() {
            LoadClass load = random.nextInt(4) == 0 ? LoadClass.LOADED : LoadClass.EMPTY;
            int cell = RandomFloors.cell(random, floor, load);
            if (cell >= 0) {
                world.addRobot(cell, motion == Motion.ROTATE ? random.nextInt(4) : 0, load, 0);
            }
        }

        long hash() {
            try (world) {
                long hash = 0;
                for (int t = 0; t < TICKS; t++) {
                    if (random.nextInt(3) == 0) {
                        command(random.nextInt(10));
                    }
                    Snapshot before = new Snapshot(world);
                    world.step();
                    before.check(world, floor, motion, Seeds.label(seed) + ", tick " + t);
                    if (t % 10 == 9) {
                        checkReservations(t);
                    }
                    hash = hash * 31 + world.stateHash();
                }
                return hash;
            }
        }

        /** Reservations are passed on from tick to tick: one that no plan needs would stay for good. */
        private void checkReservations(int tick) {
            Set<Integer> near = new HashSet<>();
            for (int robot = 0; robot < world.robotLimit(); robot++) {
                if (world.isPresent(robot)) {
                    int x = floor.xOf(world.cell(robot));
                    int y = floor.yOf(world.cell(robot));
                    for (int dy = -Reservations.MAX_WINDOW; dy <= Reservations.MAX_WINDOW; dy++) {
                        int dx = Reservations.MAX_WINDOW - Math.abs(dy);
                        for (int to = x - dx; to <= x + dx; to++) {
                            near.add((y + dy) << 16 | to & 0xFFFF);
                        }
                    }
                }
            }
            for (int y = 0; y < floor.height(); y++) {
                for (int x = 0; x < floor.width(); x++) {
                    int cell = floor.cell(x, y);
                    boolean open = floor.passable(cell, LoadClass.EMPTY) && !world.overlay().isClosed(cell, LoadClass.EMPTY);
                    if (open && !near.contains(y << 16 | x)) {
                        assertThat(world.isVacant(cell, LoadClass.EMPTY))
                                .as("%s, tick %d: nobody is near (%d, %d)", Seeds.label(seed), tick, x, y)
                                .isTrue();
                    }
                }
            }
        }

        private void command(int which) {
            int robot = random.nextInt(world.robotLimit());
            boolean present = world.state(robot) != RobotState.ABSENT;
            switch (which) {
                case 0 -> world.setPaused(robot, true);
                case 1 -> {
                    for (int i = 0; i < world.robotLimit(); i++) {
                        world.setPaused(i, false);
                    }
                }
                case 2 -> world.removeRobot(robot);
                case 3 -> addRobot();
                case 4 -> {
                    if (present) {
                        world.redirect(robot, random.nextInt(5) == 0 ? world.cell(robot) : anyCell());
                    }
                }
                case 5 -> world.setHeld(robot, random.nextBoolean());
                case 6 -> redirectMany();
                case 7 -> {
                    if (rules > 0) {
                        world.overlay().remove(random.nextInt((int) rules));
                        world.rulesChanged(effect, false);
                    }
                }
                default -> layRule();
            }
        }

        private int anyCell() {
            return floor.cell(random.nextInt(floor.width()), random.nextInt(floor.height()));
        }

        private void layRule() {
            Overlay.Rule rule = RandomFloors.rule(random, floor, rules++);
            world.overlay().add(rule);
            if (random.nextInt(3) > 0) {
                world.rulesChanged(effect, false);
                return;
            }
            long before = world.stateHash();
            world.rulesChanged(effect, true);
            world.overlay().remove(rule.id());
            world.rulesChanged(effect, true);
            assertThat(world.stateHash()).as("a look leaves no trace").isEqualTo(before);
        }

        private void redirectMany() {
            TreeSet<Integer> chosen = new TreeSet<>();
            for (int i = random.nextInt(40); i > 0; i--) {
                int robot = random.nextInt(world.robotLimit());
                if (world.state(robot) != RobotState.ABSENT) {
                    chosen.add(robot);
                }
            }
            int[] robots = chosen.stream().mapToInt(robot -> robot).toArray();
            int[] goals = new int[robots.length];
            for (int i = 0; i < goals.length; i++) {
                goals[i] = random.nextInt(6) == 0 ? world.cell(robots[i]) : anyCell();
            }
            world.redirectAll(robots, goals, robots.length, random.nextBoolean(), effect, random.nextBoolean());
        }
    }

    /** Where everybody was, and what was allowed. */
    private static final class Snapshot {
        private final int[] cells;
        private final int[] headings;
        private final RobotState[] states;
        private final byte[] exits;
        private final long pausedRobots;

        Snapshot(World world) {
            int limit = world.robotLimit();
            cells = new int[limit];
            headings = new int[limit];
            states = new RobotState[limit];
            for (int robot = 0; robot < limit; robot++) {
                states[robot] = world.state(robot);
                cells[robot] = world.cell(robot);
                headings[robot] = world.heading(robot);
            }
            exits = world.overlay().exitsArray().clone();
            pausedRobots = Arrays.stream(states).filter(state -> state == RobotState.PAUSED).count();
        }

        void check(World world, Floor floor, Motion motion, String label) {
            assertThat(world.counters().pausedNow).as(label).isEqualTo((int) pausedRobots);
            int[] standing = new int[floor.cellCapacity()];
            int[] stood = new int[floor.cellCapacity()];
            int stranded = 0;
            for (int robot = 0; robot < cells.length; robot++) {
                if (states[robot] == RobotState.ABSENT) {
                    assertThat(world.state(robot)).as(label).isEqualTo(RobotState.ABSENT);
                    continue;
                }
                assertThat(standing[world.cell(robot)]).as(label + ": one robot a cell").isZero();
                standing[world.cell(robot)] = robot + 1;
                stood[cells[robot]] = robot + 1;
                assertThat(world.robotAt(world.cell(robot))).as(label).isEqualTo(robot);
                stranded += world.state(robot) == RobotState.STRANDED ? 1 : 0;
            }
            assertThat(stranded).as(label).isLessThanOrEqualTo(world.counters().strandedNow);
            for (int robot = 0; robot < cells.length; robot++) {
                if (states[robot] != RobotState.ABSENT) {
                    checkAction(world, floor, motion, robot, stood, label + ", robot " + robot);
                }
            }
        }

        private void checkAction(World world, Floor floor, Motion motion, int robot, int[] stood, String label) {
            int from = cells[robot];
            int to = world.cell(robot);
            int turn = world.heading(robot) - headings[robot] & 3;
            if (from == to) {
                assertThat(motion == Motion.ROTATE && turn == 2).as(label + ": half a turn in a tick").isFalse();
                return;
            }
            assertThat(states[robot]).as(label + " moves").isNotEqualTo(RobotState.PAUSED);
            int direction = directionBetween(floor, from, to);
            assertThat(direction).as(label + " moves by one cell").isNotNegative();
            int allowed = exits[from] >> (world.load(robot) == LoadClass.LOADED ? 4 : 0);
            assertThat(allowed >> direction & 1).as(label + " moves as rules allow").isEqualTo(1);
            if (motion == Motion.ROTATE) {
                assertThat(direction).as(label + " drives forward").isEqualTo(headings[robot]);
                assertThat(turn).as(label + " does not turn while it drives").isZero();
            }
            int other = stood[to] - 1;
            assertThat(other >= 0 && world.cell(other) == from).as(label + " swaps places").isFalse();
        }

        private static int directionBetween(Floor floor, int from, int to) {
            for (Direction direction : Direction.values()) {
                int d = direction.ordinal();
                if (floor.hasNeighbour(from, d) && floor.neighbour(from, d) == to) {
                    return d;
                }
            }
            return -1;
        }
    }
}
