package io.aisletide.workflow;

import static io.aisletide.workflow.Crowd.OTHER_ROUTE;
import static io.aisletide.workflow.Crowd.OTHER_YIELD;
import static io.aisletide.workflow.Crowd.ROBOTS;
import static io.aisletide.workflow.Crowd.everyNth;
import static io.aisletide.workflow.Crowd.route;
import static io.aisletide.workflow.Crowd.sum;
import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.api.Code;
import io.aisletide.api.RouteVersion;
import io.aisletide.fixture.Seeds;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What becomes of calls that go wrong, and of the robots that they were about. */
class BadAnswersTest {
    @Test
    void shouldGiveSameStatesOnAnyNumberOfThreadsWithBadCanaries() {
        for (long seed : Seeds.of(1)) {
            long[] hashes = new long[3];
            for (int threads = 1; threads <= 3; threads++) {
                try (Crowd crowd = Crowd.asking(seed, threads, ROBOTS)) {
                    Drill bad = new Drill(100_000, 100_000, 100_000, 100_000, 100_000, 100_000, 0);
                    EndpointDispatcher routes = crowd.endpoints.of(Endpoint.PLAN_ROUTE);
                    EndpointDispatcher yields = crowd.endpoints.of(Endpoint.YIELD);
                    routes.install(1, crowd.prepare(bad.as(OTHER_ROUTE)));
                    yields.install(1, crowd.prepare(bad.as(OTHER_YIELD)));
                    crowd.endpoints.route(Endpoint.PLAN_ROUTE, 0, everyNth(4));
                    crowd.endpoints.route(Endpoint.YIELD, 0, everyNth(3));
                    hashes[threads - 1] = crowd.run(100);
                    for (EndpointDispatcher each : List.of(routes, yields)) {
                        for (Code code : List.of(
                                Code.UNKNOWN,
                                Code.INVALID_ANSWER,
                                Code.DEADLINE_EXCEEDED,
                                Code.RESOURCE_EXHAUSTED)) {
                            hashes[threads - 1] = hashes[threads - 1] * 31 + sum(each.statistics(), 1, code);
                            assertThat(sum(each.statistics(), 1, code)).as("%s", code).isPositive();
                        }
                        hashes[threads - 1] = hashes[threads - 1] * 31 + each.takeFaults().hashCode();
                    }
                }
            }
            assertThat(hashes).as(Seeds.label(seed)).containsOnly(hashes[0]);
        }
    }

    @Test
    void shouldTakeAnyNumberForACellThatIsNotOpen() {
        try (Crowd crowd = Crowd.asking(3, 2, ROBOTS)) {
            EndpointDispatcher routes = crowd.endpoints.of(Endpoint.PLAN_ROUTE);
            routes.install(1, route(2, (request, floor, fuel, answer) -> {
                boolean none = floor.isOpen(-1, false) || floor.isOpen(Integer.MAX_VALUE, true);
                answer.costClass(none || !floor.isOpen(request.cell(), request.loaded()) ? -1 : 0);
            }));
            crowd.endpoints.route(Endpoint.PLAN_ROUTE, 1, null);
            crowd.run(20);
            assertThat(routes.takeFaults()).isEmpty();
            assertThat(sum(routes.statistics(), 1, Code.OK)).isPositive();
        }
    }

    @Test
    void shouldCountEachFaultOfTheVersionAndAnswerWithTheStableOne() {
        try (Crowd plain = new Crowd(3, 2, ROBOTS);
                Crowd crowd = Crowd.asking(3, 2, ROBOTS)) {
            EndpointDispatcher routes = crowd.endpoints.of(Endpoint.PLAN_ROUTE);
            routes.install(1, crowd.prepare(Drill.errors(Drill.ALL, 0).as(OTHER_ROUTE)));
            crowd.endpoints.route(Endpoint.PLAN_ROUTE, 0, everyNth(2));
            assertThat(crowd.run(100)).as("the stable version answers instead").isEqualTo(plain.run(100));
            CallStatistics calls = routes.statistics();
            assertThat(calls.calls(1)).isGreaterThan(ROBOTS / 2);
            assertThat(sum(calls, 1, Code.UNKNOWN)).isEqualTo(calls.calls(1));
            assertThat(calls.calls(0)).isGreaterThan(calls.calls(1));
            assertThat(sum(calls, 0, Code.OK)).isEqualTo(calls.calls(0));
            List<FaultSample> faults = routes.takeFaults();
            assertThat(faults).isNotEmpty();
            assertThat(faults.get(0).message()).isEqualTo("IllegalStateException: a drill: this call fails");
            assertThat(faults.get(0).slot()).isEqualTo(1);
            assertThat(routes.takeFaults()).isEmpty();
        }
    }

    @Test
    void shouldHoldRobotsAndKeepTheFloorMovingWhenTheStableVersionFailsToo() {
        try (Crowd crowd = Crowd.asking(5, 2, ROBOTS)) {
            EndpointDispatcher routes = crowd.endpoints.of(Endpoint.PLAN_ROUTE);
            EndpointDispatcher yields = crowd.endpoints.of(Endpoint.YIELD);
            routes.install(1, crowd.prepare(Drill.errors(100_000, 20).as(OTHER_ROUTE)));
            yields.install(1, crowd.prepare(Drill.errors(Drill.ALL, 20).as(OTHER_YIELD)));
            crowd.endpoints.route(Endpoint.PLAN_ROUTE, 1, null);
            crowd.endpoints.route(Endpoint.YIELD, 1, null);
            crowd.run(100);
            assertThat(crowd.world.counters().unadvisedNow).isPositive();
            assertThat(crowd.world.counters().goalsReached).isGreaterThan(500);
            crowd.endpoints.route(Endpoint.PLAN_ROUTE, 0, null);
            routes.remove(1);
            crowd.run(20);
            assertThat(crowd.world.counters().unadvisedNow).isZero();
        }
    }

    @Test
    void shouldRefuseNonsenseOfEveryKind() {
        try (Crowd crowd = Crowd.asking(7, 1, ROBOTS)) {
            int[] next = new int[1];
            List<String> expected = List.of(
                    "gave no cost class",
                    "a cost class is 0 to 2, not 3",
                    "a cost class is 0 to 2, not -1",
                    "a way point is an open cell, and not the robot's own");
            EndpointDispatcher routes = crowd.endpoints.of(Endpoint.PLAN_ROUTE);
            int wall = crowd.floor.cellCapacity();
            routes.install(1, route(1, (request, floor, fuel, answer) -> {
                switch (next[0]++ % 8) {
                    case 0 -> { }
                    case 1 -> answer.costClass(3);
                    case 2 -> answer.costClass(-1);
                    case 3 -> {
                        answer.costClass(0);
                        answer.wayPoint(-1);
                    }
                    case 4 -> {
                        answer.costClass(0);
                        answer.wayPoint(wall);
                    }
                    case 5 -> {
                        answer.costClass(0);
                        answer.wayPoint(Integer.MAX_VALUE);
                    }
                    case 6 -> {
                        answer.costClass(0);
                        answer.wayPoint(request.cell());
                    }
                    default -> answer.wayPoint(request.goal());
                }
            }));
            crowd.endpoints.route(Endpoint.PLAN_ROUTE, 0, everyNth(1));
            TreeSet<String> messages = new TreeSet<>();
            for (int t = 0; t < 100; t++) {
                crowd.run(1);
                routes.takeFaults().forEach(fault -> messages.add(fault.message()));
            }
            assertThat(sum(routes.statistics(), 1, Code.INVALID_ANSWER)).isEqualTo(routes.statistics().calls(1));
            assertThat(messages).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void shouldTurnWhateverAVersionThrowsIntoACode() {
        record Case(Code code, RouteVersion version) {}
        List<Case> cases = List.of(
                new Case(Code.UNKNOWN, (request, floor, fuel, answer) -> floor.x(Integer.MIN_VALUE / 2 + floor.zoneOf(-1))),
                new Case(Code.UNIMPLEMENTED, (request, floor, fuel, answer) -> {
                    throw new UnsupportedOperationException("later");
                }),
                new Case(Code.INTERNAL, (request, floor, fuel, answer) -> {
                    throw new AssertionError("no");
                }),
                new Case(Code.DEADLINE_EXCEEDED, (request, floor, fuel, answer) -> recurse(1)),
                new Case(Code.UNKNOWN, (request, floor, fuel, answer) -> {
                    throw new IllegalStateException() {
                        private static final long serialVersionUID = 1;

                        @Override
                        public String getMessage() {
                            throw new IllegalStateException("and again");
                        }
                    };
                }),
                new Case(Code.DEADLINE_EXCEEDED, (request, floor, fuel, answer) -> {
                    answer.costClass(0);
                    try {
                        fuel.use(Integer.MAX_VALUE);
                    } catch (Error swallowed) {
                        answer.costClass(0);
                    }
                }),
                new Case(Code.UNKNOWN, (request, floor, fuel, answer) -> fuel.use(-1)),
                new Case(Code.FAILED_PRECONDITION, (request, floor, fuel, answer) -> {
                    throw new io.aisletide.api.Refusal(Code.FAILED_PRECONDITION, "no route");
                }),
                new Case(Code.UNKNOWN, (request, floor, fuel, answer) -> {
                    throw new io.aisletide.api.Refusal(Code.OK, "fine");
                }));
        for (Case each : cases) {
            try (Crowd crowd = Crowd.asking(9, 2, 50)) {
                EndpointDispatcher routes = crowd.endpoints.of(Endpoint.PLAN_ROUTE);
                routes.install(1, route(2, each.version));
                crowd.endpoints.route(Endpoint.PLAN_ROUTE, 0, everyNth(1));
                crowd.run(3);
                assertThat(sum(routes.statistics(), 1, each.code)).isEqualTo(50);
                assertThat(routes.takeFaults().get(0).code()).isEqualTo(each.code);
                long refusals = 0;
                long faults = 0;
                for (int zone = 0; zone < 4; zone++) {
                    refusals += routes.statistics().refusals(1, zone);
                    faults += routes.statistics().faults(1, zone);
                }
                assertThat(refusals).isEqualTo(each.code.isRefusal() ? 50 : 0);
                assertThat(faults).isEqualTo(each.code.isFault() ? 50 : 0);
            }
        }
    }

    private static int recurse(int n) {
        return recurse(n + 1) + 1;
    }

    @Test
    void shouldHoldAllRobotsWhenThereIsNoStableVersion() {
        try (Crowd crowd = Crowd.asking(15, 2, 100)) {
            crowd.endpoints.route(Endpoint.PLAN_ROUTE, EndpointDispatcher.NO_SLOT, null);
            crowd.endpoints.route(Endpoint.YIELD, EndpointDispatcher.NO_SLOT, null);
            crowd.run(10);
            assertThat(crowd.world.counters().unadvisedNow).isGreaterThan(90);
            assertThat(crowd.endpoints.of(Endpoint.PLAN_ROUTE).statistics().isEmpty()).isTrue();
            crowd.endpoints.route(Endpoint.PLAN_ROUTE, 0, null);
            crowd.endpoints.route(Endpoint.YIELD, 0, null);
            crowd.run(20);
            assertThat(crowd.world.counters().unadvisedNow).isZero();
        }
    }
}
