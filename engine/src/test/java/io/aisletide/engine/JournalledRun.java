package io.aisletide.engine;

import io.aisletide.command.Command;
import io.aisletide.command.RandomCommands;
import io.aisletide.fixture.CountedGoals;
import io.aisletide.grid.Area;
import io.aisletide.grid.Floor;
import io.aisletide.grid.FloorGenerator;
import io.aisletide.grid.FloorPlan;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A small run with random commands, the same for the same seed however often it is interrupted. */
final class JournalledRun {
    private static final int SIDE = 64;

    private final long seed;
    private final Floor floor = FloorGenerator.generate(FloorPlan.sized(SIDE, SIDE));

    JournalledRun(long seed) {
        this.seed = seed;
    }

    Floor floor() {
        return floor;
    }

    FleetEngineBuilder builder() {
        return FleetEngine.builder(floor)
                .seed(seed)
                .motion(seed % 2 == 0 ? Motion.ROTATE : Motion.PEBBLE)
                .threads(1)
                .mode(ThreadingMode.FUSED)
                .zones(Map.of("dock", new Area.Rectangle(0, 0, 6, 6)))
                .tags(List.of("cold"))
                .robots(200, LoadClass.EMPTY)
                .robots(60, LoadClass.LOADED)
                .hashEvery(8)
                .demands(() -> new CountedGoals(floor, seed));
    }

    /** The command that comes before a tick, or null; its id is the tick. */
    Command commandBefore(long tick) {
        Random random = new Random(seed * 1_000_003 + tick);
        return random.nextInt(3) == 0
                ? new RandomCommands(random.nextLong(), SIDE, List.of("dock"), List.of("cold")).next()
                : null;
    }

    /** Submits what comes before the next tick, and returns its receipt. */
    Receipt command(FleetEngine engine) {
        Command command = commandBefore(engine.tick());
        return command == null ? null : engine.submit(engine.tick(), command).join();
    }

    /** Runs up to a tick; hashes[t] is set for each tick t done, and has to agree if it was set before. */
    void run(FleetEngine engine, long toTick, long[] hashes) {
        while (engine.tick() < toTick) {
            command(engine);
            engine.advance(1);
            int tick = (int) engine.tick();
            long hash = engine.stateHash();
            if (hashes[tick] != 0 && hashes[tick] != hash) {
                throw new AssertionError("seed " + seed + ": another state at tick " + tick);
            }
            hashes[tick] = hash;
        }
    }
}
