package io.aisletide.sim.trial;

import io.aisletide.engine.EngineFailedException;
import io.aisletide.engine.EngineObserver;
import io.aisletide.engine.FleetEngine;
import io.aisletide.engine.FleetEngineBuilder;
import io.aisletide.engine.Receipt;
import io.aisletide.sim.run.Site;
import io.aisletide.sim.run.SiteBuilder;
import io.aisletide.sim.safety.SafetyMonitor;
import io.aisletide.sim.scenario.Scenario;
import io.aisletide.sim.scenario.ScriptedCommand;
import io.aisletide.traffic.Demand;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** One run of a scenario in one setup, up to its end or to the first thing that is wrong. */
final class TrialRun implements EngineObserver {
    private static final int LONGEST_PIECE_TICKS = 40;

    private final Scenario scenario;
    private final Setup setup;
    private final Consumer<FleetEngineBuilder> outfit;
    private final Random pieces;
    private final List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
    /** Goals that the demand gave, as pairs of robot and cell. */
    private final List<int[]> goalsGiven = new ArrayList<>();

    private int given;

    /** @param outfit may add to the engine before it is built */
    TrialRun(Scenario scenario, Setup setup, Consumer<FleetEngineBuilder> outfit) {
        this.scenario = scenario;
        this.setup = setup;
        this.outfit = outfit;
        pieces = new Random(setup.pieceSeed());
    }

    Trace run() {
        Site site = SiteBuilder.build(scenario);
        SafetyMonitor safety = new SafetyMonitor(site.floor(), scenario.fleet().motion(), scenario.zones());
        TrialWatch watch = new TrialWatch(safety, setup);
        FleetEngineBuilder builder = site.engine()
                .mode(setup.mode())
                .threads(setup.threads())
                .demand((robot, cell, tick) -> noted(robot, site.demand().nextGoal(robot, cell, tick)))
                .observer(safety)
                .observer(watch)
                .observer(this);
        outfit.accept(builder);
        Failure failure = null;
        try (FleetEngine engine = builder.build()) {
            site.loads().ask(engine.robots());
            safety.begin(engine.robots(), 0);
            watch.begin(engine.robots());
            try {
                drive(engine, watch);
            } catch (EngineFailedException failed) {
                failure = new Failure(Failure.ENGINE_FAILED + ": " + nameOf(failed), String.valueOf(failed.getCause()),
                        engine.tick() + 1, List.of(setup));
            }
        }
        // A breach of safety may be why the engine failed later, so it comes first.
        Failure first = watch.failure() == null ? failure : watch.failure();
        return new Trace(
                watch.hashes(),
                receipts.stream().map(CompletableFuture::join).toList(),
                first,
                watch.goals(),
                watch.robotTicks());
    }

    private int noted(int robot, int goal) {
        if (goal != Demand.NO_GOAL) {
            goalsGiven.add(new int[] {robot, goal});
        }
        return goal;
    }

    /** Goals that the demand gave, in their order, as pairs of robot and cell; when the run is over. */
    List<int[]> goalsGiven() {
        return goalsGiven;
    }

    private static String nameOf(EngineFailedException failed) {
        Throwable cause = failed.getCause();
        return cause == null ? "" : cause.getClass().getSimpleName();
    }

    private void drive(FleetEngine engine, TrialWatch watch) {
        int duration = scenario.clock().durationTicks();
        give(engine, 0);
        int tick = 0;
        while (tick < duration && !watch.hasFailed()) {
            int until = duration;
            if (!setup.givenInside()) {
                give(engine, tick);
                until = given < scenario.script().size() ? Math.min(until, scenario.script().get(given).atTick()) : until;
            }
            if (setup.pieceSeed() != Setup.WHOLE) {
                until = Math.min(until, tick + 1 + pieces.nextInt(LONGEST_PIECE_TICKS));
            }
            engine.advance(until - tick);
            tick = until;
        }
    }

    /** On the engine's thread: what is given now lies in the ring before the next tick. */
    @Override
    public void tickDone(FleetEngine engine, long tick, long tickNanos) {
        if (setup.givenInside() && tick < scenario.clock().durationTicks()) {
            give(engine, tick);
        }
    }

    /** Gives the commands that are due before that tick. One thread at a time: the driver's while it does not advance. */
    private void give(FleetEngine engine, long tick) {
        List<ScriptedCommand> script = scenario.script();
        while (given < script.size() && script.get(given).atTick() <= tick) {
            ScriptedCommand due = script.get(given++);
            receipts.add(engine.submit(due.id(), due.command()));
        }
    }
}
