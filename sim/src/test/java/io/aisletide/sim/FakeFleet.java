package io.aisletide.sim;

import io.aisletide.engine.FleetView;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.traffic.Demand;
import io.aisletide.traffic.RobotState;
import java.util.ArrayList;
import java.util.List;

/** Robots that a test moves by hand. */
public final class FakeFleet implements FleetView {
    private final Floor floor;
    private final List<int[]> robots = new ArrayList<>();
    private final List<LoadClass> loads = new ArrayList<>();

    private static final int CELL = 0;
    private static final int HEADING = 1;
    private static final int PRESENT = 2;
    private static final int GOAL = 3;

    public FakeFleet(Floor floor) {
        this.floor = floor;
    }

    public int add(int x, int y, int heading, LoadClass load) {
        robots.add(new int[] {floor.cell(x, y), heading, 1, Demand.NO_GOAL});
        loads.add(load);
        return robots.size() - 1;
    }

    public int add(int x, int y) {
        return add(x, y, 0, LoadClass.EMPTY);
    }

    public void place(int robot, int x, int y) {
        robots.get(robot)[CELL] = floor.cell(x, y);
    }

    public void placeCell(int robot, int cell) {
        robots.get(robot)[CELL] = cell;
    }

    public void turn(int robot, int heading) {
        robots.get(robot)[HEADING] = heading;
    }

    public void goal(int robot, int goal) {
        robots.get(robot)[GOAL] = goal;
    }

    public void remove(int robot) {
        robots.get(robot)[PRESENT] = 0;
    }

    public void putBack(int robot) {
        robots.get(robot)[PRESENT] = 1;
    }

    @Override
    public int robotLimit() {
        return robots.size();
    }

    @Override
    public int robotCount() {
        return (int) robots.stream().filter(robot -> robot[PRESENT] == 1).count();
    }

    @Override
    public RobotState state(int robot) {
        return robots.get(robot)[PRESENT] == 1 ? RobotState.DRIVING : RobotState.ABSENT;
    }

    @Override
    public int cell(int robot) {
        return robots.get(robot)[CELL];
    }

    @Override
    public int heading(int robot) {
        return robots.get(robot)[HEADING];
    }

    @Override
    public int goal(int robot) {
        return robots.get(robot)[GOAL];
    }

    @Override
    public LoadClass load(int robot) {
        return loads.get(robot);
    }

    @Override
    public int tags(int robot) {
        return 0;
    }

    @Override
    public int robotAt(int cell) {
        for (int robot = 0; robot < robots.size(); robot++) {
            if (robots.get(robot)[PRESENT] == 1 && robots.get(robot)[CELL] == cell) {
                return robot;
            }
        }
        return -1;
    }
}
