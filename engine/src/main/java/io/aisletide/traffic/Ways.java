package io.aisletide.traffic;

import io.aisletide.distance.ColumnRequests;
import io.aisletide.distance.Legs;
import io.aisletide.distance.WayCost;
import io.aisletide.fleet.Robots;
import io.aisletide.grid.LoadClass;

/**
 * Sees to it that robots find a way: builds what the oracle lacks for their goals, and marks those as stranded that cannot
 * reach theirs.
 */
final class Ways {
    private final Site site;
    private final ColumnRequests requests;

    Ways(Site site) {
        this.site = site;
        requests = site.oracle.columnRequests(site.workers.size());
    }

    /**
     * Robots that have just got a goal: the oracle's tables for it are built if they are not there. Who has got one that
     * is out of reach waits from here on, and does not crowd the doors of a closed area.
     */
    void prepare(RobotList assigned) {
        for (int i = 0; i < assigned.size(); i++) {
            request(assigned.get(i));
        }
        build();
    }

    private void request(int robot) {
        int cell = site.robots.get(robot, Robots.CELL);
        int goal = site.robots.get(robot, Robots.GOAL);
        LoadClass load = site.load(robot);
        site.oracle.prepare(load, site.workers, site.oracleWorkers);
        if (site.oracle.isCutOff(cell, goal, load)) {
            strand(robot);
        } else {
            requests.add(cell, goal, load);
        }
    }

    void build() {
        requests.build(site.workers);
    }

    /**
     * Robots that found no leg in the tick that is over. Each gets a wider look at the floor; when there is nothing more
     * to see, it is stranded.
     */
    void help(RobotList wayless) {
        for (int i = 0; i < wayless.size(); i++) {
            int robot = wayless.get(i);
            if (site.robots.isPresent(robot) && site.robots.get(robot, Robots.GOAL) >= 0) {
                help(robot);
            }
        }
        build();
    }

    private void help(int robot) {
        int leg = site.robots.get(robot, Robots.LEG);
        site.robots.flag(robot, Robots.WANTS_COLUMN, false);
        forgetMissing(robot, Robots.LEG);
        forgetMissing(robot, Robots.NEXT_LEG);
        int cell = site.robots.get(robot, Robots.CELL);
        int goal = site.robots.get(robot, Robots.GOAL);
        LoadClass load = site.load(robot);
        if (site.oracle.isCutOff(cell, goal, load)) {
            strand(robot);
            return;
        }
        if (requests.add(cell, goal, load) || leg >= 0 || requests.addWider(goal, load)) {
            return;
        }
        takeLeg(robot);
        if (site.robots.get(robot, Robots.LEG) == Legs.NO_LEG) {
            strand(robot);
        }
    }

    private void forgetMissing(int robot, int field) {
        if (site.robots.get(robot, field) < 0) {
            site.robots.set(robot, field, Legs.NO_LEG);
        }
    }

    /** The robot's goal is out of reach: it waits and yields until a change of the rules opens a way. */
    void strand(int robot) {
        site.setStranded(robot, true);
        site.dropLegs(robot, 0);
        site.robots.set(robot, Robots.LEG, Legs.STRANDED);
    }

    /** Ends being stranded, for whatever reason; the robot looks for a leg in the next tick. */
    void unstrand(int robot) {
        if (site.robots.has(robot, Robots.STRANDED)) {
            site.setStranded(robot, false);
            if (site.robots.get(robot, Robots.LEG) == Legs.STRANDED) {
                site.robots.set(robot, Robots.LEG, Legs.NO_LEG);
            }
        }
    }

    /** Chooses a leg at once instead of when it is needed. */
    void takeLeg(int robot) {
        Robots robots = site.robots;
        site.dropLegs(robot, 0);
        int leg = site.oracleWorkers[0].takeLeg(
                robots.get(robot, Robots.CELL),
                robots.get(robot, Robots.HEADING),
                robots.get(robot, Robots.GOAL),
                site.load(robot),
                Legs.NO_LEG,
                site.costClass(robot));
        robots.set(robot, Robots.LEG, leg);
    }

    /** The same for one of many at once; its legs must have been dropped. */
    void takeLegQuickly(int robot, int worker) {
        Robots robots = site.robots;
        long way = site.oracleWorkers[worker].takeWayQuickly(
                robots.get(robot, Robots.CELL),
                robots.get(robot, Robots.HEADING),
                robots.get(robot, Robots.GOAL),
                site.load(robot),
                site.costClass(robot));
        robots.set(robot, Robots.LEG, Legs.ofWay(way));
    }

    ColumnRequests requests() {
        return requests;
    }

    /** Estimated way from the robot's cell to another, in cells; {@link Integer#MAX_VALUE} if there is none. */
    int cells(int robot, int goal) {
        LoadClass load = site.load(robot);
        int cell = site.robots.get(robot, Robots.CELL);
        int heading = site.robots.get(robot, Robots.HEADING);
        site.oracle.prepare(load, site.workers, site.oracleWorkers);
        if (site.oracle.isCutOff(cell, goal, load)) {
            return Integer.MAX_VALUE;
        }
        while (true) {
            int units = site.oracleWorkers[0].wayUnits(cell, heading, goal, load);
            if (units >= 0) {
                return units / WayCost.UNIT;
            }
            boolean more = units == Legs.NO_COLUMN && requests.add(cell, goal, load)
                    || requests.addWider(goal, load);
            if (!more) {
                return Integer.MAX_VALUE;
            }
            build();
        }
    }
}
