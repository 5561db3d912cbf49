package io.aisletide.traffic;

import io.aisletide.distance.Legs;
import io.aisletide.distance.OracleWorker;
import io.aisletide.distance.TiledDistanceOracle;
import io.aisletide.distance.WayCost;
import io.aisletide.fleet.Robots;
import io.aisletide.grid.Floor;
import io.aisletide.grid.Motion;

/**
 * Improves the plans of the robots of one tile; the heart of a tick.
 *
 * <p><b>Idea.</b> Every robot always holds a plan of a few actions (see {@link TrafficTuning}), and all plans together are free
 * of conflicts: that is the invariant. At the start of a tick each plan has lost its first action and ends in a wait,
 * which keeps the invariant, so the floor is safe before anything is decided. Planning then only ever replaces plans by
 * others that keep the invariant: a robot that is in somebody's way is asked for another plan (inheritance), it may ask
 * others in turn, and when that fails everything is put back (backtracking). After PIBT (Okumura et al., AIJ 310, 2022)
 * with the multi-action operations and inherited plans of EPIBT (Yukhnevich and Andreychuk, AAAI 2026).
 *
 * <p><b>Who gives way.</b> Not the lower priority, as in PIBT, but whoever loses less: a request has as its budget what
 * the asking robot gains, and the losses of all who give way may not exceed it. A robot that has been standing gets a
 * budget beyond its gain, more with every tick, so that it moves others in the end; that keeps the floor alive. On the
 * benchmark floor this raised efficiency from 0.58 to 0.87 with turns.
 *
 * <p><b>Order.</b> Robots of a tile in the order of their cells. A robot whose plan makes full progress only gets its last
 * action (the fast path, two robots out of three at 18 % density); the others search the operations.
 *
 * <p><b>Parallel.</b> A search touches only robots within {@link #HALO} cells of the tile, and plans reach at most the
 * window further. Tiles of one colour of a 2 x 2 colouring are 32 cells apart, so they never meet, and the result does
 * not depend on the number of threads.
 *
 * <p><b>Cost.</b> O(operations) a visit, and at most {@link Persistence#mostVisits} visits a request; a request visits one robot at
 * most {@link #MAX_REPLANS} times. The stack is explicit and at most {@link #MAX_DEPTH} deep.
 */
final class TilePlanner {
    /**
     * How far outside its tile, in cells, a search may replan robots: with the window beyond it still short of half a
     * tile.
     */
    static final int HALO = Floor.TILE_SIDE / 2 - Reservations.MAX_WINDOW - 1;

    /** Longest chain of requests. Short chains do not get jams moving: 8 let the floor freeze, 30 does not. */
    private static final int MAX_DEPTH = 30;

    /** Most robots that a request of a robot may visit that has not stood yet: see {@link Persistence}. */
    private static final int FIRST_VISITS = 4;

    private static final int MAX_REPLANS = 3;

    /** Robots so few requests away from the root are near it. */
    private static final int NEAR_DEPTH = 3;

    /** Most that a robot may make others lose beyond what it gains itself, in score points. */
    private static final int PATIENCE_LIMIT = YieldBatch.MAX_POINTS;

    /**
     * A robot that makes full progress is only asked by one with at least this much to gain: it would lose as much by
     * one wait, so asking for less is in vain. Saves one request in four.
     */
    private static final int LEAST_FOR_FULL = 25;

    /** Longest queue that is extended from its head; bounds the recursion. */
    private static final int MAX_CALLS = 8;

    private final int window;
    private final int lastAction;
    private final TileLoad tileLoad;
    private final int patiencePoints;
    private final Persistence persistence;
    private final Floor floor;
    private final Robots robots;
    private final boolean rotate;
    private final Reservations reservations;
    private final byte[] exits;
    private final LegFollower follower;
    private final OperationSearch search;

    // Of the tick.
    private int[] data = new int[0];
    private final int[][] at = new int[Reservations.MAX_WINDOW + 1][];
    private long tick;
    private boolean counting;
    private boolean advised;

    // Of the tile.
    private int tile;
    private int left;
    private int top;
    private final int[] order = new int[Floor.TILE_CELLS];

    // Of the request: by depth.
    private final int[] chainRobot = new int[MAX_DEPTH];
    private final int[] chainPlan = new int[MAX_DEPTH];
    private final int[] chainHeld = new int[MAX_DEPTH];
    private final int[] chainBudget = new int[MAX_DEPTH];
    private final int[] chainTries = new int[MAX_DEPTH];
    private final Candidates[] chainCandidates = new Candidates[MAX_DEPTH];
    private int depth;
    private int request;
    private int callsLeft;

    /** Keeps {@link #warm} from being optimised away. */
    int warmed;

    TilePlanner(
            TiledDistanceOracle oracle,
            OracleWorker oracleWorker,
            Robots robots,
            Reservations reservations,
            Operations operations,
            TileLoad tileLoad,
            TrafficTuning tuning) {
        this.robots = robots;
        this.reservations = reservations;
        floor = oracle.wayCost().floor();
        exits = oracle.wayCost().overlay().exitsArray();
        rotate = operations.motion == Motion.ROTATE;
        window = operations.window;
        lastAction = window - 1;
        this.tileLoad = tileLoad;
        patiencePoints = tuning.patiencePoints();
        persistence = tuning.persistence();
        follower = new LegFollower(oracle, oracleWorker, operations.motion);
        search = new OperationSearch(operations, follower, this::mayAsk, oracle.wayCost().overlay());
        for (int i = 0; i < MAX_DEPTH; i++) {
            chainCandidates[i] = new Candidates(operations.leaves);
        }
    }

    /**
     * @param countLoad whether tiles are counted in this tick
     * @param yieldAdvised whether {@link Robots#POINTS} say what robots may ask of others
     */
    void beginTick(long now, boolean countLoad, boolean yieldAdvised) {
        counting = countLoad;
        advised = yieldAdvised;
        tick = now;
        data = robots.data();
        for (int t = 0; t <= window; t++) {
            at[t] = reservations.at(now + t);
        }
        follower.beginTick(data);
        search.beginTick(data, at, now);
    }

    /** Improves the plans of all robots in the tile. */
    void plan(int ofTile) {
        tile = ofTile;
        left = ofTile % floor.tilesAcross() << 5;
        top = ofTile / floor.tilesAcross() << 5;
        int found = warm(collect());
        if (counting) {
            count(found);
        }
        for (int i = 0; i < found; i++) {
            improve(order[i]);
        }
    }

    private int collect() {
        int[] now = at[0];
        int base = tile << Floor.TILE_SHIFT;
        int found = 0;
        for (int cell = base; cell < base + Floor.TILE_CELLS; cell++) {
            int entry = now[cell];
            order[found & Floor.LOCAL_MASK] = entry - 1;
            found += entry == Reservations.NOBODY ? 0 : 1; // No branch: which cells are taken cannot be foreseen.
        }
        return found;
    }

    /**
     * Leaves out who is paused, and reads what every robot will look at first. The reads do not wait for each other, so the
     * cache misses overlap; in the searches, where each read depends on the one before, they would add up. A third of a
     * tick at half a million robots.
     */
    private int warm(int found) {
        int[] records = data;
        int able = 0;
        for (int i = 0; i < found; i++) {
            int robot = order[i];
            order[able] = robot;
            able += (records[(robot << Robots.SHIFT) + Robots.FLAGS] & Robots.PAUSED) == 0 ? 1 : 0;
        }
        int sum = 0;
        int[] ends = at[window];
        for (int i = 0; i < able; i++) {
            int record = order[i] << Robots.SHIFT;
            int cell = records[record + Robots.END];
            sum += records[record + Robots.CELL] + records[record + Robots.REQUEST]; // A record may lie across two cache lines.
            sum += follower.glance(record) + exits[cell] + ends[cell];
        }
        warmed = sum;
        return able;
    }

    private void improve(int robot) {
        int record = robot << Robots.SHIFT;
        follower.ensureLeg(record);
        if (data[record + Robots.LEG] < 0 && data[record + Robots.PLAN] == 0) {
            return; // Nowhere to go, and standing still.
        }
        callsLeft = MAX_CALLS;
        if (extend(robot, record)) {
            return;
        }
        // Unique within the tick, and the same for any number of threads.
        request = (int) (tick << 20) + robot;
        int plan = data[record + Robots.PLAN];
        int held = search.scoreOf(record, plan);
        release(record, plan);
        depth = 0;
        chainRobot[0] = robot;
        chainPlan[0] = plan;
        chainHeld[0] = held;
        chainBudget[0] = patienceOf(record);
        chainTries[0] = persistence.triesRoot();
        search.gather(robot, record, held, chainCandidates[0]);
        resolve();
    }

    /** What the robot may make others lose beyond what it gains itself. */
    private int patienceOf(int record) {
        int stalled = data[record + Robots.STALLED];
        if (advised && stalled < Deadlocks.DETOUR_PATIENCE) {
            return stalled == 0 ? 0 : data[record + Robots.POINTS];
        }
        return Math.min(PATIENCE_LIMIT, stalled * patiencePoints);
    }

    /** Counts the tile's robots, those among them that are about to stand though they have somewhere to go, and their legs. */
    private void count(int found) {
        tileLoad.beginLegs(tile);
        int standing = 0;
        for (int i = 0; i < found; i++) {
            int record = order[i] << Robots.SHIFT;
            boolean moves = (data[record + Robots.PLAN] & Operations.ACTION_MASK) != Operations.WAIT;
            standing += moves || data[record + Robots.GOAL] < 0 ? 0 : 1;
            int leg = data[record + Robots.LEG];
            if (leg >= 0 && !Legs.leadsToGoal(leg) && Legs.tileOf(leg) == tile) {
                tileLoad.countOnLeg(leg);
            }
        }
        tileLoad.count(tile, found, standing);
    }

    // ---- fast path ----------------------------------------------------------------------------------------------

    /**
     * Gives a plan without a wait its last action, if there is one that makes full progress and meets nobody. Such a
     * plan is as good as any.
     */
    private boolean extend(int robot, int record) {
        int plan = data[record + Robots.PLAN];
        if (plan >>> lastAction * Operations.ACTION_BITS != Operations.WAIT) {
            return true; // Has been replanned in this tick, as somebody's hindrance.
        }
        int cell = data[record + Robots.CELL];
        int heading = data[record + Robots.HEADING];
        int leg = follower.leg(record);
        int load = LegFollower.loadOf(data[record + Robots.FLAGS]);
        for (int t = 0; t < lastAction; t++) {
            int action = plan >>> t * Operations.ACTION_BITS & Operations.ACTION_MASK;
            if (action == Operations.WAIT || leg == LegFollower.FLAT) {
                return false;
            }
            int direction = search.directionOf(action, heading);
            if (direction >= 0) {
                int next = floor.neighbour(cell, direction);
                if ((next ^ cell) >>> Floor.TILE_SHIFT != 0) {
                    leg = follower.legAfter(record, leg, cell, direction, next, load);
                }
                cell = next;
                heading = direction;
            } else {
                heading = search.turned(heading, action);
            }
        }
        if (leg == LegFollower.FLAT) {
            return false;
        }
        int here = follower.look(leg, cell, load, data[record + Robots.GOAL]);
        if (search.hasSlowCells() && search.isHeldBack(robot, cell, lastAction)) {
            return false;
        }
        if (rotate) {
            return extendBy(robot, record, leg, cell, heading, here, Operations.FORWARD)
                    || extendByTurn(record, leg, heading, here);
        }
        for (int k = 0; k < 4; k++) {
            int direction = heading + k & 3;
            if (extendBy(robot, record, leg, cell, direction, here, Operations.STEP + direction)) {
                return true;
            }
        }
        return false;
    }

    private boolean extendBy(int robot, int record, int leg, int cell, int direction, int here, int action) {
        int load = LegFollower.loadOf(data[record + Robots.FLAGS]);
        if ((exits[cell] >> (load << 2) + direction & 1) == 0) {
            return false;
        }
        int next = floor.neighbour(cell, direction);
        int[] after = at[window];
        if (after[next] != Reservations.NOBODY && callsLeft == 0) {
            return false;
        }
        int gain;
        if ((next ^ cell) >>> Floor.TILE_SHIFT == 0) {
            int there = follower.look(leg, next, load, data[record + Robots.GOAL]);
            gain = LegFollower.gain(leg, here, direction, there, direction);
        } else {
            gain = LegFollower.crossingGain(follower.legAfter(record, leg, cell, direction, next, load), here);
        }
        if (gain < WayCost.UNIT || after[next] != Reservations.NOBODY && !movesOn(after[next] - 1, after, next)) {
            return false;
        }
        if (data[record + Robots.PLAN] >>> lastAction * Operations.ACTION_BITS != Operations.WAIT) {
            return true; // The queue goes round in a circle, and this robot has been extended on the way.
        }
        if (swaps(at[lastAction], after, cell, next)) {
            return false;
        }
        data[record + Robots.PLAN] |= action << lastAction * Operations.ACTION_BITS;
        data[record + Robots.END] = next;
        after[cell] = Reservations.NOBODY;
        after[next] = robot + 1;
        return true;
    }

    /**
     * Whether the robot that would still be in that cell goes on, now that it is asked to extend its own plan. Followers
     * come before those ahead of them as often as not; so a queue is extended from its head, at the cost of the fast
     * path, where a request would be dear.
     */
    private boolean movesOn(int robot, int[] after, int cell) {
        int record = robot << Robots.SHIFT;
        if ((data[record + Robots.FLAGS] & Robots.PAUSED) != 0 || !isInReach(record)) {
            return false;
        }
        callsLeft--;
        follower.ensureLeg(record);
        return extend(robot, record) && after[cell] == Reservations.NOBODY;
    }

    private boolean extendByTurn(int record, int leg, int heading, int here) {
        for (int turn = Operations.RIGHT; turn <= Operations.LEFT; turn++) {
            if (LegFollower.gain(leg, here, heading, here, search.turned(heading, turn)) >= WayCost.UNIT) {
                data[record + Robots.PLAN] |= turn << lastAction * Operations.ACTION_BITS;
                return true;
            }
        }
        return false;
    }

    private static boolean swaps(int[] before, int[] after, int from, int to) {
        int other = before[to];
        return other != Reservations.NOBODY && other == after[from];
    }

    // ---- requests -----------------------------------------------------------------------------------------------

    /**
     * Tries the root's candidates, asking others to give way, until one holds; or puts everything back.
     *
     * <p>The robot at the top of the chain is always in hand: it holds no reservations. Those below hold the plan that
     * they try. So a free candidate at the top settles the whole chain.
     */
    private void resolve() {
        int stalled = data[(chainRobot[0] << Robots.SHIFT) + Robots.STALLED];
        int visitsLeft = Math.min(persistence.mostVisits(), FIRST_VISITS + stalled * persistence.visitsATick());
        while (true) {
            int robot = chainRobot[depth];
            int record = robot << Robots.SHIFT;
            Candidates candidates = chainCandidates[depth];
            int pick = candidates.best();
            if (pick == Candidates.NONE) {
                if (depth == 0) {
                    place(robot, record, chainPlan[0]);
                    return;
                }
                int asking = chainRobot[depth - 1] << Robots.SHIFT;
                release(asking, data[asking + Robots.PLAN]);
                place(robot, record, chainPlan[depth]);
                depth--;
                continue;
            }
            int score = candidates.take(pick);
            int hindrance = candidates.hindrance(pick);
            if (hindrance == OperationSearch.FREE) {
                place(robot, record, candidates.plan(pick));
                return;
            }
            if (depth + 1 < MAX_DEPTH && visitsLeft > 0 && chainTries[depth] > 0) {
                chainTries[depth]--;
                visitsLeft--;
                ask(hindrance, robot, record, candidates.plan(pick), score);
            }
        }
    }

    /** Puts a robot on the chain, with what the one below gains as its budget. */
    private void ask(int robot, int asking, int askingRecord, int askingPlan, int askingScore) {
        int record = robot << Robots.SHIFT;
        int plan = data[record + Robots.PLAN];
        follower.ensureLeg(record);
        int held = search.scoreOf(record, plan);
        int budget = chainBudget[depth] + askingScore - chainHeld[depth];
        release(record, plan);
        place(asking, askingRecord, askingPlan);
        data[record + Robots.REPLANS] = data[record + Robots.REQUEST] == request ? data[record + Robots.REPLANS] + 1 : 1;
        data[record + Robots.REQUEST] = request;
        depth++;
        chainRobot[depth] = robot;
        chainPlan[depth] = plan;
        chainHeld[depth] = held;
        chainBudget[depth] = budget;
        chainTries[depth] = depth < NEAR_DEPTH ? persistence.triesNear() : persistence.triesFar();
        search.gather(robot, record, held - budget, chainCandidates[depth]);
    }

    /** Whether the chain may ask that robot for another plan. */
    private boolean mayAsk(int robot) {
        int record = robot << Robots.SHIFT;
        if ((data[record + Robots.FLAGS] & Robots.PAUSED) != 0
                || data[record + Robots.REQUEST] == request && data[record + Robots.REPLANS] >= MAX_REPLANS) {
            return false;
        }
        if (isFull(data[record + Robots.PLAN]) && chainBudget[depth] + search.fullScore() - chainHeld[depth] < LEAST_FOR_FULL) {
            return false;
        }
        for (int d = 0; d <= depth; d++) {
            if (chainRobot[d] == robot) {
                return false;
            }
        }
        return isInReach(record);
    }

    /** Whether the robot stands in the tile or within {@link #HALO} cells of it. */
    private boolean isInReach(int record) {
        int cell = data[record + Robots.CELL];
        if (cell >>> Floor.TILE_SHIFT == tile) {
            return true;
        }
        int x = floor.xOf(cell) - left;
        int y = floor.yOf(cell) - top;
        return x >= -HALO && y >= -HALO && x < Floor.TILE_SIDE + HALO && y < Floor.TILE_SIDE + HALO;
    }

    private boolean isFull(int plan) {
        boolean full = plan >>> lastAction * Operations.ACTION_BITS != Operations.WAIT;
        for (int t = 0; t < lastAction; t++) {
            full &= (plan >>> t * Operations.ACTION_BITS & Operations.ACTION_MASK) != Operations.WAIT;
        }
        return full;
    }

    private void place(int robot, int record, int plan) {
        data[record + Robots.PLAN] = plan;
        data[record + Robots.END] = mark(record, plan, robot + 1);
    }

    private void release(int record, int plan) {
        mark(record, plan, Reservations.NOBODY);
    }

    /** Writes the same into all reservations of a plan; returns the cell in which it ends. */
    private int mark(int record, int plan, int entry) {
        int cell = data[record + Robots.CELL];
        int heading = data[record + Robots.HEADING];
        for (int rest = plan, t = 1; t <= window; t++, rest >>>= Operations.ACTION_BITS) {
            int action = rest & Operations.ACTION_MASK;
            if (action != Operations.WAIT) {
                int direction = search.directionOf(action, heading);
                if (direction >= 0) {
                    cell = floor.neighbour(cell, direction);
                } else {
                    heading = search.turned(heading, action);
                }
            }
            at[t][cell] = entry;
        }
        return cell;
    }
}
