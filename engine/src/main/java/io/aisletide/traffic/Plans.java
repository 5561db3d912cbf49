package io.aisletide.traffic;

import io.aisletide.fleet.Robots;
import io.aisletide.grid.Motion;

/**
 * Takes plans back outside of planning: when a robot is paused or removed, or a rule forbids a step.
 *
 * <p>A robot that suddenly stays where it is may stand in the way of others that had planned through its cell. Their plans
 * are taken back too, and so on. That ends: a plan is taken back once, and all robots standing still is always free of
 * conflicts.
 */
final class Plans {
    private final Site site;
    private final RobotList toCut = new RobotList();

    Plans(Site site) {
        this.site = site;
    }

    /** Makes the robot wait where it is, and all others whose plans that spoils. */
    void cut(int robot) {
        toCut.clear();
        toCut.add(robot);
        while (toCut.size() > 0) {
            int next = toCut.removeLast();
            if (site.robots.get(next, Robots.PLAN) != 0) {
                standStill(next);
            }
        }
    }

    private void standStill(int robot) {
        release(robot);
        int cell = site.robots.get(robot, Robots.CELL);
        site.robots.set(robot, Robots.PLAN, 0);
        site.robots.set(robot, Robots.END, cell);
        for (int t = 1; t <= site.reservations.window; t++) {
            int[] at = site.reservations.at(site.tick + t);
            int other = at[cell] - 1;
            if (other >= 0 && other != robot) {
                toCut.add(other);
            }
            at[cell] = robot + 1;
        }
    }

    /** Takes back what the robot's plan reserves after now. */
    private void release(int robot) {
        int plan = site.robots.get(robot, Robots.PLAN);
        int cell = site.robots.get(robot, Robots.CELL);
        int heading = site.robots.get(robot, Robots.HEADING);
        for (int t = 0; t < site.reservations.window; t++) {
            int action = plan >>> t * Operations.ACTION_BITS & Operations.ACTION_MASK;
            int direction = direction(action, heading);
            cell = direction < 0 ? cell : site.floor.neighbour(cell, direction);
            heading = headingAfter(action, heading);
            int[] at = site.reservations.at(site.tick + t + 1);
            if (at[cell] == robot + 1) {
                at[cell] = Reservations.NOBODY;
            }
        }
    }

    /** Reserves what the robot's plan needs. Different threads may do so for different robots: plans share no place. */
    void reserve(int robot) {
        int plan = site.robots.get(robot, Robots.PLAN);
        int cell = site.robots.get(robot, Robots.CELL);
        int heading = site.robots.get(robot, Robots.HEADING);
        site.reservations.at(site.tick)[cell] = robot + 1;
        for (int t = 0; t < site.reservations.window; t++) {
            int action = plan >>> t * Operations.ACTION_BITS & Operations.ACTION_MASK;
            int direction = direction(action, heading);
            cell = direction < 0 ? cell : site.floor.neighbour(cell, direction);
            heading = headingAfter(action, heading);
            site.reservations.at(site.tick + t + 1)[cell] = robot + 1;
        }
    }

    /** Reserves a cell for a robot that comes to stand there. */
    void occupy(int robot, int cell) {
        for (int t = 0; t <= site.reservations.window; t++) {
            site.reservations.at(site.tick + t)[cell] = robot + 1;
        }
    }

    /** Takes a robot out of all reservations. */
    void vacate(int robot) {
        release(robot);
        site.reservations.at(site.tick)[site.robots.get(robot, Robots.CELL)] = Reservations.NOBODY;
    }

    /** Whether all steps of the robot's plan are allowed by the rules as they are now, and come no sooner than limits of speed permit. */
    boolean isAllowed(int robot) {
        int[] data = site.robots.data();
        int record = robot << Robots.SHIFT;
        int plan = data[record + Robots.PLAN];
        if (plan == 0) {
            return true;
        }
        byte[] exits = site.overlay.exitsArray();
        int shift = (data[record + Robots.FLAGS] & Robots.LOADED) != 0 ? 4 : 0;
        int cell = data[record + Robots.CELL];
        int heading = data[record + Robots.HEADING];
        boolean slowCells = site.overlay.hasSlowCells();
        for (int t = 0; plan != 0; plan >>>= Operations.ACTION_BITS, t++) {
            int action = plan & Operations.ACTION_MASK;
            int direction = direction(action, heading);
            if (direction >= 0) {
                boolean forbidden = (exits[cell] >> shift + direction & 1) == 0;
                if (forbidden || slowCells && site.overlay.isHeldBack(robot, cell, site.tick + t)) {
                    return false;
                }
                cell = site.floor.neighbour(cell, direction);
            }
            heading = headingAfter(action, heading);
        }
        return true;
    }

    /** Direction of the step that an action makes, or -1 if it makes none. */
    private int direction(int action, int heading) {
        if (site.motion == Motion.ROTATE) {
            return action == Operations.FORWARD ? heading : -1;
        }
        return action - Operations.STEP;
    }

    private int headingAfter(int action, int heading) {
        if (site.motion == Motion.PEBBLE) {
            return action == Operations.WAIT ? heading : action - Operations.STEP;
        }
        return action <= Operations.FORWARD ? heading : heading + (action == Operations.RIGHT ? 1 : 3) & 3;
    }
}
