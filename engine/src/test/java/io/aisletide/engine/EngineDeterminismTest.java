package io.aisletide.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.command.Command;
import io.aisletide.command.RandomCommands;
import io.aisletide.fixture.Seeds;
import io.aisletide.grid.Area;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.traffic.Demand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The same commands before the same ticks give the same states, however many threads there are and in both modes. */
class EngineDeterminismTest {
    private static final int SIDE = 70;
    private static final int TICKS = 60;
    private static final int[] THREADS = {1, 2, 4};

    @Test
    void shouldReachSameStatesWhenThreadsAndModesDiffer() {
        for (long seed : Seeds.of(3)) {
            for (Motion motion : Motion.values()) {
                List<Object> plain = run(seed, motion, ThreadingMode.FUSED, 1);
                String label = Seeds.label(seed) + " " + motion;
                for (ThreadingMode mode : ThreadingMode.values()) {
                    for (int threads : THREADS) {
                        assertThat(run(seed, motion, mode, threads))
                                .as("%s %s, %d threads", label, mode, threads)
                                .isEqualTo(plain);
                    }
                }
            }
        }
    }

    /** State hash after each tick, and what each receipt says apart from times. */
    private static List<Object> run(long seed, Motion motion, ThreadingMode mode, int threads) {
        Floor floor = floor(seed);
        List<Object> trace = new ArrayList<>();
        RandomCommands commands = new RandomCommands(seed, SIDE, List.of("dock"), List.of("cold"));
        Random moments = new Random(seed);
        int affected = 0;
        int rerouted = 0;
        try (FleetEngine engine = FleetEngine.builder(floor)
                .seed(seed)
                .motion(motion)
                .mode(mode)
                .threads(threads)
                .zones(Map.of("dock", new Area.Rectangle(0, 0, 6, 6)))
                .tags(List.of("cold"))
                .robots(300, LoadClass.EMPTY)
                .robots(100, LoadClass.LOADED)
                .demand(demand(floor))
                .build()) {
            for (int tick = 0; tick < TICKS; tick++) {
                if (moments.nextInt(4) == 0) {
                    Command command = commands.next();
                    Receipt r = engine.submit(tick, command).join();
                    affected += r.affected();
                    rerouted += r.rerouted();
                    trace.add(List.of(r.status(), r.affected(), r.rerouted(), r.stranded(), r.extraCells(), r.tick()));
                }
                engine.advance(1);
                trace.add(engine.stateHash());
            }
        }
        assertThat(affected).as("robots that the commands affected").isPositive();
        assertThat(rerouted).as("robots that got another way").isPositive();
        return trace;
    }

    private static Floor floor(long seed) {
        Random random = new Random(seed);
        String[] rows = new String[SIDE];
        for (int y = 0; y < SIDE; y++) {
            StringBuilder row = new StringBuilder();
            for (int x = 0; x < SIDE; x++) {
                boolean pod = x % 6 >= 2 && y % 4 >= 2;
                row.append(random.nextInt(100) < 4 ? '#' : pod ? 'p' : '.');
            }
            rows[y] = row.toString();
        }
        return Floor.parse(rows);
    }

    private static Demand demand(Floor floor) {
        return (robot, cell, tick) -> {
            int x = Math.floorMod(robot * 31 + (int) tick * 17, SIDE);
            int y = Math.floorMod(robot * 13 + (int) tick * 7, SIDE);
            int goal = floor.cell(x, y);
            return goal == cell || !floor.passable(goal, LoadClass.LOADED) ? Demand.NO_GOAL : goal;
        };
    }
}
