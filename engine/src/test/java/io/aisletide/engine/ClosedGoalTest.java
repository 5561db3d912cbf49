package io.aisletide.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.command.Command;
import io.aisletide.command.Scope;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.traffic.Demand;
import io.aisletide.traffic.RobotState;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Work that is given out while its place is closed. */
class ClosedGoalTest {
    private static final int WIDTH = 128;
    private static final int SIDE = 40;
    private static final int ROBOTS = 20;

    private static Floor hall() {
        String[] rows = new String[SIDE];
        Arrays.fill(rows, ".".repeat(WIDTH));
        return Floor.parse(rows);
    }

    @Test
    void shouldStrandRobotsAtOnceAndFreeThemWhenTheirNewGoalsAreClosedAndOpenAgain() {
        Floor floor = hall();
        for (Motion motion : Motion.values()) {
            // Once each, after tick 10: a cell of its own in the two columns that are closed at tick 5.
            boolean[] given = new boolean[ROBOTS];
            Demand demand = (robot, cell, tick) -> {
                if (tick < 10 || given[robot]) {
                    return Demand.NO_GOAL;
                }
                given[robot] = true;
                return floor.cell(20 + (robot & 1), 2 + robot);
            };
            try (FleetEngine engine = FleetEngine.builder(floor)
                    .motion(motion)
                    .seed(3)
                    .robots(ROBOTS, LoadClass.EMPTY)
                    .demand(demand)
                    .build()) {
                engine.advance(5);
                Receipt closed = engine.submit(new Command.Evacuate(Scope.rectangle(20, 0, 2, SIDE), Command.NEVER)).join();
                assertThat(closed.status()).isEqualTo(Receipt.Status.APPLIED);
                engine.advance(Demand.ASK_AGAIN_TICKS);

                int stranded = engine.counters().strandedNow;
                int inState = 0;
                for (int robot = 0; robot < ROBOTS; robot++) {
                    inState += engine.robots().state(robot) == RobotState.STRANDED ? 1 : 0;
                }
                assertThat(stranded).as("robots sent into the closed aisle, %s", motion).isEqualTo(ROBOTS).isEqualTo(inState);

                Receipt open = engine.submit(new Command.Open(Scope.rectangle(20, 0, 2, SIDE), Command.NEVER)).join();
                assertThat(open.rerouted()).isGreaterThanOrEqualTo(stranded);
                long before = engine.counters().goalsReached;
                engine.advance(250);
                assertThat(engine.counters().strandedNow).isZero();
                assertThat(engine.counters().goalsReached).isGreaterThanOrEqualTo(before + stranded);
            }
        }
    }
}
