package io.aisletide.bench;

import io.aisletide.api.FloorView;
import io.aisletide.api.Fuel;
import io.aisletide.api.Refusal;
import io.aisletide.api.RouteAnswer;
import io.aisletide.api.RouteRequest;
import io.aisletide.api.RouteVersion;
import io.aisletide.grid.Motion;
import io.aisletide.traffic.TrafficWorld;
import io.aisletide.workflow.Drill;
import io.aisletide.workflow.Endpoint;
import io.aisletide.workflow.EndpointDispatcher;
import io.aisletide.workflow.Endpoints;
import io.aisletide.workflow.RefusedVersionException;
import io.aisletide.workflow.Rehearsal;
import io.aisletide.workflow.VersionId;
import io.aisletide.workflow.VersionPreparer;
import io.aisletide.workflow.VersionSource;
import io.aisletide.workflow.ZoneMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A call of {@code plan-route}: {@link #call} looks the robot's version up in the routing table and asks it, nothing else;
 * {@link #batch} is all that the engine does for a robot that asks again, on one thread: question, call, validation, counting,
 * answer. With 5 % of the robots on a second version, calls of both kinds come mixed.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class VersionCallBenchmark {
    private static final int ROBOTS = 10_000;
    private static final int CANARY_EVERY = 20;
    private static final int FUEL = 1000;
    private static final VersionId CANARY = VersionId.parse("plan-route@9.0.0");

    /** Share of robots on a second version: none, or one in twenty. */
    @Param({"false", "true"})
    public boolean canary;

    @SuppressWarnings("NullAway.Init") // made by setUp
    private TrafficWorld world;

    @SuppressWarnings("NullAway.Init") // made by setUp
    private EndpointDispatcher routes;

    private final int[] robots = new int[ROBOTS];
    private final Exchange exchange = new Exchange();
    private int robot;

    @Setup(Level.Trial)
    public void setUp() throws RefusedVersionException {
        BenchFloor bench = BenchFloor.of(ROBOTS);
        world = bench.world(Motion.ROTATE, 1);
        ZoneMap zones = ZoneMap.blocks(bench.floor(), 4, 4);
        Endpoints endpoints = Endpoints.builtIn(bench.floor(), zones, BenchFloor.SEED, 1);
        endpoints.attach(world);
        routes = endpoints.of(Endpoint.PLAN_ROUTE);
        for (int robot = 0; robot < ROBOTS; robot++) {
            robots[robot] = robot;
        }
        if (canary) {
            VersionSource second = Drill.errors(0, 0).as(CANARY);
            Rehearsal rehearsal = Rehearsal.drawn(bench.floor(), zones, BenchFloor.SEED, 100);
            routes.install(1, new VersionPreparer(1, rehearsal).prepare(second, routes.version(0), false));
            byte[] slots = new byte[ROBOTS];
            for (int robot = 0; robot < ROBOTS; robot += CANARY_EVERY) {
                slots[robot] = 1;
            }
            endpoints.route(Endpoint.PLAN_ROUTE, Endpoints.FIRST_SLOT, slots);
        }
        for (int tick = 0; tick < BenchFloor.STEADY_AFTER_TICKS; tick++) {
            world.step();
        }
    }

    @TearDown(Level.Trial)
    public void tearDown() {
        world.close();
    }

    @Benchmark
    public int call() throws Refusal {
        robot = robot + 1 < ROBOTS ? robot + 1 : 0;
        exchange.robot = robot;
        exchange.left = FUEL;
        ((RouteVersion) routes.versionFor(robot, 0)).decide(exchange, exchange, exchange, exchange);
        return exchange.answered;
    }

    @Benchmark
    @OperationsPerInvocation(ROBOTS)
    public void batch() {
        world.adviseAgain(robots, ROBOTS);
    }

    /** Question, floor, fuel and answer of the cheapest kind. */
    private static final class Exchange implements RouteRequest, FloorView, Fuel, RouteAnswer {
        int robot;
        long left;
        int answered;

        @Override
        public void use(int units) {
            left -= units;
            if (left < 0) {
                throw new IllegalStateException("out of fuel");
            }
        }

        @Override
        public long left() {
            return left;
        }

        @Override
        public void costClass(int costClass) {
            answered = costClass;
        }

        @Override
        public void wayPoint(int cell) {
            answered = cell;
        }

        @Override
        public boolean newGoal() {
            return true;
        }

        @Override
        public int robot() {
            return robot;
        }

        @Override
        public int cell() {
            return robot;
        }

        @Override
        public int heading() {
            return 0;
        }

        @Override
        public int goal() {
            return 0;
        }

        @Override
        public int goalAgeTicks() {
            return 0;
        }

        @Override
        public boolean loaded() {
            return true;
        }

        @Override
        public long tick() {
            return 0;
        }

        @Override
        public int width() {
            return 1;
        }

        @Override
        public int height() {
            return 1;
        }

        @Override
        public int x(int cell) {
            return cell;
        }

        @Override
        public int y(int cell) {
            return 0;
        }

        @Override
        public int cell(int x, int y) {
            return x;
        }

        @Override
        public boolean isOpen(int cell, boolean loaded) {
            return true;
        }

        @Override
        public int tilesAcross() {
            return 1;
        }

        @Override
        public int tilesDown() {
            return 1;
        }

        @Override
        public int tileOf(int cell) {
            return 0;
        }

        @Override
        public int robotsIn(int tile) {
            return 0;
        }

        @Override
        public int standingIn(int tile) {
            return 0;
        }

        @Override
        public int zoneCount() {
            return 1;
        }

        @Override
        public int zoneOf(int cell) {
            return 0;
        }

        @Override
        public long random(int purpose, long entity, long n) {
            return entity;
        }
    }
}
