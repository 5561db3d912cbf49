package io.aisletide.traffic;

import io.aisletide.fleet.Robots;
import io.aisletide.grid.Floor;
import io.aisletide.state.StateImage;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import io.aisletide.state.Stateful;

/**
 * Hands out goals and takes note of arrivals. A robot is asked for once when it has become free, and again every {@link
 * Demand#ASK_AGAIN_TICKS} ticks as long as the demand has nothing for it; within a tick in ascending number.
 */
final class GoalDesk implements Stateful {
    private static final String SECTION = "goal-desk";

    private final Site site;
    private final Demand demand;
    /** Robots to look at before the next tick; some twice, or for nothing. */
    private RobotList due = new RobotList();

    private RobotList looking = new RobotList();
    /** Robots to ask again, by tick modulo the interval. */
    private final RobotList[] later = new RobotList[Demand.ASK_AGAIN_TICKS];

    GoalDesk(Site site, Demand demand) {
        this.site = site;
        this.demand = demand;
        for (int i = 0; i < later.length; i++) {
            later[i] = new RobotList();
        }
    }

    /** The robot may need a goal: before the next tick somebody has a look. */
    void noteFree(int robot) {
        due.add(robot);
    }

    /** Robots that have driven into their goal's cell in the tick that is over, ascending. */
    void arrive(RobotList robots) {
        for (int i = 0; i < robots.size(); i++) {
            int robot = robots.get(i);
            if (site.robots.has(robot, Robots.DETOUR)) {
                endDetour(robot);
            } else {
                reach(robot);
            }
        }
    }

    private void endDetour(int robot) {
        site.endDetour(robot);
        due.add(robot);
    }

    private void reach(int robot) {
        site.counters.goalsReached++;
        site.listener.goalReached(robot, site.robots.get(robot, Robots.GOAL), site.tick);
        site.robots.set(robot, Robots.GOAL, Demand.NO_GOAL);
        site.setStranded(robot, false); // It may have been pushed to its goal by others.
        due.add(robot);
    }

    /**
     * Gives goals to all that are due.
     *
     * @param assigned robots that have one now are added, in ascending number
     * @param fresh those of them that have got it just now
     */
    void assign(RobotList assigned, RobotList fresh) {
        RobotList now = due;
        due = looking;
        looking = now;
        due.clear();
        RobotList again = later[(int) (site.tick % Demand.ASK_AGAIN_TICKS)];
        for (int i = 0; i < again.size(); i++) {
            int robot = again.get(i);
            // Others have got work meanwhile, or have been asked since.
            if (isIdle(robot) && site.robots.get(robot, Robots.SINCE) + Demand.ASK_AGAIN_TICKS == (int) site.tick) {
                now.add(robot);
            }
        }
        again.clear();
        now.sortDistinct();
        for (int i = 0; i < now.size(); i++) {
            assign(now.get(i), assigned, fresh);
        }
    }

    private boolean isIdle(int robot) {
        return site.robots.isPresent(robot) && site.robots.get(robot, Robots.GOAL) == Demand.NO_GOAL;
    }

    private void assign(int robot, RobotList assigned, RobotList fresh) {
        if (!site.robots.isPresent(robot)) {
            return;
        }
        int cell = site.robots.get(robot, Robots.CELL);
        if (site.robots.get(robot, Robots.GOAL) == cell) {
            arriveAtOnce(robot);
        }
        if (!isIdle(robot)) {
            assigned.add(robot);
            return;
        }
        if (site.robots.has(robot, Robots.HELD)) {
            return; // Parks; looked at again when it is let go.
        }
        ask(robot, cell, assigned, fresh);
    }

    private void ask(int robot, int cell, RobotList assigned, RobotList fresh) {
        int goal = demand.nextGoal(robot, cell, site.tick);
        site.robots.set(robot, Robots.SINCE, (int) site.tick);
        if (goal == Demand.NO_GOAL) {
            later[(int) (site.tick % Demand.ASK_AGAIN_TICKS)].add(robot);
            return;
        }
        requireCell(goal, robot);
        give(robot, goal);
        site.listener.goalAssigned(robot, cell, site.robots.get(robot, Robots.HEADING), goal, site.tick);
        if (goal == cell) {
            reach(robot); // Due again in the next tick, not in this one: a demand may name the same cell for ever.
        } else {
            assigned.add(robot);
            fresh.add(robot);
        }
    }

    private void arriveAtOnce(int robot) {
        if (site.robots.has(robot, Robots.DETOUR)) {
            endDetour(robot);
        } else {
            site.dropLegs(robot, 0);
            reach(robot);
        }
    }

    private void requireCell(int goal, int robot) {
        Floor floor = site.floor;
        if (goal < 0 || goal >= floor.cellCapacity() || !floor.contains(floor.xOf(goal), floor.yOf(goal))) {
            throw new IllegalStateException("the demand sends robot " + robot + " to cell " + goal
                    + ", which is not on the floor of " + floor.width() + " x " + floor.height() + " cells");
        }
    }

    /** Sets a goal and what goes with it; the legs must have been dropped. */
    void give(int robot, int goal) {
        site.robots.set(robot, Robots.GOAL, goal);
        site.robots.set(robot, Robots.SINCE, (int) site.tick);
        site.robots.set(robot, Robots.STALLED, 0);
    }

    @Override
    public void save(StateImage to) {
        StateWriter section = to.section(SECTION);
        due.save(section);
        for (RobotList each : later) {
            each.save(section);
        }
    }

    @Override
    public void restore(StateImage from) {
        StateReader section = from.read(SECTION);
        due.restore(section);
        for (RobotList each : later) {
            each.restore(section);
        }
    }
}
