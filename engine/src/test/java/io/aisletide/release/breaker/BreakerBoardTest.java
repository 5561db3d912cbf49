package io.aisletide.release.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.release.analysis.Evidence;
import io.aisletide.release.routing.RoutingTable;
import io.aisletide.release.spec.BreakerSpec;
import io.aisletide.release.spec.Specs;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Breakers of a stable version in slot 0 and another in slot 1; a tick is a second. */
class BreakerBoardTest {
    private static final int ZONES = 10;
    private static final int NEVER = -1;
    private final BreakerSpec spec = BreakerSpec.defaults("b", Specs.ROUTE, Specs.SECOND);
    private final BreakerBoard board = new BreakerBoard(List.of(spec), List.of(Specs.ROUTE), ZONES);
    private final Evidence evidence = new Evidence(1, ZONES, 1);
    private RoutingTable table = new RoutingTable(new int[] {0});
    private int tick;

    /** One tick: so many calls from a zone, so many of them faults. */
    private void tick(int slot, int zone, int calls, int faults) {
        evidence.clear();
        evidence.add(0, slot, zone, calls, 0, 0);
        evidence.addFaults(0, slot, zone, 0, faults);
        step();
    }

    private void step() {
        board.step(tick++, evidence, table, (endpoint, slot, zone, from, to) -> assertThat(from)
                .isNotEqualTo(to));
    }

    /** How many of ten calls the version in slot 1 gets; the others go to the stable one. */
    private int letThrough(int zone) {
        int through = 0;
        for (int call = 0; call < 10; call++) {
            int answers = board.route(0, 1, 0, zone);
            assertThat(answers).isBetween(0, 1);
            through += answers;
        }
        return through;
    }

    private void quiet(int ticks) {
        evidence.clear();
        for (int i = 0; i < ticks; i++) {
            step();
        }
    }

    private int ticksUntil(BreakerState state, int zone, int limit) {
        for (int i = 0; i < limit; i++) {
            if (board.state(0, 1, zone) == state) {
                return i;
            }
            quiet(1);
        }
        return NEVER;
    }

    @Test
    void shouldOpenAtItsShareOfFaultsButNotBelowTheLeastCalls() {
        tick(1, 3, 19, 19);
        assertThat(board.state(0, 1, 3)).isEqualTo(BreakerState.CLOSED);
        tick(1, 3, 1, 0);
        assertThat(board.state(0, 1, 3)).isEqualTo(BreakerState.OPEN);
        assertThat(letThrough(3)).isZero();
        assertThat(board.state(0, 1, 4)).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void shouldForgetWhatLeftTheWindow() {
        tick(1, 3, 19, 19);
        quiet(60);
        tick(1, 3, 20, 9);
        assertThat(board.state(0, 1, 3)).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void shouldOpenForSlowCallsToo() {
        evidence.clear();
        evidence.add(0, 1, 3, 20, 0, 16);
        step();
        assertThat(board.state(0, 1, 3)).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void shouldCloseAfterAGoodTrialAndBeginAnew() {
        tick(1, 3, 20, 20);
        assertThat(ticksUntil(BreakerState.HALF_OPEN, 3, 100)).isEqualTo(30);
        assertThat(letThrough(3)).isEqualTo(5);
        tick(1, 3, 5, 2);
        assertThat(board.state(0, 1, 3)).isEqualTo(BreakerState.CLOSED);
        assertThat(letThrough(3)).isEqualTo(10);
        tick(1, 3, 19, 19);
        assertThat(board.state(0, 1, 3)).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void shouldWaitTwiceAsLongAfterEachFailedTrialUpToABound() {
        tick(1, 3, 20, 20);
        int[] waits = {30, 60, 120, 240, 300, 300};
        for (int wait : waits) {
            assertThat(ticksUntil(BreakerState.HALF_OPEN, 3, 400)).isEqualTo(wait);
            tick(1, 3, 5, 5);
            assertThat(board.state(0, 1, 3)).isEqualTo(BreakerState.OPEN);
        }
    }

    /** resilience4j #903, #935, #1389, #2172: half-open for ever, because a permit was never returned. */
    @Test
    void shouldGiveLostPermitsOutAgainAndEndATrialWithoutAVerdict() {
        tick(1, 3, 20, 20);
        ticksUntil(BreakerState.HALF_OPEN, 3, 100);
        assertThat(letThrough(3)).isEqualTo(5);
        tick(1, 3, 2, 0);
        assertThat(letThrough(3)).isZero();
        quiet(spec.leaseTicks());
        assertThat(letThrough(3)).isEqualTo(3);
        assertThat(ticksUntil(BreakerState.OPEN, 3, 61)).isPositive();
    }

    /** Under a stable version there is nothing but standing still. */
    @Test
    void shouldKeepTheStableVersionRoutingWhenItFailsEverywhere() {
        evidence.clear();
        for (int zone = 0; zone < ZONES; zone++) {
            evidence.add(0, 0, zone, 100, 0, 0);
            evidence.addFaults(0, 0, zone, 0, 100);
        }
        step();
        assertThat(board.openZones(0, 0)).isEqualTo(1);
    }

    @Test
    void shouldCloseTheSurplusWhenTheVersionBecomesStable() {
        evidence.clear();
        for (int zone = 0; zone < 4; zone++) {
            evidence.add(0, 1, zone, 100, 0, 0);
            evidence.addFaults(0, 1, zone, 0, 100);
        }
        step();
        assertThat(board.openZones(0, 1)).isEqualTo(4);
        table = table.change().toAll(0, 1).apply();
        quiet(1);
        assertThat(board.openZones(0, 1)).isEqualTo(1);
        assertThat(board.route(0, 1, 1, 3)).isEqualTo(1);
        assertThat(board.route(0, 1, 1, 0)).isEqualTo(BreakerBoard.HOLD_POSITION);
    }
}
