package io.aisletide.sim.interop;

import io.aisletide.engine.EngineObserver;
import io.aisletide.engine.FleetEngine;
import io.aisletide.engine.FleetView;
import io.aisletide.grid.Area;
import io.aisletide.grid.Direction;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.traffic.Demand;
import io.aisletide.traffic.RobotState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records a run, or a part of it, as an output file of the League of Robot Runners, for its viewer and for {@code aisletide
 * verify}. Robots are chosen at the window's first step and numbered anew from 0.
 *
 * <ul>
 *   <li>Model {@code MAPF_T} for rotate: F forward, R a quarter clockwise, C counter-clockwise, W wait. Model {@code MAPF}
 *       for pebble: R and L one column more and less, U and D one row more and less, as the viewer draws them (PlanViz
 *       since 2024; the kit itself has no such runs), W wait.
 *   <li>A robot that is taken off the floor has a path that ends there, and an entry [robot, step] in {@code removals};
 *       robots that come later are not recorded. {@code loads} has a letter a robot (E, L) where the floor stores pods.
 *       A window that begins later than step 0 says so in {@code firstTick}. All three are extensions of ours, which other
 *       readers pass over.
 *   <li>Tasks are the League's own if a log of them is given, else each goal is a task of one errand.
 * </ul>
 *
 * <p>Memory: some 60 bytes a robot and 24 a task and event; actions go to a spill file beside the plan. The plan appears
 * under its name only when it is complete. Engine's thread until {@link #finish}.
 */
public final class PlanRecorder implements EngineObserver, AutoCloseable {
    private static final byte WAIT = 'W';
    private static final byte FORWARD = 'F';
    private static final byte CLOCKWISE = 'R';
    private static final byte COUNTER_CLOCKWISE = 'C';
    private static final byte[] STEPS = "RULD".getBytes(StandardCharsets.US_ASCII);
    private static final int NOT_RECORDED = -1;
    private static final int MAX_FAULTS = 1000;

    private final Path file;
    private final Floor floor;
    private final boolean turns;
    private final PlanSelection selection;
    private final @Nullable TaskLog league;
    private final TaskLog goals = new TaskLog();
    private final List<PlanWriter.Fault> faults = new ArrayList<>();

    private @Nullable ActionSpill spill;
    /** By robot number of the engine: number in the plan. */
    private int[] indexOf = new int[0];

    // By number in the plan.
    private int[] robots = new int[0];
    private int[] startCells = new int[0];
    private byte[] startHeadings = new byte[0];
    private int[] cells = new int[0];
    private byte[] headings = new byte[0];
    private int[] lengths = new int[0];
    private boolean[] gone = new boolean[0];
    private int[] goalTask = new int[0];
    private String loads = "";

    private long[] stepNanos = new long[64];
    private long sumOfCost;

    /**
     * @param file the plan to write; its folder has to exist
     * @param league the League demand's log; null records goals as tasks
     */
    public PlanRecorder(Path file, Floor floor, Motion motion, PlanSelection selection, @Nullable TaskLog league) {
        this.file = file;
        this.floor = floor;
        this.selection = selection;
        this.league = league;
        turns = motion == Motion.ROTATE;
    }

    /** Takes note of the floor before its first tick, on the thread that drives the engine. */
    public void begin(FleetView view, long tick) {
        if (spill == null && tick >= selection.firstTick()) {
            choose(view);
        }
    }

    @Override
    public void goalAssigned(int robot, int fromCell, int heading, int goal, long tick) {
        int index = robot < indexOf.length ? indexOf[robot] : NOT_RECORDED;
        if (spill != null && index != NOT_RECORDED && goal >= 0) {
            assign(index, goal);
        }
    }

    @Override
    public void goalReached(int robot, int goal, long tick) {
        int index = robot < indexOf.length ? indexOf[robot] : NOT_RECORDED;
        if (spill == null || index == NOT_RECORDED || goalTask[index] == NOT_RECORDED || isOver()) {
            return;
        }
        if (goals.errandCell(goalTask[index], 0) == goal) {
            // Told while the step is under way.
            goals.note(spill.steps() + 1L, index, goalTask[index], 1);
            goalTask[index] = NOT_RECORDED;
        }
    }

    @Override
    public void tickDone(FleetEngine engine, long tick, long tickNanos) {
        record(engine.robots(), tick, tickNanos);
    }

    /** Robots recorded; 0 before the window. */
    public int robots() {
        return robots.length;
    }

    /** Steps recorded. */
    public int steps() {
        return spill == null ? 0 : spill.steps();
    }

    void record(FleetView view, long tick, long tickNanos) {
        ActionSpill open = spill;
        if (open == null) {
            begin(view, tick);
            return;
        }
        if (isOver()) {
            return;
        }
        int step = open.steps();
        for (int index = 0; index < robots.length; index++) {
            open.put(index, action(view, index, step));
        }
        if (step == stepNanos.length) {
            stepNanos = Arrays.copyOf(stepNanos, 2 * step);
        }
        stepNanos[step] = tickNanos;
        try {
            open.endStep();
        } catch (IOException full) {
            throw new UncheckedIOException("cannot record the plan " + file + ": " + full.getMessage(), full);
        }
    }

    /**
     * Writes the plan. Call it after the run; the recorder is closed then.
     *
     * @throws IOException if it cannot be written; nothing is left of it then
     */
    public void finish() throws IOException {
        try {
            PlanWriter.writeFile(file, selection.format(), this::write);
        } finally {
            close();
        }
    }

    /** Gives up what was recorded and not {@link #finish}ed. */
    @Override
    public void close() throws IOException {
        if (spill != null) {
            spill.close();
        }
    }

    private boolean isOver() {
        return spill != null && spill.steps() >= selection.lastTick() - selection.firstTick();
    }

    private void choose(FleetView view) {
        int limit = view.robotLimit();
        int[] chosen = new int[limit];
        int count = 0;
        indexOf = new int[limit];
        Arrays.fill(indexOf, NOT_RECORDED);
        Area.Rectangle area = selection.area();
        for (int robot = 0; robot < limit && count < selection.maxRobots(); robot++) {
            if (view.state(robot) != RobotState.ABSENT) {
                int cell = view.cell(robot);
                if (area == null || area.contains(floor.xOf(cell), floor.yOf(cell))) {
                    indexOf[robot] = count;
                    chosen[count++] = robot;
                }
            }
        }
        robots = Arrays.copyOf(chosen, count);
        startCells = new int[count];
        startHeadings = new byte[count];
        lengths = new int[count];
        gone = new boolean[count];
        goalTask = new int[count];
        Arrays.fill(goalTask, NOT_RECORDED);
        StringBuilder letters = new StringBuilder();
        for (int index = 0; index < count; index++) {
            startCells[index] = view.cell(robots[index]);
            startHeadings[index] = (byte) view.heading(robots[index]);
            letters.append(view.load(robots[index]) == LoadClass.LOADED ? 'L' : 'E');
        }
        cells = startCells.clone();
        headings = startHeadings.clone();
        loads = storesPods() ? letters.toString() : "";
        try {
            spill = new ActionSpill(file, count);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot record the plan " + file + ": " + unwritable.getMessage(), unwritable);
        }
        for (int index = 0; index < count; index++) {
            if (view.goal(robots[index]) >= 0) {
                assign(index, view.goal(robots[index]));
            }
        }
    }

    private boolean storesPods() {
        return floor.passableCells(LoadClass.EMPTY) != floor.passableCells(LoadClass.LOADED);
    }

    private void assign(int index, int goal) {
        if (league == null && !isOver() && !gone[index]) {
            int step = steps();
            goalTask[index] = goals.release(step);
            goals.addErrand(goal);
            goals.note(step, index, goalTask[index], TaskLog.ASSIGNED);
        }
    }

    private byte action(FleetView view, int index, int step) {
        int robot = robots[index];
        if (gone[index] || view.state(robot) == RobotState.ABSENT) {
            gone[index] = true;
            return WAIT;
        }
        lengths[index] = step + 1;
        int from = cells[index];
        int cell = view.cell(robot);
        int heading = view.heading(robot);
        int quarter = (heading - headings[index]) & 3;
        cells[index] = cell;
        headings[index] = (byte) heading;
        if (view.goal(robot) != Demand.NO_GOAL) {
            sumOfCost++;
        }
        if (cell == from) {
            if (!turns || quarter == 0) {
                return WAIT;
            }
            if (quarter != 2) {
                return quarter == 1 ? CLOCKWISE : COUNTER_CLOCKWISE;
            }
        } else {
            int direction = directionOf(from, cell);
            if (!turns && direction != NOT_RECORDED) {
                return STEPS[direction];
            }
            if (turns && direction == heading && quarter == 0) {
                return FORWARD;
            }
        }
        if (faults.size() < MAX_FAULTS) {
            faults.add(new PlanWriter.Fault(
                    index, -1, step + 1, "no single action leads from " + floor.describe(from) + " to " + floor.describe(cell)));
        }
        return WAIT;
    }

    private int directionOf(int from, int to) {
        for (int direction = 0; direction < 4; direction++) {
            Direction step = Direction.of(direction);
            if (floor.xOf(from) + step.dx() == floor.xOf(to) && floor.yOf(from) + step.dy() == floor.yOf(to)) {
                return direction;
            }
        }
        return NOT_RECORDED;
    }

    private void write(PlanWriter out) throws IOException {
        TaskLog tasks = league == null ? goals : leagueTasks(league);
        int finished = 0;
        for (int entry = 0; entry < tasks.entryCount(); entry++) {
            finished += tasks.errandsDone(entry) == tasks.errandCount(tasks.task(entry)) ? 1 : 0;
        }
        out.summary(new PlanWriter.Summary(turns, robots.length, finished, sumOfCost, steps(), faults.size()));
        if (selection.firstTick() > 0) {
            out.number("firstTick", selection.firstTick());
        }
        if (selection.detail() < PlanSelection.SUMMARY_ONLY) {
            writePaths(out);
        }
        if (selection.detail() < PlanSelection.PATHS_ONLY) {
            out.beginArray("plannerTimes");
            for (int step = 0; step < steps(); step++) {
                out.value(stepNanos[step] / 1e9);
            }
            out.endArray();
            out.faults(faults);
            out.tasks(tasks, robots.length, floor::yOf, floor::xOf);
        }
    }

    private void writePaths(PlanWriter out) throws IOException {
        out.beginArray("start");
        for (int index = 0; index < robots.length; index++) {
            out.start(floor.yOf(startCells[index]), floor.xOf(startCells[index]), startHeadings[index]);
        }
        out.endArray();
        out.beginArray("removals");
        for (int index = 0; index < robots.length; index++) {
            if (lengths[index] < steps()) {
                out.pair(index, lengths[index]);
            }
        }
        out.endArray();
        if (!loads.isEmpty()) {
            out.text("loads", loads);
        }
        out.beginArray("actualPaths");
        if (spill != null) {
            spill.forEachPath(lengths, (robot, buffer, offset, length) -> out.plainText(buffer, offset, length));
        }
        out.endArray();
        if (selection.detail() < PlanSelection.PATHS_ONLY && spill != null) {
            // What was planned is what was done.
            out.beginArray("plannerPaths");
            spill.forEachPath(lengths, (robot, buffer, offset, length) -> out.plainText(buffer, offset, length));
            out.endArray();
        }
    }

    /** The part of the League's log that concerns the recorded robots and steps; tasks numbered anew. */
    private TaskLog leagueTasks(TaskLog log) {
        TaskLog part = new TaskLog();
        int[] numberOf = new int[log.taskCount()];
        int[] doneBefore = new int[log.taskCount()];
        int[] stepTaken = new int[log.taskCount()];
        Arrays.fill(numberOf, NOT_RECORDED);
        long first = selection.firstTick();
        for (int entry = 0; entry < log.entryCount(); entry++) {
            int task = log.task(entry);
            int robot = log.robot(entry);
            long step = log.step(entry) - first;
            int done = log.errandsDone(entry);
            if (step > steps()) {
                break;
            }
            if (done == TaskLog.ASSIGNED) {
                stepTaken[task] = (int) Math.max(0, step);
            }
            if (robot >= indexOf.length || indexOf[robot] == NOT_RECORDED) {
                continue;
            }
            if (step < 0 || (step == 0 && done != TaskLog.ASSIGNED && first > 0)) {
                doneBefore[task] = done;
                continue;
            }
            if (numberOf[task] == NOT_RECORDED) {
                numberOf[task] = part.release(Math.max(0, log.releaseStep(task) - first));
                for (int errand = doneBefore[task]; errand < log.errandCount(task); errand++) {
                    part.addErrand(log.errandCell(task, errand));
                }
                part.note(stepTaken[task], indexOf[robot], numberOf[task], TaskLog.ASSIGNED);
            }
            if (done != TaskLog.ASSIGNED) {
                part.note(step, indexOf[robot], numberOf[task], done - doneBefore[task]);
            }
        }
        return part;
    }
}
