package io.aisletide.traffic;

import io.aisletide.distance.WayCost;
import io.aisletide.fleet.Robots;
import io.aisletide.grid.Floor;
import io.aisletide.grid.Motion;
import io.aisletide.grid.Overlay;

/**
 * What a robot could do in the window, and what that would be worth: walks the trie of operations over the reservations.
 * One instance a thread.
 *
 * <p>An operation that meets nobody is free; one that meets a single other robot is kept with that robot as its hindrance;
 * one that meets two is dropped, with all that would follow. The score of an operation is the sum of its gains so far
 * after each action, and the gain at its end counted {@value #LAST_WEIGHT} times more: progress, and early progress
 * rather than late.
 */
final class OperationSearch {
    /** No robot in the way. */
    static final int FREE = -1;

    private static final int BLOCKED = -2;
    private static final int LAST_WEIGHT = 3;
    /** Scores are doubled, so that of two equal ones the free one wins. */
    private static final int SCORE_SCALE = 2;

    /** Whether a robot may be asked for another plan. */
    @FunctionalInterface
    interface Hindrances {
        boolean mayAsk(int robot);
    }

    private final Operations operations;
    private final LegFollower follower;
    private final Hindrances hindrances;
    private final Overlay overlay;
    private final Floor floor;
    private final byte[] exits;
    private final boolean rotate;

    private final int window;
    /** What full progress in each of the last n actions adds to a score. */
    private final int[] bestRest;

    private int[] data = new int[0];
    private int[][] at = new int[0][];
    private long tick;
    private boolean slowCells;

    // Of the robot whose operations are gathered.
    private int robot;
    private int record;
    private int load;
    private int goal;
    private int bar;
    private Candidates into = new Candidates(0);

    OperationSearch(Operations operations, LegFollower follower, Hindrances hindrances, Overlay overlay) {
        this.operations = operations;
        this.follower = follower;
        this.hindrances = hindrances;
        this.overlay = overlay;
        floor = overlay.floor();
        exits = overlay.exitsArray();
        rotate = operations.motion == Motion.ROTATE;
        window = operations.window;
        bestRest = new int[window + 1];
        for (int n = 1; n <= window; n++) {
            bestRest[n] = WayCost.UNIT * (n * (n + 1) / 2 + LAST_WEIGHT * n);
        }
    }

    /**
     * @param moments reservations at the start of this tick and of each of the next
     */
    void beginTick(int[] records, int[][] moments, long now) {
        data = records;
        at = moments;
        tick = now;
        slowCells = overlay.hasSlowCells();
    }

    /**
     * Fills the list with the robot's operations that score above the bar. The robot's own reservations must have been
     * taken away.
     */
    void gather(int robot, int record, int bar, Candidates into) {
        this.robot = robot;
        this.record = record;
        this.bar = bar;
        this.into = into;
        load = LegFollower.loadOf(data[record + Robots.FLAGS]);
        goal = data[record + Robots.GOAL];
        into.clear();
        int cell = data[record + Robots.CELL];
        int leg = follower.leg(record);
        int seen = leg == LegFollower.FLAT ? 0 : follower.look(leg, cell, load, goal);
        grow(0, 0, cell, data[record + Robots.HEADING], leg, seen, 0, 0, FREE);
    }

    /**
     * Tries what may follow after a node of the trie.
     *
     * @param t actions done so far
     * @param seen what the leg says of the cell
     * @param sum gain so far
     * @param score sum of the gains after each action so far
     */
    private void grow(int node, int t, int cell, int heading, int leg, int seen, int sum, int score, int hindrance) {
        int[] after = at[t + 1];
        int staying = hindrance;
        int holder = after[cell];
        if (holder != Reservations.NOBODY) {
            staying = join(hindrance, holder - 1);
        }
        int left = window - 1 - t;
        // A gain below this cannot come up to the bar any more, even with full progress from here on.
        int needed = bar - SCORE_SCALE * bestRest[left] - 1;
        int end = operations.skip[node];
        for (int child = node + 1; child < end; child = operations.skip[child]) {
            int action = operations.action[child];
            int direction = directionOf(action, heading);
            int childHindrance = staying;
            int next = cell;
            int nextHeading;
            if (direction >= 0) {
                if ((exits[cell] >> (load << 2) + direction & 1) == 0 || slowCells && isHeldBack(robot, cell, t)) {
                    continue;
                }
                nextHeading = direction;
                next = floor.neighbour(cell, direction);
                childHindrance = hindrance;
                holder = after[next];
                if (holder != Reservations.NOBODY) {
                    childHindrance = join(childHindrance, holder - 1);
                }
                int ahead = at[t][next];
                if (ahead != Reservations.NOBODY && ahead == after[cell]) {
                    childHindrance = join(childHindrance, ahead - 1); // They would swap places.
                }
            } else {
                nextHeading = turned(heading, action);
            }
            if (childHindrance == BLOCKED) {
                continue;
            }
            int nextLeg = leg;
            int there = seen;
            int gain = 0;
            if (leg == LegFollower.FLAT) {
                gain = action == Operations.WAIT ? 0 : LegFollower.AIMLESS_STEP;
            } else if (direction < 0) {
                if (action != Operations.WAIT) {
                    gain = LegFollower.gain(leg, seen, heading, seen, nextHeading);
                }
            } else if ((next ^ cell) >>> Floor.TILE_SHIFT != 0) {
                nextLeg = follower.legAfter(record, leg, cell, direction, next, load);
                gain = LegFollower.crossingGain(nextLeg, seen);
                there = nextLeg == LegFollower.FLAT ? 0 : follower.look(nextLeg, next, load, goal);
            } else {
                there = follower.look(leg, next, load, goal);
                gain = LegFollower.gain(leg, seen, heading, there, nextHeading);
            }
            int nextSum = sum + Math.min(gain, WayCost.UNIT);
            int nextScore = score + nextSum;
            if (SCORE_SCALE * (nextScore + nextSum * (left + LAST_WEIGHT)) <= needed) {
                continue;
            }
            if (left > 0) {
                grow(child, t + 1, next, nextHeading, nextLeg, there, nextSum, nextScore, childHindrance);
            } else {
                int total = SCORE_SCALE * (nextScore + LAST_WEIGHT * nextSum) + (childHindrance == FREE ? 1 : 0);
                if (total > bar) {
                    into.add(total, operations.packed[child], childHindrance);
                }
            }
        }
    }

    private int join(int hindrance, int robot) {
        if (hindrance == robot) {
            return hindrance;
        }
        return hindrance == FREE && hindrances.mayAsk(robot) ? robot : BLOCKED;
    }

    /** Score of a plan, in the measure of {@link #gather}. */
    int scoreOf(int record, int plan) {
        int load = LegFollower.loadOf(data[record + Robots.FLAGS]);
        int goal = data[record + Robots.GOAL];
        int cell = data[record + Robots.CELL];
        int heading = data[record + Robots.HEADING];
        int leg = follower.leg(record);
        int seen = leg == LegFollower.FLAT ? 0 : follower.look(leg, cell, load, goal);
        int sum = 0;
        int score = 0;
        for (int rest = plan, t = 0; t < window; t++, rest >>>= Operations.ACTION_BITS) {
            int action = rest & Operations.ACTION_MASK;
            if (action != Operations.WAIT) {
                int direction = directionOf(action, heading);
                int next = direction >= 0 ? floor.neighbour(cell, direction) : cell;
                int before = heading;
                heading = direction >= 0 ? direction : turned(heading, action);
                if (leg == LegFollower.FLAT) {
                    sum += LegFollower.AIMLESS_STEP;
                } else if ((next ^ cell) >>> Floor.TILE_SHIFT != 0) {
                    leg = follower.legAfter(record, leg, cell, direction, next, load);
                    sum += Math.min(WayCost.UNIT, LegFollower.crossingGain(leg, seen));
                    seen = leg == LegFollower.FLAT ? 0 : follower.look(leg, next, load, goal);
                } else {
                    int there = direction >= 0 ? follower.look(leg, next, load, goal) : seen;
                    sum += Math.min(WayCost.UNIT, LegFollower.gain(leg, seen, before, there, heading));
                    seen = there;
                }
                cell = next;
            }
            score += sum;
        }
        return SCORE_SCALE * (score + LAST_WEIGHT * sum) + 1;
    }

    /** Score of a plan that makes full progress with every action. */
    int fullScore() {
        return SCORE_SCALE * bestRest[window] + 1;
    }

    /** Direction of a step, or a negative number for an action in place. */
    int directionOf(int action, int heading) {
        if (rotate) {
            return action == Operations.FORWARD ? heading : -1;
        }
        return action - Operations.STEP;
    }

    int turned(int heading, int action) {
        return !rotate || action == Operations.WAIT ? heading : heading + (action == Operations.RIGHT ? 1 : 3) & 3;
    }

    /** Whether a speed limit keeps the robot from driving on from that cell at the t-th action of its plan. */
    boolean isHeldBack(int robot, int cell, int t) {
        return overlay.isHeldBack(robot, cell, tick + t);
    }

    boolean hasSlowCells() {
        return slowCells;
    }
}
