package io.aisletide.sim.testkit;

import io.aisletide.command.Command;
import io.aisletide.engine.EngineObserver;
import io.aisletide.engine.FleetView;
import io.aisletide.engine.Receipt;
import io.aisletide.grid.LoadClass;
import io.aisletide.sim.scenario.Scenario;
import io.aisletide.traffic.Demand;
import io.aisletide.traffic.RobotState;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the deadlocks of a floor as scenarios of their own, small ones where that is possible.
 *
 * <p>When robots are found stuck, the floor is written down as it is at that moment. Later, out of the engine's way, a
 * piece of it around those robots is run by itself: the smallest piece in which robots get stuck again is the case. If
 * none does, not even the whole floor (a jam depends on who has waited for how long, which is not written down), the run
 * from its beginning is.
 */
final class DeadlockCases implements EngineObserver {
    /** More of one run are nearly always the same one again. */
    private static final int MAX_CASES = 4;

    private static final int[] MARGINS_CELLS = {3, 8, 16, 1 << 14};
    private static final int PATIENCE_TICKS = 600;
    /** Ticks that a case goes on after its deadlock, to show what became of it. */
    private static final int AFTERMATH_TICKS = 100;

    private final TestFloor floor;
    private final List<Moment> moments = new ArrayList<>();

    /** The floor when robots were found stuck. */
    record Moment(long tick, int[] chain, List<Stand> robots, List<Command> rules) {}

    /**
     * A robot at that moment.
     *
     * @param goal where it wants to go; its own cell if nowhere
     */
    record Stand(int robot, int cell, int heading, int goal, LoadClass load, boolean paused) {}

    DeadlockCases(TestFloor floor) {
        this.floor = floor;
    }

    @Override
    public void deadlockFound(int[] chain, long tick) {
        if (moments.size() < MAX_CASES) {
            moments.add(new Moment(tick, chain.clone(), stands(floor.robots()), rulesInForce(tick)));
        }
    }

    private static List<Stand> stands(FleetView view) {
        List<Stand> stands = new ArrayList<>();
        for (int robot = 0; robot < view.robotLimit(); robot++) {
            RobotState state = view.state(robot);
            if (state != RobotState.ABSENT) {
                boolean wants = state != RobotState.STRANDED && view.goal(robot) != Demand.NO_GOAL;
                stands.add(new Stand(
                        robot,
                        view.cell(robot),
                        view.heading(robot),
                        wants ? view.goal(robot) : view.cell(robot),
                        view.load(robot),
                        state == RobotState.PAUSED));
            }
        }
        return stands;
    }

    private List<Command> rulesInForce(long tick) {
        List<FloorLog.Done> done = floor.commands();
        List<Command> rules = new ArrayList<>();
        for (FloorLog.Done candidate : done) {
            Receipt receipt = candidate.receipt();
            if (candidate.command() instanceof Command.OnCells rule
                    && (rule.expiresAfterTicks() == Command.NEVER || receipt.tick() + rule.expiresAfterTicks() > tick)
                    && done.stream().noneMatch(other -> other.command() instanceof Command.Undo undo
                            && undo.commandId() == receipt.commandId())) {
                rules.add(rule);
            }
        }
        return rules;
    }

    /** Writes a file for each deadlock. On the test's thread, after the last tick. */
    void save() {
        for (Moment moment : moments) {
            floor.save(caseOf(moment), "-deadlock-" + moment.tick());
        }
        moments.clear();
    }

    private Scenario caseOf(Moment moment) {
        for (int margin : MARGINS_CELLS) {
            Scenario piece = new FloorPiece(floor, moment, margin).scenario(PATIENCE_TICKS + AFTERMATH_TICKS);
            long found = ticksUntilStuck(piece);
            if (found >= 0) {
                return piece.withDuration((int) found + AFTERMATH_TICKS);
            }
        }
        return floor.replay();
    }

    /** When robots get stuck in it, or -1 if they do not. */
    private static long ticksUntilStuck(Scenario piece) {
        try (TestFloor again = new TestFloorBuilder().scenario(piece).saveTo(null).build()) {
            for (int ticks = 1; ticks <= PATIENCE_TICKS; ticks++) {
                if (again.advance(1).engine().counters().deadlocksDetected > 0) {
                    return ticks;
                }
            }
            return -1;
        }
    }
}
