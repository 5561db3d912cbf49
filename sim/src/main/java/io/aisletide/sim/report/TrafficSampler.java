package io.aisletide.sim.report;

import io.aisletide.engine.EngineObserver;
import io.aisletide.engine.FleetEngine;
import io.aisletide.engine.FleetView;
import io.aisletide.grid.Floor;
import io.aisletide.state.StateImage;
import io.aisletide.state.StateReader;
import io.aisletide.state.Stateful;
import io.aisletide.traffic.RobotState;
import java.util.Arrays;

/**
 * Counts, per cell, robots that drove in and robots that stood waiting there. Looks at two ticks in a row and then skips
 * some, so that half a million robots cost about a millisecond a tick. Four bytes a robot, eight a cell. Engine's thread
 * while the run lasts.
 */
public final class TrafficSampler implements EngineObserver, Stateful {
    private static final String SECTION = "traffic-sampler";
    /** Robot steps a tick, on average, that sampling may look at. */
    private static final int ROBOTS_PER_TICK = 100_000;

    private static final int ABSENT = -1;

    private final int[] visits;
    private final int[] waits;
    private int[] before = new int[0];
    private long comparedTicks;
    private boolean armed;
    private long nextSample;

    public TrafficSampler(Floor floor) {
        visits = new int[floor.cellCapacity()];
        waits = new int[floor.cellCapacity()];
    }

    @Override
    public void tickDone(FleetEngine engine, long tick, long tickNanos) {
        if (tick < nextSample) {
            return;
        }
        FleetView fleet = engine.robots();
        if (armed) {
            compare(fleet);
            armed = false;
            nextSample = tick + 2L * fleet.robotCount() / ROBOTS_PER_TICK;
        }
        if (!armed && tick >= nextSample) {
            remember(fleet);
            armed = true;
        }
    }

    private void remember(FleetView fleet) {
        int limit = fleet.robotLimit();
        if (before.length < limit) {
            before = new int[Math.max(limit, before.length + before.length / 4)];
        }
        Arrays.fill(before, ABSENT);
        for (int robot = 0; robot < limit; robot++) {
            if (fleet.state(robot) != RobotState.ABSENT) {
                before[robot] = fleet.cell(robot) << 2 | fleet.heading(robot);
            }
        }
    }

    private void compare(FleetView fleet) {
        int limit = Math.min(fleet.robotLimit(), before.length);
        for (int robot = 0; robot < limit; robot++) {
            RobotState state = fleet.state(robot);
            int was = before[robot];
            if (was == ABSENT || state == RobotState.ABSENT) {
                continue;
            }
            int cell = fleet.cell(robot);
            if (was >>> 2 != cell) {
                visits[cell]++;
            } else if (state == RobotState.DRIVING && (was & 3) == fleet.heading(robot)) {
                waits[cell]++;
            }
        }
        comparedTicks++;
    }

    /** Ticks that were looked at. */
    public long comparedTicks() {
        return comparedTicks;
    }

    /** Robots that drove into each cell in those ticks. Read after the run. */
    public int[] visits() {
        return visits;
    }

    /** Robots that waited in each cell in those ticks, turning not counted. Read after the run. */
    public int[] waits() {
        return waits;
    }

    /** What was remembered of the tick before is not kept: one comparison is left out. */
    @Override
    public void save(StateImage to) {
        to.section(SECTION, Integer.BYTES)
                .putLong(comparedTicks)
                .putLong(nextSample)
                .putInts(visits, 0, visits.length)
                .putInts(waits, 0, waits.length);
    }

    @Override
    public void restore(StateImage from) {
        StateReader section = from.read(SECTION);
        comparedTicks = section.getLong();
        nextSample = section.getLong();
        section.getInts(visits, 0, visits.length);
        section.getInts(waits, 0, waits.length);
    }
}
