package io.aisletide.bench;

import io.aisletide.grid.Floor;
import io.aisletide.grid.FloorGenerator;
import io.aisletide.grid.FloorPlan;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.sim.workload.RandomGoals;
import io.aisletide.sim.workload.Reach;
import io.aisletide.sim.workload.StartFleet;
import io.aisletide.traffic.TrafficCounters;
import io.aisletide.traffic.TrafficWorld;
import io.aisletide.workflow.BuiltIns;
import io.aisletide.workflow.CallCosts;
import io.aisletide.workflow.EndpointDispatcher;
import io.aisletide.workflow.Endpoints;
import io.aisletide.workflow.Rehearsal;
import io.aisletide.workflow.VersionInfo;
import io.aisletide.workflow.VersionPreparer;
import io.aisletide.workflow.VersionSource;
import io.aisletide.workflow.ZoneMap;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code bench/run versions}: what each built-in version of an endpoint does to the flow of a crowded floor. Counts, not
 * timings, but for the last column.
 */
@Command(name = "versions", mixinStandardHelpOptions = true, sortOptions = false, description =
        "Runs a crowded floor with each built-in version of each endpoint and counts goals.")
final class VersionFlow implements Callable<Integer> {
    @Option(names = "--side", paramLabel = "CELLS", defaultValue = "256", description = "Of the floor; default: ${DEFAULT-VALUE}.")
    private int side;

    @Option(names = "--percent", paramLabel = "P", defaultValue = "20", description =
            "Cells that robots may use, and that hold one; default: ${DEFAULT-VALUE}.")
    private int percent;

    @Option(names = "--ticks", paramLabel = "N", defaultValue = "600", description =
            "Of which the first third does not count; default: ${DEFAULT-VALUE}.")
    private int ticks;

    @Option(names = "--radius", paramLabel = "CELLS", defaultValue = "128", description =
            "How far goals are at most, along each axis; default: ${DEFAULT-VALUE}.")
    private int radius;

    @Option(names = "--seeds", paramLabel = "N", split = ",", description = "Default: 42,43,44.")
    private List<Long> seeds = List.of(42L, 43L, 44L);

    private final PrintStream console = System.out;

    @Override
    public Integer call() throws Exception {
        console.println("version                seed  robots  goals/tick  waiting  calls/tick  ns/call");
        for (VersionInfo info : BuiltIns.all()) {
            for (long seed : seeds) {
                run(info, seed);
            }
        }
        return 0;
    }

    private void run(VersionInfo info, long seed) throws Exception {
        Floor floor = FloorGenerator.generate(FloorPlan.sized(side, side));
        Reach reach = new Reach(floor);
        int robots = floor.passableCells(LoadClass.LOADED) * percent / 100;
        StartFleet start = StartFleet.random(floor, reach, robots, 1.0, List.of(), seed);
        RandomGoals demand = new RandomGoals(floor, radius, seed, reach, robot -> LoadClass.LOADED);
        VersionSource source = BuiltIns.find(info.id());
        if (source == null) {
            throw new IllegalStateException("no " + info.id());
        }
        try (TrafficWorld world = new TrafficWorld(floor, Motion.ROTATE, seed, 1, demand)) {
            for (int robot = 0; robot < robots; robot++) {
                world.addRobot(start.cells()[robot], start.headings()[robot], LoadClass.LOADED, 0);
            }
            ZoneMap zones = ZoneMap.blocks(floor, 4, 4);
            Endpoints endpoints = Endpoints.builtIn(floor, zones, seed, 1);
            EndpointDispatcher dispatcher = endpoints.of(info.id().endpoint());
            Rehearsal rehearsal = Rehearsal.drawn(floor, zones, seed, 100);
            dispatcher.install(1, new VersionPreparer(1, rehearsal).prepare(source, null, false));
            endpoints.route(info.id().endpoint(), 1, null);
            endpoints.attach(world);
            int from = ticks / 3;
            step(world, from);
            TrafficCounters counters = world.counters();
            long goals = counters.goalsReached;
            long waits = counters.waits;
            long driving = counters.drivingTicks;
            dispatcher.statistics().clear();
            step(world, ticks - from);
            CallCosts times = Objects.requireNonNull(dispatcher.costs().get(info.id()));
            console.printf(
                    Locale.ROOT,
                    "%-22s %4d  %6d  %10.2f  %5.1f %%  %10.1f  %7.0f%n",
                    info.id(),
                    seed,
                    robots,
                    (counters.goalsReached - goals) / (double) (ticks - from),
                    100.0 * (counters.waits - waits) / (counters.drivingTicks - driving),
                    dispatcher.statistics().calls(1) / (double) (ticks - from),
                    times.batchNanos().getMean());
        }
    }

    private static void step(TrafficWorld world, int count) {
        for (int i = 0; i < count; i++) {
            world.step();
        }
    }
}
