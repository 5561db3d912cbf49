package io.aisletide.traffic;

import io.aisletide.fleet.Robots;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import org.jspecify.annotations.Nullable;

/**
 * Asks for advice and does what it says: cost classes into the robots' records, way points in front of their goals, and who
 * gets no answer holds its place until the next try. One batch a moment, however many robots. Does nothing as long as nobody
 * advises.
 */
final class Adviser {
    private static final int CHUNK = 1024;
    /** Robots that hold ask again after so many ticks. */
    private static final int ASK_AGAIN_TICKS = 16;

    private final Site site;
    private final Ways ways;
    private final TrafficView view;
    private final RouteBatch routes = new RouteBatch();
    private final YieldBatch yields = new YieldBatch();
    private @Nullable RouteAdvice routeAdvice;
    private @Nullable YieldAdvice yieldAdvice;
    /** Robots that are on a leg which is not what the advice says. */
    private final RobotList changed = new RobotList();

    Adviser(Site site, Ways ways, TrafficView view) {
        this.site = site;
        this.ways = ways;
        this.view = view;
    }

    void routeBy(RouteAdvice advice) {
        routeAdvice = advice;
    }

    void yieldBy(YieldAdvice advice) {
        yieldAdvice = advice;
    }

    boolean advisesRoutes() {
        return routeAdvice != null;
    }

    boolean advisesYielding() {
        return yieldAdvice != null;
    }

    // ---- routes -------------------------------------------------------------------------------------------------

    /** Robots that have just got a goal and have not begun to look for a way. */
    void advise(RobotList withNewGoals) {
        RouteAdvice advice = routeAdvice;
        if (advice == null) {
            return;
        }
        if (withNewGoals.size() > 0) {
            routes.begin(true, withNewGoals.size());
            for (int i = 0; i < withNewGoals.size(); i++) {
                routes.add(withNewGoals.get(i));
            }
            ask(advice);
            changed.clear();
        }
        if (site.counters.unadvisedNow > 0 && site.tick % ASK_AGAIN_TICKS == 0) {
            askAgain(advice);
        }
    }

    private void askAgain(RouteAdvice advice) {
        routes.begin(false, 0);
        for (int robot = 0; robot < site.robots.limit(); robot++) {
            if (site.robots.isPresent(robot) && site.robots.has(robot, Robots.UNADVISED)) {
                routes.add(robot);
            }
        }
        ask(advice);
        takeLegs();
    }

    /**
     * Robots that a command has sent another way, or to another goal, and that are on a leg already.
     *
     * @param withNewGoals whether it has given them other goals
     */
    void adviseDriving(int[] robots, int count, boolean withNewGoals) {
        RouteAdvice advice = routeAdvice;
        if (advice == null) {
            return;
        }
        routes.begin(withNewGoals, count);
        for (int i = 0; i < count; i++) {
            int goal = site.realGoal(robots[i]);
            if (goal >= 0 && goal != site.robots.get(robots[i], Robots.CELL)) {
                routes.add(robots[i]);
            }
        }
        if (routes.count() > 0) {
            ask(advice);
            takeLegs();
        }
    }

    private void ask(RouteAdvice advice) {
        for (LoadClass load : LoadClass.values()) {
            if (site.oracle.isPrepared(load)) {
                site.oracle.refresh(load);
            }
        }
        advice.advise(routes, view);
        changed.clear();
        for (int i = 0; i < routes.count(); i++) {
            apply(routes.robot(i), i);
        }
    }

    private void apply(int robot, int i) {
        Robots robots = site.robots;
        if (routes.isHeld(i)) {
            hold(robot);
            return;
        }
        boolean other = robots.has(robot, Robots.UNADVISED);
        if (other) {
            ways.unstrand(robot);
        }
        if (robots.bits(robot, Robots.COST_CLASS_SHIFT, Robots.COST_CLASS_MASK) != routes.costClass(i)) {
            robots.setBits(robot, Robots.COST_CLASS_SHIFT, Robots.COST_CLASS_MASK, routes.costClass(i));
            other = true;
        }
        if (routes.wayPoint(i) != RouteBatch.NO_WAY_POINT && !robots.has(robot, Robots.DETOUR)) {
            other |= goBy(robot, routes.wayPoint(i));
        }
        if (other && !robots.has(robot, Robots.STRANDED)) {
            changed.add(robot);
        }
    }

    /** Stays and yields, like one whose goal is out of reach. */
    private void hold(int robot) {
        if (!site.robots.has(robot, Robots.STRANDED)) {
            ways.strand(robot);
            site.robots.flag(robot, Robots.UNADVISED, true);
            site.counters.unadvisedNow++;
        }
    }

    /** The way point becomes the goal for now, as in a detour; the real goal comes after. */
    private boolean goBy(int robot, int wayPoint) {
        int cell = site.robots.get(robot, Robots.CELL);
        Floor floor = site.floor;
        boolean useful = wayPoint >= 0
                && wayPoint < floor.cellCapacity()
                && floor.contains(floor.xOf(wayPoint), floor.yOf(wayPoint))
                && wayPoint != cell
                && wayPoint != site.robots.get(robot, Robots.GOAL)
                && !view.isCutOff(cell, wayPoint, site.load(robot));
        if (useful) {
            site.robots.set(robot, Robots.REAL_GOAL, site.robots.get(robot, Robots.GOAL));
            site.robots.set(robot, Robots.GOAL, wayPoint);
            site.robots.flag(robot, Robots.DETOUR, true);
        }
        return useful;
    }

    /** Gives those that are on the wrong leg one at once, so that everybody drives as told when a command is done. */
    private void takeLegs() {
        for (int i = 0; i < changed.size(); i++) {
            int robot = changed.get(i);
            site.dropLegs(robot, 0);
            ways.requests()
                    .need(site.robots.get(robot, Robots.CELL), site.robots.get(robot, Robots.GOAL), site.load(robot), 0);
        }
        ways.build();
        int chunks = (changed.size() + CHUNK - 1) / CHUNK;
        site.workers.forEach(chunks, (chunk, worker) -> {
            int end = Math.min(changed.size(), (chunk + 1) * CHUNK);
            for (int i = chunk * CHUNK; i < end; i++) {
                ways.takeLegQuickly(changed.get(i), worker);
            }
        });
    }

    // ---- yielding -----------------------------------------------------------------------------------------------

    /** Robots that have stood still in the tick that is over, ascending. */
    void grantPoints(RobotList stood) {
        YieldAdvice advice = yieldAdvice;
        if (advice == null || stood.size() == 0) {
            return;
        }
        yields.begin();
        for (int i = 0; i < stood.size(); i++) {
            int robot = stood.get(i);
            int ticks = site.robots.get(robot, Robots.STALLED);
            if (ticks < Deadlocks.DETOUR_PATIENCE) {
                yields.add(robot, view.plainPoints(ticks));
            }
        }
        advice.advise(yields, view);
        for (int i = 0; i < yields.count(); i++) {
            site.robots.set(yields.robot(i), Robots.POINTS, yields.points(i));
        }
    }
}
