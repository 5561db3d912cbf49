package io.aisletide.traffic;

import io.aisletide.distance.Legs;
import io.aisletide.distance.WayCost;
import io.aisletide.fleet.Robots;
import io.aisletide.grid.LoadClass;
import io.aisletide.metrics.WallClock;

/**
 * Gives many robots other goals at once, as an alarm does: what the oracle lacks for the new goals is built together and
 * in parallel, and each robot has its new leg, or is known to be stranded, before the call returns.
 *
 * <p>At half a million robots it is cache misses that take the time, most of them in looking at the ways out of a robot's
 * tile. So a robot's old way and its new one are measured together, in one pass, with the leg as a by-product; and what that
 * pass will read of some robots is read beforehand for all of them: these reads do not wait for each other, so the misses overlap.
 */
final class Redirection {
    private static final int CHUNK = 1024;
    /** Robots of which everything is read before anything is done with it: as many as fit into the nearest cache. */
    private static final int GLANCES = 128;

    private static final int UNKNOWN = -1;

    private final Site site;
    private final GoalDesk desk;
    private final Ways ways;
    private final Adviser adviser;
    private final int[] one = new int[1];
    private final int[] oneGoal = new int[1];
    private final World.Effect oneEffect = new World.Effect();

    /** What one chunk of robots has counted. */
    private static final class Tally {
        int rerouted;
        long extraCells;
        /** Robots that have a way again. */
        final RobotList freed = new RobotList();
        /** Places in the order of robots of which the oracle's window does not tell whether they have a way. */
        final RobotList uncertain = new RobotList();
        /** Length of their old ways in units, or {@link #UNKNOWN}. */
        final RobotList uncertainBefore = new RobotList();
        /** Keeps glances from being optimised away. */
        int glanced;
    }

    Redirection(Site site, GoalDesk desk, Ways ways, Adviser adviser) {
        this.site = site;
        this.desk = desk;
        this.ways = ways;
        this.adviser = adviser;
    }

    /** See {@link World#redirectAll}. */
    void run(int[] order, int[] goals, int count, boolean hold, World.Effect effect, boolean dryRun) {
        effect.clear();
        effect.affected = count;
        boolean trial = dryRun && site.oracle.beginTrial();
        for (LoadClass load : LoadClass.values()) {
            if (site.oracle.isPrepared(load)) {
                site.oracle.refresh(load);
            }
        }
        int chunks = (count + CHUNK - 1) / CHUNK;
        Tally[] tallies = new Tally[chunks];
        site.workers.forEach(chunks, (chunk, worker) -> {
            Tally tally = new Tally();
            tallies[chunk] = tally;
            int end = Math.min(count, (chunk + 1) * CHUNK);
            for (int from = chunk * CHUNK; from < end; from += GLANCES) {
                askForColumns(order, goals, from, Math.min(end, from + GLANCES), worker, tally);
            }
        });
        ways.build();
        site.workers.forEach(chunks, (chunk, worker) -> {
            Tally tally = tallies[chunk];
            int end = Math.min(count, (chunk + 1) * CHUNK);
            for (int from = chunk * CHUNK; from < end; from += GLANCES) {
                int to = Math.min(end, from + GLANCES);
                tally.glanced += glanceAtRobots(order, from, to) + glanceAtWays(order, goals, from, to);
                for (int i = from; i < to; i++) {
                    choose(order[i], goals[i], i, dryRun, worker, tally);
                }
                for (int i = from; i < to && hold && !dryRun; i++) {
                    site.robots.flag(order[i], Robots.HELD, true);
                }
            }
        });
        for (Tally tally : tallies) {
            settle(tally, order, goals, effect, dryRun);
        }
        if (!dryRun) {
            adviser.adviseDriving(order, count, true);
        }
        effect.effectiveAtNanos = WallClock.nanos();
        effect.reroutedAtNanos = effect.effectiveAtNanos;
        for (int i = 0; i < count && !dryRun; i++) {
            announce(order[i], goals[i]);
        }
        if (trial) {
            site.oracle.endTrial();
        }
    }

    /** One robot. */
    void run(int robot, int goal) {
        one[0] = robot;
        oneGoal[0] = goal;
        run(one, oneGoal, 1, false, oneEffect, false);
    }

    private int glanceAtRobots(int[] order, int from, int to) {
        int[] data = site.robots.data();
        int sum = 0;
        for (int i = from; i < to; i++) {
            sum += data[order[i] << Robots.SHIFT];
        }
        return sum;
    }

    private int glanceAtWays(int[] order, int[] goals, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            int robot = order[i];
            int cell = site.robots.get(robot, Robots.CELL);
            int oldGoal = site.robots.get(robot, Robots.GOAL);
            LoadClass load = site.load(robot);
            sum += oldGoal < 0 ? 0 : site.oracle.glance(cell, oldGoal, load);
            sum += goals[i] < 0 ? 0 : site.oracle.glance(cell, goals[i], load);
        }
        return sum;
    }

    private void askForColumns(int[] order, int[] goals, int from, int to, int worker, Tally tally) {
        tally.glanced += glanceAtRobots(order, from, to);
        for (int i = from; i < to; i++) {
            askForColumn(order[i], goals[i], worker);
        }
    }

    private void askForColumn(int robot, int goal, int worker) {
        if (goal >= 0) {
            ways.requests().need(site.robots.get(robot, Robots.CELL), goal, site.load(robot), worker);
        }
    }

    private void choose(int robot, int goal, int i, boolean dryRun, int worker, Tally tally) {
        Robots robots = site.robots;
        int cell = robots.get(robot, Robots.CELL);
        int heading = robots.get(robot, Robots.HEADING);
        LoadClass load = site.load(robot);
        int oldGoal = robots.get(robot, Robots.GOAL);
        int before = oldGoal < 0 ? 0 : Math.max(UNKNOWN, site.oracle.wayUnits(cell, heading, oldGoal, load));
        tally.rerouted += site.realGoal(robot) != goal ? 1 : 0;
        if (!dryRun) {
            give(robot, goal, worker);
        }
        int after = goal < 0 || goal == cell ? 0 : takeWay(robot, cell, heading, goal, load, dryRun, worker);
        if (after == UNKNOWN) {
            tally.uncertain.add(i);
            tally.uncertainBefore.add(before);
            return;
        }
        tally.extraCells += before == UNKNOWN ? 0 : after / WayCost.UNIT - before / WayCost.UNIT;
        if (robots.has(robot, Robots.STRANDED)) {
            tally.freed.add(robot);
        }
    }

    private void give(int robot, int goal, int worker) {
        site.dropLegs(robot, worker);
        site.robots.flag(robot, Robots.DETOUR, false);
        desk.give(robot, goal);
    }

    /** Length of the way to the new goal in units, or {@link #UNKNOWN}. */
    private int takeWay(int robot, int cell, int heading, int goal, LoadClass load, boolean dryRun, int worker) {
        if (site.overlay.isClosed(goal, load)) {
            return UNKNOWN;
        }
        if (dryRun) {
            return Math.max(UNKNOWN, site.oracle.wayUnits(cell, heading, goal, load));
        }
        long way = site.oracleWorkers[worker].takeWayQuickly(cell, heading, goal, load, site.costClass(robot));
        if (way < 0) {
            return UNKNOWN;
        }
        site.robots.set(robot, Robots.LEG, Legs.ofWay(way));
        return Legs.unitsOf(way);
    }

    private void settle(Tally tally, int[] order, int[] goals, World.Effect effect, boolean dryRun) {
        effect.rerouted += tally.rerouted;
        effect.extraCells += tally.extraCells;
        for (int i = 0; i < tally.freed.size() && !dryRun; i++) {
            ways.unstrand(tally.freed.get(i));
        }
        for (int k = 0; k < tally.uncertain.size(); k++) {
            int i = tally.uncertain.get(k);
            settleUncertain(order[i], goals[i], tally.uncertainBefore.get(k), effect, dryRun);
        }
    }

    /** The column's window shows no way: look at the whole floor before giving up. */
    private void settleUncertain(int robot, int goal, int before, World.Effect effect, boolean dryRun) {
        int cells = ways.cells(robot, goal);
        boolean reachable = cells != Integer.MAX_VALUE;
        if (reachable) {
            effect.extraCells += before == UNKNOWN ? 0 : cells - before / WayCost.UNIT;
        } else {
            effect.stranded++;
        }
        if (dryRun) {
            return;
        }
        if (reachable) {
            ways.unstrand(robot);
            ways.takeLeg(robot);
        } else {
            ways.strand(robot);
        }
    }

    private void announce(int robot, int goal) {
        int cell = site.robots.get(robot, Robots.CELL);
        if (goal == Demand.NO_GOAL || goal == cell) {
            desk.noteFree(robot);
        }
        if (goal >= 0) {
            site.listener.goalAssigned(robot, cell, site.robots.get(robot, Robots.HEADING), goal, site.tick);
        }
    }
}
