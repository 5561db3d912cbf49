package io.aisletide.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.fixture.RandomFloors;
import io.aisletide.fixture.Seeds;
import io.aisletide.grid.Area;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.traffic.Demand;
import io.aisletide.traffic.RobotState;
import io.aisletide.traffic.TrafficWorld;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Random commands on random floors, against {@link NaiveRules}: which way each cell may be left, who is paused, held, taken
 * away or stranded, where who was sent may be, and in every tick that no robot goes where it may not.
 */
class NaiveCommandsTest {
    private static final int SIDE = 40;
    private static final int SEEDS = 8;
    private static final int TICKS = 120;
    private static final List<String> TAGS = List.of("cold");
    private static final Map<String, Area> ZONES = Map.of("dock", new Area.Rectangle(3, 2, 9, 7));

    @Test
    void shouldDoWhatThePlainReadingOfTheCommandsSays() {
        int commands = 0;
        int stranded = 0;
        int entered = 0;
        for (long seed : Seeds.of(SEEDS)) {
            Run run = new Run(seed);
            try (run.world) {
                run.play();
            }
            commands += run.applied;
            stranded += run.strandedChecked;
            entered += run.moves;
        }
        // The floors were alive.
        assertThat(commands).isGreaterThan(Seeds.of(SEEDS).length * 15);
        assertThat(stranded).isPositive();
        assertThat(entered).isGreaterThan(Seeds.of(SEEDS).length * 100);
    }

    private static final class Run {
        private final long seed;
        private final Random random;
        private final Floor floor;
        private final TrafficWorld world;
        private final CommandExecutor executor;
        private final CommandValidator validator;
        private final RandomCommands commands;
        private final NaiveRules rules;
        private final Motion motion;
        private final Set<Integer> paused = new HashSet<>();
        private final Set<Integer> held = new HashSet<>();
        /** Tick of each robot's last move, and the limit of speed where it began. */
        private final Map<Integer, long[]> lastMoves = new HashMap<>();
        private String label;
        int applied;
        int strandedChecked;
        int moves;

        Run(long seed) {
            this.seed = seed;
            random = new Random(seed);
            int side = seed % 2 == 0 ? SIDE : Floor.TILE_SIDE;
            floor = RandomFloors.any(random, side, side);
            motion = random.nextBoolean() ? Motion.ROTATE : Motion.PEBBLE;
            Random goals = new Random(seed + 1);
            Demand demand = (robot, cell, tick) ->
                    Math.max(Demand.NO_GOAL, RandomFloors.cell(goals, floor, LoadClass.LOADED));
            world = new TrafficWorld(floor, motion, seed, 1, demand);
            Vocabulary vocabulary = new Vocabulary(floor, ZONES, TAGS);
            executor = new CommandExecutor(vocabulary, world);
            validator = new CommandValidator(vocabulary);
            commands = new RandomCommands(seed, SIDE, List.of("dock"), TAGS);
            rules = new NaiveRules(floor, ZONES);
            for (int i = 0; i < 60; i++) {
                LoadClass load = random.nextInt(3) == 0 ? LoadClass.EMPTY : LoadClass.LOADED;
                int cell = RandomFloors.cell(random, floor, load);
                if (cell >= 0 && world.isVacant(cell, load)) {
                    world.addRobot(cell, motion == Motion.ROTATE ? random.nextInt(4) : 0, load, random.nextInt(2));
                }
            }
        }

        void play() {
            for (long tick = 0; tick < TICKS; tick++) {
                if (random.nextInt(4) == 0) {
                    give(tick, commands.next());
                }
                rules.expire(tick);
                executor.expire();
                step(tick);
            }
        }

        // ---- commands -------------------------------------------------------------------------------------------

        private void give(long id, Command command) {
            label = Seeds.label(seed) + ", tick " + world.tick() + ", " + command + " after " + rules;
            if (validator.faultOf(command) != null || command instanceof Command.Preview) {
                Outcome refused = new Outcome();
                long before = world.stateHash();
                executor.execute(id, command, refused);
                assertThat(refused.rejection != null || command instanceof Command.Preview).as(label).isTrue();
                assertThat(world.stateHash()).as(label + " changes nothing").isEqualTo(before);
                checkExits();
                return;
            }
            Look before = new Look();
            Outcome outcome = new Outcome();
            executor.execute(id, command, outcome);
            if (command instanceof Command.Undo undo) {
                assertThat(outcome.rejection == null).as(label).isEqualTo(rules.isInForce(undo.commandId()));
            }
            if (outcome.rejection != null) {
                assertThat(new Look()).as(label + " refused: " + outcome.rejection).isEqualTo(before);
                checkExits();
                return;
            }
            applied++;
            if (command instanceof Command.OnCells rule) {
                rules.lay(id, rule, world.tick());
                checkExits();
                checkStranded(before, outcome, command instanceof Command.Evacuate);
            } else if (command instanceof Command.Undo undo) {
                rules.undo(undo.commandId(), world.tick());
                checkExits();
                checkStranded(before, outcome, false);
            } else {
                checkRobots(command, before, outcome);
            }
        }

        /** Everything that can be seen of the robots. */
        private final class Look {
            final List<List<Object>> robots = new ArrayList<>();
            /** Robots that the rules before the command leave without a way. */
            final BitSet cutOff = new BitSet();

            Look() {
                int[][] exits = {rules.exits(LoadClass.EMPTY), rules.exits(LoadClass.LOADED)};
                for (int robot = 0; robot < world.robotLimit(); robot++) {
                    boolean present = world.state(robot) != RobotState.ABSENT;
                    robots.add(present
                            ? List.of(world.state(robot), world.cell(robot), world.heading(robot), world.goal(robot),
                                    world.load(robot), world.tags(robot), world.isHeld(robot))
                            : List.of());
                    cutOff.set(robot, present && isCutOff(robot, exits[present ? world.load(robot).ordinal() : 0]));
                }
            }

            boolean present(int robot) {
                return robot < robots.size() && !robots.get(robot).isEmpty();
            }

            RobotState state(int robot) {
                return (RobotState) robots.get(robot).get(0);
            }

            int goal(int robot) {
                return (int) robots.get(robot).get(3);
            }

            boolean isIn(Scope scope, int robot) {
                return present(robot)
                        && rules.contains(scope, (int) robots.get(robot).get(1), (LoadClass) robots.get(robot).get(4))
                        && (scope.tag() == null || ((int) robots.get(robot).get(5) & 1 << TAGS.indexOf(scope.tag())) != 0);
            }

            @Override
            public boolean equals(Object other) {
                return other instanceof Look look && look.robots.equals(robots);
            }

            @Override
            public int hashCode() {
                return robots.hashCode();
            }

            @Override
            public String toString() {
                return robots.toString();
            }
        }

        private boolean isCutOff(int robot, int[] exits) {
            int goal = world.goal(robot);
            return goal != Demand.NO_GOAL
                    && goal != world.cell(robot)
                    && !rules.reaching(goal, world.load(robot), exits)[world.cell(robot)];
        }

        private void checkExits() {
            for (LoadClass load : LoadClass.values()) {
                int[] naive = rules.exits(load);
                for (int cell = 0; cell < naive.length; cell++) {
                    if (naive[cell] != world.overlay().exits(cell, load)) {
                        assertThat(world.overlay().exits(cell, load))
                                .as("%s: exits of %s for %s", label, floor.describe(cell), load)
                                .isEqualTo(naive[cell]);
                    }
                }
            }
        }

        /** Who has lost its way is stranded, who has it again drives, and the receipt counts those who were stranded. */
        private void checkStranded(Look before, Outcome outcome, boolean withNewGoals) {
            int[][] exits = {rules.exits(LoadClass.EMPTY), rules.exits(LoadClass.LOADED)};
            int newly = 0;
            for (int robot = 0; robot < world.robotLimit(); robot++) {
                boolean judged = before.present(robot)
                        && before.state(robot) != RobotState.PAUSED
                        // A robot that others have pushed where its goal is out of reach learns that in the next tick.
                        && before.cutOff.get(robot) == (before.state(robot) == RobotState.STRANDED);
                if (judged) {
                    boolean cutOff = isCutOff(robot, exits[world.load(robot).ordinal()]);
                    boolean stranded = world.state(robot) == RobotState.STRANDED;
                    assertThat(stranded).as("%s: robot %d at %s to %d", label, robot, floor.describe(world.cell(robot)),
                            world.goal(robot)).isEqualTo(cutOff);
                    newly += stranded && before.state(robot) != RobotState.STRANDED ? 1 : 0;
                    strandedChecked += stranded ? 1 : 0;
                }
            }
            if (!withNewGoals) {
                assertThat(outcome.stranded).as(label).isGreaterThanOrEqualTo(newly);
                assertThat(outcome.affected).as(label).isEqualTo(outcome.rerouted + outcome.stranded);
            }
        }

        private void checkRobots(Command command, Look before, Outcome outcome) {
            List<Integer> scope = new ArrayList<>();
            for (int robot = 0; robot < before.robots.size(); robot++) {
                if (before.isIn(command.scope(), robot)) {
                    scope.add(robot);
                }
            }
            if (command instanceof Command.Pause) {
                assertThat(outcome.affected).as(label).isEqualTo((int) scope.stream().filter(r -> !paused.contains(r)).count());
                paused.addAll(scope);
            } else if (command instanceof Command.Resume) {
                assertThat(outcome.affected).as(label)
                        .isEqualTo((int) scope.stream().filter(r -> paused.contains(r) || held.contains(r)).count());
                paused.removeAll(scope);
                held.removeAll(scope);
            } else if (command instanceof Command.RemoveRobots remove) {
                List<Integer> gone = remove.count() == 0 ? scope : scope.subList(0, Math.min(remove.count(), scope.size()));
                assertThat(outcome.affected).as(label).isEqualTo(gone.size());
                gone.forEach(robot -> assertThat(world.state(robot)).as(label).isEqualTo(RobotState.ABSENT));
                paused.removeAll(gone);
                held.removeAll(gone);
            } else if (command instanceof Command.AddRobots add) {
                checkAdded(add, before, outcome);
            } else if (command instanceof Command.Redirect redirect) {
                checkSent(scope, before, outcome, redirect.target());
            } else if (command instanceof Command.Alarm alarm) {
                checkSent(scope, before, outcome, alarm.refuge());
                held.addAll(scope);
            }
            for (int robot = 0; robot < world.robotLimit(); robot++) {
                boolean present = world.state(robot) != RobotState.ABSENT;
                assertThat(world.state(robot) == RobotState.PAUSED).as(label).isEqualTo(paused.contains(robot));
                assertThat(present && world.isHeld(robot)).as(label).isEqualTo(held.contains(robot));
            }
        }

        private void checkAdded(Command.AddRobots add, Look before, Outcome outcome) {
            assertThat(outcome.affected).as(label).isEqualTo(add.count());
            assertThat(world.robotLimit()).as(label).isEqualTo(before.robots.size() + add.count());
            for (int robot = before.robots.size(); robot < world.robotLimit(); robot++) {
                int cell = world.cell(robot);
                assertThat(world.load(robot)).as(label).isEqualTo(add.load());
                assertThat(world.tags(robot)).as(label).isEqualTo(add.tag() == null ? 0 : 1);
                assertThat(rules.contains(add.scope(), cell, add.load()) && mayStand(cell, add.load())).as(label).isTrue();
                assertThat(world.robotAt(cell)).as(label).isEqualTo(robot);
            }
        }

        /** Each has a goal of its own where it may stand: in the place if that has room, else with all its room taken. */
        private void checkSent(List<Integer> scope, Look before, Outcome outcome, Scope place) {
            assertThat(outcome.affected).as(label).isEqualTo(scope.size());
            Set<Integer> goals = new HashSet<>();
            int outside = 0;
            for (int robot : scope) {
                int goal = world.goal(robot);
                if (goal == Demand.NO_GOAL || goal == before.goal(robot) && !rules.contains(place, goal, world.load(robot))) {
                    continue; // There was no place for it any more.
                }
                assertThat(goals.add(goal)).as(label + ": two robots are sent to one cell").isTrue();
                assertThat(goal == world.cell(robot) || mayStand(goal, world.load(robot))).as(label).isTrue();
                outside += rules.contains(place, goal, world.load(robot)) ? 0 : 1;
            }
            if (outside > 0) {
                int room = 0;
                for (int cell = 0; cell < floor.cellCapacity(); cell++) {
                    boolean inPlace = floor.contains(floor.xOf(cell), floor.yOf(cell))
                            && rules.contains(place, cell, LoadClass.LOADED);
                    room += inPlace && mayStand(cell, LoadClass.LOADED) ? 1 : 0;
                }
                assertThat(room).as(label + ": some are sent elsewhere").isLessThan(scope.size());
            }
        }

        private boolean mayStand(int cell, LoadClass load) {
            return rules.stands(cell, load) && !rules.isClosed(cell, load);
        }

        // ---- ticks ----------------------------------------------------------------------------------------------

        private void step(long tick) {
            label = Seeds.label(seed) + ", tick " + tick + " under " + rules;
            int[][] exits = {rules.exits(LoadClass.EMPTY), rules.exits(LoadClass.LOADED)};
            int[] cells = new int[world.robotLimit()];
            long goalsBefore = world.counters().goalsReached;
            for (int robot = 0; robot < cells.length; robot++) {
                cells[robot] = world.state(robot) == RobotState.ABSENT ? -1 : world.cell(robot);
            }
            world.step();
            for (int robot = 0; robot < cells.length; robot++) {
                if (cells[robot] >= 0 && world.cell(robot) != cells[robot]) {
                    checkMove(robot, cells[robot], exits[world.load(robot).ordinal()][cells[robot]], tick);
                    moves++;
                }
            }
            assertThat(world.counters().goalsReached).as(label).isGreaterThanOrEqualTo(goalsBefore);
        }

        private void checkMove(int robot, int from, int exits, long tick) {
            int to = world.cell(robot);
            boolean allowed = false;
            for (int direction = 0; direction < 4; direction++) {
                allowed |= (exits >> direction & 1) != 0 && floor.neighbour(from, direction) == to;
            }
            assertThat(allowed).as("%s: robot %d goes from %s to %s", label, robot, floor.describe(from), floor.describe(to))
                    .isTrue();
            assertThat(paused).as(label).doesNotContain(robot);
            int limit = rules.ticksPerCell(from);
            long[] last = lastMoves.computeIfAbsent(robot, key -> new long[] {Integer.MIN_VALUE, 1});
            if (limit == last[1] && last[0] >= rules.lastSlowed()) {
                assertThat(tick - last[0]).as("%s: robot %d leaves %s too soon", label, robot, floor.describe(from))
                        .isGreaterThanOrEqualTo(limit);
            }
            last[0] = tick;
            last[1] = limit;
        }
    }
}
