package io.aisletide.workflow;

import io.aisletide.api.Code;
import io.aisletide.api.RouteVersion;
import io.aisletide.api.Version;
import io.aisletide.fixture.RandomFloors;
import io.aisletide.grid.Floor;
import io.aisletide.grid.FloorGenerator;
import io.aisletide.grid.FloorPlan;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.traffic.Demand;
import io.aisletide.traffic.TrafficWorld;
import java.util.Random;
import java.util.function.Supplier;

/** A crowded warehouse with random goals, and its endpoints. */
final class Crowd implements AutoCloseable {
    static final int SIDE = 128;

    final Floor floor = FloorGenerator.generate(FloorPlan.sized(SIDE, SIDE));
    final ZoneMap zones = ZoneMap.blocks(floor, 2, 2);
    final TrafficWorld world;
    final Endpoints endpoints;
    final int threads;

    Crowd(long seed, int threads, int robots) {
        this.threads = threads;
        Random goals = new Random(seed);
        Demand demand = (robot, cell, tick) -> RandomFloors.cell(goals, floor, LoadClass.LOADED);
        world = new TrafficWorld(floor, Motion.ROTATE, seed, threads, demand);
        Random places = new Random(seed);
        while (world.robotCount() < robots) {
            world.addRobot(RandomFloors.cell(places, floor, LoadClass.LOADED), places.nextInt(4), LoadClass.LOADED, 0);
        }
        endpoints = Endpoints.builtIn(floor, zones, seed, threads);
    }

    /** One that asks its endpoints. */
    static Crowd asking(long seed, int threads, int robots) {
        Crowd crowd = new Crowd(seed, threads, robots);
        crowd.endpoints.attach(crowd.world);
        return crowd;
    }

    PreparedVersion prepare(VersionSource source) {
        try {
            return new VersionPreparer(threads, Rehearsal.drawn(floor, zones, 1, 200)).prepare(source, null, false);
        } catch (RefusedVersionException e) {
            throw new AssertionError(e);
        }
    }

    /** Hash over the states after each of the ticks. */
    long run(int ticks) {
        long hash = 0;
        for (int t = 0; t < ticks; t++) {
            world.step();
            hash = hash * 31 + world.stateHash();
        }
        return hash;
    }

    @Override
    public void close() {
        world.close();
    }

    // ---- for tests of what answers it ---------------------------------------------------------------------------

    static final int ROBOTS = 1200;
    static final VersionId OTHER_ROUTE = VersionId.parse("plan-route@9.9.9");
    static final VersionId OTHER_YIELD = VersionId.parse("yield@9.9.9");

    /** A version from a lambda. */
    static PreparedVersion version(VersionId id, int threads, Supplier<Version<?, ?>> maker) {
        Version<?, ?>[] instances = new Version<?, ?>[threads];
        for (int i = 0; i < threads; i++) {
            instances[i] = maker.get();
        }
        return new PreparedVersion(BuiltIns.info(id, VersionInfo.Origin.BUILT_IN, "for a test"), instances);
    }

    static PreparedVersion route(int threads, RouteVersion version) {
        return version(OTHER_ROUTE, threads, () -> version);
    }

    /** Every n-th robot to slot 1. */
    static byte[] everyNth(int n) {
        byte[] slots = new byte[ROBOTS];
        for (int i = 0; i < ROBOTS; i += n) {
            slots[i] = 1;
        }
        return slots;
    }

    static long sum(CallStatistics calls, int slot, Code code) {
        long sum = 0;
        for (int zone = 0; zone < calls.zones(); zone++) {
            sum += calls.ended(slot, zone, code);
        }
        return sum;
    }
}
