package io.aisletide.sim.safety;

import io.aisletide.command.Command;
import io.aisletide.engine.EngineObserver;
import io.aisletide.engine.FleetEngine;
import io.aisletide.engine.FleetView;
import io.aisletide.engine.Receipt;
import io.aisletide.grid.Area;
import io.aisletide.grid.CellKind;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.traffic.RobotState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Watches the invariants of a running floor after each tick (or each k-th): no two robots in one cell, no swap along an
 * edge, nobody in a wall, no loaded robot under a stored pod, no entering of a closed cell, no jump, at most one action a
 * tick, nobody lost. It knows nothing of how the engine decides: robots' places before and after a tick, the floor plan,
 * and the commands that it saw applied are all it looks at.
 *
 * <h2>How</h2>
 *
 * <p>Two passes over the robots. In the first each robot is copied and signs its cell; in the second it looks who signed
 * its cell last (if not itself, two are there) and, if it moved, who signed the cell it left (if that robot came from
 * here, they swapped). A signature counts only if its robot stands there, so that nothing is wiped between ticks: two or
 * three random reads a robot, about 10 ns, and a few MB beside 4 bytes a cell.
 *
 * <p>With k above 1 two ticks in k are looked at, the second compared with the first, so that every check stays exact for
 * the ticks it sees. The number of robots is compared with placed + added - removed, as told by receipts.
 *
 * <p>Inside a closed area a robot may only leave; this monitor lets it pass from one closed cell to another, because which
 * of them is nearer to the way out is the engine's opinion.
 */
public final class SafetyMonitor implements EngineObserver {
    /** Most violations that are kept one by one. */
    public static final int MAX_LISTED = 100;

    // Columns and rows that a step adds, by heading: E, S, W, N.
    private static final int[] DX = {1, 0, -1, 0};
    private static final int[] DY = {0, 1, 0, -1};

    private static final byte ABSENT = -1;
    private static final byte FOR_EMPTY = 1;
    private static final byte FOR_LOADED = 2;
    private static final byte FOR_ALL = FOR_EMPTY | FOR_LOADED;

    private final Floor floor;
    private final boolean turns;
    private final int everyTicks;
    private final ClosedCells closedCells;
    /** Bits of the load classes that may stand on a cell. */
    private final byte[] passable;
    /** Robot that was last seen on a cell. */
    private final int[] signedBy;

    private int[] cells = new int[0];
    private int[] previousCells = new int[0];
    private byte[] headings = new byte[0];
    private byte[] previousHeadings = new byte[0];
    private int robots;
    private int previousRobots;
    private long previousTick = -1;
    private long expectedRobots;
    private boolean begun;
    private @Nullable FleetView view;

    private final Map<SafetyKind, Long> counts = new EnumMap<>(SafetyKind.class);
    private final List<SafetyViolation> first = new ArrayList<>();
    private long checkedTicks;
    private long nanos;
    private long lostRobots;

    /** Checks every tick. */
    public SafetyMonitor(Floor floor, Motion motion, Map<String, Area> zones) {
        this(floor, motion, zones, 1);
    }

    /**
     * @param zones the engine's zones, by which commands may name areas
     * @param everyTicks 1 checks each tick, k each k-th
     */
    public SafetyMonitor(Floor floor, Motion motion, Map<String, Area> zones, int everyTicks) {
        if (everyTicks < 1) {
            throw new IllegalArgumentException("checks come every tick or more seldom, not every " + everyTicks);
        }
        this.floor = floor;
        this.everyTicks = everyTicks;
        turns = motion == Motion.ROTATE;
        closedCells = new ClosedCells(floor, Map.copyOf(zones));
        passable = new byte[floor.cellCapacity()];
        signedBy = new int[floor.cellCapacity()];
        for (int cell = 0; cell < passable.length; cell++) {
            CellKind kind = floor.kind(cell);
            passable[cell] = (byte) ((kind.passableFor(LoadClass.EMPTY) ? FOR_EMPTY : 0)
                    | (kind.passableFor(LoadClass.LOADED) ? FOR_LOADED : 0));
        }
    }

    /**
     * Takes note of the floor before its first tick, on the thread that drives the engine. Without it the first tick
     * checked has nothing to be compared with, and robots are counted from there.
     */
    public void begin(FleetView view, long tick) {
        expectedRobots = view.robotCount();
        begun = true;
        this.view = view;
        look(view);
        previousTick = tick;
        keep();
    }

    @Override
    public void commandDone(Command command, Receipt receipt) {
        if (receipt.status() != Receipt.Status.APPLIED) {
            return;
        }
        if (command instanceof Command.AddRobots) {
            expectedRobots += receipt.affected();
            lookAgain(receipt.tick());
        } else if (command instanceof Command.RemoveRobots) {
            expectedRobots -= receipt.affected();
            lookAgain(receipt.tick());
        } else {
            // Rules end before the tick in which a later command takes effect.
            closedCells.expire(receipt.tick());
            closedCells.applied(command, receipt);
        }
    }

    @Override
    public void tickDone(FleetEngine engine, long tick, long tickNanos) {
        check(engine.robots(), tick);
    }

    /** The engine may give the number of a robot that left to one that comes: the next tick starts from here. */
    private void lookAgain(long tick) {
        if (view != null && previousTick == tick) {
            look(view);
            keep();
        }
    }

    /** Looks at the floor after so many ticks. */
    void check(FleetView view, long tick) {
        long phase = tick % everyTicks;
        if (everyTicks > 2 && phase != 0 && phase != everyTicks - 1) {
            return;
        }
        long start = System.nanoTime();
        closedCells.expire(tick - 1);
        this.view = view;
        if (!begun) {
            expectedRobots = view.robotCount();
            begun = true;
        }
        look(view);
        if (phase == 0) {
            compare(view, tick, previousTick == tick - 1);
            checkedTicks++;
        }
        previousTick = tick;
        keep();
        nanos += System.nanoTime() - start;
    }

    /** Ticks that were checked. */
    public long checkedTicks() {
        return checkedTicks;
    }

    /** Wall clock of all checks. */
    public long checkNanos() {
        return nanos;
    }

    /** Pairs of robots that met: in one cell, or swapping places. */
    public long collisions() {
        return count(SafetyKind.VERTEX) + count(SafetyKind.SWAP);
    }

    /** Most robots that were missing (or too many) at one time. */
    public long lostRobots() {
        return lostRobots;
    }

    public long count(SafetyKind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** Violations of all kinds. */
    public long violations() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The first violations, at most {@value #MAX_LISTED}. */
    public List<SafetyViolation> first() {
        return List.copyOf(first);
    }

    private void look(FleetView view) {
        int limit = view.robotLimit();
        if (cells.length < limit) {
            int room = Math.max(limit, cells.length + cells.length / 2);
            cells = Arrays.copyOf(cells, room);
            headings = Arrays.copyOf(headings, room);
            previousCells = Arrays.copyOf(previousCells, room);
            previousHeadings = Arrays.copyOf(previousHeadings, room);
        }
        for (int robot = 0; robot < limit; robot++) {
            if (view.state(robot) == RobotState.ABSENT) {
                headings[robot] = ABSENT;
            } else {
                int cell = view.cell(robot);
                cells[robot] = cell;
                headings[robot] = (byte) view.heading(robot);
                signedBy[cell] = robot;
            }
        }
        robots = limit;
    }

    private void keep() {
        int[] spareCells = previousCells;
        previousCells = cells;
        cells = spareCells;
        byte[] spareHeadings = previousHeadings;
        previousHeadings = headings;
        headings = spareHeadings;
        previousRobots = robots;
    }

    private void compare(FleetView view, long tick, boolean previousKnown) {
        int present = 0;
        boolean closures = closedCells.any();
        for (int robot = 0; robot < robots; robot++) {
            if (headings[robot] == ABSENT) {
                continue;
            }
            present++;
            int cell = cells[robot];
            if (signedBy[cell] != robot) {
                report(SafetyKind.VERTEX, tick, robot, signedBy[cell], cell);
            }
            boolean known = previousKnown && robot < previousRobots && previousHeadings[robot] != ABSENT;
            if (!known || cell != previousCells[robot]) {
                checkGround(view, tick, robot, cell);
            }
            if (known) {
                checkAction(view, tick, robot, closures);
            }
        }
        long missing = Math.abs(expectedRobots - present);
        if (missing > 0) {
            lostRobots = Math.max(lostRobots, missing);
            report(SafetyKind.LOST, tick, SafetyViolation.NOBODY, SafetyViolation.NOBODY, SafetyViolation.NOWHERE);
        }
    }

    private void checkGround(FleetView view, long tick, int robot, int cell) {
        byte allowed = passable[cell];
        if (allowed == FOR_ALL) {
            return;
        }
        if (allowed == 0) {
            report(SafetyKind.WALL, tick, robot, SafetyViolation.NOBODY, cell);
        } else if (view.load(robot) == LoadClass.LOADED) {
            report(SafetyKind.STORAGE, tick, robot, SafetyViolation.NOBODY, cell);
        }
    }

    private void checkAction(FleetView view, long tick, int robot, boolean closures) {
        int from = previousCells[robot];
        int to = cells[robot];
        int quarter = (headings[robot] - previousHeadings[robot]) & 3;
        if (turns && quarter == 2) {
            report(SafetyKind.TURN, tick, robot, SafetyViolation.NOBODY, to);
        }
        if (from == to) {
            return;
        }
        if (turns && quarter != 0) {
            report(SafetyKind.MOVE_AND_TURN, tick, robot, SafetyViolation.NOBODY, to);
        }
        int dx = floor.xOf(to) - floor.xOf(from);
        int dy = floor.yOf(to) - floor.yOf(from);
        int heading = previousHeadings[robot];
        if (Math.abs(dx) + Math.abs(dy) != 1) {
            report(SafetyKind.JUMP, tick, robot, SafetyViolation.NOBODY, to);
        } else if (turns && (dx != DX[heading] || dy != DY[heading])) {
            report(SafetyKind.SIDEWAYS, tick, robot, SafetyViolation.NOBODY, to);
        }
        int other = signedBy[from];
        if (other > robot && isSwap(other, from, to)) {
            report(SafetyKind.SWAP, tick, robot, other, to);
        }
        if (closures) {
            LoadClass load = view.load(robot);
            if (closedCells.isClosed(to, load) && !closedCells.isClosed(from, load)) {
                report(SafetyKind.CLOSED, tick, robot, SafetyViolation.NOBODY, to);
            }
        }
    }

    private boolean isSwap(int other, int from, int to) {
        return other < robots
                && other < previousRobots
                && headings[other] != ABSENT
                && previousHeadings[other] != ABSENT
                && cells[other] == from
                && previousCells[other] == to;
    }

    private void report(SafetyKind kind, long tick, int robot, int other, int cell) {
        counts.merge(kind, 1L, Long::sum);
        if (first.size() < MAX_LISTED) {
            String place = cell == SafetyViolation.NOWHERE ? "" : floor.describe(cell);
            first.add(new SafetyViolation(kind, tick, robot, other, cell, place));
        }
    }
}
