package io.aisletide.sim.testkit;

import io.aisletide.sim.safety.SafetyMonitor;
import io.aisletide.sim.safety.SafetyViolation;
import io.aisletide.traffic.TrafficCounters;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/** What may be claimed of a floor. A failure ends with the floor's report: seed, tick, and how to see it again. */
public final class FloorAssert extends AbstractAssert<FloorAssert, TestFloor> {
    FloorAssert(TestFloor floor) {
        super(floor, FloorAssert.class);
    }

    /** No two robots in one cell, and no two that swapped places, in any tick so far. */
    public FloorAssert hasNoCollisions() {
        SafetyMonitor safety = floor().safety();
        if (safety.collisions() > 0) {
            fail(safety.collisions() + " collisions, the first of " + listed(safety.first()));
        }
        return this;
    }

    /** No collision, no wall or closed cell entered, no impossible move, no robot lost, in any tick so far. */
    public FloorAssert isSafe() {
        SafetyMonitor safety = floor().safety();
        if (safety.violations() > 0) {
            fail(safety.violations() + " safety violations, the first of " + listed(safety.first()));
        }
        return this;
    }

    /** At least so many goals were reached a tick, over the last so many ticks. */
    public FloorAssert hasThroughputOfAtLeast(double goalsPerTick, int lastTicks) {
        if (floor().tick() < lastTicks) {
            fail("the last " + lastTicks + " ticks cannot be judged: only " + floor().tick() + " have run");
        }
        double throughput = floor().throughput(lastTicks);
        if (throughput < goalsPerTick) {
            fail(String.format(Locale.ROOT, "%.3f goals a tick over the last %d ticks, fewer than %.3f",
                    throughput, lastTicks, goalsPerTick));
        }
        return this;
    }

    /** At most that share of the goals so far took longer than so many ticks; see {@link TestFloor#lateRatio}. */
    public FloorAssert hasLateRatioOfAtMost(double ratio, int limitTicks) {
        double late = floor().lateRatio(limitTicks);
        if (Double.isNaN(late)) {
            fail("no goal has been reached, and none is late yet: nothing to judge");
        }
        if (late > ratio) {
            fail(String.format(Locale.ROOT, "%.4f of the goals took more than %d ticks, allowed are %.4f",
                    late, limitTicks, ratio));
        }
        return this;
    }

    public FloorAssert hasReachedAtLeast(int goals) {
        if (floor().goalsReached() < goals) {
            fail(floor().goalsReached() + " goals were reached, fewer than " + goals);
        }
        return this;
    }

    /** No robot's goal is out of its reach now. */
    public FloorAssert strandsNobody() {
        int stranded = counters().strandedNow;
        if (stranded > 0) {
            fail(stranded + " robots are stranded: their goals are out of reach");
        }
        return this;
    }

    /** No robots were found stuck so far. */
    public FloorAssert hasNoDeadlocks() {
        long found = counters().deadlocksDetected;
        if (found > 0) {
            fail(found + " deadlocks were found, and " + counters().deadlocksResolved + " resolved");
        }
        return this;
    }

    /** Nobody stands in columns x to x + width - 1 of rows y to y + height - 1. */
    public FloorAssert isEmptyIn(int x, int y, int width, int height) {
        List<Integer> inside = floor().robotsIn(x, y, width, height);
        if (!inside.isEmpty()) {
            fail("robots " + inside + " stand in the area at (" + x + ", " + y + ") of " + width + " x " + height);
        }
        return this;
    }

    /** Claims of one robot; back to the floor with {@link RobotAssert#floor}. */
    public RobotAssert robot(int robot) {
        return new RobotAssert(this, floor(), robot);
    }

    private TestFloor floor() {
        isNotNull();
        return actual;
    }

    private TrafficCounters counters() {
        return floor().engine().counters();
    }

    void fail(String what) {
        failWithMessage("%s%n%s", what, floor().report());
    }

    private static String listed(List<SafetyViolation> violations) {
        return violations.stream().limit(5).map(SafetyViolation::toString).collect(Collectors.joining("\n  ", "\n  ", ""));
    }
}
