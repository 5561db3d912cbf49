package io.aisletide.traffic;

import io.aisletide.distance.CostClass;
import io.aisletide.distance.Legs;
import io.aisletide.distance.Parallel;
import io.aisletide.distance.TiledDistanceOracle;
import io.aisletide.fleet.Robots;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.grid.Overlay;
import io.aisletide.state.StateImage;

/**
 * The floor in motion: conflict-free windowed plans over a tiled distance oracle.
 *
 * <p><b>A tick.</b> Free robots get goals ({@link GoalDesk}); the oracle is given what it lacks for them ({@link Ways});
 * plans are improved, tile by tile, the tiles of one colour in parallel ({@link TilePlanner}); every robot does the first
 * action of its plan ({@link Commit}).
 *
 * <p><b>Between ticks</b> commands come. What they do to plans keeps the invariant that all plans together are free of
 * conflicts ({@link Plans}), so the floor is safe at any moment and whatever planning does.
 *
 * <p><b>Determinism.</b> Pieces of work that run in parallel touch different robots and cells, and what they find is put
 * together in the order of robot numbers; so results do not depend on the number of threads.
 *
 * <p>All calls on the engine's thread.
 */
public final class TrafficWorld implements SavedWorld, AutoCloseable {
    private final Site site;
    private final StateHash hash;
    private final Robots robots;
    private final Plans plans;
    private final GoalDesk desk;
    private final Ways ways;
    private final Rerouting rerouting;
    private final Redirection redirection;
    private final Deadlocks deadlocks;
    private final Commit commit;
    private final TileLoad tileLoad;
    private final TrafficView view;
    private final Adviser adviser;
    private final TilePlanner[] planners;

    private final RobotList assigned = new RobotList();
    private final RobotList arrived = new RobotList();
    private final RobotList wayless = new RobotList();
    private final RobotList fresh = new RobotList();
    private final RobotList stood = new RobotList();

    /** Tuned for the kind of floor that it is. */
    public TrafficWorld(Floor floor, Motion motion, long seed, int threads, Demand demand) {
        this(floor, motion, seed, threads, demand, TrafficTuning.forFloor(floor));
    }

    public TrafficWorld(Floor floor, Motion motion, long seed, int threads, Demand demand, TrafficTuning tuning) {
        hash = new StateHash(floor, seed);
        Overlay overlay = new Overlay(floor);
        site = new Site(floor, motion, overlay, new TiledDistanceOracle(overlay, tuning.guidance(), motion), tuning.window(), threads);
        robots = site.robots;
        plans = new Plans(site);
        desk = new GoalDesk(site, demand);
        ways = new Ways(site);
        tileLoad = new TileLoad(floor, site.oracle.legCapacity());
        site.oracle.loads(tileLoad.onLeg());
        for (int costClass = 0; costClass < CostClass.COUNT; costClass++) {
            site.oracle.penalise(costClass, tileLoad.prices(costClass));
        }
        view = new TrafficView(site, tileLoad, tuning.patiencePoints());
        adviser = new Adviser(site, ways, view);
        rerouting = new Rerouting(site, plans, ways, adviser);
        redirection = new Redirection(site, desk, ways, adviser);
        deadlocks = new Deadlocks(site, desk);
        commit = new Commit(site);
        Operations operations = new Operations(motion, tuning.window());
        planners = new TilePlanner[threads];
        for (int i = 0; i < threads; i++) {
            planners[i] =
                    new TilePlanner(site.oracle, site.oracleWorkers[i], robots, site.reservations, operations, tileLoad, tuning);
        }
    }

    /** Who hears of goals. */
    public TrafficListener listener() {
        return site.listener;
    }

    public void listener(TrafficListener to) {
        site.listener = to;
    }

    /** What those who advise are given to read. */
    public TrafficView view() {
        return view;
    }

    // ---- advice -------------------------------------------------------------------------------------------------

    /** From here on that one says which way robots go. Between ticks. */
    public void routeBy(RouteAdvice advice) {
        adviser.routeBy(advice);
    }

    /** From here on that one says what robots that are kept waiting may ask of others. Between ticks. */
    public void yieldBy(YieldAdvice advice) {
        adviser.yieldBy(advice);
        commit.noteStanding();
    }

    /** For tests that look underneath. */
    TileLoad tileLoad() {
        return tileLoad;
    }

    /** Asks for advice again for some robots that are on their way to a goal: whoever advised them no longer counts. */
    public void adviseAgain(int[] someRobots, int count) {
        adviser.adviseDriving(someRobots, count, false);
    }

    // ---- ticks --------------------------------------------------------------------------------------------------

    @Override
    public long tick() {
        return site.tick;
    }

    @Override
    public void step() {
        assigned.clear();
        fresh.clear();
        desk.assign(assigned, fresh);
        adviser.advise(fresh);
        deadlocks.look(assigned);
        ways.help(wayless);
        ways.prepare(assigned);
        plan();
        arrived.clear();
        wayless.clear();
        stood.clear();
        commit.run(arrived, wayless, stood);
        desk.arrive(arrived);
        adviser.grantPoints(stood);
    }

    private void plan() {
        boolean counting = TileLoad.isDue(site.tick);
        for (TilePlanner planner : planners) {
            planner.beginTick(site.tick, counting, adviser.advisesYielding());
        }
        int firstRow = (int) site.tick >> 1 & 1;
        for (int k = 0; k < 2; k++) {
            int parity = firstRow + k & 1;
            int rows = (site.floor.tilesDown() + 1 - parity) / 2;
            site.workers.forEach(rows, (i, w) -> planRow(planners[w], 2 * i + parity));
        }
        if (counting) {
            tileLoad.refresh();
        }
    }

    /**
     * Tiles of one colour first, those of the other after their neighbours on both sides: the same result as colour by
     * colour, but neighbours are planned one soon after the other, while they are still in the cache.
     */
    private void planRow(TilePlanner planner, int row) {
        int across = site.floor.tilesAcross();
        int first = row * across;
        int parity = (int) site.tick & 1;
        for (int x = parity; x < across + 2; x += 2) {
            if (x < across) {
                planner.plan(first + x);
            }
            if (x > 0 && x - 1 < across) {
                planner.plan(first + x - 1);
            }
        }
    }

    // ---- rules --------------------------------------------------------------------------------------------------

    @Override
    public Overlay overlay() {
        return site.overlay;
    }

    @Override
    public void rulesChanged(Effect effect, boolean dryRun) {
        rerouting.run(effect, dryRun);
    }

    // ---- robots -------------------------------------------------------------------------------------------------

    @Override
    public int robotLimit() {
        return robots.limit();
    }

    @Override
    public int robotCount() {
        return robots.count();
    }

    @Override
    public boolean isPresent(int robot) {
        return robots.isPresent(robot);
    }

    @Override
    public RobotState state(int robot) {
        if (!robots.isPresent(robot)) {
            return RobotState.ABSENT;
        }
        if (robots.has(robot, Robots.PAUSED)) {
            return RobotState.PAUSED;
        }
        if (robots.has(robot, Robots.STRANDED)) {
            return RobotState.STRANDED;
        }
        return site.realGoal(robot) < 0 ? RobotState.IDLE : RobotState.DRIVING;
    }

    @Override
    public int cell(int robot) {
        return robots.get(robot, Robots.CELL);
    }

    @Override
    public int heading(int robot) {
        return robots.get(robot, Robots.HEADING);
    }

    @Override
    public int goal(int robot) {
        return site.realGoal(robot);
    }

    @Override
    public LoadClass load(int robot) {
        return site.load(robot);
    }

    @Override
    public int tags(int robot) {
        return robots.get(robot, Robots.TAGS);
    }

    @Override
    public int robotAt(int cell) {
        return site.reservations.at(site.tick)[cell] - 1;
    }

    @Override
    public boolean isVacant(int cell, LoadClass load) {
        if (!site.floor.passable(cell, load) || site.overlay.isClosed(cell, load)) {
            return false;
        }
        for (int t = 0; t <= site.reservations.window; t++) {
            if (site.reservations.at(site.tick + t)[cell] != Reservations.NOBODY) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int addRobot(int cell, int heading, LoadClass load, int tags) {
        if (!isVacant(cell, load)) {
            return -1;
        }
        int robot = robots.add();
        robots.set(robot, Robots.CELL, cell);
        robots.set(robot, Robots.END, cell);
        robots.set(robot, Robots.GOAL, Demand.NO_GOAL);
        robots.set(robot, Robots.HEADING, heading);
        robots.set(robot, Robots.TAGS, tags);
        robots.set(robot, Robots.LEG, Legs.NO_LEG);
        robots.set(robot, Robots.NEXT_LEG, Legs.NO_LEG);
        robots.flag(robot, Robots.LOADED, load == LoadClass.LOADED);
        plans.occupy(robot, cell);
        site.oracle.prepare(load, site.workers, site.oracleWorkers);
        desk.noteFree(robot);
        return robot;
    }

    @Override
    public void removeRobot(int robot) {
        if (!robots.isPresent(robot)) {
            return;
        }
        setPaused(robot, false);
        ways.unstrand(robot);
        site.dropLegs(robot, 0);
        plans.vacate(robot);
        robots.remove(robot);
    }

    @Override
    public void redirect(int robot, int goal) {
        if (robots.isPresent(robot)) {
            redirection.run(robot, goal);
        }
    }

    @Override
    public void redirectAll(int[] order, int[] goals, int count, boolean hold, Effect effect, boolean dryRun) {
        redirection.run(order, goals, count, hold, effect, dryRun);
    }

    @Override
    public void forEach(int pieces, Parallel.Task task) {
        site.workers.forEach(pieces, task);
    }

    @Override
    public void setPaused(int robot, boolean paused) {
        if (!robots.isPresent(robot) || robots.has(robot, Robots.PAUSED) == paused) {
            return;
        }
        robots.flag(robot, Robots.PAUSED, paused);
        site.counters.pausedNow += paused ? 1 : -1;
        if (paused) {
            plans.cut(robot);
        }
    }

    @Override
    public void setHeld(int robot, boolean held) {
        if (!robots.isPresent(robot) || robots.has(robot, Robots.HELD) == held) {
            return;
        }
        robots.flag(robot, Robots.HELD, held);
        if (!held) {
            desk.noteFree(robot);
        }
    }

    @Override
    public boolean isHeld(int robot) {
        return robots.has(robot, Robots.HELD);
    }

    @Override
    public int wayCells(int robot, int toCell) {
        return ways.cells(robot, toCell);
    }

    @Override
    public int[] waitChain(int robot) {
        return deadlocks.chains().of(robot);
    }

    // ---- results ------------------------------------------------------------------------------------------------

    @Override
    public long stateHash() {
        return hash.of(site);
    }

    @Override
    public TrafficCounters counters() {
        return site.counters;
    }

    // ---- state --------------------------------------------------------------------------------------------------

    /** Section of the robots' records, as in {@link Robots#data}; of a leg that follows a goal field the number is left out. */
    public static final String ROBOTS_SECTION = "robots";

    /** All but what the demand and who advises keep. */
    @Override
    public void save(StateImage to) {
        site.overlay.save(to);
        site.oracle.save(to);
        SiteState.save(site, wayless, to);
        desk.save(to);
        deadlocks.save(to);
        tileLoad.save(to);
    }

    @Override
    public long stateHashOf(StateImage saved) {
        return hash.of(saved);
    }

    @Override
    public void restore(StateImage from) {
        if (robots.limit() > 0 || site.tick > 0) {
            throw new IllegalStateException("a state is restored onto an empty floor");
        }
        site.overlay.restore(from);
        site.oracle.restore(from, site.workers, site.oracleWorkers, ways.requests());
        SiteState.restore(site, wayless, from);
        desk.restore(from);
        deadlocks.restore(from);
        tileLoad.restore(from);
    }

    /** For tests that look underneath. */
    Robots records() {
        return robots;
    }

    /** For tests that look underneath. */
    TiledDistanceOracle oracle() {
        return site.oracle;
    }

    @Override
    public void close() {
        site.workers.close();
    }
}
