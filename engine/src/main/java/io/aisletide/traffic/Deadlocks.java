package io.aisletide.traffic;

import io.aisletide.fleet.Robots;
import io.aisletide.grid.LoadClass;
import java.util.Arrays;

/**
 * Finds robots that have not got anywhere for long, and gets them out.
 *
 * <p><b>Finding.</b> A robot that has been within {@value #NEAR_CELLS} cells of one place for {@value #PATIENCE_TICKS} ticks
 * is stuck: planning, which lets who waits longer go first, would have got it out otherwise. The wait-for chain from it ends
 * in a circle (deadlock), with a robot that stands there without wanting to go anywhere, or with one that could go and does
 * not (livelock).
 *
 * <p><b>Resolving.</b> One robot of the chain gets a temporary goal: a free cell nearby, the farther the more often that has
 * been tried; its real goal comes after. In a circle that is the robot that has had its goal for the shortest time, else the
 * one at the end of the chain.
 *
 * <p>Each tick looks at one part of the robots in {@value #ROUND_TICKS}. Everything is decided in the order of robot numbers
 * and by counters, so it repeats.
 */
final class Deadlocks {
    private static final int ROUND_TICKS = 32;
    private static final int CHUNK = 1024;
    private static final int NEAR_CELLS = 2;
    private static final int PATIENCE_TICKS = 128;
    /** A detour that takes longer is given up. */
    private static final int DETOUR_TICKS = 96;
    /** Cells looked at for a temporary goal. */
    private static final int MAX_SEARCH = 600;

    private static final int SEEN_SIZE = 2048;
    /** Each further try goes to a cell farther away, up to this many cells on. */
    private static final int MAX_SKIP = 48;

    private static final int MAX_DETOURS_A_TICK = 512;

    private final Site site;
    private final WaitChains chains;
    /** Where the robot was when it last had got somewhere, and when that was. */
    private int[] markCell = new int[0];

    private int[] markTick = new int[0];
    /** Temporary goals so far, for the same real one. */
    private byte[] tries = new byte[0];

    private final int[] queue = new int[MAX_SEARCH];
    /** Cells in the queue, one more than their number; open addressing. */
    private final int[] seen = new int[SEEN_SIZE];

    private int detours;

    Deadlocks(Site site) {
        this.site = site;
        chains = new WaitChains(site);
    }

    WaitChains chains() {
        return chains;
    }

    /**
     * Looks at the robots whose turn it is in this tick.
     *
     * @param assigned robots that have got a temporary goal, or their real one again, are added
     */
    void look(RobotList assigned) {
        int limit = site.robots.limit();
        if (markCell.length < limit) {
            int had = markCell.length;
            int size = Math.max(limit, had * 2);
            markCell = Arrays.copyOf(markCell, size);
            markTick = Arrays.copyOf(markTick, size);
            tries = Arrays.copyOf(tries, size);
            Arrays.fill(markTick, had, size, (int) site.tick);
        }
        detours = 0;
        for (int chunk = (int) (site.tick % ROUND_TICKS); chunk * CHUNK < limit; chunk += ROUND_TICKS) {
            int end = Math.min(limit, (chunk + 1) * CHUNK);
            for (int robot = chunk * CHUNK; robot < end; robot++) {
                look(robot, assigned);
            }
        }
    }

    private void look(int robot, RobotList assigned) {
        Robots robots = site.robots;
        int flags = robots.get(robot, Robots.FLAGS);
        int cell = robots.get(robot, Robots.CELL);
        boolean drives = (flags & (Robots.PRESENT | Robots.PAUSED | Robots.STRANDED)) == Robots.PRESENT
                && robots.get(robot, Robots.GOAL) >= 0;
        if (!drives || isFar(markCell[robot], cell)) {
            markCell[robot] = cell;
            markTick[robot] = (int) site.tick;
            if (drives && (flags & Robots.DETOUR) == 0) {
                tries[robot] = 0;
            }
            return;
        }
        int ticks = (int) site.tick - markTick[robot];
        if ((flags & Robots.DETOUR) != 0) {
            if (ticks >= DETOUR_TICKS) {
                endDetour(robot);
                assigned.add(robot);
            }
        } else if (ticks >= PATIENCE_TICKS && detours < MAX_DETOURS_A_TICK) {
            resolve(robot, assigned);
        }
    }

    private boolean isFar(int cell, int other) {
        return Math.abs(site.floor.xOf(cell) - site.floor.xOf(other)) > NEAR_CELLS
                || Math.abs(site.floor.yOf(cell) - site.floor.yOf(other)) > NEAR_CELLS;
    }

    private void resolve(int stuck, RobotList assigned) {
        int[] chain = chains.of(stuck);
        int last = chain[chain.length - 1];
        int first = WaitChains.indexOf(chain, chain.length - 1, last);
        int robot = last;
        for (int i = Math.max(0, first); first >= 0 && i < chain.length - 1; i++) {
            // Of equals the one with the higher number: any will do, but always the same.
            int later = site.robots.get(chain[i], Robots.SINCE) - site.robots.get(robot, Robots.SINCE);
            if (later > 0 || later == 0 && chain[i] > robot) {
                robot = chain[i];
            }
        }
        if (site.robots.has(robot, Robots.PAUSED | Robots.DETOUR)) {
            markTick[stuck] = (int) site.tick - PATIENCE_TICKS + ROUND_TICKS; // Somebody is at it; look again soon.
            return;
        }
        site.counters.deadlocksDetected++;
        int goal = placeNear(robot, chain);
        for (int member : chain) {
            markTick[member] = (int) site.tick;
        }
        if (goal >= 0) {
            beginDetour(robot, goal);
            assigned.add(robot);
        }
    }

    private void beginDetour(int robot, int goal) {
        Robots robots = site.robots;
        detours++;
        tries[robot] = (byte) Math.min(tries[robot] + 1, Byte.MAX_VALUE);
        site.setStranded(robot, false);
        robots.set(robot, Robots.REAL_GOAL, robots.get(robot, Robots.GOAL));
        robots.set(robot, Robots.GOAL, goal);
        robots.flag(robot, Robots.DETOUR, true);
        site.dropLegs(robot, 0);
    }

    /** Gives the robot its real goal back before it has reached the temporary one. */
    private void endDetour(int robot) {
        Robots robots = site.robots;
        robots.set(robot, Robots.GOAL, robots.get(robot, Robots.REAL_GOAL));
        robots.flag(robot, Robots.DETOUR, false);
        site.dropLegs(robot, 0);
        markTick[robot] = (int) site.tick;
    }

    /** A free cell that the robot could drive to, or -1: breadth first, past as many others as it has had tries. */
    private int placeNear(int robot, int[] chain) {
        LoadClass load = site.load(robot);
        int[] now = site.reservations.at(site.tick);
        int start = site.robots.get(robot, Robots.CELL);
        int skip = Math.min(3 * tries[robot], MAX_SKIP);
        int found = -1;
        Arrays.fill(seen, 0);
        for (int member : chain) {
            see(site.robots.get(member, Robots.CELL)); // The way out does not lead through those in the way.
        }
        int tail = 0;
        queue[tail++] = start;
        for (int head = 0; head < tail; head++) {
            int cell = queue[head];
            if (cell != start && now[cell] == Reservations.NOBODY) {
                found = cell;
                if (skip-- == 0) {
                    return found;
                }
            }
            int exits = site.overlay.exits(cell, load);
            for (int d = 0; d < 4 && tail < MAX_SEARCH; d++) {
                int next = (exits >> d & 1) != 0 ? site.floor.neighbour(cell, d) : start;
                if (next != start && see(next)) {
                    queue[tail++] = next;
                }
            }
        }
        return found;
    }

    /** Notes a cell; false if it was noted before. */
    private boolean see(int cell) {
        int at = cell * 0x9E3779B9 >>> 32 - 11;
        while (seen[at] != 0) {
            if (seen[at] == cell + 1) {
                return false;
            }
            at = at + 1 & SEEN_SIZE - 1;
        }
        seen[at] = cell + 1;
        return true;
    }
}
