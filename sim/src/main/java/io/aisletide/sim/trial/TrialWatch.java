package io.aisletide.sim.trial;

import io.aisletide.engine.EngineObserver;
import io.aisletide.engine.FleetEngine;
import io.aisletide.engine.FleetView;
import io.aisletide.sim.safety.SafetyMonitor;
import io.aisletide.traffic.RobotState;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every tick of a run: keeps the state hash, and checks what the {@link SafetyMonitor} beside it does not. The
 * first thing that is wrong is kept. Engine's thread; read when the run is over.
 */
final class TrialWatch implements EngineObserver {
    private final SafetyMonitor safety;
    private final FirstFailure failure;
    private final Timeline timeline;
    private int[] cells = new int[0];
    private int[] headings = new int[0];
    private long goals;
    private long robotTicks;
    private @Nullable FleetView robots;

    /** @param safety told of each tick before this is */
    TrialWatch(SafetyMonitor safety, FirstFailure failure, Timeline timeline) {
        this.safety = safety;
        this.failure = failure;
        this.timeline = timeline;
    }

    @Override
    public void beginning(FleetEngine engine, long tick) {
        robots = engine.robots();
        goals = engine.counters().goalsReached;
        keep(engine.robots());
    }

    @Override
    public void goalReached(int robot, int goal, long tick) {
        goals++;
        FleetView view = robots;
        if (view != null && view.cell(robot) != goal) {
            failure.note(Failure.GOAL_ELSEWHERE, "robot " + robot + " is said to have reached cell " + goal + ", and stands in "
                    + view.cell(robot), tick);
        }
    }

    @Override
    public void tickDone(FleetEngine engine, long tick, long tickNanos) {
        FleetView view = engine.robots();
        if (!timeline.note(tick, engine.stateHash())) {
            failure.note(Failure.RECOVERED_DIFFERENTLY, "after tick " + (tick - 1) + " the state is not what it was", tick);
        }
        robotTicks += view.robotCount();
        if (safety.violations() > 0) {
            failure.note(safety.first().get(0).kind().description(), safety.first().get(0).toString(), tick);
        }
        if (engine.counters().goalsReached != goals) {
            failure.note(Failure.GOALS_MISCOUNTED, engine.counters().goalsReached + " goals are counted, and " + goals
                    + " were announced", tick);
        }
        checkPaused(view, tick);
        keep(view);
    }

    /** Robots are paused between ticks only, so one that is paused now was so all through the tick. */
    private void checkPaused(FleetView view, long tick) {
        for (int robot = 0; robot < cells.length; robot++) {
            if (view.state(robot) == RobotState.PAUSED
                    && cells[robot] >= 0
                    && (view.cell(robot) != cells[robot] || view.heading(robot) != headings[robot])) {
                failure.note(Failure.PAUSED_MOVED, "robot " + robot + " is paused and moved", tick);
            }
        }
    }

    private void keep(FleetView view) {
        int limit = view.robotLimit();
        if (cells.length != limit) {
            cells = new int[limit];
            headings = new int[limit];
        }
        for (int robot = 0; robot < limit; robot++) {
            boolean present = view.state(robot) != RobotState.ABSENT;
            cells[robot] = present ? view.cell(robot) : -1;
            headings[robot] = present ? view.heading(robot) : 0;
        }
    }

    long goals() {
        return goals;
    }

    long robotTicks() {
        return robotTicks;
    }
}
