package io.aisletide.command;

import io.aisletide.grid.Direction;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.traffic.RobotState;
import io.aisletide.traffic.World;

/** Stopping robots and letting them go on; putting robots on the floor and taking them off. */
final class FleetCommands {
    private final Vocabulary vocabulary;
    private final Floor floor;
    private final World world;

    FleetCommands(Vocabulary vocabulary, World world) {
        this.vocabulary = vocabulary;
        floor = vocabulary.floor();
        this.world = world;
    }

    /** Affects the robots that were not paused before. */
    void pause(ResolvedScope scope, boolean dryRun, Outcome outcome) {
        IntList robots = scope.robots(world);
        for (int i = 0; i < robots.size; i++) {
            int robot = robots.get(i);
            if (world.state(robot) != RobotState.PAUSED) {
                outcome.affected++;
                if (!dryRun) {
                    world.setPaused(robot, true);
                }
            }
        }
    }

    /** Affects the robots that were paused, or held by an alarm. */
    void resume(ResolvedScope scope, boolean dryRun, Outcome outcome) {
        IntList robots = scope.robots(world);
        for (int i = 0; i < robots.size; i++) {
            int robot = robots.get(i);
            if (world.state(robot) == RobotState.PAUSED || world.isHeld(robot)) {
                outcome.affected++;
                if (!dryRun) {
                    world.setPaused(robot, false);
                    world.setHeld(robot, false);
                }
            }
        }
    }

    /** Spreads the new robots evenly over the vacant cells in scope. */
    void add(Command.AddRobots command, ResolvedScope scope, boolean dryRun, Outcome outcome) {
        LoadClass load = command.load();
        IntList vacant = new IntList();
        scope.area().forEachCell(floor, cell -> {
            if (world.isVacant(cell, load)) {
                vacant.add(cell);
            }
        });
        int count = command.count();
        if (count > vacant.size) {
            outcome.reject(Rejection.NO_ROOM, "the area has " + vacant.size + " vacant cells for " + load
                    + " robots, not " + count);
            return;
        }
        outcome.affected = count;
        if (dryRun) {
            return;
        }
        int tags = command.tag() == null ? 0 : vocabulary.tagBit(command.tag());
        for (int i = 0; i < count; i++) {
            int cell = vacant.get((int) ((long) i * vacant.size / count));
            if (world.addRobot(cell, Direction.E, load, tags) < 0) {
                throw new IllegalStateException("vacant cell " + floor.describe(cell) + " took no robot");
            }
        }
    }

    /** Takes the robots with the lowest numbers; fewer than asked for if there are fewer. */
    void remove(Command.RemoveRobots command, ResolvedScope scope, boolean dryRun, Outcome outcome) {
        IntList robots = scope.robots(world);
        outcome.affected = command.count() == 0 ? robots.size : Math.min(command.count(), robots.size);
        for (int i = 0; i < outcome.affected && !dryRun; i++) {
            world.removeRobot(robots.get(i));
        }
    }
}
