package io.aisletide.sim.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aisletide.command.Command;
import io.aisletide.command.Scope;
import io.aisletide.engine.Receipt;
import io.aisletide.grid.Area;
import io.aisletide.grid.Direction;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.sim.FakeFleet;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SafetyMonitorTest {
    private final Floor floor = Floor.parse("......", "..#p..", "......");
    private final FakeFleet fleet = new FakeFleet(floor);
    private SafetyMonitor monitor = new SafetyMonitor(floor, Motion.ROTATE, Map.of("left", new Area.Rectangle(0, 0, 2, 3)));
    private long tick;

    @Test
    void shouldBeContentWithATrainAndACircle() {
        monitor = new SafetyMonitor(floor, Motion.PEBBLE, Map.of());
        int a = fleet.add(0, 0);
        int b = fleet.add(1, 0);
        int c = fleet.add(1, 1);
        int d = fleet.add(0, 1);
        int follower = fleet.add(3, 2);
        int leader = fleet.add(4, 2);
        begin();
        fleet.place(a, 1, 0);
        fleet.place(b, 1, 1);
        fleet.place(c, 0, 1);
        fleet.place(d, 0, 0);
        fleet.place(follower, 4, 2);
        fleet.place(leader, 5, 2);
        check();

        assertThat(monitor.first()).isEmpty();
        assertThat(monitor.violations()).isZero();
        assertThat(monitor.checkedTicks()).isEqualTo(1);
    }

    @Test
    void shouldSeeTwoRobotsInOneCell() {
        fleet.add(0, 0);
        int b = fleet.add(1, 0, Direction.W, LoadClass.EMPTY);
        begin();
        fleet.place(b, 0, 0);
        check();

        assertThat(monitor.count(SafetyKind.VERTEX)).isEqualTo(1);
        assertThat(monitor.collisions()).isEqualTo(1);
        assertThat(monitor.first().get(0).toString()).isEqualTo("tick 1: two robots in one cell: robot 0 and robot 1 at (0, 0)");
    }

    @Test
    void shouldSeeASwapOnce() {
        int a = fleet.add(0, 0);
        int b = fleet.add(1, 0, Direction.W, LoadClass.EMPTY);
        begin();
        fleet.place(a, 1, 0);
        fleet.place(b, 0, 0);
        check();

        assertThat(monitor.count(SafetyKind.SWAP)).isEqualTo(1);
        assertThat(monitor.violations()).isEqualTo(1);
    }

    @Test
    void shouldSeeWallsAndPodsAboveLoadedRobots() {
        int a = fleet.add(1, 1);
        int empty = fleet.add(4, 1, Direction.W, LoadClass.EMPTY);
        begin();
        fleet.place(a, 2, 1);
        fleet.place(empty, 3, 1);
        check();
        assertThat(monitor.count(SafetyKind.WALL)).isEqualTo(1);
        assertThat(monitor.count(SafetyKind.STORAGE)).isZero();

        int loaded = fleet.add(3, 2, Direction.N, LoadClass.LOADED);
        fleet.place(empty, 4, 1);
        check();
        fleet.place(loaded, 3, 1);
        check();
        assertThat(monitor.count(SafetyKind.STORAGE)).isEqualTo(1);
    }

    @Test
    void shouldSeeJumpsTurnsAndBothAtOnce() {
        int jumper = fleet.add(0, 0);
        int spinner = fleet.add(0, 2);
        int both = fleet.add(4, 0);
        int crab = fleet.add(4, 2);
        begin();
        fleet.place(jumper, 2, 0);
        fleet.turn(spinner, Direction.W);
        fleet.place(both, 5, 0);
        fleet.turn(both, Direction.S);
        fleet.place(crab, 3, 2);
        check();

        assertThat(monitor.count(SafetyKind.JUMP)).isEqualTo(1);
        assertThat(monitor.count(SafetyKind.TURN)).isEqualTo(1);
        assertThat(monitor.count(SafetyKind.MOVE_AND_TURN)).isEqualTo(1);
        assertThat(monitor.count(SafetyKind.SIDEWAYS)).isEqualTo(1);
        assertThat(monitor.violations()).isEqualTo(4);
    }

    @Test
    void shouldCountLostRobotsAgainstReceipts() {
        fleet.add(0, 0);
        int b = fleet.add(2, 0);
        begin();
        fleet.remove(b);
        applied(new Command.RemoveRobots(Scope.EVERYTHING, 1), 1, 1);
        check();
        assertThat(monitor.lostRobots()).isZero();

        fleet.add(5, 0);
        fleet.add(5, 2);
        applied(new Command.AddRobots(Scope.EVERYTHING, 2, LoadClass.EMPTY, null), 2, 2);
        check();
        assertThat(monitor.lostRobots()).isZero();

        fleet.remove(0);
        check();
        assertThat(monitor.lostRobots()).isEqualTo(1);
        assertThat(monitor.count(SafetyKind.LOST)).isEqualTo(1);
    }

    @Test
    void shouldLetRobotsOutOfAClosedAreaButNotIn() {
        int inside = fleet.add(0, 0);
        int outside = fleet.add(2, 2, Direction.W, LoadClass.EMPTY);
        begin();
        applied(new Command.Close(Scope.zone("left"), Command.NEVER), 7, 0);
        fleet.place(inside, 1, 0);
        check();
        fleet.place(inside, 2, 0);
        check();
        assertThat(monitor.violations()).isZero();

        fleet.place(outside, 1, 2);
        check();
        assertThat(monitor.count(SafetyKind.CLOSED)).isEqualTo(1);
    }

    @Test
    void shouldForgetAClosureThatExpired() {
        int robot = fleet.add(2, 0, Direction.W, LoadClass.EMPTY);
        begin();
        // In force for the ticks with numbers 0 and 1.
        applied(new Command.Close(Scope.zone("left"), 2), 7, 0);
        check();
        check();
        fleet.place(robot, 1, 0);
        check();
        assertThat(monitor.violations()).isZero();
    }

    @Test
    void shouldMindAClosureInItsLastTick() {
        int robot = fleet.add(2, 0, Direction.W, LoadClass.EMPTY);
        begin();
        applied(new Command.Close(Scope.zone("left"), 2), 7, 0);
        check();
        fleet.place(robot, 1, 0);
        check();
        assertThat(monitor.count(SafetyKind.CLOSED)).isEqualTo(1);
    }

    @Test
    void shouldFoldRulesInTheOrderTheyCame() {
        int robot = fleet.add(2, 0, Direction.W, LoadClass.EMPTY);
        begin();
        applied(new Command.Close(Scope.zone("left"), Command.NEVER), 7, 0);
        applied(new Command.Open(Scope.rectangle(1, 0, 1, 1), Command.NEVER), 8, 0);
        fleet.place(robot, 1, 0);
        check();
        assertThat(monitor.violations()).isZero();

        fleet.place(robot, 2, 0);
        fleet.turn(robot, Direction.W);
        monitor.begin(fleet, tick);
        applied(new Command.Undo(8), 9, 0);
        fleet.place(robot, 1, 0);
        check();
        assertThat(monitor.count(SafetyKind.CLOSED)).isEqualTo(1);
    }

    @Test
    void shouldMindTheLoadClassOfAClosure() {
        int robot = fleet.add(2, 0, Direction.W, LoadClass.EMPTY);
        int loaded = fleet.add(2, 2, Direction.W, LoadClass.LOADED);
        begin();
        applied(new Command.Evacuate(Scope.zone("left").withLoad(LoadClass.LOADED), Command.NEVER), 7, 0);
        fleet.place(robot, 1, 0);
        check();
        assertThat(monitor.violations()).isZero();
        fleet.place(loaded, 1, 2);
        check();
        assertThat(monitor.count(SafetyKind.CLOSED)).isEqualTo(1);
    }

    @Test
    void shouldIgnoreCommandsThatWereNotApplied() {
        int robot = fleet.add(2, 0, Direction.W, LoadClass.EMPTY);
        begin();
        monitor.commandDone(
                new Command.Close(Scope.EVERYTHING, Command.NEVER),
                new Receipt(1, Receipt.Status.REJECTED, 0, 0, 0, 0, 0, "no", 0, 0, 0));
        monitor.commandDone(
                new Command.Preview(new Command.Close(Scope.EVERYTHING, Command.NEVER)),
                new Receipt(2, Receipt.Status.PREVIEWED, 0, 0, 0, 0, 0, null, 0, 0, 0));
        fleet.place(robot, 1, 0);
        check();
        assertThat(monitor.violations()).isZero();
    }

    @Test
    void shouldStayExactWhenItLooksSeldom() {
        monitor = new SafetyMonitor(floor, Motion.PEBBLE, Map.of(), 5);
        int robot = fleet.add(0, 0);
        begin();
        for (int step = 0; step < 20; step++) {
            fleet.place(robot, step % 2 == 0 ? 1 : 0, 0);
            check();
        }
        assertThat(monitor.violations()).isZero();
        assertThat(monitor.checkedTicks()).isEqualTo(4);
        for (int step = 0; step < 4; step++) {
            check();
        }
        fleet.place(robot, 5, 2);
        check();
        assertThat(monitor.count(SafetyKind.JUMP)).isEqualTo(1);
        assertThatThrownBy(() -> new SafetyMonitor(floor, Motion.PEBBLE, Map.of(), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldBeginByItselfAfterTheFirstTick() {
        int robot = fleet.add(0, 0);
        check();
        fleet.place(robot, 4, 0);
        check();
        assertThat(monitor.count(SafetyKind.JUMP)).isEqualTo(1);
        assertThat(monitor.violations()).isEqualTo(1);
    }

    private void begin() {
        monitor.begin(fleet, tick);
    }

    private void check() {
        monitor.check(fleet, ++tick);
    }

    private void applied(Command command, long id, int affected) {
        monitor.commandDone(
                command, new Receipt(id, Receipt.Status.APPLIED, tick, affected, 0, 0, 0, null, 0, 0, 0));
    }
}
