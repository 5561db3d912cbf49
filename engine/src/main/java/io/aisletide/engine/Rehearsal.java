package io.aisletide.engine;

import io.aisletide.command.Command;
import io.aisletide.command.CommandExecutor;
import io.aisletide.command.Outcome;
import io.aisletide.command.Scope;
import io.aisletide.command.Vocabulary;
import io.aisletide.grid.Area;
import io.aisletide.grid.Direction;
import io.aisletide.grid.Floor;
import io.aisletide.grid.FloorGenerator;
import io.aisletide.grid.FloorPlan;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.traffic.TrafficWorld;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Every kind of command, some times over, on a small floor of its own: so that the machine has compiled what a command
 * takes before the first one comes to the real floor. At 500,000 robots it takes some 2 s of processor time, and a first closure
 * takes 230 ms of it instead of 420, a large avoided area after it 360 instead of 700.
 *
 * <p>The floor is long, its goals are near and its rules overlap, as on a real one: code that was compiled for less is
 * thrown away with the first robot that takes the other branch.
 *
 * <p>Nothing of it is seen outside: the floor is thrown away.
 */
final class Rehearsal {
    /** So long that windows of columns do not cover all of the floor, and no larger. */
    private static final int WIDTH = 2048;

    private static final int HEIGHT = 224;
    private static final int ROBOTS = 8_000;
    private static final int ROUNDS = 4;
    private static final long SEED = 1;
    private static final String TAG = "tenth";

    private final Floor floor = FloorGenerator.generate(FloorPlan.sized(WIDTH, HEIGHT));
    private final int[] places = places(floor);
    private final TrafficWorld world;
    private final CommandExecutor executor;
    private final Outcome outcome = new Outcome();
    private long id;
    private long lastRule;

    private Rehearsal(Motion motion, int threads) {
        world = new TrafficWorld(floor, motion, SEED, threads, this::nextGoal);
        executor = new CommandExecutor(new Vocabulary(floor, Map.of(), List.of(TAG)), world);
    }

    static void run(Motion motion, int threads) {
        Rehearsal rehearsal = new Rehearsal(motion, threads);
        try {
            rehearsal.placeRobots();
            rehearsal.world.step();
            for (int round = 0; round < ROUNDS; round++) {
                rehearsal.playRound(round);
            }
        } finally {
            rehearsal.world.close();
        }
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
    private int nextGoal(int robot, int cell, long tick) {
        int at = Arrays.binarySearch(places, cell);
        int draw = (robot * 31 + (int) tick) * 0x9E3779B9 >>> 16;
        return places[Math.floorMod(at + draw % 5000 - 2500, places.length)];
    }

    private void placeRobots() {
        for (int i = 0; i < ROBOTS; i++) {
            int cell = places[(int) ((long) i * places.length / ROBOTS)];
            world.addRobot(cell, i & 3, LoadClass.LOADED, i % 10 == 0 ? 1 : 0);
        }
    }

    private void playRound(int round) {
        int shift = 64 * round;
        lay(new Command.Close(Scope.rectangle(200 + shift, 60, 96, 96), Command.NEVER));
        lay(new Command.Avoid(Scope.rectangle(160 + shift, 0, 192, HEIGHT), 4, Command.NEVER));
        lay(new Command.OneWay(Scope.rectangle(0, 63, WIDTH, 2), Direction.WEST, Command.NEVER));
        lay(new Command.Slow(
                Scope.of(new Area.Polygon(new int[] {shift, shift + 200, shift}, new int[] {0, 200, 200})),
                2,
                Command.NEVER));
        lay(new Command.Evacuate(Scope.rectangle(100 + shift, 100, 48, 48), Command.NEVER));
        act(new Command.Redirect(Scope.EVERYTHING.withTag(TAG), Scope.rectangle(0, 56, WIDTH, 112)));
        act(new Command.Alarm(Scope.EVERYTHING, Scope.rectangle(0, 56, WIDTH, 112)));
        act(new Command.Resume(Scope.EVERYTHING));
    }

    /** The rule before it ends only then: rules that lie over each other are another case than rules alone. */
    private void lay(Command command) {
        long rule = ++id;
        executor.execute(rule, command, outcome);
        world.step();
        if (lastRule != 0) {
            executor.execute(++id, new Command.Undo(lastRule), outcome);
            world.step();
        }
        lastRule = rule;
    }

    private void act(Command command) {
        executor.execute(++id, command, outcome);
        world.step();
    }
}
