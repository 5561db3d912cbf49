package io.aisletide.sim.ideal;

import io.aisletide.engine.EngineObserver;
import io.aisletide.engine.FleetEngine;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.state.StateImage;
import io.aisletide.state.StateReader;
import io.aisletide.state.Stateful;
import java.util.Arrays;

/**
 * Samples the legs that robots were given, and says how many goals a tick the fleet would reach if every robot drove
 * each of them on its true shortest path with nobody in its way (turns counted from the robot's heading when it got the
 * goal).
 *
 * <p>The sample is the legs with the smallest hash of (seed, robot, tick, goal): every leg in the window has the same
 * chance whatever the order in which legs are told, and the same run gives the same sample. Gathering costs a hash and a
 * comparison a leg, on the engine's thread. {@link #evaluate} does the searches once the run is over, on whatever thread
 * calls it. With n legs sampled the mean has a standard error of its legs' spread / sqrt(n), which is about 1 % for 2,000
 * legs to random goals.
 *
 * <p>Closures are left out on purpose: the ideal is the floor plan's, so that a command shows as lost efficiency.
 */
public final class IdealLegs implements EngineObserver, Stateful {
    private static final String SECTION = "ideal-legs";

    /** A usual size of the sample. */
    public static final int DEFAULT_SAMPLE = 2_000;

    /** Bound on the searches of one evaluation, in states visited: a few seconds on a floor where no estimate helps. */
    static final long MAX_STATES = 100_000_000L;

    private static final byte LOAD_UNKNOWN = -1;
    private static final LoadClass[] LOADS = LoadClass.values();

    private final Floor floor;
    private final Motion motion;
    private final long seed;
    private final long firstTick;
    private final long lastTick;

    // A heap with the largest hash on top; the other arrays run beside it.
    private final long[] hashes;
    private final int[] robots;
    private final int[] from;
    private final int[] goals;
    private final byte[] headings;
    private final byte[] loads;
    private int size;
    private int unresolved;
    private long legsSeen;

    /**
     * @param firstTick first tick whose assignments count
     * @param lastTick last tick whose assignments count
     * @param sample most legs to keep, at least 1
     */
    public IdealLegs(Floor floor, Motion motion, long seed, long firstTick, long lastTick, int sample) {
        if (sample < 1) {
            throw new IllegalArgumentException("a sample has at least one leg, not " + sample);
        }
        this.floor = floor;
        this.motion = motion;
        this.seed = seed;
        this.firstTick = firstTick;
        this.lastTick = lastTick;
        hashes = new long[sample];
        robots = new int[sample];
        from = new int[sample];
        goals = new int[sample];
        headings = new byte[sample];
        loads = new byte[sample];
    }

    @Override
    public void goalAssigned(int robot, int fromCell, int heading, int goal, long tick) {
        if (tick < firstTick || tick > lastTick || goal < 0) {
            return;
        }
        legsSeen++;
        long hash = mix(mix(mix(seed ^ robot) ^ tick) ^ goal);
        int slot;
        if (size < hashes.length) {
            slot = raise(size++, hash);
        } else if (hash < hashes[0]) {
            slot = sink(hash);
        } else {
            return;
        }
        hashes[slot] = hash;
        robots[slot] = robot;
        from[slot] = fromCell;
        goals[slot] = goal;
        headings[slot] = (byte) heading;
        loads[slot] = LOAD_UNKNOWN;
        unresolved++;
    }

    /** The load of a robot is told only here, in the same tick. */
    @Override
    public void tickDone(FleetEngine engine, long tick, long tickNanos) {
        if (unresolved == 0) {
            return;
        }
        for (int i = 0; i < size; i++) {
            if (loads[i] == LOAD_UNKNOWN) {
                LoadClass load = engine.robots().load(robots[i]);
                loads[i] = (byte) load.ordinal();
            }
        }
        unresolved = 0;
    }

    /** Legs assigned in the window, sampled or not. */
    public long legsSeen() {
        return legsSeen;
    }

    /**
     * Searches the sampled legs. Call it after the run; may be called from any one thread.
     *
     * <p>Legs are taken in the order of their hashes until all are done or {@value #MAX_STATES} states were visited, so
     * that what is left is still a fair sample. Legs without a way are left out and counted.
     */
    public Ideal evaluate() {
        Integer[] order = new Integer[size];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Long.compare(hashes[a], hashes[b]));
        TurnAwareSearch[] searches = {
            new TurnAwareSearch(floor, motion, LoadClass.EMPTY), new TurnAwareSearch(floor, motion, LoadClass.LOADED)
        };
        long ticks = 0;
        int legs = 0;
        int unreachable = 0;
        for (int i : order) {
            if (searches[0].expandedStates() + searches[1].expandedStates() > MAX_STATES) {
                break;
            }
            LoadClass load = loads[i] == LOAD_UNKNOWN ? LoadClass.EMPTY : LOADS[loads[i]];
            int leg = searches[load.ordinal()].ticks(from[i], headings[i], goals[i]);
            if (leg == TurnAwareSearch.UNREACHABLE) {
                unreachable++;
            } else {
                // A goal underfoot is reached at the end of the next tick, not at once.
                ticks += Math.max(1, leg);
                legs++;
            }
        }
        return new Ideal(legs == 0 ? 0 : (double) ticks / legs, legs, unreachable);
    }

    /** {@link Ideal#goalsPerTick} of {@link #evaluate}. */
    public double idealGoalsPerTick(int robots) {
        return evaluate().goalsPerTick(robots);
    }

    /**
     * The yardstick.
     *
     * @param meanTicks mean of the ideal durations, in ticks; 0 without legs
     * @param legs legs it is the mean of
     * @param unreachable sampled legs that have no way on the floor plan
     */
    public record Ideal(double meanTicks, int legs, int unreachable) {
        /** Goals a tick that so many robots would reach, each always on its way; 0 if there were no legs. */
        public double goalsPerTick(int robots) {
            return legs == 0 ? 0 : robots / meanTicks;
        }
    }

    /** Makes a hole for a hash at the end of the heap, and moves it up to the hash's place. */
    private int raise(int end, long hash) {
        int hole = end;
        while (hole > 0) {
            int parent = (hole - 1) / 2;
            if (hashes[parent] >= hash) {
                break;
            }
            move(parent, hole);
            hole = parent;
        }
        return hole;
    }

    /** Drops the largest hash, and moves the hole down to the new hash's place. */
    private int sink(long hash) {
        int hole = 0;
        while (2 * hole + 1 < size) {
            int child = 2 * hole + 1;
            if (child + 1 < size && hashes[child + 1] > hashes[child]) {
                child++;
            }
            if (hashes[child] <= hash) {
                break;
            }
            move(child, hole);
            hole = child;
        }
        return hole;
    }

    private void move(int slot, int hole) {
        hashes[hole] = hashes[slot];
        robots[hole] = robots[slot];
        from[hole] = from[slot];
        goals[hole] = goals[slot];
        headings[hole] = headings[slot];
        loads[hole] = loads[slot];
    }

    /** Finalizer of MurmurHash3 (A. Appleby, public domain), shifted by an odd constant so that 0 does not stay 0. */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 33)) * 0xFF51AFD7ED558CCDL;
        z = (z ^ (z >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return z ^ (z >>> 33);
    }

    @Override
    public void save(StateImage to) {
        to.section(SECTION)
                .putInt(size)
                .putInt(unresolved)
                .putLong(legsSeen)
                .putLongs(hashes, 0, size)
                .putInts(robots, 0, size)
                .putInts(from, 0, size)
                .putInts(goals, 0, size)
                .putBytes(headings, 0, size)
                .putBytes(loads, 0, size);
    }

    @Override
    public void restore(StateImage image) {
        StateReader section = image.read(SECTION);
        size = section.getInt();
        if (size > hashes.length) {
            throw new IllegalStateException("a sample of " + size + " legs does not fit into one of " + hashes.length);
        }
        unresolved = section.getInt();
        legsSeen = section.getLong();
        section.getLongs(hashes, 0, size);
        section.getInts(robots, 0, size);
        section.getInts(from, 0, size);
        section.getInts(goals, 0, size);
        section.getBytes(headings, 0, size);
        section.getBytes(loads, 0, size);
    }
}
