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
import io.aisletide.state.StateImage;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import io.aisletide.state.Stateful;
import io.aisletide.traffic.RobotState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Watches the invariants of a running floor after each tick (or each k-th): no two robots in one cell, no swap along an
 * edge, nobody in a wall, no loaded robot under a stored pod, no entering of a closed cell, no jump, at most one action a
 * tick, nobody lost. It knows nothing of how the engine decides: robots' places before and after a tick, the floor plan,
 * and the commands that it saw applied are all it looks at.
 *
 * <h2>How</h2>
 *
 * <p>Each robot that comes to a cell signs it, and looks who signed it before. If that robot still stands there, two are in
 * one cell; if it has gone where this one came from, they swapped. A signature counts only if its robot is (or was) there,
 * so nothing is wiped, and robots that stand still cost nothing but the comparison with their last place: about 20 ns a
 * robot where signatures do not fit into the cache, and 4 bytes a cell with the floor plan's verdict in the upper bits.
 * Two robots in one cell are reported when the second comes, not again while they stay.
 *
 * <p>With k above 1 two ticks in k are looked at, the second compared with the first, so that every check stays exact for
 * the ticks it sees. The number of robots is compared with placed + added - removed, as told by receipts.
 *
 * <p>Inside a closed area a robot may only leave; this monitor lets it pass from one closed cell to another, because which
 * of them is nearer to the way out is the engine's opinion.
 */
public final class SafetyMonitor implements EngineObserver, Stateful {
    private static final String SECTION = "safety";

    /** Most violations that are kept one by one. */
    public static final int MAX_LISTED = 100;

    private static final int ABSENT = -1;

    // A cell's entry: who signed it, and above that which classes may stand there.
    private static final int SIGNER_MASK = (1 << 29) - 1;
    private static final int NO_SIGNER = SIGNER_MASK;
    private static final int FOR_EMPTY = 1 << 29;
    private static final int FOR_LOADED = 1 << 30;
    private static final int FOR_ALL = FOR_EMPTY | FOR_LOADED;

    private final Floor floor;
    private final boolean turns;
    private final int everyTicks;
    private final ClosedCells closedCells;
    private final int[] ground;

    // By robot, now and a tick ago; a cell is ABSENT if the robot is not on the floor.
    private int[] cells = new int[0];
    private int[] previousCells = new int[0];
    private byte[] headings = new byte[0];
    private byte[] previousHeadings = new byte[0];
    private int robots;

    /** Robots that came to another cell in this tick, and what the entry of that cell was before. */
    private int[] movers = new int[0];

    private int[] entries = new int[0];
    private long previousTick = -1;
    private long expectedRobots;
    private boolean begun;

    private final Map<SafetyKind, Long> counts = new EnumMap<>(SafetyKind.class);
    private final AtomicLong violations = new AtomicLong();
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
        ground = new int[floor.cellCapacity()];
        for (int cell = 0; cell < ground.length; cell++) {
            CellKind kind = floor.kind(cell);
            ground[cell] = NO_SIGNER
                    | (kind.passableFor(LoadClass.EMPTY) ? FOR_EMPTY : 0)
                    | (kind.passableFor(LoadClass.LOADED) ? FOR_LOADED : 0);
        }
    }

    /**
     * Takes note of the floor before its first tick, on the thread that drives the engine. Without it the first tick
     * checked has nothing to be compared with, and robots are counted from there.
     */
    public void begin(FleetView view, long tick) {
        expectedRobots = view.robotCount();
        begun = true;
        look(view);
        signAll(tick);
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
        } else if (command instanceof Command.RemoveRobots) {
            expectedRobots -= receipt.affected();
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

    /** Looks at the floor after so many ticks. */
    void check(FleetView view, long tick) {
        long phase = tick % everyTicks;
        if (everyTicks > 2 && phase != 0 && phase != everyTicks - 1) {
            return;
        }
        long start = System.nanoTime();
        closedCells.expire(tick - 1);
        if (!begun) {
            expectedRobots = view.robotCount();
            begun = true;
        }
        look(view);
        if (phase == 0) {
            compare(view, tick, previousTick == tick - 1);
            checkedTicks++;
        } else {
            signAll(tick);
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

    /** Violations of all kinds. May be read by any thread, and is then a little old. */
    public long violations() {
        return violations.get();
    }

    /** The first violations, at most {@value #MAX_LISTED}. */
    public List<SafetyViolation> first() {
        return List.copyOf(first);
    }

    private void look(FleetView view) {
        robots = view.robotLimit();
        if (cells.length < robots) {
            grow(Math.max(robots, cells.length + cells.length / 2));
        }
        for (int robot = 0; robot < robots; robot++) {
            boolean present = view.state(robot) != RobotState.ABSENT;
            cells[robot] = present ? view.cell(robot) : ABSENT;
            headings[robot] = present ? (byte) view.heading(robot) : 0;
        }
    }

    private void grow(int room) {
        int before = cells.length;
        cells = Arrays.copyOf(cells, room);
        previousCells = Arrays.copyOf(previousCells, room);
        Arrays.fill(cells, before, room, ABSENT);
        Arrays.fill(previousCells, before, room, ABSENT);
        headings = Arrays.copyOf(headings, room);
        previousHeadings = Arrays.copyOf(previousHeadings, room);
        movers = new int[room];
        entries = new int[room];
    }

    private void keep() {
        int[] spareCells = previousCells;
        previousCells = cells;
        cells = spareCells;
        byte[] spareHeadings = previousHeadings;
        previousHeadings = headings;
        headings = spareHeadings;
    }

    /** Has every robot sign its cell, where they were not watched on their way there. */
    private void signAll(long tick) {
        for (int robot = 0; robot < robots; robot++) {
            if (cells[robot] != ABSENT) {
                int other = sign(robot, cells[robot]) & SIGNER_MASK;
                if (other < robot && isAt(other, cells[robot])) {
                    report(SafetyKind.VERTEX, tick, robot, other, cells[robot]);
                }
            }
        }
    }

    private void compare(FleetView view, long tick, boolean previousKnown) {
        if (!previousKnown) {
            Arrays.fill(previousCells, ABSENT);
        }
        int present = 0;
        int moved = 0;
        for (int robot = 0; robot < robots; robot++) {
            int cell = cells[robot];
            int from = previousCells[robot];
            present += cell == ABSENT ? 0 : 1;
            // Appended without a branch: whether a robot moved cannot be predicted.
            movers[moved] = robot;
            moved += cell != from && cell != ABSENT ? 1 : 0;
            if (((headings[robot] - previousHeadings[robot]) & 3) == 2 && turns && cell != ABSENT && from != ABSENT) {
                report(SafetyKind.TURN, tick, robot, SafetyViolation.NOBODY, cell);
            }
        }
        // Nothing but the signatures in this loop, so that many of them are on their way from memory at once.
        for (int i = 0; i < moved; i++) {
            entries[i] = sign(movers[i], cells[movers[i]]);
        }
        boolean closures = closedCells.any();
        for (int i = 0; i < moved; i++) {
            int robot = movers[i];
            enter(view, tick, robot, entries[i]);
            if (previousCells[robot] != ABSENT) {
                move(view, tick, robot, entries[i] & SIGNER_MASK, closures);
            }
        }
        long missing = Math.abs(expectedRobots - present);
        if (missing > 0) {
            lostRobots = Math.max(lostRobots, missing);
            report(SafetyKind.LOST, tick, SafetyViolation.NOBODY, SafetyViolation.NOBODY, SafetyViolation.NOWHERE);
        }
    }

    private void move(FleetView view, long tick, int robot, int signer, boolean closures) {
        int from = previousCells[robot];
        int to = cells[robot];
        if (turns && headings[robot] != previousHeadings[robot]) {
            report(SafetyKind.MOVE_AND_TURN, tick, robot, SafetyViolation.NOBODY, to);
        }
        if (!isStep(from, previousHeadings[robot], to)) {
            reportStep(tick, robot, from, to);
        }
        if (signer > robot && signer < robots && previousCells[signer] == to && cells[signer] == from) {
            report(SafetyKind.SWAP, tick, robot, signer, to);
        }
        if (closures) {
            LoadClass load = view.load(robot);
            if (closedCells.isClosed(to, load) && !closedCells.isClosed(from, load)) {
                report(SafetyKind.CLOSED, tick, robot, SafetyViolation.NOBODY, to);
            }
        }
    }

    /** A robot comes to a cell: may it stand there, and is it alone? */
    private void enter(FleetView view, long tick, int robot, int entry) {
        int cell = cells[robot];
        if ((entry & FOR_ALL) != FOR_ALL) {
            if ((entry & FOR_ALL) == 0) {
                report(SafetyKind.WALL, tick, robot, SafetyViolation.NOBODY, cell);
            } else if (view.load(robot) == LoadClass.LOADED) {
                report(SafetyKind.STORAGE, tick, robot, SafetyViolation.NOBODY, cell);
            }
        }
        int signer = entry & SIGNER_MASK;
        if (signer != robot && isAt(signer, cell)) {
            report(SafetyKind.VERTEX, tick, signer, robot, cell);
        }
    }

    /** Signs a cell and returns its entry from before. */
    private int sign(int robot, int cell) {
        int entry = ground[cell];
        ground[cell] = (entry & FOR_ALL) | robot;
        return entry;
    }

    private boolean isAt(int robot, int cell) {
        return robot < robots && cells[robot] == cell;
    }

    private boolean isStep(int from, int heading, int to) {
        if (turns) {
            return floor.neighbour(from, heading) == to && floor.hasNeighbour(from, heading);
        }
        int distance = Math.abs(floor.xOf(to) - floor.xOf(from)) + Math.abs(floor.yOf(to) - floor.yOf(from));
        return distance == 1;
    }

    private void reportStep(long tick, int robot, int from, int to) {
        int distance = Math.abs(floor.xOf(to) - floor.xOf(from)) + Math.abs(floor.yOf(to) - floor.yOf(from));
        report(distance == 1 ? SafetyKind.SIDEWAYS : SafetyKind.JUMP, tick, robot, SafetyViolation.NOBODY, to);
    }

    private void report(SafetyKind kind, long tick, int robot, int other, int cell) {
        counts.merge(kind, 1L, Long::sum);
        violations.lazySet(violations.get() + 1);
        if (first.size() < MAX_LISTED) {
            String place = cell == SafetyViolation.NOWHERE ? "" : floor.describe(cell);
            first.add(new SafetyViolation(kind, tick, robot, other, cell, place));
        }
    }

    /** Counts and rules; where robots are is looked at anew, see {@link #begin}. The list of violations is cut to their number. */
    @Override
    public void save(StateImage to) {
        StateWriter section = to.section(SECTION);
        for (SafetyKind kind : SafetyKind.values()) {
            section.putLong(count(kind));
        }
        section.putLong(checkedTicks).putLong(lostRobots);
        closedCells.save(section);
    }

    @Override
    public void restore(StateImage from) {
        StateReader section = from.read(SECTION);
        long all = 0;
        for (SafetyKind kind : SafetyKind.values()) {
            long count = section.getLong();
            counts.put(kind, count);
            all += count;
        }
        violations.set(all);
        checkedTicks = section.getLong();
        lostRobots = section.getLong();
        closedCells.restore(section);
    }
}
