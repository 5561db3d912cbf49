package io.aisletide.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aisletide.api.Code;
import io.aisletide.api.RouteVersion;
import io.aisletide.api.YieldVersion;
import io.aisletide.fixture.Seeds;
import io.aisletide.fleet.Robots;
import io.aisletide.grid.Area;
import io.aisletide.grid.Overlay;
import io.aisletide.traffic.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Versions that answer for a floor in motion: who is asked, what is counted, and what happens to bad answers. */
class EndpointsTest {
    private static final int ROBOTS = 1200;
    private static final VersionId OTHER_ROUTE = VersionId.parse("plan-route@9.9.9");
    private static final VersionId OTHER_YIELD = VersionId.parse("yield@9.9.9");

    /** A version from a lambda. */
    private static PreparedVersion version(VersionId id, int threads, Supplier<io.aisletide.api.Version<?, ?>> maker) {
        io.aisletide.api.Version<?, ?>[] instances = new io.aisletide.api.Version<?, ?>[threads];
        for (int i = 0; i < threads; i++) {
            instances[i] = maker.get();
        }
        return new PreparedVersion(BuiltIns.info(id, VersionInfo.Origin.BUILT_IN, "for a test"), instances);
    }

    private static PreparedVersion route(int threads, RouteVersion version) {
        return version(OTHER_ROUTE, threads, () -> version);
    }

    /** Every n-th robot to slot 1. */
    private static byte[] everyNth(int n) {
        byte[] slots = new byte[ROBOTS];
        for (int i = 0; i < ROBOTS; i += n) {
            slots[i] = 1;
        }
        return slots;
    }

    private static long sum(CallStatistics calls, int slot, Code code) {
        long sum = 0;
        for (int zone = 0; zone < calls.zones(); zone++) {
            sum += calls.ended(slot, zone, code);
        }
        return sum;
    }

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
            assertThat(crowd.endpoints.missions(Endpoint.PLAN_ROUTE, 1)).isGreaterThan(ROBOTS * 9 / 10);
            crowd.endpoints.route(Endpoint.PLAN_ROUTE, 0, null);
            int goals = began.get();
            crowd.run(10);
            assertThat(began.get()).as("new missions").isEqualTo(goals);
            assertThat(renewed.get()).isZero();
            close(crowd);
            assertThat(renewed.get()).as("old missions, sent another way").isPositive();
            int left = crowd.endpoints.missions(Endpoint.PLAN_ROUTE, 1);
            int asked = renewed.get();
            assertThat(left).isPositive();
            assertThat(crowd.endpoints.handOver(Endpoint.PLAN_ROUTE, 1)).isEqualTo(left);
            assertThat(crowd.endpoints.missions(Endpoint.PLAN_ROUTE, 1)).isZero();
            routes.remove(1);
            crowd.world.overlay().remove(1);
            crowd.world.rulesChanged(new World.Effect(), false);
            crowd.run(50);
            assertThat(renewed.get()).as("decisions after it was let go").isEqualTo(asked);
        }
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
            assertThat(crowd.endpoints.missions(Endpoint.YIELD, 1)).isZero();
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
            assertThat(crowd.endpoints.missions(Endpoint.PLAN_ROUTE, 200)).isBetween(45, 50);
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
    void shouldMeasureCallsByTheWallClock() {
        try (Crowd crowd = Crowd.asking(17, 2, ROBOTS)) {
            crowd.run(60);
            WallTimes times = crowd.endpoints.of(Endpoint.PLAN_ROUTE).wallTimes().get(BuiltIns.SHORTEST);
            long calls = crowd.endpoints.of(Endpoint.PLAN_ROUTE).statistics().calls(0);
            assertThat(times.batchNanos().getTotalCount()).isEqualTo(calls);
            assertThat(times.callNanos().getTotalCount()).isBetween(calls / 64, calls / 64 + 2);
            assertThat(times.callNanos().getValueAtPercentile(99.99)).isPositive();
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
