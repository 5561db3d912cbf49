package io.aisletide.sim.report;

import io.aisletide.engine.EngineObserver;
import io.aisletide.engine.FleetEngine;
import io.aisletide.state.StateImage;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import io.aisletide.state.Stateful;
import io.aisletide.traffic.TrafficCounters;
import java.util.Arrays;

/**
 * Keeps a few numbers of every tick, 36 bytes each, and shows the newest ones to other threads.
 *
 * <p>Written by the engine's thread alone. Other threads may read what {@link #live} gives at any time; the columns only
 * after the run.
 */
public final class RunRecorder implements EngineObserver, Stateful {
    private static final String SECTION = "run-recorder";
    /** Time from process start that is not known. */
    public static final double UNKNOWN = Double.NaN;

    private int ticks;
    private long[] tickNanos = new long[1024];
    private int[] goals = new int[1024];
    private int[] waits = new int[1024];
    private int[] driving = new int[1024];
    private int[] moves = new int[1024];
    private int[] robots = new int[1024];
    private int[] stranded = new int[1024];
    private int[] paused = new int[1024];

    private long lastGoals;
    private long lastWaits;
    private long lastDriving;
    private long lastMoves;
    private double startupSeconds = UNKNOWN;
    private volatile Live live = new Live(0, 0, 0, 0, 0);

    /**
     * The newest state.
     *
     * @param ticks ticks done
     * @param robots on the floor
     * @param goals reached since the start
     * @param waits robot-ticks waited since the start
     * @param driving robot-ticks with somewhere to go since the start
     */
    public record Live(long ticks, int robots, long goals, long waits, long driving) {}

    @Override
    public void tickDone(FleetEngine engine, long tick, long tickNanos) {
        if (Double.isNaN(startupSeconds)) {
            startupSeconds = ProcessFacts.ageSeconds();
        }
        if (ticks == this.tickNanos.length) {
            grow();
        }
        TrafficCounters counters = engine.counters();
        int at = ticks;
        this.tickNanos[at] = tickNanos;
        goals[at] = (int) (counters.goalsReached - lastGoals);
        waits[at] = (int) (counters.waits - lastWaits);
        driving[at] = (int) (counters.drivingTicks - lastDriving);
        moves[at] = (int) (counters.moves - lastMoves);
        robots[at] = engine.robots().robotCount();
        stranded[at] = counters.strandedNow;
        paused[at] = counters.pausedNow;
        lastGoals = counters.goalsReached;
        lastWaits = counters.waits;
        lastDriving = counters.drivingTicks;
        lastMoves = counters.moves;
        ticks++;
        // Every 16th on a fast floor: nobody looks more often, and the loop shall not allocate.
        if (tickNanos > 1_000_000 || (ticks & 15) == 0) {
            live = new Live(ticks, robots[at], lastGoals, lastWaits, lastDriving);
        }
    }

    private void grow() {
        int capacity = ticks * 2;
        tickNanos = Arrays.copyOf(tickNanos, capacity);
        goals = Arrays.copyOf(goals, capacity);
        waits = Arrays.copyOf(waits, capacity);
        driving = Arrays.copyOf(driving, capacity);
        moves = Arrays.copyOf(moves, capacity);
        robots = Arrays.copyOf(robots, capacity);
        stranded = Arrays.copyOf(stranded, capacity);
        paused = Arrays.copyOf(paused, capacity);
    }

    public Live live() {
        return live;
    }

    /** Ticks recorded. */
    public int ticks() {
        return ticks;
    }

    /** From the start of the process to the end of the first tick; {@link #UNKNOWN} before it. */
    public double startupSeconds() {
        return startupSeconds;
    }

    /** Wall clock of a tick. */
    public long tickNanos(int tick) {
        return tickNanos[tick];
    }

    /** Goals reached in a tick. */
    public int goals(int tick) {
        return goals[tick];
    }

    public int waits(int tick) {
        return waits[tick];
    }

    /** Robots with somewhere to go in a tick. */
    public int driving(int tick) {
        return driving[tick];
    }

    public int moves(int tick) {
        return moves[tick];
    }

    public int robots(int tick) {
        return robots[tick];
    }

    public int stranded(int tick) {
        return stranded[tick];
    }

    public int paused(int tick) {
        return paused[tick];
    }

    /** Most robots that were on the floor at one time. */
    public int peakRobots() {
        int peak = 0;
        for (int tick = 0; tick < ticks; tick++) {
            peak = Math.max(peak, robots[tick]);
        }
        return peak;
    }

    /** Sums over a window of ticks. */
    public Window window(int fromTick, int toTick) {
        long goalSum = 0;
        long waitSum = 0;
        long drivingSum = 0;
        int end = Math.min(toTick, ticks);
        for (int tick = fromTick; tick < end; tick++) {
            goalSum += goals[tick];
            waitSum += waits[tick];
            drivingSum += driving[tick];
        }
        return new Window(fromTick, Math.max(fromTick, end), goalSum, waitSum, drivingSum);
    }

    /**
     * @param fromTick first tick
     * @param toTick one more than the last tick
     * @param goals goals reached in it
     * @param waits robot-ticks waited in it
     * @param driving robot-ticks with somewhere to go in it
     */
    public record Window(int fromTick, int toTick, long goals, long waits, long driving) {
        public int ticks() {
            return toTick - fromTick;
        }

        public double goalsPerTick() {
            return ticks() == 0 ? 0 : (double) goals / ticks();
        }

        public double waitingRatio() {
            return driving == 0 ? 0 : (double) waits / driving;
        }

        /** Mean number of robots with somewhere to go. */
        public double drivingRobots() {
            return ticks() == 0 ? 0 : (double) driving / ticks();
        }
    }

    @Override
    public void save(StateImage to) {
        StateWriter section = to.section(SECTION, Integer.BYTES);
        section.putInt(ticks);
        for (int[] column : columns()) {
            section.putInts(column, 0, ticks);
        }
        section.putLong(lastGoals).putLong(lastWaits).putLong(lastDriving).putLong(lastMoves);
        section.putLongs(tickNanos, 0, ticks);
    }

    private int[][] columns() {
        return new int[][] {goals, waits, driving, moves, robots, stranded, paused};
    }

    @Override
    public void restore(StateImage from) {
        StateReader section = from.read(SECTION);
        int saved = section.getCount(Integer.BYTES);
        while (tickNanos.length < saved) {
            ticks = tickNanos.length;
            grow();
        }
        ticks = saved;
        for (int[] column : columns()) {
            section.getInts(column, 0, ticks);
        }
        lastGoals = section.getLong();
        lastWaits = section.getLong();
        lastDriving = section.getLong();
        lastMoves = section.getLong();
        section.getLongs(tickNanos, 0, ticks);
    }
}
