package io.aisletide.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.command.CommandExecutor;
import io.aisletide.command.Outcome;
import io.aisletide.command.RandomCommands;
import io.aisletide.command.Vocabulary;
import io.aisletide.fixture.RandomFloors;
import io.aisletide.fixture.Seeds;
import io.aisletide.grid.Floor;
import io.aisletide.grid.FloorGenerator;
import io.aisletide.grid.FloorPlan;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.state.StateImage;
import io.aisletide.state.StateWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A floor that was restored goes on exactly as the one that was saved: the same hash at every tick, the same bytes at the end. */
class RestoredWorldTest {
    private static final int TICKS_BEFORE = 120;
    private static final int TICKS_AFTER = 100;
    /** Rules over more of a large floor only take time. */
    private static final int WIDEST_RULE = 150;

    @Test
    void shouldGoOnAsTheSavedFloorUnderRandomCommands() {
        for (long seed : Seeds.of(8)) {
            Random random = new Random(seed);
            Floor floor = RandomFloors.any(random, 30 + random.nextInt(110), 30 + random.nextInt(110));
            Motion motion = random.nextBoolean() ? Motion.ROTATE : Motion.PEBBLE;
            check(seed, floor, motion, floor.passableCells(LoadClass.EMPTY) / (4 + random.nextInt(8)), 60);
        }
    }

    /** Large enough for columns that see a window of the floor only. */
    @Test
    void shouldGoOnAsTheSavedFloorWhereColumnsAreWindows() {
        for (long seed : Seeds.of(1)) {
            check(seed, FloorGenerator.generate(FloorPlan.sized(680, 672)), Motion.ROTATE, 600, 50);
        }
    }

    private static void check(long seed, Floor floor, Motion motion, int robots, int radius) {
        Random random = new Random(seed);
        try (Side saved = new Side(floor, motion, seed, 1 + random.nextInt(3), radius)) {
            saved.place(random, robots);
            int ticks = random.nextInt(TICKS_BEFORE);
            for (int t = 0; t < ticks; t++) {
                saved.tick();
            }
            assertThat(saved.world.stateHashOf(saved.image())).as(Seeds.label(seed)).isEqualTo(saved.world.stateHash());
            try (Side restored = new Side(floor, motion, seed, 1 + random.nextInt(3), radius)) {
                restored.restore(saved.image(), saved);
                assertThat(contents(restored.image())).as(Seeds.label(seed)).isEqualTo(contents(saved.image()));
                for (int t = 0; t < TICKS_AFTER; t++) {
                    saved.tick();
                    restored.tick();
                    assertThat(restored.world.stateHash())
                            .as("%s, saved after %d ticks, %d after that", Seeds.label(seed), ticks, t + 1)
                            .isEqualTo(saved.world.stateHash());
                }
                assertThat(contents(restored.image())).as(Seeds.label(seed)).isEqualTo(contents(saved.image()));
            }
        }
    }

    private static Map<String, Integer> contents(StateImage image) {
        Map<String, Integer> contents = new LinkedHashMap<>();
        for (StateWriter section : image.sections()) {
            contents.put(section.name(), Arrays.hashCode(Arrays.copyOf(section.array(), section.size())));
        }
        return contents;
    }

    /** One floor with all that belongs to it. */
    private static final class Side implements AutoCloseable {
        private final Floor floor;
        private final long seed;
        private final TrafficWorld world;
        private final CommandExecutor executor;
        private final Outcome outcome = new Outcome();

        Side(Floor floor, Motion motion, long seed, int threads, int radius) {
            this.floor = floor;
            this.seed = seed;
            world = new TrafficWorld(floor, motion, seed, threads, (robot, cell, tick) -> goal(robot, cell, tick, radius));
            executor = new CommandExecutor(new Vocabulary(floor, Map.of(), List.of()), world);
        }

        private int goal(int robot, int cell, long tick, int radius) {
            Random random = new Random(seed + robot * 31L + tick * 7919);
            for (int tries = 0; tries < 50; tries++) {
                int x = floor.xOf(cell) + random.nextInt(2 * radius) - radius;
                int y = floor.yOf(cell) + random.nextInt(2 * radius) - radius;
                if (floor.contains(x, y) && floor.passable(floor.cell(x, y), LoadClass.EMPTY)) {
                    return random.nextInt(20) == 0 ? Demand.NO_GOAL : floor.cell(x, y);
                }
            }
            return Demand.NO_GOAL;
        }

        void place(Random random, int robots) {
            for (int i = 0; i < robots; i++) {
                LoadClass load = random.nextInt(4) == 0 ? LoadClass.LOADED : LoadClass.EMPTY;
                int cell = RandomFloors.cell(random, floor, load);
                if (cell >= 0) {
                    world.addRobot(cell, 0, load, 0);
                }
            }
        }

        void tick() {
            Random random = new Random(seed * 31 + world.tick());
            if (random.nextInt(floor.tileCount() > 400 ? 48 : 6) == 0) {
                int side = Math.min(WIDEST_RULE, Math.min(floor.width(), floor.height()));
                RandomCommands commands = new RandomCommands(random.nextLong(), side, List.of(), List.of());
                executor.execute(world.tick(), commands.next(), outcome);
            }
            executor.expire();
            world.step();
        }

        StateImage image() {
            StateImage image = new StateImage();
            world.save(image);
            executor.save(image);
            return image;
        }

        void restore(StateImage image, Side from) {
            world.restore(image);
            executor.restore(image);
            assertThat(world.stateHash()).as(Seeds.label(seed)).isEqualTo(from.world.stateHash());
        }

        @Override
        public void close() {
            world.close();
        }
    }
}
