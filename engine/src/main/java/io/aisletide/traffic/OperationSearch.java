package io.aisletide.traffic;

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
    private static final int WINDOW = Operations.WINDOW;
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

    private int[] data = new int[0];
    private int[][] at = new int[0][];
    private long tick;
    private boolean slowCells;

    // By node of the trie.
    private final int[] cellAt;
    private final int[] headingAt;
    private final int[] legAt;
    private final int[] potentialAt;
    private final int[] gainAt;
    private final int[] scoreAt;
    private final int[] hindranceAt;

    OperationSearch(Operations operations, LegFollower follower, Hindrances hindrances, Overlay overlay) {
        this.operations = operations;
        this.follower = follower;
        this.hindrances = hindrances;
        this.overlay = overlay;
        floor = overlay.floor();
        exits = overlay.exitsArray();
        rotate = operations.motion == Motion.ROTATE;
        cellAt = new int[operations.count];
        headingAt = new int[operations.count];
        legAt = new int[operations.count];
        potentialAt = new int[operations.count];
        gainAt = new int[operations.count];
        scoreAt = new int[operations.count];
        hindranceAt = new int[operations.count];
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
        int load = LegFollower.loadOf(data[record + Robots.FLAGS]);
        int goal = data[record + Robots.GOAL];
        int shift = load << 2;
        into.clear();
        cellAt[0] = data[record + Robots.CELL];
        headingAt[0] = data[record + Robots.HEADING];
        legAt[0] = follower.leg(record);
        hindranceAt[0] = FREE;
        potentialAt[0] =
                legAt[0] == LegFollower.FLAT ? 0 : follower.potential(legAt[0], cellAt[0], headingAt[0], load, goal);
        int n = 1;
        while (n < operations.count) {
            int p = operations.parent[n];
            int t = operations.depth[n] - 1;
            int cell = cellAt[p];
            int heading = headingAt[p];
            int hindrance = hindranceAt[p];
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
                    hindrance = join(hindrance, ahead - 1); // They would swap places.
                }
                heading = direction;
            } else {
                heading = turned(heading, action);
            }
            int there = after[next];
            if (there != Reservations.NOBODY) {
                hindrance = join(hindrance, there - 1);
            }
            if (hindrance == BLOCKED) {
                n = operations.skip[n];
                continue;
            }
            int leg = legAt[p];
            int before = potentialAt[p];
            int gain = 0;
            int potential = before;
            if (leg == LegFollower.FLAT) {
                gain = action == Operations.WAIT ? 0 : LegFollower.AIMLESS_STEP;
            } else if ((next ^ cell) >>> Floor.TILE_SHIFT != 0) {
                leg = follower.legAfter(record, leg, cell, direction, next, load);
                gain = LegFollower.crossingGain(leg, before);
                potential = leg == LegFollower.FLAT ? 0 : follower.potential(leg, next, heading, load, goal);
            } else if (action != Operations.WAIT) {
                potential = follower.potential(leg, next, heading, load, goal);
                gain = LegFollower.gain(leg, before, potential);
            }
            int sum = gainAt[p] + gain;
            int score = scoreAt[p] + sum;
            if (t == WINDOW - 1) {
                score = SCORE_SCALE * (score + LAST_WEIGHT * sum) + (hindrance == FREE ? 1 : 0);
                if (score > bar) {
                    into.add(score, operations.packed[n], hindrance);
                }
            } else {
                cellAt[n] = next;
                headingAt[n] = heading;
                legAt[n] = leg;
                potentialAt[n] = potential;
                gainAt[n] = sum;
                scoreAt[n] = score;
                hindranceAt[n] = hindrance;
            }
            n++;
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
        int potential = leg == LegFollower.FLAT ? 0 : follower.potential(leg, cell, heading, load, goal);
        int sum = 0;
        int score = 0;
        for (int rest = plan, t = 0; t < WINDOW; t++, rest >>>= Operations.ACTION_BITS) {
            int action = rest & Operations.ACTION_MASK;
            if (action != Operations.WAIT) {
                int direction = directionOf(action, heading);
                int next = direction >= 0 ? floor.neighbour(cell, direction) : cell;
                heading = direction >= 0 ? direction : turned(heading, action);
                if (leg == LegFollower.FLAT) {
                    sum += LegFollower.AIMLESS_STEP;
                } else if ((next ^ cell) >>> Floor.TILE_SHIFT != 0) {
                    leg = follower.legAfter(record, leg, cell, direction, next, load);
                    sum += LegFollower.crossingGain(leg, potential);
                    potential = leg == LegFollower.FLAT ? 0 : follower.potential(leg, next, heading, load, goal);
                } else {
                    int there = follower.potential(leg, next, heading, load, goal);
                    sum += LegFollower.gain(leg, potential, there);
                    potential = there;
                }
                cell = next;
            }
            score += sum;
        }
        return SCORE_SCALE * (score + LAST_WEIGHT * sum) + 1;
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
        int ticks = overlay.ticksPerCell(cell);
        return ticks > 1 && (tick + t + robot) % ticks != 0;
    }

    boolean hasSlowCells() {
        return slowCells;
    }
}
