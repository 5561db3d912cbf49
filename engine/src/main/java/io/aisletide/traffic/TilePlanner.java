package io.aisletide.traffic;

import io.aisletide.distance.GoalFields;
import io.aisletide.distance.HeadingField;
import io.aisletide.distance.TiledDistanceOracle;
import io.aisletide.distance.WayCost;
import io.aisletide.fleet.Robots;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Improves the plans of the robots of one tile; the heart of a tick.
 *
 * <p><b>Idea.</b> Every robot always holds a plan of {@link Operations#WINDOW} actions, and all plans together are free
 * of conflicts: that is the invariant. At the start of a tick each plan has lost its first action and ends in a wait,
 * which keeps the invariant, so the floor is safe before anything is decided. Planning then only ever replaces plans by
 * better ones that keep the invariant: a robot that is in its way asks for it to be replanned too (priority inheritance),
 * and when that fails everything is put back (backtracking). After PIBT (Okumura et al., AIJ 310, 2022) with the
 * multi-action operations and inherited plans of EPIBT (Yukhnevich and Andreychuk, AAAI 2026).
 *
 * <p><b>Order.</b> Robots of the tile in descending priority. A robot whose plan makes full progress only gets its last
 * action (the fast path, most robots in free flow); the others search the trie of operations.
 *
 * <p><b>Parallel.</b> A search touches only robots within {@link #HALO} cells of the tile, and plans reach at most the
 * window further. Tiles of one colour of a 2 x 2 colouring are 32 cells apart, so they never meet, and the result does
 * not depend on the number of threads.
 *
 * <p><b>Cost.</b> O(operations) a robot, and at most {@link #MAX_VISITS} replans a request; the stack is explicit and at
 * most {@link #MAX_DEPTH} deep.
 */
final class TilePlanner {
    /** How far outside its tile, in cells, a search may replan robots. */
    static final int HALO = 16 - Operations.WINDOW - 1;

    private static final int MAX_DEPTH = Integer.getInteger("ai.depth", 8);
    private static final int MAX_VISITS = Integer.getInteger("ai.visits", 24);
    private static final int WINDOW = Operations.WINDOW;

    /** Values of a conflict that are no robot. */
    private static final int FREE = -1;

    private static final int BLOCKED = -2;

    private static final int FLAT = -4;
    private static final int AIMLESS_STEP = -1;
    private static final int WRONG_EXIT = -2 * WayCost.UNIT;

    private final Floor floor;
    private final Robots robots;
    private final Operations operations;
    private final boolean rotate;
    private final TiledDistanceOracle oracle;
    private final TiledDistanceOracle.Worker oracleWorker;
    private final GoalFields goalFields;
    private final Reservations reservations;
    private final byte[] exits;

    // Of the tick.
    private int[] data = new int[0];
    private final int[][] at = new int[WINDOW + 1][];
    private long tick;
    private boolean slowCells;

    // Of the tile.
    private int tile;
    private int left;
    private int top;
    private int[] order = new int[Floor.TILE_CELLS];
    private long[] keys = new long[Floor.TILE_CELLS];

    // Of the trie walk: by node.
    private final int[] cellAt;
    private final int[] headingAt;
    private final int[] legAt;
    private final int[] gainAt;
    private final int[] scoreAt;
    private final int[] conflictAt;
    private final int[] potentialAt;

    // Of the chain: by depth.
    private final int[] chainRobot = new int[MAX_DEPTH];
    private final int[] chainPlan = new int[MAX_DEPTH];
    private final int[] chainCount = new int[MAX_DEPTH];
    private final int[][] chainScore;
    private final int[][] chainPacked;
    private final int[][] chainConflict;
    private int depth;
    private int rootPriority;
    private int rootRobot;

    TilePlanner(
            TiledDistanceOracle oracle,
            TiledDistanceOracle.Worker oracleWorker,
            Robots robots,
            Reservations reservations,
            Operations operations) {
        this.oracle = oracle;
        this.oracleWorker = oracleWorker;
        this.robots = robots;
        this.reservations = reservations;
        this.operations = operations;
        goalFields = oracle.goalFields();
        floor = oracle.wayCost().floor();
        exits = oracle.wayCost().overlay().exitsArray();
        rotate = operations.motion == Motion.ROTATE;
        cellAt = new int[operations.count];
        headingAt = new int[operations.count];
        legAt = new int[operations.count];
        gainAt = new int[operations.count];
        scoreAt = new int[operations.count];
        conflictAt = new int[operations.count];
        potentialAt = new int[operations.count];
        chainScore = new int[MAX_DEPTH][operations.leaves];
        chainPacked = new int[MAX_DEPTH][operations.leaves];
        chainConflict = new int[MAX_DEPTH][operations.leaves];
    }

    void beginTick(long now) {
        tick = now;
        data = robots.data();
        for (int t = 0; t <= WINDOW; t++) {
            at[t] = reservations.at(now + t);
        }
        slowCells = oracle.wayCost().overlay().hasSlowCells();
    }

    long fast;
    long slow;
    long pushes;
    long pushOk;

    /** Improves the plans of all robots in the tile. */
    void plan(int ofTile) {
        tile = ofTile;
        left = ofTile % floor.tilesAcross() << 5;
        top = ofTile / floor.tilesAcross() << 5;
        int found = collect();
        for (int i = 0; i < found; i++) {
            improve(order[i]);
        }
    }

    /** The robots of the tile, highest priority first; ties by number. */
    private int collect() {
        int[] now = at[0];
        int base = tile << Floor.TILE_SHIFT;
        int found = 0;
        for (int cell = base; cell < base + Floor.TILE_CELLS; cell++) {
            int robot = now[cell] - 1;
            if (robot >= 0) {
                keys[found++] = (long) ~data[(robot << Robots.SHIFT) + Robots.PRIORITY] << 32 | robot;
            }
        }
        Arrays.sort(keys, 0, found);
        for (int i = 0; i < found; i++) {
            order[i] = (int) keys[i];
        }
        return found;
    }

    private void improve(int robot) {
        int record = robot << Robots.SHIFT;
        if ((data[record + Robots.FLAGS] & Robots.PAUSED) != 0) {
            return;
        }
        ensureLeg(record);
        if (data[record + Robots.LEG] < 0 && data[record + Robots.PLAN] == 0) {
            return; // Nowhere to go and standing still.
        }
        if (extend(robot, record)) {
            fast++;
            return;
        }
        slow++;
        rootRobot = robot;
        rootPriority = data[record + Robots.PRIORITY];
        int plan = data[record + Robots.PLAN];
        release(robot, record, plan);
        int held = scoreOf(record, plan);
        depth = 0;
        chainRobot[0] = robot;
        chainPlan[0] = plan;
        chainHeld[0] = held;
        chainBudget[0] = ALLOW_MAX > 9999 ? 1 << 20 : Math.min(ALLOW_MAX, data[record + Robots.STALLED] * ALLOW_NUM / 8);
        gather(robot, record, held);
        resolve();
    }

    // ---- fast path ----------------------------------------------------------------------------------------------

    /**
     * Gives a plan without a wait its last action, if there is one that makes full progress and meets nobody. Such a
     * plan is as good as any.
     */
    private boolean extend(int robot, int record) {
        int plan = data[record + Robots.PLAN];
        int cell = data[record + Robots.CELL];
        int heading = data[record + Robots.HEADING];
        int leg = data[record + Robots.LEG];
        if (leg < 0) {
            return false;
        }
        for (int t = 0; t < WINDOW - 1; t++) {
            int action = plan >>> t * Operations.ACTION_BITS & Operations.ACTION_MASK;
            if (action == Operations.WAIT) {
                return false;
            }
            int direction = directionOf(action, heading);
            if (direction >= 0) {
                int next = floor.neighbour(cell, direction);
                if ((next ^ cell) >>> Floor.TILE_SHIFT != 0) {
                    leg = legAfter(record, leg, cell, direction, next);
                }
                cell = next;
            } else {
                heading = turned(heading, action);
            }
        }
        int last = WINDOW - 1;
        if (plan >>> last * Operations.ACTION_BITS != Operations.WAIT) {
            return true; // Replanned in this tick already, as somebody's hindrance.
        }
        if (leg < 0) {
            return false;
        }
        int best = -1;
        int[] before = at[last];
        int[] after = at[WINDOW];
        LoadClass load = loadOf(data[record + Robots.FLAGS]);
        int open = exits[cell] >> (load.ordinal() << 2) & 15;
        if (rotate) {
            int here = potential(leg, cell, heading, load, record);
            if ((open >> heading & 1) != 0 && !(slowCells && isHeldBack(robot, cell, last))) {
                int next = floor.neighbour(cell, heading);
                if (stepGain(record, leg, cell, heading, next, here, load) >= WayCost.UNIT) {
                    if (after[next] != Reservations.NOBODY || swaps(before, after, cell, next)) {
                        return false;
                    }
                    best = Operations.FORWARD;
                    data[record + Robots.PLAN] = plan | best << last * Operations.ACTION_BITS;
                    data[record + Robots.END] = next;
                    after[cell] = Reservations.NOBODY;
                    after[next] = robot + 1;
                    return true;
                }
            }
            for (int turn = Operations.RIGHT; turn <= Operations.LEFT; turn++) {
                if (gain(leg, here, potential(leg, cell, turned(heading, turn), load, record)) >= WayCost.UNIT) {
                    data[record + Robots.PLAN] = plan | turn << last * Operations.ACTION_BITS;
                    return true;
                }
            }
            return false;
        }
        int here = potential(leg, cell, 0, load, record);
        for (int k = 0; k < 4; k++) {
            int d = heading + k & 3;
            if ((open >> d & 1) == 0 || slowCells && isHeldBack(robot, cell, last)) {
                continue;
            }
            int next = floor.neighbour(cell, d);
            if (after[next] == Reservations.NOBODY
                    && stepGain(record, leg, cell, d, next, here, load) >= WayCost.UNIT
                    && !swaps(before, after, cell, next)) {
                data[record + Robots.PLAN] = plan | Operations.STEP + d << last * Operations.ACTION_BITS;
                data[record + Robots.END] = next;
                after[cell] = Reservations.NOBODY;
                after[next] = robot + 1;
                return true;
            }
        }
        return false;
    }

    private static boolean swaps(int[] before, int[] after, int from, int to) {
        int other = before[to];
        return other != Reservations.NOBODY && other == after[from];
    }

    // ---- chain of requests --------------------------------------------------------------------------------------

    /**
     * Tries the root's candidates, asking others to give way, until one holds; or puts everything back.
     *
     * <p>The robot at the top of the chain is always in hand: it holds no reservations. Those below hold the plan that
     * they try. So a free candidate at the top settles the whole chain.
     */
    private void resolve() {
        int visits = 0;
        while (true) {
            int robot = chainRobot[depth];
            int record = robot << Robots.SHIFT;
            int pick = nextCandidate(depth);
            if (pick < 0) {
                if (depth == 0) {
                    place(robot, record, chainPlan[0]);
                    return;
                }
                int parentRecord = chainRobot[depth - 1] << Robots.SHIFT;
                release(chainRobot[depth - 1], parentRecord, data[parentRecord + Robots.PLAN]);
                place(robot, record, chainPlan[depth]);
                depth--;
                continue;
            }
            int packed = chainPacked[depth][pick];
            int other = chainConflict[depth][pick];
            int chosen = chainScore[depth][pick];
            chainScore[depth][pick] = Integer.MIN_VALUE;
            if (other == FREE) {
                place(robot, record, packed);
                if (depth > 0) {
                    pushOk++;
                }
                return;
            }
            if (depth + 1 < MAX_DEPTH && visits < MAX_VISITS) {
                visits++;
                pushes++;
                int otherRecord = other << Robots.SHIFT;
                int otherPlan = data[otherRecord + Robots.PLAN];
                ensureLeg(otherRecord);
                int held = scoreOf(otherRecord, otherPlan);
                int budget = chainBudget[depth] + chosen - chainHeld[depth];
                release(other, otherRecord, otherPlan);
                place(robot, record, packed);
                depth++;
                chainRobot[depth] = other;
                chainPlan[depth] = otherPlan;
                chainHeld[depth] = held;
                chainBudget[depth] = budget;
                gather(other, otherRecord, held - budget);
            }
        }
    }

    private int nextCandidate(int of) {
        int[] scores = chainScore[of];
        int best = -1;
        int bestScore = Integer.MIN_VALUE;
        for (int i = 0; i < chainCount[of]; i++) {
            if (scores[i] > bestScore) {
                bestScore = scores[i];
                best = i;
            }
        }
        return best;
    }

    private void place(int robot, int record, int plan) {
        int cell = data[record + Robots.CELL];
        int heading = data[record + Robots.HEADING];
        for (int t = 0; t < WINDOW; t++) {
            int action = plan >>> t * Operations.ACTION_BITS & Operations.ACTION_MASK;
            int direction = directionOf(action, heading);
            if (direction >= 0) {
                cell = floor.neighbour(cell, direction);
            } else {
                heading = turned(heading, action);
            }
            at[t + 1][cell] = robot + 1;
        }
        data[record + Robots.PLAN] = plan;
        data[record + Robots.END] = cell;
    }

    private void release(int robot, int record, int plan) {
        int cell = data[record + Robots.CELL];
        int heading = data[record + Robots.HEADING];
        for (int t = 0; t < WINDOW; t++) {
            int action = plan >>> t * Operations.ACTION_BITS & Operations.ACTION_MASK;
            int direction = directionOf(action, heading);
            if (direction >= 0) {
                cell = floor.neighbour(cell, direction);
            } else {
                heading = turned(heading, action);
            }
            at[t + 1][cell] = Reservations.NOBODY;
        }
    }

    // ---- candidates ---------------------------------------------------------------------------------------------

    /** Walks the trie for the robot at the top of the chain and keeps what scores above the bar. */
    private void gather(int robot, int record, int bar) {
        LoadClass load = loadOf(data[record + Robots.FLAGS]);
        int shift = load.ordinal() << 2;
        int kept = 0;
        int[] scores = chainScore[depth];
        int[] packed = chainPacked[depth];
        int[] conflicts = chainConflict[depth];
        cellAt[0] = data[record + Robots.CELL];
        headingAt[0] = data[record + Robots.HEADING];
        legAt[0] = data[record + Robots.LEG] < 0 ? FLAT : data[record + Robots.LEG];
        gainAt[0] = 0;
        scoreAt[0] = 0;
        conflictAt[0] = FREE;
        potentialAt[0] = legAt[0] == FLAT ? 0 : potential(legAt[0], cellAt[0], headingAt[0], load, record);
        int n = 1;
        while (n < operations.count) {
            int p = operations.parent[n];
            int t = operations.depth[n] - 1;
            int cell = cellAt[p];
            int heading = headingAt[p];
            int leg = legAt[p];
            int conflict = conflictAt[p];
            int action = operations.action[n];
            int direction = directionOf(action, heading);
            int next = cell;
            int[] after = at[t + 1];
            if (direction >= 0) {
                if ((exits[cell] >> shift + direction & 1) == 0 || slowCells && isHeldBack(robot, cell, t)) {
                    n = operations.skip[n];
                    continue;
                }
                next = floor.neighbour(cell, direction);
                int ahead = at[t][next];
                if (ahead != Reservations.NOBODY && ahead == after[cell]) {
                    conflict = join(conflict, ahead - 1);
                }
                if (!rotate) {
                    heading = direction;
                }
            } else {
                heading = turned(heading, action);
            }
            int there = after[next];
            if (there != Reservations.NOBODY) {
                conflict = join(conflict, there - 1);
            }
            if (conflict == BLOCKED) {
                n = operations.skip[n];
                continue;
            }
            int gain;
            int potential = 0;
            if (leg == FLAT) {
                gain = action == Operations.WAIT ? 0 : AIMLESS_STEP;
            } else if (action == Operations.WAIT) {
                gain = 0;
                potential = potentialAt[p];
            } else if ((next ^ cell) >>> Floor.TILE_SHIFT == 0) {
                potential = potential(leg, next, heading, load, record);
                gain = gain(leg, potentialAt[p], potential);
            } else {
                int beyond = legAfter(record, leg, cell, direction, next);
                gain = beyond == FLAT ? WRONG_EXIT : HeadingField.lowest(potentialAt[p]);
                leg = beyond;
                potential = leg == FLAT ? 0 : potential(leg, next, heading, load, record);
            }
            int sum = gainAt[p] + gain;
            int score = scoreAt[p] + sum;
            if (operations.depth[n] == WINDOW) {
                score += FINAL * sum;
                score = score * 2 + (conflict == FREE ? 1 : 0);
                if (score > bar) {
                    scores[kept] = score;
                    packed[kept] = operations.packed[n];
                    conflicts[kept++] = conflict;
                }
            } else {
                cellAt[n] = next;
                headingAt[n] = heading;
                legAt[n] = leg;
                gainAt[n] = sum;
                scoreAt[n] = score;
                conflictAt[n] = conflict;
                potentialAt[n] = potential;
            }
            n++;
        }
        chainCount[depth] = kept;
    }

    private final int[] chainHeld = new int[MAX_DEPTH];
    private final int[] chainBudget = new int[MAX_DEPTH];
    private static final int ALLOW_MAX = Integer.getInteger("ai.amax", 200);
    private static final int ALLOW_NUM = Integer.getInteger("ai.anum", 8);
    private static final boolean PRIO = Boolean.parseBoolean(System.getProperty("ai.prio", "true"));
    private static final int FINAL = Integer.getInteger("ai.final", 3);

    private int join(int conflict, int robot) {
        if (conflict == robot) {
            return conflict;
        }
        return conflict == FREE && maySend(robot) ? robot : BLOCKED;
    }

    /** Whether the chain may ask that robot for another plan. */
    private boolean maySend(int robot) {
        int record = robot << Robots.SHIFT;
        int priority = data[record + Robots.PRIORITY];
        if (PRIO && (priority > rootPriority || priority == rootPriority && robot < rootRobot)) {
            return false;
        }
        if ((data[record + Robots.FLAGS] & Robots.PAUSED) != 0) {
            return false;
        }
        for (int d = 0; d <= depth; d++) {
            if (chainRobot[d] == robot) {
                return false;
            }
        }
        int cell = data[record + Robots.CELL];
        if (cell >>> Floor.TILE_SHIFT == tile) {
            return true;
        }
        int x = floor.xOf(cell) - left;
        int y = floor.yOf(cell) - top;
        return x >= -HALO && y >= -HALO && x < Floor.TILE_SIDE + HALO && y < Floor.TILE_SIDE + HALO;
    }

    /** Score of the plan that the robot has, in the measure of {@link #gather}. */
    private int scoreOf(int record, int plan) {
        LoadClass load = loadOf(data[record + Robots.FLAGS]);
        int cell = data[record + Robots.CELL];
        int heading = data[record + Robots.HEADING];
        int leg = data[record + Robots.LEG] < 0 ? FLAT : data[record + Robots.LEG];
        int potential = leg == FLAT ? 0 : potential(leg, cell, heading, load, record);
        int sum = 0;
        int score = 0;
        for (int t = 0; t < WINDOW; t++) {
            int action = plan >>> t * Operations.ACTION_BITS & Operations.ACTION_MASK;
            int direction = directionOf(action, heading);
            int next = cell;
            if (direction >= 0) {
                next = floor.neighbour(cell, direction);
                if (!rotate) {
                    heading = direction;
                }
            } else {
                heading = turned(heading, action);
            }
            if (leg == FLAT) {
                sum += action == Operations.WAIT ? 0 : AIMLESS_STEP;
            } else if ((next ^ cell) >>> Floor.TILE_SHIFT == 0) {
                int there = potential(leg, next, heading, load, record);
                sum += gain(leg, potential, there);
                potential = there;
            } else {
                int beyond = legAfter(record, leg, cell, direction, next);
                sum += beyond == FLAT ? WRONG_EXIT : HeadingField.lowest(potential);
                leg = beyond;
                potential = leg == FLAT ? 0 : potential(leg, next, heading, load, record);
            }
            cell = next;
            score += sum;
        }
        return (score + FINAL * sum) * 2 + 1;
    }

    // ---- potentials ---------------------------------------------------------------------------------------------

    private int directionOf(int action, int heading) {
        if (rotate) {
            return action == Operations.FORWARD ? heading : -1;
        }
        return action - Operations.STEP;
    }

    private int turned(int heading, int action) {
        return !rotate || action == Operations.WAIT ? heading : heading + (action == Operations.RIGHT ? 1 : 3) & 3;
    }

    private static LoadClass loadOf(int flags) {
        return (flags & Robots.LOADED) != 0 ? LoadClass.LOADED : LoadClass.EMPTY;
    }

    private boolean isHeldBack(int robot, int cell, int t) {
        int ticks = oracle.wayCost().overlay().ticksPerCell(cell);
        return ticks > 1 && (tick + t + robot) % ticks != 0;
    }

    /**
     * How far it still is on that leg, in a form that {@link #gain} understands. On a portal leg the cost in units; on a
     * goal leg the stored cost and, above it, the turns to the best way on.
     */
    private int potential(int leg, int cell, int heading, LoadClass load, int record) {
        int local = cell & Floor.LOCAL_MASK;
        if ((leg & TiledDistanceOracle.GOAL_LEG) == 0) {
            return HeadingField.cost(oracle.portalField(leg, load)[local], heading);
        }
        int field = leg & ~TiledDistanceOracle.GOAL_LEG;
        int raw = goalFields.raw(field, local);
        if (!rotate || cell == data[record + Robots.GOAL]) {
            return raw;
        }
        return raw | turnsToward(field, cell, heading, raw, load) << 8;
    }

    private int turnsToward(int field, int cell, int heading, int raw, LoadClass load) {
        int open = exits[cell] >> (load.ordinal() << 2) & 15;
        int local = cell & Floor.LOCAL_MASK;
        int least = 2;
        for (int d = 0; d < 4; d++) {
            int turns = d == heading ? 0 : (d ^ 2) == heading ? 2 : 1;
            if (turns < least && (open >> d & 1) != 0 && isInside(local, d)) {
                int next = goalFields.raw(field, local + LOCAL_STEP[d]);
                if (next != GoalFields.NO_WAY && GoalFields.gain(raw, next) > 0) {
                    least = turns;
                }
            }
        }
        return least;
    }

    private static final int[] LOCAL_STEP = {1, 32, -1, -32};

    private static boolean isInside(int local, int direction) {
        return switch (direction) {
            case 0 -> (local & 31) != 31;
            case 1 -> local < Floor.TILE_CELLS - Floor.TILE_SIDE;
            case 2 -> (local & 31) != 0;
            default -> local >= Floor.TILE_SIDE;
        };
    }

    private static int gain(int leg, int from, int to) {
        if ((leg & TiledDistanceOracle.GOAL_LEG) == 0) {
            return from - to;
        }
        return GoalFields.gain(from & 0xFF, to & 0xFF) + ((from >> 8) - (to >> 8)) * WayCost.UNIT;
    }

    private int stepGain(int record, int leg, int cell, int direction, int next, int here, LoadClass load) {
        if ((next ^ cell) >>> Floor.TILE_SHIFT == 0) {
            return gain(leg, here, potential(leg, next, direction, load, record));
        }
        return legAfter(record, leg, cell, direction, next) == FLAT ? WRONG_EXIT : here;
    }

    /** The leg that follows when the robot leaves its tile by that step; {@link #FLAT} if that is not its way out. */
    private int legAfter(int record, int leg, int cell, int direction, int next) {
        if (leg != data[record + Robots.LEG] || (leg & TiledDistanceOracle.GOAL_LEG) != 0) {
            return FLAT;
        }
        int along = (direction & 1) == 0 ? cell >> 5 & 31 : cell & 31;
        if ((leg >> 2 & 3) != direction || (oracle.portalCrossings(loadOf(data[record + Robots.FLAGS]))[leg] >>> along & 1) == 0) {
            return FLAT;
        }
        int following = data[record + Robots.NEXT_LEG];
        if (following == TiledDistanceOracle.NO_LEG) {
            following = choose(record, next, direction, direction ^ 2);
            data[record + Robots.NEXT_LEG] = following;
        }
        return following < 0 ? FLAT : following;
    }

    private int choose(int record, int cell, int heading, int from) {
        int goal = data[record + Robots.GOAL];
        LoadClass load = loadOf(data[record + Robots.FLAGS]);
        int leg = oracle.chooseLeg(cell, heading, goal, load, from);
        if (leg == TiledDistanceOracle.GOAL_HERE) {
            return TiledDistanceOracle.GOAL_LEG | oracleWorker.takeGoalField(goal, load);
        }
        if (leg == TiledDistanceOracle.NO_COLUMN) {
            data[record + Robots.FLAGS] |= Robots.WANTS_COLUMN;
        }
        return leg;
    }

    private void ensureLeg(int record) {
        if (data[record + Robots.LEG] == TiledDistanceOracle.NO_LEG && data[record + Robots.GOAL] >= 0) {
            data[record + Robots.LEG] = choose(
                    record, data[record + Robots.CELL], data[record + Robots.HEADING], TiledDistanceOracle.ANY_SIDE);
        }
    }
}
