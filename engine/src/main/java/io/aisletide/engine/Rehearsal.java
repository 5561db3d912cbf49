package io.aisletide.engine;

import io.aisletide.command.Command;
import io.aisletide.command.Scope;
import io.aisletide.grid.Area;
import io.aisletide.grid.Direction;
import io.aisletide.grid.Floor;
import io.aisletide.grid.FloorGenerator;
import io.aisletide.grid.FloorPlan;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Each kind of command that sends many robots another way, some times over, and releases back and forth if the real floor
 * will see any, on a small floor of its own: so that the machine has compiled what they take before the first one comes to the
 * real floor. It takes 3 to 4 s of processor time, and one more with releases; at 500,000 robots a first closure takes half of
 * what it would, and a large avoided area after it too.
 *
 * <p>The floor is long, its goals are near and its rules overlap, as on a real one: code that was compiled for less is
 * thrown away with the first robot that takes the other branch. The same holds for versions: a planner that has met only one
 * cost class is compiled for that one.
 *
 * <p>Nothing of it is seen outside: the floor is thrown away.
 */
final class Rehearsal {
    /** So long that windows of columns do not cover all of the floor, and no larger. */
    private static final int WIDTH = 2048;

    private static final int HEIGHT = 224;
    private static final int PLACES_A_ROBOT = 10;
    private static final int ROUNDS = 5;
    private static final int RELEASE_ROUNDS = 2;
    private static final int RELEASE_EVERY_TICKS = 4;
    /** Each round has a part of the floor where there has been no rule yet. */
    private static final int ROUND_SHIFT = 320;

    private static final int ALARMS = 3;
    private static final long SEED = 1;
    private static final String TAG = "tenth";

    private final FleetEngine engine;
    private long id;
    private long lastRule;

    /** @param engine of a {@link #floor} */
    Rehearsal(FleetEngine engine) {
        this.engine = engine;
    }

    /**
     * The floor and its robots, at rest.
     *
     * @param delivery of the real floor
     */
    static FleetEngineBuilder floor(Motion motion, int threads, @Nullable Delivery delivery) {
        Floor floor = FloorGenerator.generate(FloorPlan.sized(WIDTH, HEIGHT));
        int[] places = places(floor);
        FleetEngineBuilder builder = FleetEngine.builder(floor)
                .motion(motion)
                .seed(SEED)
                .threads(threads)
                .mode(ThreadingMode.FUSED)
                .tags(List.of(TAG))
                .demand((robot, cell, tick) -> nextGoal(places, robot, cell, tick));
        // As full everywhere as a floor that works: what a closure shuts in and pushes aside is part of the rehearsal.
        int robots = places.length / PLACES_A_ROBOT;
        for (int i = 0; i < robots; i++) {
            builder.robot(places[i * PLACES_A_ROBOT], i & 3, LoadClass.LOADED, i % 10 == 0 ? 1 : 0);
        }
        if (delivery != null) {
            builder.delivery(ReleaseRehearsal.delivery(
                    releases(delivery) ? RELEASE_ROUNDS : 0, RELEASE_EVERY_TICKS, RELEASE_EVERY_TICKS));
        }
        return builder;
    }

    /** @param delivery of the real floor */
    static void run(Motion motion, int threads, @Nullable Delivery delivery) {
        JamRehearsal.run(motion, threads);
        if (delivery != null && releases(delivery)) {
            ReleaseRehearsal.run(motion, threads);
        }
        try (FleetEngine engine = floor(motion, threads, delivery).build()) {
            new Rehearsal(engine).play();
        }
    }

    private static boolean releases(Delivery delivery) {
        return !delivery.plan().releases().isEmpty();
    }

    void play() {
        engine.advance(1);
        for (int round = 0; round < ROUNDS; round++) {
            playRound(round);
        }
    }

    /** A square floor of its own for one more kind of rehearsal: on every so many places a robot, whose goals are anywhere. */
    static FleetEngineBuilder square(int side, int placesARobot, Motion motion, int threads) {
        Floor floor = FloorGenerator.generate(FloorPlan.sized(side, side));
        int[] places = places(floor);
        FleetEngineBuilder builder = FleetEngine.builder(floor)
                .motion(motion)
                .seed(SEED)
                .threads(threads)
                .mode(ThreadingMode.FUSED)
                .demand((robot, cell, tick) -> places[draw(robot, tick) % places.length]);
        for (int place = 0; place < places.length; place += placesARobot) {
            builder.robot(places[place], place / placesARobot & 3, LoadClass.LOADED, 0);
        }
        return builder;
    }

    private static int[] places(Floor floor) {
        int[] cells = new int[floor.passableCells(LoadClass.LOADED)];
        int size = 0;
        for (int cell = 0; cell < floor.cellCapacity(); cell++) {
            if (floor.passable(cell, LoadClass.LOADED)) {
                cells[size++] = cell;
            }
        }
        return cells;
    }

    /** Somewhere near: places in the order of their numbers lie tile by tile. */
    private static int nextGoal(int[] places, int robot, int cell, long tick) {
        int at = Arrays.binarySearch(places, cell);
        return places[Math.floorMod(at + draw(robot, tick) % 5000 - 2500, places.length)];
    }

    /** At least 0 and below 65,536. */
    private static int draw(int robot, long tick) {
        return (robot * 31 + (int) tick) * 0x9E3779B9 >>> 16;
    }

    // ---- commands -----------------------------------------------------------------------------------------------

    private void playRound(int round) {
        int shift = ROUND_SHIFT * round;
        lay(new Command.Close(Scope.rectangle(200 + shift, 60, 96, 96), Command.NEVER));
        lay(new Command.Avoid(Scope.rectangle(160 + shift, 0, 192, HEIGHT), 4, Command.NEVER));
        lay(new Command.OneWay(Scope.rectangle(shift, 63, ROUND_SHIFT, 2), Direction.WEST, Command.NEVER));
        lay(new Command.Slow(
                Scope.of(new Area.Polygon(new int[] {shift, shift + 200, shift}, new int[] {0, 200, 200})),
                2,
                Command.NEVER));
        lay(new Command.Evacuate(Scope.rectangle(100 + shift, 100, 48, 48), Command.NEVER));
        act(new Command.Redirect(Scope.EVERYTHING.withTag(TAG), Scope.rectangle(0, 56, WIDTH, 112)));
        // An alarm's loops run once over all robots: here they have to run as often as over so many more.
        for (int i = 0; i < ALARMS; i++) {
            act(new Command.Alarm(Scope.EVERYTHING, Scope.rectangle(0, 56 * (i & 1), WIDTH, 112)));
        }
        act(new Command.Resume(Scope.EVERYTHING));
    }

    /** The rule before it ends only then: rules that lie over each other are another case than rules alone. */
    private void lay(Command command) {
        long rule = act(command);
        if (lastRule != 0) {
            act(new Command.Undo(lastRule));
        }
        lastRule = rule;
    }

    /** @return the command's id */
    private long act(Command command) {
        engine.submit(++id, command).join();
        engine.stateHash();
        engine.advance(1);
        return id;
    }
}
