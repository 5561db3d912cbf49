package io.aisletide.engine;

import io.aisletide.command.Command;
import io.aisletide.command.Scope;
import io.aisletide.grid.Motion;

/**
 * A small floor on which robots stand in each other's way all the time, and on which some are shut in: so that the machine has met
 * long chains, impatience and stranded robots before the real floor has its first of each. There they come one by one,
 * minutes apart, and each threw away the code of what all robots do in a tick: some 100 ms of the compiler's time, and ticks
 * of half a million robots that took 30 to 50 ms longer.
 */
final class JamRehearsal {
    private static final int SIDE = 48;
    /** One place in two is taken. */
    private static final int PLACES_A_ROBOT = 2;
    /** With 200 deadlocks come, too; but the real floor starts half a second later, and its commands take as long. */
    private static final int TICKS = 80;

    private static final int CLOSE_EVERY_TICKS = 40;
    private static final int CLOSED_TICKS = 8;
    private static final int CORNER_SHIFT = 4;

    private JamRehearsal() {}

    static void run(Motion motion, int threads) {
        try (FleetEngine engine = floor(motion, threads).build()) {
            play(engine);
        }
    }

    /** The floor and its robots, at rest. */
    static FleetEngineBuilder floor(Motion motion, int threads) {
        return Rehearsal.square(SIDE, PLACES_A_ROBOT, motion, threads);
    }

    static void play(FleetEngine engine) {
        for (int tick = 0; tick < TICKS; tick += CLOSE_EVERY_TICKS) {
            int corner = tick / CLOSE_EVERY_TICKS * CORNER_SHIFT;
            engine.submit(
                            tick + 1,
                            new Command.Close(Scope.rectangle(corner, corner, SIDE / 4, SIDE / 4), tick + CLOSED_TICKS))
                    .join();
            engine.advance(CLOSE_EVERY_TICKS);
        }
    }
}
