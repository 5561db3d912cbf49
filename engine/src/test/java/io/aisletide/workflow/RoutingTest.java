package io.aisletide.workflow;

import static io.aisletide.workflow.Crowd.OTHER_YIELD;
import static io.aisletide.workflow.Crowd.ROBOTS;
import static io.aisletide.workflow.Crowd.everyNth;
import static io.aisletide.workflow.Crowd.route;
import static io.aisletide.workflow.Crowd.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aisletide.api.YieldVersion;
import io.aisletide.fleet.Robots;
import io.aisletide.grid.Area;
import io.aisletide.grid.Overlay;
import io.aisletide.traffic.World;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Which version is asked about which robot: slots, tables, missions, gates. */
class RoutingTest {
    @Test
    void shouldEndMissionsOnTheVersionThatBeganThem() {
        try (Crowd crowd = Crowd.asking(11, 2, ROBOTS)) {
            AtomicInteger renewed = new AtomicInteger();
            AtomicInteger began = new AtomicInteger();
            EndpointDispatcher routes = crowd.endpoints.of(Endpoint.PLAN_ROUTE);
            routes.install(1, route(2, (request, floor, fuel, answer) -> {
                (request.newGoal() ? began : renewed).incrementAndGet();
                answer.costClass(0);
            }));
            crowd.endpoints.route(Endpoint.PLAN_ROUTE, 0, everyNth(1));
            crowd.run(30);
            assertThat(missions(crowd, 1)).isGreaterThan(ROBOTS * 9 / 10);
            crowd.endpoints.route(Endpoint.PLAN_ROUTE, 0, null);
            int goals = began.get();
            crowd.run(10);
            assertThat(began.get()).as("new missions").isEqualTo(goals);
            assertThat(renewed.get()).isZero();
            close(crowd);
            assertThat(renewed.get()).as("old missions, sent another way").isPositive();
            int left = missions(crowd, 1);
            int asked = renewed.get();
            assertThat(left).isPositive();
            assertThat(crowd.endpoints.handOver(Endpoint.PLAN_ROUTE, 1)).isEqualTo(left);
            assertThat(missions(crowd, 1)).isZero();
            routes.remove(1);
            crowd.world.overlay().remove(1);
            crowd.world.rulesChanged(new World.Effect(), false);
            crowd.run(50);
            assertThat(renewed.get()).as("decisions after it was let go").isEqualTo(asked);
        }
    }

    private static int missions(Crowd crowd, int slot) {
        int limit = crowd.world.robotLimit();
        int count = 0;
        int robot = crowd.endpoints.firstMission(Endpoint.PLAN_ROUTE, slot, 0, limit);
        while (robot < limit) {
            count++;
            robot = crowd.endpoints.firstMission(Endpoint.PLAN_ROUTE, slot, robot + 1, limit);
        }
        return count;
    }

    private static void close(Crowd crowd) {
        crowd.world.overlay().add(new Overlay.Rule(1, Overlay.Kind.CLOSE, new Area.Rectangle(40, 40, 30, 12), 3, 0));
        crowd.world.rulesChanged(new World.Effect(), false);
    }

    @Test
    void shouldTakeTheNewVersionOfYieldAtOnce() {
        try (Crowd crowd = Crowd.asking(13, 1, ROBOTS)) {
            EndpointDispatcher yields = crowd.endpoints.of(Endpoint.YIELD);
            YieldVersion generous = (request, floor, fuel, answer) -> {
                assertThat(request.stoodTicks()).isPositive();
                answer.points(1000);
            };
            yields.install(1, version(OTHER_YIELD, 1, () -> generous));
            crowd.run(50);
            long before = yields.statistics().calls(0);
            crowd.endpoints.route(Endpoint.YIELD, 1, null);
            crowd.run(10);
            assertThat(yields.statistics().calls(0)).isEqualTo(before);
            assertThat(yields.statistics().calls(1)).isPositive();
            assertThat(crowd.endpoints.firstMission(Endpoint.YIELD, 1, 0, ROBOTS)).isEqualTo(ROBOTS);
        }
    }

    @Test
    void shouldNameSlotsAsUnsignedBytes() {
        try (Crowd crowd = Crowd.asking(15, 1, 50)) {
            EndpointDispatcher routes = crowd.endpoints.of(Endpoint.PLAN_ROUTE);
            for (int slot = 1; slot <= 200; slot++) {
                routes.install(slot, route(1, (request, floor, fuel, answer) -> answer.costClass(0)));
            }
            byte[] slots = new byte[50];
            Arrays.fill(slots, (byte) 200);
            crowd.endpoints.route(Endpoint.PLAN_ROUTE, 0, slots);
            crowd.run(3);
            assertThat(routes.statistics().calls(200)).isEqualTo(50);
            assertThat(missions(crowd, 200)).isBetween(45, 50);
        }
    }

    /** So many calls of a slot in a zone, then the stable version's turn. */
    private static final class Gates implements CallGate {
        final int[][] permits = new int[2][4];

        Gates() {
            for (int[] slot : permits) {
                Arrays.fill(slot, Integer.MAX_VALUE);
            }
        }

        @Override
        public boolean isOpen() {
            return false;
        }

        @Override
        public int route(int slot, int stable, int zone) {
            if (permits[slot][zone] > 0) {
                permits[slot][zone]--;
                return slot;
            }
            return slot == stable ? NOBODY : route(stable, stable, zone);
        }
    }

    @Test
    void shouldAskNobodyBehindAShutGateAndAsManyAsThereArePermits() {
        try (Crowd crowd = Crowd.asking(15, 2, ROBOTS)) {
            EndpointDispatcher routes = crowd.endpoints.of(Endpoint.PLAN_ROUTE);
            routes.install(1, route(2, (request, floor, fuel, answer) -> answer.costClass(0)));
            crowd.endpoints.route(Endpoint.PLAN_ROUTE, 0, everyNth(1));
            Gates gates = new Gates();
            routes.gate(gates);
            gates.permits[1][0] = 0;
            gates.permits[1][1] = 5;
            crowd.run(40);
            CallStatistics calls = routes.statistics();
            assertThat(calls.calls(1, 0)).isZero();
            assertThat(calls.calls(0, 0)).isPositive();
            assertThat(calls.calls(1, 1)).isEqualTo(5);
            assertThat(gates.permits[1][1]).isZero();
            assertThat(calls.calls(1, 2)).isPositive();
            assertThat(calls.calls(0, 2)).isZero();
            assertThat(crowd.world.counters().unadvisedNow).isZero();
            gates.permits[0][0] = 0;
            crowd.run(40);
            assertThat(crowd.world.counters().unadvisedNow).as("nobody answers in zone 0").isPositive();
            routes.gate(CallGate.OPEN);
            crowd.run(20);
            assertThat(crowd.world.counters().unadvisedNow).isZero();
            assertThat(calls.calls(1, 0)).isPositive();
        }
    }

    @Test
    void shouldGiveSlotsInTurnAndKeepTheStableVersion() {
        try (Crowd crowd = Crowd.asking(21, 1, 10)) {
            EndpointDispatcher routes = crowd.endpoints.of(Endpoint.PLAN_ROUTE);
            PreparedVersion version = route(1, (request, floor, fuel, answer) -> answer.costClass(0));
            assertThatThrownBy(() -> routes.install(0, version)).hasMessageContaining("slots are given in turn");
            assertThatThrownBy(() -> routes.install(255, version)).hasMessageContaining("slots are given in turn");
            assertThatThrownBy(() -> crowd.endpoints.of(Endpoint.YIELD).install(1, version))
                    .hasMessageContaining("does not answer yield");
            assertThatThrownBy(() -> routes.remove(0)).hasMessageContaining("stable");
            assertThatThrownBy(() -> crowd.endpoints.route(Endpoint.PLAN_ROUTE, 5, null)).hasMessageContaining("empty");
            assertThatThrownBy(() -> crowd.endpoints.of(Endpoint.CHARGE)).hasMessageContaining("does not ask charge");
            routes.install(1, version);
            routes.remove(1);
            assertThat(routes.version(1)).isNull();
            assertThatThrownBy(() -> version.instance(0)).hasMessageContaining("has been let go");
            crowd.endpoints.route(Endpoint.PLAN_ROUTE, 0, new byte[] {1, 1, 1});
            crowd.run(2);
            assertThat(routes.statistics().calls(0)).as("a slot that is empty counts as stable").isEqualTo(10);
            assertThat(crowd.world.counters().unadvisedNow).isZero();
            assertThat(Robots.ROUTE_SLOT_MASK + 1).isGreaterThanOrEqualTo(EndpointDispatcher.MAX_SLOTS);
        }
    }
}
