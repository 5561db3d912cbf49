package io.aisletide.traffic;

import io.aisletide.fleet.Robots;
import io.aisletide.grid.LoadClass;
import java.util.Arrays;

/**
 * Where a robot can get out of the way, and who else has to go with it: a search from the robot over cells, occupied or
 * not, for free cells where it does not stand in the way of those who wait for it. Robots on the way there have to clear
 * out too, each to a free cell farther on.
 */
final class Retreat {
    private static final int MAX_CELLS = 800;
    private static final int TABLE_SIZE = 2048;
    private static final int TABLE_BITS = 11;
    private static final int MAX_LEADERS = 48;
    private static final int MAX_ROBOTS = MAX_LEADERS + 1;
    /** How far the ways of those who wait are kept clear. */
    private static final int CLEAR_CELLS = 24;

    private final Site site;
    private final WaitChains chains;
    private final int[] queue = new int[MAX_CELLS];
    private final int[] parent = new int[MAX_CELLS];
    private int tail;
    /** Cells in the queue or not to be entered, one more than their number; open addressing. */
    private final int[] seen = new int[TABLE_SIZE];
    /** Cells not to stop in. */
    private final int[] clear = new int[TABLE_SIZE];

    private final int[] ahead = new int[CLEAR_CELLS];
    private final int[] robots = new int[MAX_ROBOTS];
    private final int[] places = new int[MAX_ROBOTS];
    private int count;

    Retreat(Site site, WaitChains chains) {
        this.site = site;
        this.chains = chains;
    }

    /** Robots that have to move, the one that was asked for first. */
    int count() {
        return count;
    }

    int robot(int i) {
        return robots[i];
    }

    /** Where the i-th robot can go. */
    int place(int i) {
        return places[i];
    }

    /**
     * Looks for a way out.
     *
     * @param robot who is to get out of the way
     * @param others robots that wait for it, from {@code first} on; they stay where they are
     * @param skip free cells to pass over: a way out that has been tried in vain
     * @return whether there is one
     */
    boolean find(int robot, int[] others, int first, int skip) {
        count = 0;
        tail = 0;
        Arrays.fill(seen, 0);
        Arrays.fill(clear, 0);
        int start = site.robots.get(robot, Robots.CELL);
        for (int i = first; i < others.length; i++) {
            if (others[i] != robot) {
                note(seen, site.robots.get(others[i], Robots.CELL));
                keepClear(others[i]);
            }
        }
        note(seen, start);
        queue[tail] = start;
        parent[tail++] = -1;
        int passed = 0;
        for (int head = 0; head < tail; head++) {
            int cell = queue[head];
            if (site.reservations.at(site.tick)[cell] == Reservations.NOBODY && !has(clear, cell)) {
                if (count > 0) {
                    // One without a pod may have led the search under pods, where the others cannot follow.
                    if (site.floor.passable(cell, site.load(robots[passed + 1]))) {
                        places[++passed] = cell;
                    }
                    if (passed == count - 1) {
                        return true;
                    }
                } else if (skip-- <= 0) {
                    places[0] = cell;
                    listRobotsOnWay(robot, head);
                    if (count == 1) {
                        return true;
                    }
                }
            }
            expand(head, site.load(robot));
        }
        // Not enough room for all: those near the free cells go as far as they can.
        count = count == 0 ? 0 : passed + 1;
        return count > 0;
    }

    private void keepClear(int robot) {
        int length = chains.wayAhead(robot, ahead);
        for (int i = 0; i < length; i++) {
            note(clear, ahead[i]);
        }
    }

    private void expand(int head, LoadClass load) {
        int cell = queue[head];
        int exits = site.overlay.exits(cell, load);
        for (int d = 0; d < 4 && tail < MAX_CELLS; d++) {
            if ((exits >> d & 1) == 0) {
                continue;
            }
            int next = site.floor.neighbour(cell, d);
            if (note(seen, next) && !isPaused(next)) {
                queue[tail] = next;
                parent[tail++] = head;
            }
        }
    }

    private boolean isPaused(int cell) {
        int robot = site.reservations.at(site.tick)[cell] - 1;
        return robot >= 0 && site.robots.has(robot, Robots.PAUSED);
    }

    /** The robot that was asked for, then those on its way out from near to far. */
    private void listRobotsOnWay(int robot, int end) {
        count = 0;
        int[] now = site.reservations.at(site.tick);
        for (int at = parent[end]; at > 0 && count < MAX_LEADERS; at = parent[at]) {
            if (now[queue[at]] != Reservations.NOBODY) {
                robots[++count] = now[queue[at]] - 1;
            }
        }
        for (int i = 1, k = count; i < k; i++, k--) {
            int swap = robots[i];
            robots[i] = robots[k];
            robots[k] = swap;
        }
        robots[0] = robot;
        count++;
    }

    /** Adds a cell to a set; false if it was there. */
    private static boolean note(int[] set, int cell) {
        int at = cell * 0x9E3779B9 >>> Integer.SIZE - TABLE_BITS;
        while (set[at] != 0) {
            if (set[at] == cell + 1) {
                return false;
            }
            at = at + 1 & TABLE_SIZE - 1;
        }
        set[at] = cell + 1;
        return true;
    }

    private static boolean has(int[] set, int cell) {
        int at = cell * 0x9E3779B9 >>> Integer.SIZE - TABLE_BITS;
        while (set[at] != 0) {
            if (set[at] == cell + 1) {
                return true;
            }
            at = at + 1 & TABLE_SIZE - 1;
        }
        return false;
    }
}
