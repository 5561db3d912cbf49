package io.aisletide.sim.testkit;

import io.aisletide.engine.EngineObserver;
import io.aisletide.engine.ThreadingMode;
import io.aisletide.grid.Area;
import io.aisletide.grid.Direction;
import io.aisletide.grid.FloorPlan;
import io.aisletide.grid.Motion;
import io.aisletide.sim.run.SiteBuilder;
import io.aisletide.sim.scenario.Scenario;
import io.aisletide.sim.scenario.Scenario.DemandSpec;
import io.aisletide.sim.scenario.Scenario.FleetSpec;
import io.aisletide.sim.scenario.Scenario.FloorSpec;
import io.aisletide.sim.scenario.Scenario.Placement;
import io.aisletide.sim.scenario.Source;
import io.aisletide.traffic.Demand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A floor for a test, step by step. Everything has a default: 100 loaded robots, a warehouse of the size that they need,
 * random goals, seed 42, one thread. Faults are reported by {@link #build}.
 */
public final class TestFloorBuilder {
    /** System property that overrides the seed of every test floor. */
    public static final String SEED_PROPERTY = "aisletide.seed";

    /** System property with the folder for scenario files of failed tests and of deadlocks. */
    public static final String FOLDER_PROPERTY = "aisletide.saveTo";

    private static final int DEFAULT_ROBOTS = 100;
    private static final long DEFAULT_SEED = 42;
    private static final int DEFAULT_RADIUS = 32;
    /** Some six cells of aisle a robot, of which a warehouse has about two in three. */
    private static final int CELLS_PER_ROBOT = 10;

    private static final int LEAST_WIDTH = 24;

    private @Nullable Scenario scenario;
    private @Nullable Long seed;
    private @Nullable FloorSpec floor;
    private int robots = DEFAULT_ROBOTS;
    private final List<int[]> places = new ArrayList<>();
    private final Map<String, Area> zones = new LinkedHashMap<>();
    private final Map<String, Double> tags = new LinkedHashMap<>();
    private double loadedShare = 1;
    private Motion motion = Motion.ROTATE;
    private DemandSpec goals = new DemandSpec.RandomGoals(DEFAULT_RADIUS);
    private @Nullable Demand demand;
    private int threads = 1;
    private ThreadingMode mode = ThreadingMode.FUSED;
    private @Nullable Path folder;
    private final List<EngineObserver> observers = new ArrayList<>();
    private Consumer<TestFloor> built = floor -> {};

    TestFloorBuilder() {
        String everywhere = System.getProperty(FOLDER_PROPERTY, "");
        if (!everywhere.isEmpty()) {
            folder = Path.of(everywhere);
        }
    }

    /** A whole scenario, instead of floor, robots and goals one by one; only {@link #seed} goes above it. */
    public TestFloorBuilder scenario(Scenario whole) {
        scenario = whole;
        return this;
    }

    /** Of all randomness. */
    public TestFloorBuilder seed(long newSeed) {
        seed = newSeed;
        return this;
    }

    /** A generated warehouse: blocks of pods with two-lane aisles, stations below, chargers above. In cells. */
    public TestFloorBuilder warehouse(int width, int height) {
        floor = generated(width, height);
        return this;
    }

    /** A floor drawn in text, with the symbols of {@link io.aisletide.grid.Floor#parse}. */
    public TestFloorBuilder drawing(String... rows) {
        floor = new FloorSpec.Drawn(List.of(rows));
        return this;
    }

    /** That many robots on random cells. */
    public TestFloorBuilder robots(int count) {
        robots = count;
        return this;
    }

    /** A robot at a place; may be called for each, and they are numbered in that order. There are no others then. */
    public TestFloorBuilder robot(int x, int y, Direction heading) {
        places.add(new int[] {x, y, heading.ordinal()});
        return this;
    }

    /** Share of the robots that carry a pod, 0 to 1, those with the lowest numbers; 1 if it is not said. */
    public TestFloorBuilder loaded(double share) {
        loadedShare = share;
        return this;
    }

    public TestFloorBuilder motion(Motion how) {
        motion = how;
        return this;
    }

    /** Random goals at most so many cells away; what a floor has if nothing else is said. */
    public TestFloorBuilder randomGoals(int radiusCells) {
        goals = new DemandSpec.RandomGoals(radiusCells);
        return this;
    }

    /** Cells (x, y); of n robots, robot i takes those at i, i + n, ..., and then parks. */
    public TestFloorBuilder goals(int[]... cells) {
        goals = new DemandSpec.Goals(List.of(cells));
        return this;
    }

    /** Nobody goes anywhere but by command. */
    public TestFloorBuilder noGoals() {
        goals = new DemandSpec.None();
        return this;
    }

    /** Goals by your own code, which no scenario file can repeat: prefer the other ways. */
    public TestFloorBuilder demand(Demand code) {
        demand = code;
        goals = new DemandSpec.None();
        return this;
    }

    /** A name for a part of the floor, for commands. */
    public TestFloorBuilder zone(String name, Area area) {
        zones.put(name, area);
        return this;
    }

    /** A tag that some of the robots carry, for commands. */
    public TestFloorBuilder tag(String name, double share) {
        tags.put(name, share);
        return this;
    }

    /** Threads that share the work of a tick; no result depends on it. */
    public TestFloorBuilder threads(int count) {
        threads = count;
        return this;
    }

    public TestFloorBuilder mode(ThreadingMode how) {
        mode = how;
        return this;
    }

    /** Somebody else who is told what happens. */
    public TestFloorBuilder observer(EngineObserver observer) {
        observers.add(observer);
        return this;
    }

    /** Folder for scenario files of failures and deadlocks; null (or not called) writes nothing. */
    public TestFloorBuilder saveTo(@Nullable Path where) {
        folder = where;
        return this;
    }

    /**
     * The floor, before its first tick.
     *
     * @throws RuntimeException that lists what does not fit
     */
    public TestFloor build() {
        TestFloor made = new TestFloor(SiteBuilder.build(wanted()), this);
        built.accept(made);
        return made;
    }

    /** What {@link #build} makes. */
    Scenario wanted() {
        Scenario whole = scenario == null ? assembled() : scenario;
        Long everywhere = Long.getLong(SEED_PROPERTY);
        if (everywhere != null) {
            return whole.withSeed(everywhere);
        }
        return seed == null ? whole : whole.withSeed(seed);
    }

    private Scenario assembled() {
        Placement placement = places.isEmpty() ? new Placement.Random() : new Placement.At(List.copyOf(places));
        FleetSpec fleet =
                new FleetSpec(places.isEmpty() ? robots : FleetSpec.ALL, motion, placement, loadedShare, tags);
        return new Scenario(
                "test-floor",
                "",
                DEFAULT_SEED,
                new Scenario.Clock(Scenario.DEFAULT_TICK_NANOS, 0, Integer.MAX_VALUE),
                floor == null ? warehouseFor(Math.max(robots, places.size())) : floor,
                zones,
                fleet,
                goals,
                List.of(),
                List.of(),
                new Source("test floor", null));
    }

    private static FloorSpec warehouseFor(int robots) {
        // Four to three, in whole cells: the smallest width whose area is enough.
        int width = LEAST_WIDTH;
        while ((long) width * width * 3 / 4 < (long) robots * CELLS_PER_ROBOT) {
            width++;
        }
        return generated(width, width * 3 / 4);
    }

    private static FloorSpec generated(int width, int height) {
        FloorPlan plan = FloorPlan.sized(width, height);
        return new FloorSpec.Generated(
                width, height, plan.blockColumns(), plan.blockRows(), plan.aisle(), plan.stations(), plan.chargers());
    }

    /** Told of each floor that is built. */
    TestFloorBuilder onBuild(Consumer<TestFloor> hook) {
        built = hook;
        return this;
    }

    int threads() {
        return threads;
    }

    ThreadingMode mode() {
        return mode;
    }

    @Nullable Demand demand() {
        return demand;
    }

    @Nullable Path folder() {
        return folder;
    }

    List<EngineObserver> observers() {
        return List.copyOf(observers);
    }
}
