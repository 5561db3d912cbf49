package io.aisletide.workflow;

import static io.aisletide.workflow.Crowd.ROBOTS;
import static io.aisletide.workflow.Crowd.sum;
import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.api.Code;
import io.aisletide.fixture.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A floor whose decisions are asked for: the same as without with the first versions, another with others. */
class EndpointsTest {
    @Test
    void shouldChangeNothingWithTheFirstVersions() {
        for (long seed : Seeds.of(2)) {
            try (Crowd plain = new Crowd(seed, 2, ROBOTS);
                    Crowd asking = Crowd.asking(seed, 2, ROBOTS)) {
                assertThat(asking.run(150)).as(Seeds.label(seed)).isEqualTo(plain.run(150));
                CallStatistics routes = asking.endpoints.of(Endpoint.PLAN_ROUTE).statistics();
                assertThat(routes.calls(0)).isGreaterThan(ROBOTS);
                assertThat(asking.endpoints.of(Endpoint.YIELD).statistics().calls(0))
                        .isEqualTo(asking.world.counters().waits);
                assertThat(sum(routes, 0, Code.OK)).isEqualTo(routes.calls(0));
                assertThat(asking.endpoints.of(Endpoint.PLAN_ROUTE).takeFaults()).isEmpty();
            }
        }
    }

    @Test
    void shouldDriveOtherWaysWithEveryBuiltInVersion() {
        List<Long> hashes = new ArrayList<>();
        for (VersionInfo info : BuiltIns.all()) {
            try (Crowd crowd = Crowd.asking(19, 2, ROBOTS)) {
                EndpointDispatcher dispatcher = crowd.endpoints.of(info.id().endpoint());
                dispatcher.install(1, crowd.prepare(BuiltIns.find(info.id())));
                crowd.endpoints.route(info.id().endpoint(), 1, null);
                hashes.add(crowd.run(100));
                assertThat(dispatcher.statistics().calls(1)).isPositive();
            }
        }
        assertThat(new TreeSet<>(hashes)).as("the first versions are the same as each other").hasSize(4);
    }

    @Test
    void shouldTellThoseOutsideWhoMayAsk() {
        try (Crowd crowd = Crowd.asking(23, 1, 100)) {
            Capabilities capabilities = new Capabilities(new byte[16]);
            String token = capabilities.issue(Endpoint.PLAN_ROUTE, List.of("fleet.route"), 1000);
            assertThat(crowd.endpoints.inquire(capabilities, token, 5).code()).isEqualTo(Code.NOT_FOUND);
            crowd.run(2);
            EndpointDispatcher routes = crowd.endpoints.of(Endpoint.PLAN_ROUTE);
            long calls = routes.statistics().calls(0);
            long state = crowd.world.stateHash();
            Inquiry answer = crowd.endpoints.inquire(capabilities, token, 5);
            assertThat(answer.code()).isEqualTo(Code.OK);
            assertThat(answer.version()).isEqualTo("plan-route@1.0.0");
            assertThat(answer.workUnits()).isEqualTo(1);
            assertThat(crowd.endpoints.inquire(capabilities, null, 5).code()).isEqualTo(Code.UNAUTHENTICATED);
            String other = capabilities.issue(Endpoint.YIELD, List.of("fleet.yield"), 1000);
            assertThat(crowd.endpoints.inquire(capabilities, other, 5).code()).isEqualTo(Code.PERMISSION_DENIED);
            assertThat(crowd.endpoints.inquire(capabilities, token, 5000).code()).isEqualTo(Code.NOT_FOUND);
            assertThat(routes.statistics().calls(0)).as("counted nowhere").isEqualTo(calls);
            assertThat(crowd.world.stateHash()).isEqualTo(state);
            crowd.endpoints.route(Endpoint.PLAN_ROUTE, EndpointDispatcher.NO_SLOT, null);
            assertThat(crowd.endpoints.inquire(capabilities, token, 5).code()).isEqualTo(Code.UNAVAILABLE);
        }
    }
}
