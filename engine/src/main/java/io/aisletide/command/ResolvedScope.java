package io.aisletide.command;

import io.aisletide.grid.Area;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.traffic.RobotState;
import io.aisletide.traffic.World;

/**
 * A scope with its names looked up.
 *
 * @param loadMask classes it speaks of: bit 0 EMPTY, bit 1 LOADED
 * @param tagMask a robot belongs to it if it carries one of these bits; 0 for all robots
 */
record ResolvedScope(Area area, Area.Rectangle bounds, int loadMask, int tagMask) {
    static final int ANY_LOAD = (1 << LoadClass.COUNT) - 1;

    /** @param scope one that {@link CommandValidator} has passed */
    static ResolvedScope of(Scope scope, Vocabulary vocabulary) {
        Floor floor = vocabulary.floor();
        Area area = scope.area();
        if (area == null && scope.zone() != null) {
            area = vocabulary.zone(scope.zone());
        }
        if (area == null) {
            area = new Area.Rectangle(0, 0, floor.width(), floor.height());
        }
        int loadMask = scope.load() == null ? ANY_LOAD : 1 << scope.load().ordinal();
        int tagMask = scope.tag() == null ? 0 : vocabulary.tagBit(scope.tag());
        return new ResolvedScope(area, area.bounds(), loadMask, tagMask);
    }

    boolean containsCell(Floor floor, int cell) {
        int x = floor.xOf(cell);
        int y = floor.yOf(cell);
        // The bounds first: a polygon's own test costs a pass over its vertices.
        return bounds.contains(x, y) && (area == bounds || area.contains(x, y));
    }

    boolean speaksOf(LoadClass load) {
        return (loadMask >>> load.ordinal() & 1) != 0;
    }

    boolean containsRobot(Floor floor, World world, int robot) {
        return world.state(robot) != RobotState.ABSENT
                && speaksOf(world.load(robot))
                && (tagMask == 0 || (world.tags(robot) & tagMask) != 0)
                && containsCell(floor, world.cell(robot));
    }

    /** Numbers of the robots in scope, ascending. */
    IntList robots(Floor floor, World world) {
        IntList robots = new IntList();
        int limit = world.robotLimit();
        for (int robot = 0; robot < limit; robot++) {
            if (containsRobot(floor, world, robot)) {
                robots.add(robot);
            }
        }
        return robots;
    }
}
