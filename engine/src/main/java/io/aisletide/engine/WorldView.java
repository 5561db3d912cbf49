package io.aisletide.engine;

import io.aisletide.grid.LoadClass;
import io.aisletide.traffic.RobotState;
import io.aisletide.traffic.World;

/** A {@link World} of which only robots can be seen, and nothing changed. */
record WorldView(World world) implements FleetView {
    @Override
    public int robotLimit() {
        return world.robotLimit();
    }

    @Override
    public int robotCount() {
        return world.robotCount();
    }

    @Override
    public RobotState state(int robot) {
        return world.state(robot);
    }

    @Override
    public int cell(int robot) {
        return world.cell(robot);
    }

    @Override
    public int heading(int robot) {
        return world.heading(robot);
    }

    @Override
    public int goal(int robot) {
        return world.goal(robot);
    }

    @Override
    public LoadClass load(int robot) {
        return world.load(robot);
    }

    @Override
    public int tags(int robot) {
        return world.tags(robot);
    }

    @Override
    public int robotAt(int cell) {
        return world.robotAt(cell);
    }
}
