package io.aisletide.traffic;

import io.aisletide.distance.TiledDistanceOracle.IndexedTask;
import io.aisletide.distance.WayCost;
import io.aisletide.fleet.Robots;
import io.aisletide.grid.LoadClass;
import io.aisletide.metrics.WallClock;

/**
 * Gives many robots other goals at once, as an alarm does: what the oracle lacks for the new goals is built together and
 * in parallel, and each robot has its new leg, or is known to be stranded, before the call returns.
 */
final class Redirection {
    private static final int CHUNK = 1024;
    private static final int UNKNOWN = -1;

    private final Site site;
    private final GoalDesk desk;
    private final Ways ways;
    private final Adviser adviser;
    /** Estimated ways in units, by place in the order; {@link #UNKNOWN} if there is none in sight. */
    private int[] unitsBefore = new int[0];

    private int[] unitsAfter = new int[0];
    private final int[] one = new int[1];
    private final int[] oneGoal = new int[1];
    private final World.Effect oneEffect = new World.Effect();

    Redirection(Site site, GoalDesk desk, Ways ways, Adviser adviser) {
        this.site = site;
        this.desk = desk;
        this.ways = ways;
        this.adviser = adviser;
    }

    /** See {@link World#redirectAll}. */
    void run(int[] order, int[] goals, int count, World.Effect effect, boolean dryRun) {
        effect.clear();
        effect.affected = count;
        boolean trial = dryRun && site.oracle.beginTrial();
        if (unitsBefore.length < count) {
            unitsBefore = new int[count];
            unitsAfter = new int[count];
        }
        prepareTables(order, count);
        for (int i = 0; i < count; i++) {
            effect.rerouted += site.realGoal(order[i]) != goals[i] ? 1 : 0;
        }
        inChunks(count, (i, worker) -> look(order[i], goals[i], i, worker));
        ways.build();
        inChunks(count, (i, worker) -> choose(order[i], goals[i], i, dryRun, worker));
        for (int i = 0; i < count; i++) {
            conclude(order[i], goals[i], i, effect, dryRun);
            if (!dryRun) {
                announce(order[i], goals[i]);
            }
        }
        if (trial) {
            site.oracle.endTrial();
        }
        if (!dryRun) {
            adviser.adviseDriving(order, count, true);
        }
        effect.effectiveAtNanos = WallClock.nanos();
        effect.reroutedAtNanos = effect.effectiveAtNanos;
    }

    private void prepareTables(int[] order, int count) {
        boolean[] seen = new boolean[LoadClass.COUNT];
        for (int i = 0; i < count; i++) {
            LoadClass load = site.load(order[i]);
            if (!seen[load.ordinal()]) {
                seen[load.ordinal()] = true;
                site.oracle.prepare(load, site.workers, site.oracleWorkers);
                site.oracle.refresh(load);
            }
        }
    }

    private void inChunks(int count, IndexedTask task) {
        site.workers.forEach((count + CHUNK - 1) / CHUNK, (chunk, worker) -> {
            int end = Math.min(count, (chunk + 1) * CHUNK);
            for (int i = chunk * CHUNK; i < end; i++) {
                task.run(i, worker);
            }
        });
    }

    /** Estimates the old way, and asks for the column of the new one. */
    private void look(int robot, int goal, int i, int worker) {
        int before = site.robots.get(robot, Robots.GOAL);
        int cell = site.robots.get(robot, Robots.CELL);
        LoadClass load = site.load(robot);
        int heading = site.robots.get(robot, Robots.HEADING);
        unitsBefore[i] = before < 0 ? 0 : Math.max(UNKNOWN, site.oracle.wayUnits(cell, heading, before, load));
        if (goal >= 0 && !site.oracle.isCutOff(cell, goal, load)) {
            ways.requests().need(cell, goal, load, worker);
        }
    }

    private void give(int robot, int goal, int worker) {
        site.dropLegs(robot, worker);
        site.robots.flag(robot, Robots.DETOUR, false);
        desk.give(robot, goal);
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

    private void choose(int robot, int goal, int i, boolean dryRun, int worker) {
        int cell = site.robots.get(robot, Robots.CELL);
        int heading = site.robots.get(robot, Robots.HEADING);
        LoadClass load = site.load(robot);
        if (!dryRun) {
            give(robot, goal, worker);
        }
        if (goal < 0 || goal == cell) {
            unitsAfter[i] = 0;
            return;
        }
        boolean cutOff = site.oracle.isCutOff(cell, goal, load);
        unitsAfter[i] = cutOff ? UNKNOWN : Math.max(UNKNOWN, site.oracle.wayUnits(cell, heading, goal, load));
        if (unitsAfter[i] != UNKNOWN && !dryRun) {
            int leg = site.oracleWorkers[worker].takeLegQuickly(cell, heading, goal, load, site.costClass(robot));
            site.robots.set(robot, Robots.LEG, leg);
        }
    }

    private void conclude(int robot, int goal, int i, World.Effect effect, boolean dryRun) {
        int now = unitsAfter[i] == UNKNOWN ? ways.cells(robot, goal) : unitsAfter[i] / WayCost.UNIT;
        boolean reachable = now != Integer.MAX_VALUE;
        if (!reachable) {
            effect.stranded++;
        } else if (unitsBefore[i] != UNKNOWN) {
            effect.extraCells += now - unitsBefore[i] / WayCost.UNIT;
        }
        if (!dryRun) {
            if (reachable) {
                ways.unstrand(robot);
            } else {
                ways.strand(robot);
            }
        }
    }

    /** One robot. */
    void run(int robot, int goal) {
        one[0] = robot;
        oneGoal[0] = goal;
        run(one, oneGoal, 1, oneEffect, false);
    }
}
