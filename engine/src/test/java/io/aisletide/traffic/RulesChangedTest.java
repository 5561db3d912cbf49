package io.aisletide.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.distance.Guidance;
import io.aisletide.grid.Area;
import io.aisletide.grid.Direction;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.grid.Overlay;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RulesChangedTest {
    private static final int BOTH = 3;

    /** Two rooms with two doors, at rows 1 and 5. */
    private final Floor floor = Floor.parse(
            ".....#.....",
            "...........",
            ".....#.....",
            ".....#.....",
            ".....#.....",
            "...........",
            ".....#.....");

    private final TrafficWorld world = new TrafficWorld(
            floor,
            Motion.ROTATE,
            1,
            1,
            (robot, cell, tick) -> Demand.NO_GOAL,
            new TrafficTuning(Guidance.none(floor), 3, 3, Persistence.GREAT));
    private final World.Effect effect = new World.Effect();

    @AfterEach
    void close() {
        world.close();
    }

    private int robotAt(int x, int y) {
        return world.addRobot(floor.cell(x, y), Direction.E, LoadClass.EMPTY, 0);
    }

    private void close(long id, int x, int y, int width, int height) {
        world.overlay().add(rule(id, x, y, width, height));
        world.rulesChanged(effect, false);
    }

    private static Overlay.Rule rule(long id, int x, int y, int width, int height) {
        Area area = new Area.Rectangle(x, y, width, height);
        return new Overlay.Rule(id, Overlay.Kind.CLOSE, area, BOTH, Overlay.Rule.NO_PARAMETER);
    }

    private void open(long id) {
        world.overlay().remove(id);
        world.rulesChanged(effect, false);
    }

    private int ticksUntilArrived(int robot, int limit) {
        int ticks = 0;
        while (world.goal(robot) != Demand.NO_GOAL && ticks < limit) {
            world.step();
            ticks++;
        }
        return ticks;
    }

    @Test
    void shouldLeadRoundAClosedDoor() {
        int robot = robotAt(0, 1);
        world.redirect(robot, floor.cell(10, 1));
        close(1, 5, 1, 1, 1);

        assertThat(effect.rerouted).isEqualTo(1);
        assertThat(effect.stranded).isZero();
        assertThat(ticksUntilArrived(robot, 50)).isEqualTo(10 + 8 + 3);
    }

    @Test
    void shouldStrandARobotWithoutAWayAndFreeItWhenThereIsOneAgain() {
        int robot = robotAt(0, 1);
        world.redirect(robot, floor.cell(10, 1));
        close(1, 5, 0, 1, 7);

        assertThat(effect.stranded).isEqualTo(1);
        assertThat(world.state(robot)).isEqualTo(RobotState.STRANDED);
        assertThat(world.wayCells(robot, world.goal(robot))).isEqualTo(Integer.MAX_VALUE);
        world.step();
        assertThat(world.cell(robot)).isEqualTo(floor.cell(0, 1));
        assertThat(world.counters().strandedNow).isEqualTo(1);

        open(1);
        assertThat(effect.rerouted).isEqualTo(1);
        assertThat(world.state(robot)).isEqualTo(RobotState.DRIVING);
        assertThat(ticksUntilArrived(robot, 50)).isEqualTo(10);
        assertThat(world.counters().strandedNow).isZero();
    }

    @Test
    void shouldNotEnterAClosedCellEvenIfThatWasPlanned() {
        int robot = robotAt(3, 1);
        world.redirect(robot, floor.cell(10, 1));
        world.step();
        assertThat(world.cell(robot)).isEqualTo(floor.cell(4, 1));
        close(1, 5, 1, 1, 1);
        for (int t = 0; t < 30; t++) {
            world.step();
            assertThat(world.cell(robot)).isNotEqualTo(floor.cell(5, 1));
        }
    }

    @Test
    void shouldOnlyLeaveAClosedArea() {
        int robot = robotAt(2, 3);
        world.redirect(robot, floor.cell(10, 1));
        close(1, 0, 0, 5, 7);
        int lastX = 2;
        for (int t = 0; t < 40; t++) {
            world.step();
            int x = floor.xOf(world.cell(robot));
            assertThat(x).isGreaterThanOrEqualTo(lastX);
            lastX = x;
        }
        assertThat(world.goal(robot)).isEqualTo(Demand.NO_GOAL);
        world.redirect(robot, floor.cell(2, 3));
        world.step();
        world.step();
        assertThat(world.state(robot)).isEqualTo(RobotState.STRANDED);
    }

    @Test
    void shouldSayTheSameInALookAsInEarnestAndLeaveNoTrace() {
        for (int y = 0; y < 7; y++) {
            world.redirect(robotAt(0, y), floor.cell(10, y));
        }
        world.step();
        long before = world.stateHash();
        Overlay.Rule rule = rule(1, 5, 1, 1, 1);
        world.overlay().add(rule);
        world.rulesChanged(effect, true);
        int rerouted = effect.rerouted;
        int affected = effect.affected;
        long extra = effect.extraCells;
        world.overlay().remove(1);
        world.rulesChanged(effect, true);
        assertThat(world.stateHash()).isEqualTo(before);

        world.overlay().add(rule);
        world.rulesChanged(effect, false);
        assertThat(effect.rerouted).isEqualTo(rerouted).isPositive();
        assertThat(effect.affected).isEqualTo(affected);
        assertThat(effect.extraCells).isEqualTo(extra).isPositive();
    }

    @Test
    void shouldCountAGoalInTheOwnCellAsReachedOnce() {
        int robot = robotAt(0, 0);
        world.redirect(robot, floor.cell(0, 0));
        for (int t = 0; t < 5; t++) {
            world.step();
        }
        assertThat(world.counters().goalsReached).isEqualTo(1);
        assertThat(world.state(robot)).isEqualTo(RobotState.IDLE);
    }

    @Test
    void shouldStandStillWhilePaused() {
        int robot = robotAt(0, 1);
        world.redirect(robot, floor.cell(10, 1));
        world.step();
        world.setPaused(robot, true);
        int cell = world.cell(robot);
        for (int t = 0; t < 5; t++) {
            world.step();
            assertThat(world.cell(robot)).isEqualTo(cell);
        }
        world.setPaused(robot, false);
        assertThat(ticksUntilArrived(robot, 50)).isLessThanOrEqualTo(10);
    }
}
