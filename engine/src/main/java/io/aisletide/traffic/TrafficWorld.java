package io.aisletide.traffic;

import io.aisletide.distance.Guidance;
import io.aisletide.distance.TiledDistanceOracle;
import io.aisletide.fleet.Robots;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.grid.Overlay;
import java.util.Arrays;

/** The floor in motion. */
public final class TrafficWorld implements World, AutoCloseable {
    private static final int CHUNK = 2048;

    private final Floor floor;
    private final Motion motion;
    private final long seed;
    private final Demand demand;
    private final Overlay overlay;
    private final TiledDistanceOracle oracle;
    private final TickWorkers workers;
    private final TiledDistanceOracle.Worker[] oracleWorkers;
    private final TiledDistanceOracle.ColumnBuilder[] columnBuilders;
    private final Robots robots;
    private final Reservations reservations;
    private final Operations operations;
    private final TilePlanner[] planners;
    private final int[][] colours;
    private final TrafficCounters counters = new TrafficCounters();
    private TrafficListener listener = TrafficListener.NONE;
    private long tick;

    private int[][] arrivals = new int[0][];
    private int[] arrivalCounts = new int[0];
    private long[] waits = new long[0];
    private long[] drives = new long[0];
    private int[] fresh = new int[1024];
    private int freshCount;

    public TrafficWorld(Floor floor, Motion motion, long seed, int threads, Demand demand) {
        this(floor, motion, seed, threads, demand, Guidance.lanes(floor, Integer.getInteger("ai.factor", 2)));
    }

    public TrafficWorld(Floor floor, Motion motion, long seed, int threads, Demand demand, Guidance guidance) {
        this.floor = floor;
        this.motion = motion;
        this.seed = seed;
        this.demand = demand;
        overlay = new Overlay(floor);
        oracle = new TiledDistanceOracle(overlay, guidance, motion);
        workers = new TickWorkers(threads);
        robots = new Robots(1024);
        reservations = new Reservations(floor.cellCapacity());
        operations = new Operations(motion);
        oracleWorkers = new TiledDistanceOracle.Worker[threads];
        columnBuilders = new TiledDistanceOracle.ColumnBuilder[threads];
        planners = new TilePlanner[threads];
        for (int i = 0; i < threads; i++) {
            oracleWorkers[i] = oracle.worker();
            columnBuilders[i] = oracle.columnBuilder();
            planners[i] = new TilePlanner(oracle, oracleWorkers[i], robots, reservations, operations);
        }
        colours = colourTiles(floor);
    }

    private static int[][] colourTiles(Floor floor) {
        int[][] byColour = new int[4][floor.tileCount()];
        int[] used = new int[4];
        for (int tile = 0; tile < floor.tileCount(); tile++) {
            int colour = tile / floor.tilesAcross() % 2 * 2 + tile % floor.tilesAcross() % 2;
            byColour[colour][used[colour]++] = tile;
        }
        for (int colour = 0; colour < 4; colour++) {
            byColour[colour] = Arrays.copyOf(byColour[colour], used[colour]);
        }
        return byColour;
    }

    public void listener(TrafficListener to) {
        listener = to;
    }

    @Override
    public long tick() {
        return tick;
    }

    public long[] phaseNanos = new long[6];

    @Override
    public void step() {
        long t0 = System.nanoTime();
        assignGoals();
        long t1 = System.nanoTime();
        prepareWays();
        long t2 = System.nanoTime();
        for (TilePlanner planner : planners) {
            planner.beginTick(tick);
        }
        for (int k = 0; k < 4; k++) {
            int[] tiles = colours[(int) (k + tick & 3)];
            workers.forEach(tiles.length, (i, w) -> planners[w].plan(tiles[i]));
        }
        long t3 = System.nanoTime();
        commit();
        long t4 = System.nanoTime();
        phaseNanos[0] += t1 - t0;
        phaseNanos[1] += t2 - t1;
        phaseNanos[2] += t3 - t2;
        phaseNanos[3] += t4 - t3;
    }

    private void commit() {
        workers.forEach(reservations.stripes(), (i, w) -> reservations.clearStripe(tick, i));
        int chunks = (robots.limit() + CHUNK - 1) / CHUNK;
        if (arrivals.length < chunks) {
            arrivals = Arrays.copyOf(arrivals, chunks);
            for (int i = arrivalCounts.length; i < chunks; i++) {
                arrivals[i] = new int[CHUNK];
            }
            arrivalCounts = new int[chunks];
            waits = new long[chunks];
            drives = new long[chunks];
        }
        workers.forEach(chunks, this::commitChunk);
        for (int i = 0; i < chunks; i++) {
            counters.waits += waits[i];
            counters.drivingTicks += drives[i];
        }
        tick++;
        for (int i = 0; i < chunks; i++) {
            for (int k = 0; k < arrivalCounts[i]; k++) {
                int robot = arrivals[i][k];
                counters.goalsReached++;
                listener.goalReached(robot, robots.get(robot, Robots.GOAL), tick);
                robots.set(robot, Robots.GOAL, Demand.NO_GOAL);
                addFresh(robot);
            }
        }
    }

    private void addFresh(int robot) {
        if (freshCount == fresh.length) {
            fresh = Arrays.copyOf(fresh, freshCount * 2);
        }
        fresh[freshCount++] = robot;
    }

    private void commitChunk(int chunk, int worker) {
        int[] data = robots.data();
        int[] last = reservations.at(tick + Operations.WINDOW + 1);
        int end = Math.min(robots.limit(), (chunk + 1) * CHUNK);
        int arrived = 0;
        int waiting = 0;
        int driving = 0;
        boolean rotate = motion == Motion.ROTATE;
        for (int robot = chunk * CHUNK; robot < end; robot++) {
            int r = robot << Robots.SHIFT;
            if ((data[r + Robots.FLAGS] & Robots.PRESENT) == 0) {
                continue;
            }
            int plan = data[r + Robots.PLAN];
            int action = plan & Operations.ACTION_MASK;
            int cell = data[r + Robots.CELL];
            int goal = data[r + Robots.GOAL];
            if (goal >= 0) {
                driving++;
                if (action == Operations.WAIT) {
                    data[r + Robots.STALLED]++;
                    waiting++;
                }
            }
            if (action != Operations.WAIT) {
                int heading = data[r + Robots.HEADING];
                int next = cell;
                if (rotate) {
                    if (action == Operations.FORWARD) {
                        next = floor.neighbour(cell, heading);
                    } else {
                        data[r + Robots.HEADING] = heading + (action == Operations.RIGHT ? 1 : 3) & 3;
                    }
                } else {
                    int d = action - Operations.STEP;
                    next = floor.neighbour(cell, d);
                    data[r + Robots.HEADING] = d;
                }
                data[r + Robots.PLAN] = plan >>> Operations.ACTION_BITS;
                if (next != cell) {
                    data[r + Robots.CELL] = next;
                    if ((next ^ cell) >>> Floor.TILE_SHIFT != 0) {
                        changeTile(data, r, next, worker);
                    }
                }
                cell = next;
            } else {
                data[r + Robots.PLAN] = plan >>> Operations.ACTION_BITS;
            }
            last[data[r + Robots.END]] = robot + 1;
            if (cell == goal) {
                dropLegs(data, r, worker);
                arrivals[chunk][arrived++] = robot;
            }
        }
        arrivalCounts[chunk] = arrived;
        waits[chunk] = waiting;
        drives[chunk] = driving;
    }

    private void changeTile(int[] data, int r, int cell, int worker) {
        int leg = data[r + Robots.LEG];
        int next = data[r + Robots.NEXT_LEG];
        int tile = cell >>> Floor.TILE_SHIFT;
        if (leg >= 0 && (leg & TiledDistanceOracle.GOAL_LEG) != 0) {
            oracleWorkers[worker].lease.giveBack(leg & ~TiledDistanceOracle.GOAL_LEG);
        }
        boolean follows = false;
        if (next >= 0) {
            boolean goalLeg = (next & TiledDistanceOracle.GOAL_LEG) != 0;
            follows = goalLeg ? tile == data[r + Robots.GOAL] >>> Floor.TILE_SHIFT : next >>> 4 == tile;
            if (goalLeg && !follows) {
                oracleWorkers[worker].lease.giveBack(next & ~TiledDistanceOracle.GOAL_LEG);
            }
        }
        data[r + Robots.LEG] = follows ? next : TiledDistanceOracle.NO_LEG;
        data[r + Robots.NEXT_LEG] = TiledDistanceOracle.NO_LEG;
    }

    private void dropLegs(int[] data, int r, int worker) {
        for (int field = Robots.LEG; field <= Robots.NEXT_LEG; field++) {
            int leg = data[r + field];
            if (leg >= 0 && (leg & TiledDistanceOracle.GOAL_LEG) != 0) {
                oracleWorkers[worker].lease.giveBack(leg & ~TiledDistanceOracle.GOAL_LEG);
            }
            data[r + field] = TiledDistanceOracle.NO_LEG;
        }
    }

    private void assignGoals() {
        int n = freshCount;
        for (int i = 0; i < n; i++) {
            int robot = fresh[i];
            int cell = robots.get(robot, Robots.CELL);
            int goal = demand.nextGoal(robot, cell, tick);
            robots.set(robot, Robots.GOAL, goal);
            robots.set(robot, Robots.SINCE, (int) tick);
            robots.set(robot, Robots.STALLED, 0);
            robots.set(robot, Robots.PRIORITY, goal < 0 ? 0 : Integer.MAX_VALUE - (int) tick);
            if (goal >= 0) {
                listener.goalAssigned(robot, cell, robots.get(robot, Robots.HEADING), goal, tick);
            }
        }
    }

    private final java.util.HashMap<Long, int[]> wanted = new java.util.HashMap<>();

    private void prepareWays() {
        wanted.clear();
        for (int i = 0; i < freshCount; i++) {
            int robot = fresh[i];
            int goal = robots.get(robot, Robots.GOAL);
            if (goal < 0) {
                continue;
            }
            LoadClass load = load(robot);
            oracle.prepare(load, workers, oracleWorkers);
            int radius = oracle.missingRadius(robots.get(robot, Robots.CELL), goal, load);
            if (radius > 0) {
                long key = oracle.columnKey(goal, load) << 1 | load.ordinal();
                int[] w = wanted.get(key);
                if (w == null) {
                    wanted.put(key, new int[] {goal, radius});
                } else {
                    w[1] = Math.max(w[1], radius);
                }
            }
        }
        freshCount = 0;
        if (!wanted.isEmpty()) {
            var list = wanted.entrySet().stream().toList();
            workers.forEach(list.size(), (i, w) -> {
                int[] g = list.get(i).getValue();
                oracle.buildColumn(g[0], g[1], LoadClass.values()[(int) (list.get(i).getKey() & 1)], columnBuilders[w]);
            });
        }
    }

    @Override
    public Overlay overlay() {
        return overlay;
    }

    @Override
    public void rulesChanged(Effect effect, boolean dryRun) {}

    @Override
    public int robotLimit() {
        return robots.limit();
    }

    @Override
    public int robotCount() {
        return robots.count();
    }

    @Override
    public RobotState state(int robot) {
        return RobotState.DRIVING;
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
        return robots.get(robot, Robots.GOAL);
    }

    @Override
    public LoadClass load(int robot) {
        return robots.has(robot, Robots.LOADED) ? LoadClass.LOADED : LoadClass.EMPTY;
    }

    @Override
    public int tags(int robot) {
        return robots.get(robot, Robots.TAGS);
    }

    @Override
    public int robotAt(int cell) {
        return reservations.at(tick)[cell] - 1;
    }

    @Override
    public boolean isVacant(int cell, LoadClass load) {
        if (!floor.passable(cell, load) || overlay.isClosed(cell, load)) {
            return false;
        }
        for (int t = 0; t <= Operations.WINDOW; t++) {
            if (reservations.at(tick + t)[cell] != Reservations.NOBODY) {
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
        robots.set(robot, Robots.LEG, TiledDistanceOracle.NO_LEG);
        robots.set(robot, Robots.NEXT_LEG, TiledDistanceOracle.NO_LEG);
        robots.flag(robot, Robots.LOADED, load == LoadClass.LOADED);
        for (int t = 0; t <= Operations.WINDOW; t++) {
            reservations.at(tick + t)[cell] = robot + 1;
        }
        addFresh(robot);
        return robot;
    }

    @Override
    public void removeRobot(int robot) {}

    @Override
    public void redirect(int robot, int goal) {}

    @Override
    public void setPaused(int robot, boolean paused) {}

    @Override
    public void setHeld(int robot, boolean held) {}

    @Override
    public boolean isHeld(int robot) {
        return robots.has(robot, Robots.HELD);
    }

    @Override
    public int wayCells(int robot, int toCell) {
        return 0;
    }

    @Override
    public long stateHash() {
        long h = seed;
        for (int i = 0; i < robots.limit(); i++) {
            h = h * 0x9E3779B97F4A7C15L + robots.get(i, Robots.CELL) * 4 + robots.get(i, Robots.HEADING);
            h ^= h >>> 29;
        }
        return h;
    }

    @Override
    public TrafficCounters counters() {
        return counters;
    }

    Robots robotsForDebug() { return robots; }
    TiledDistanceOracle oracleForDebug() { return oracle; }
    public String stats() {
        long f = 0, s = 0, p = 0, k = 0;
        for (var x : planners) { f += x.fast; s += x.slow; p += x.pushes; k += x.pushOk; x.fast = x.slow = x.pushes = x.pushOk = 0; }
        return "fast " + f + " slow " + s + " pushes " + p + " ok " + k;
    }

    @Override
    public void close() {
        workers.close();
    }
}
