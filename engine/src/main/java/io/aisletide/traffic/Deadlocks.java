package io.aisletide.traffic;

import io.aisletide.fleet.Robots;
import io.aisletide.state.StateImage;
import io.aisletide.state.StateReader;
import io.aisletide.state.Stateful;
import java.util.Arrays;

/**
 * Finds robots that have not got anywhere for long, and gets them out.
 *
 * <p><b>Finding.</b> A robot that has been within {@value #NEAR_CELLS} cells of one place for {@value #PATIENCE_TICKS} ticks
 * on its way to one goal is stuck: planning, which grants more to who has waited longer, would have got it out otherwise.
 * The wait-for chain from it may end in a circle (deadlock); with a robot that is stuck though nobody stands in its way (livelock); or with one
 * that does not want to go anywhere. If it ends with a robot that gets on, this is a queue, and it is left alone.
 *
 * <p><b>Resolving.</b> One robot gets out of the way: it gets a temporary goal, and so do those in its back ({@link
 * Retreat}); their real goals come after. In a circle that is the robot that has had its goal for the shortest time, else
 * the one at the end of the chain. A way out that did not help is not tried again.
 *
 * <p>Each tick looks at one part of the robots in {@value #ROUND_TICKS}. Everything is decided in the order of robot numbers
 * and by counters, so it repeats.
 */
final class Deadlocks implements Stateful {
    private static final String SECTION_CELLS = "stuck-cells";
    private static final String SECTION_TICKS = "stuck-ticks";
    private static final String SECTION_TRIES = "stuck-tries";
    private static final int ROUND_TICKS = 32;
    private static final int CHUNK = 1024;
    private static final int NEAR_CELLS = 2;
    private static final int PATIENCE_TICKS = 128;
    /** A detour that takes longer is given up. */
    private static final int DETOUR_TICKS = 96;
    /** Each further try passes over so many more free cells, up to the second number. */
    private static final int SKIP_A_TRY = 2;

    private static final int MAX_SKIP = 48;
    /** In units of {@link Robots#STALLED}: who has a temporary goal may ask much of others. */
    static final int DETOUR_PATIENCE = 1000;

    private static final int MAX_DETOURS_A_TICK = 512;

    private final Site site;
    private final GoalDesk desk;
    private final WaitChains chains;
    /** Where the robot was when it last had got somewhere, and when that was. */
    private int[] markCell = new int[0];

    private int[] markTick = new int[0];
    /** Temporary goals so far, for the same real one. */
    private byte[] tries = new byte[0];

    private final Retreat retreat;
    private int detours;

    Deadlocks(Site site, GoalDesk desk) {
        this.site = site;
        this.desk = desk;
        chains = new WaitChains(site);
        retreat = new Retreat(site, chains);
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
        if ((flags & (Robots.DETOUR | Robots.STRANDED)) == (Robots.DETOUR | Robots.STRANDED)) {
            endDetour(robot, assigned); // A closure has come in between: the real goal counts again.
            return;
        }
        boolean drives = (flags & (Robots.PRESENT | Robots.PAUSED | Robots.STRANDED)) == Robots.PRESENT
                && robots.get(robot, Robots.GOAL) >= 0;
        if (!drives || isFar(markCell[robot], cell) || robots.get(robot, Robots.SINCE) > markTick[robot]) {
            markCell[robot] = cell;
            markTick[robot] = (int) site.tick;
            if (drives && (flags & Robots.DETOUR) == 0 && tries[robot] > 0) {
                site.counters.deadlocksResolved++;
                tries[robot] = 0;
            }
            return;
        }
        int ticks = (int) site.tick - markTick[robot];
        if ((flags & Robots.DETOUR) != 0) {
            if (ticks >= DETOUR_TICKS) {
                endDetour(robot, assigned);
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
        boolean circle = first >= 0;
        int robot = circle ? latestOf(chain, first) : last;
        boolean queue = !circle && robot != stuck && drives(robot) && (int) site.tick - markTick[robot] < PATIENCE_TICKS;
        if (queue || site.robots.has(robot, Robots.PAUSED | Robots.DETOUR)) {
            markTick[stuck] += ROUND_TICKS; // Somebody is at it, or nobody can be: look again later.
            return;
        }
        site.counters.deadlocksDetected++;
        site.listener.deadlockFound(chain, site.tick);
        int skip = Math.min(SKIP_A_TRY * tries[robot], MAX_SKIP);
        tries[robot] = (byte) Math.min(tries[robot] + 1, Byte.MAX_VALUE);
        boolean found = retreat.find(robot, chain, circle ? first : Math.max(0, chain.length - 2), skip);
        for (int member : chain) {
            markTick[member] = (int) site.tick;
        }
        for (int i = 0; found && i < retreat.count(); i++) {
            if (!site.robots.has(retreat.robot(i), Robots.DETOUR)) {
                beginDetour(retreat.robot(i), retreat.place(i));
                assigned.add(retreat.robot(i));
            }
        }
    }

    private boolean drives(int robot) {
        return site.robots.get(robot, Robots.GOAL) >= 0 && !site.robots.has(robot, Robots.PAUSED | Robots.STRANDED);
    }

    /** Of a circle the robot that has had its goal for the shortest time; of equals the one with the highest number. */
    private int latestOf(int[] chain, int first) {
        int latest = chain[first];
        for (int i = first + 1; i < chain.length; i++) {
            int later = site.robots.get(chain[i], Robots.SINCE) - site.robots.get(latest, Robots.SINCE);
            if (later > 0 || later == 0 && chain[i] > latest) {
                latest = chain[i];
            }
        }
        return latest;
    }

    private void beginDetour(int robot, int goal) {
        Robots robots = site.robots;
        detours++;
        site.setStranded(robot, false);
        robots.set(robot, Robots.REAL_GOAL, robots.get(robot, Robots.GOAL));
        robots.set(robot, Robots.GOAL, goal);
        robots.flag(robot, Robots.DETOUR, true);
        robots.set(robot, Robots.STALLED, DETOUR_PATIENCE);
        site.dropLegs(robot, 0);
        markTick[robot] = (int) site.tick;
    }

    /** Gives the robot its real goal back before it has reached the temporary one. */
    private void endDetour(int robot, RobotList assigned) {
        site.dropLegs(robot, 0);
        site.endDetour(robot);
        markTick[robot] = (int) site.tick;
        if (site.robots.get(robot, Robots.GOAL) == Demand.NO_GOAL) {
            desk.noteFree(robot); // It was parked before.
        } else {
            assigned.add(robot);
        }
    }

    /** To the full length of the arrays: robots to come find marks there already. */
    @Override
    public void save(StateImage to) {
        to.section(SECTION_CELLS, Integer.BYTES).putInts(markCell, 0, markCell.length);
        to.section(SECTION_TICKS, Integer.BYTES).putInts(markTick, 0, markTick.length);
        to.section(SECTION_TRIES).putBytes(tries, 0, tries.length);
    }

    @Override
    public void restore(StateImage from) {
        StateReader cells = from.read(SECTION_CELLS);
        int length = cells.remaining() / Integer.BYTES;
        markCell = new int[length];
        markTick = new int[length];
        tries = new byte[length];
        cells.getInts(markCell, 0, length);
        from.read(SECTION_TICKS).getInts(markTick, 0, length);
        from.read(SECTION_TRIES).getBytes(tries, 0, length);
    }
}
