package io.aisletide.workflow;

import static io.aisletide.workflow.Crowd.OTHER_ROUTE;
import static io.aisletide.workflow.Crowd.ROBOTS;
import static io.aisletide.workflow.Crowd.everyNth;
import static io.aisletide.workflow.Crowd.route;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What calls have cost: in modelled time, which counts, and in this process, which does not. */
class CallCostsTest {
    @Test
    void shouldCountSlowCallsByModelledTime() {
        try (Crowd crowd = Crowd.asking(9, 2, 100)) {
            EndpointDispatcher routes = crowd.endpoints.of(Endpoint.PLAN_ROUTE);
            int slowUnits = (int) Contracts.of(Endpoint.PLAN_ROUTE).budget().slowUnits();
            AtomicInteger odd = new AtomicInteger();
            routes.install(1, route(2, (request, floor, fuel, answer) -> {
                odd.addAndGet(request.robot() % 2);
                fuel.use(slowUnits + request.robot() % 2);
                answer.costClass(0);
            }));
            crowd.endpoints.route(Endpoint.PLAN_ROUTE, 0, everyNth(1));
            crowd.run(1);
            long slow = 0;
            long units = 0;
            for (int zone = 0; zone < 4; zone++) {
                slow += routes.statistics().slow(1, zone);
                units += routes.statistics().workUnits(1, zone);
            }
            assertThat(slow).isEqualTo(odd.get()).isGreaterThan(40);
            assertThat(units).isEqualTo(routes.statistics().calls(1) * slowUnits + odd.get());
        }
    }

    @Test
    void shouldMeasureCallsByTheWallClock() {
        try (Crowd crowd = Crowd.asking(17, 2, ROBOTS)) {
            crowd.run(60);
            CallCosts times = crowd.endpoints.of(Endpoint.PLAN_ROUTE).costs().get(BuiltIns.SHORTEST);
            long calls = crowd.endpoints.of(Endpoint.PLAN_ROUTE).statistics().calls(0);
            assertThat(times.batchNanos().getTotalCount()).isEqualTo(calls);
            assertThat(times.callNanos().getTotalCount()).isBetween(calls / 64, calls / 64 + 2);
            assertThat(times.callNanos().getValueAtPercentile(99.99)).isPositive();
        }
    }

    /** At its checks it did not, or it would not answer. */
    @Test
    void shouldNoticeAVersionThatBeginsToAllocateLater() {
        long[] states = new long[2];
        for (int bytes : new int[] {0, 4_000}) {
            try (Crowd crowd = Crowd.asking(25, 2, ROBOTS)) {
                EndpointDispatcher routes = crowd.endpoints.of(Endpoint.PLAN_ROUTE);
                byte[][] kept = new byte[2][];
                routes.install(1, route(2, (request, floor, fuel, answer) -> {
                    kept[request.robot() & 1] = floor.tick() < 10 ? null : new byte[bytes];
                    answer.costClass(0);
                }));
                crowd.endpoints.route(Endpoint.PLAN_ROUTE, 1, null);
                states[bytes == 0 ? 0 : 1] = crowd.run(10);
                CallCosts costs = routes.costs().get(OTHER_ROUTE);
                assertThat(costs.bytesACall()).isBetween(0L, 100L);

                states[bytes == 0 ? 0 : 1] += crowd.run(190);

                assertThat(costs.isOverLimit()).as("%d bytes a call", costs.bytesACall()).isEqualTo(bytes > 0);
            }
        }
        assertThat(states[1]).as("it is said, and nothing else is done").isEqualTo(states[0]);
    }
}
