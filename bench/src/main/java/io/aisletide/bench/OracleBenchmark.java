package io.aisletide.bench;

import io.aisletide.distance.ColumnRequests;
import io.aisletide.distance.Guidance;
import io.aisletide.distance.Legs;
import io.aisletide.distance.OracleChange;
import io.aisletide.distance.OracleWorker;
import io.aisletide.distance.Parallel;
import io.aisletide.distance.TiledDistanceOracle;
import io.aisletide.grid.Area;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.grid.Overlay;
import io.aisletide.traffic.Demand;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The distance oracle by itself, on one thread: tables for a floor, their repair after an aisle was closed or opened, and
 * a question. The floor and its goals are those of a fleet of that size ({@link BenchFloor}).
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class OracleBenchmark {
    private static final LoadClass LOAD = LoadClass.LOADED;
    private static final int AISLE_CELLS = 64;
    private static final long RULE = 1;
    private static final int ANY_CLASS = 3;

    /** Pieces of work one after the other: figures of one core, that do not depend on how many there are. */
    private static final Parallel ONE_THREAD = (count, task) -> {
        for (int i = 0; i < count; i++) {
            task.run(i, 0);
        }
    };

    /** Sets the side of the floor, and how many goals there are columns for. */
    @Param({"10000", "500000"})
    public int robots;

    @Param({"ROTATE", "PEBBLE"})
    @SuppressWarnings("NullAway.Init") // JMH sets it
    public Motion motion;

    @SuppressWarnings("NullAway.Init") // made by setUp
    private Overlay overlay;

    @SuppressWarnings("NullAway.Init") // made by setUp
    private Guidance guidance;

    @SuppressWarnings("NullAway.Init") // made by setUp
    private TiledDistanceOracle oracle;

    private OracleWorker[] workers = new OracleWorker[0];

    @SuppressWarnings("NullAway.Init") // made by setUp
    private ColumnRequests requests;

    @SuppressWarnings("NullAway.Init") // made by setUp
    private Overlay.Rule closure;

    private boolean[] dirty = new boolean[0];
    private int[] cells = new int[0];
    private int[] goals = new int[0];
    private boolean closed;
    private int next;

    @Setup(Level.Trial)
    public void setUp() {
        BenchFloor bench = BenchFloor.of(robots);
        overlay = new Overlay(bench.floor());
        guidance = Guidance.none(bench.floor());
        dirty = new boolean[bench.floor().tileCount()];
        // In the middle of the floor, two lanes wide: at least two tiles, and columns of goals all around.
        int middle = bench.floor().width() / 2;
        Area aisle = new Area.Rectangle(middle, middle - AISLE_CELLS / 2, 2, AISLE_CELLS);
        closure = new Overlay.Rule(RULE, Overlay.Kind.CLOSE, aisle, ANY_CLASS, Overlay.Rule.NO_PARAMETER);
        oracle = build();
        Demand demand = bench.demand();
        cells = bench.start().cells();
        goals = new int[cells.length];
        requests = oracle.columnRequests(1);
        for (int robot = 0; robot < cells.length; robot++) {
            goals[robot] = demand.nextGoal(robot, cells[robot], 0);
            requests.add(cells[robot], goals[robot], LOAD);
        }
        requests.build(ONE_THREAD);
    }

    /** Everything that is there before the first goal is known. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public TiledDistanceOracle build() {
        TiledDistanceOracle made = new TiledDistanceOracle(overlay, guidance, motion);
        workers = new OracleWorker[] {made.worker()};
        made.prepare(LOAD, ONE_THREAD, workers);
        return made;
    }

    /**
     * The tables exact again after the aisle was closed, or opened again, by turns; with the columns of all goals that it
     * concerns. The overlay's own work is part of it.
     */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public void repair() {
        if (closed) {
            overlay.remove(RULE);
        } else {
            overlay.add(closure);
        }
        closed = !closed;
        java.util.Arrays.fill(dirty, false);
        overlay.drainDirtyTiles(dirty);
        OracleChange change = oracle.change(dirty, ONE_THREAD, new OracleWorker[] {oracle.worker()});
        for (int robot = 0; robot < cells.length; robot++) {
            if (change.isGoalTouched(goals[robot], LOAD)) {
                requests.need(cells[robot], goals[robot], LOAD, 0);
            }
        }
        requests.build(ONE_THREAD);
        change.compareColumns();
        change.keep();
    }

    /** How far it is from a robot to its goal, each time another robot's: its tables are rarely in a cache. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.NANOSECONDS)
    public int howFar() {
        int robot = nextRobot();
        return oracle.wayUnits(cells[robot], 0, goals[robot], LOAD);
    }

    /** Which way: what a robot asks each time it comes into another tile. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.NANOSECONDS)
    public int whichWay() {
        int robot = nextRobot();
        return workers[0].chooseLeg(cells[robot], 0, goals[robot], LOAD, Legs.NO_LEG);
    }

    private int nextRobot() {
        next = next + 1 < cells.length ? next + 1 : 0;
        return next;
    }
}
