package io.aisletide.sim.testkit;

import io.aisletide.traffic.RobotState;

/** What may be claimed of one robot of a floor. */
public final class RobotAssert {
    private final FloorAssert from;
    private final TestFloor floor;
    private final int robot;

    RobotAssert(FloorAssert from, TestFloor floor, int robot) {
        this.from = from;
        this.floor = floor;
        this.robot = robot;
    }

    /** It has had that cell as its goal, and has reached it. */
    public RobotAssert hasReached(int x, int y) {
        if (!floor.hasReached(robot, x, y)) {
            from.fail("robot " + robot + " has not reached (" + x + ", " + y + ") as its goal; it is " + state());
        }
        return this;
    }

    public RobotAssert isAt(int x, int y) {
        if (isAbsent() || floor.robots().cell(robot) != floor.floor().cell(x, y)) {
            from.fail("robot " + robot + " is not at (" + x + ", " + y + ") but " + state());
        }
        return this;
    }

    public RobotAssert is(RobotState state) {
        if (stateOf() != state) {
            from.fail("robot " + robot + " is not " + state + " but " + state());
        }
        return this;
    }

    /** Back to the floor. */
    public FloorAssert floor() {
        return from;
    }

    private RobotState stateOf() {
        boolean known = robot >= 0 && robot < floor.robots().robotLimit();
        return known ? floor.robots().state(robot) : RobotState.ABSENT;
    }

    private boolean isAbsent() {
        return stateOf() == RobotState.ABSENT;
    }

    private String state() {
        if (isAbsent()) {
            return "not on the floor";
        }
        int goal = floor.robots().goal(robot);
        return stateOf() + " at " + floor.floor().describe(floor.robots().cell(robot))
                + (goal < 0 ? "" : " with the goal " + floor.floor().describe(goal));
    }
}
