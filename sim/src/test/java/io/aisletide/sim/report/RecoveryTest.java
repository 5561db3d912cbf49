package io.aisletide.sim.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class RecoveryTest {
    @Test
    void shouldBeImmediateWhenThePaceNeverFell() {
        assertThat(ticksAfter(tick -> 1_000, 200, 600)).isZero();
        assertThat(ticksAfter(tick -> tick % 2 == 0 ? 990 : 1_010, 200, 600)).isZero();
    }

    @Test
    void shouldCountToTheFirstGoodAverageAfterTheDeepestOne() {
        // Falls at 210 and is back at 300, ramped between 280 and 300.
        IntUnaryOperator pace = tick -> tick < 210 || tick >= 300 ? 1_000 : tick < 280 ? 500 : 500 + 25 * (tick - 280);

        assertThat(ticksAfter(pace, 200, 600)).isBetween(90, 100);
    }

    @Test
    void shouldNotBeKnownWhenThePaceIsNotBackInTime() {
        assertThat(ticksAfter(tick -> tick < 200 ? 1_000 : 900, 200, 600)).isEqualTo(Recovery.NOT_YET);
        assertThat(ticksAfter(tick -> 1_000, 595, 600)).isEqualTo(Recovery.NOT_YET);
        assertThat(ticksAfter(tick -> 0, 200, 600)).isEqualTo(Recovery.NOT_YET);
    }

    @Test
    void shouldAverageOverMoreTicksWhenGoalsAreFew() {
        // Five goals every fifth tick: 20 ticks alone would hold 20 or 25 of them.
        assertThat(ticksAfter(tick -> tick % 7 == 0 ? 7 : 0, 203, 800)).isZero();
    }

    private static int ticksAfter(IntUnaryOperator goals, int tick, int end) {
        return Recovery.ticksAfter(goals, tick, end);
    }
}
