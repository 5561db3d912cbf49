package io.aisletide.workflow;

import io.aisletide.api.RobotRequest;
import io.aisletide.fleet.Robots;
import io.aisletide.grid.LoadClass;
import io.aisletide.traffic.TrafficView;

/** A question about a robot, filled again and again. */
abstract class RobotQuestion implements RobotRequest {
    private int robot;
    private int cell;
    private int heading;
    private int goal;
    private int goalAgeTicks;
    private boolean loaded;

    /** Reads the robot's record. */
    final void ofRobot(TrafficView view, int number) {
        Robots robots = view.robots();
        set(
                number,
                robots.get(number, Robots.CELL),
                robots.get(number, Robots.HEADING),
                view.goal(number),
                (int) view.tick() - robots.get(number, Robots.SINCE),
                view.load(number) == LoadClass.LOADED);
    }

    final void set(int number, int atCell, int atHeading, int toGoal, int ageTicks, boolean withPod) {
        robot = number;
        cell = atCell;
        heading = atHeading;
        goal = toGoal;
        goalAgeTicks = ageTicks;
        loaded = withPod;
    }

    @Override
    public final int robot() {
        return robot;
    }

    @Override
    public final int cell() {
        return cell;
    }

    @Override
    public final int heading() {
        return heading;
    }

    @Override
    public final int goal() {
        return goal;
    }

    @Override
    public final int goalAgeTicks() {
        return goalAgeTicks;
    }

    @Override
    public final boolean loaded() {
        return loaded;
    }
}
