package io.aisletide.sim.trial;

import io.aisletide.engine.EngineFailedException;
import io.aisletide.engine.EngineObserver;
import io.aisletide.engine.FleetEngine;
import io.aisletide.engine.FleetEngineBuilder;
import io.aisletide.engine.Receipt;
import io.aisletide.journal.JournalException;
import io.aisletide.journal.MemoryJournal;
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
import org.jspecify.annotations.Nullable;

/**
 * One run of a scenario in one setup, up to its end or to the first thing that is wrong.
 *
 * <p>A kill leaves nothing of an engine but the bytes of its journal. Another engine goes through them from the start, with
 * watchers of its own; then all commands so far are given once more under their ids, which must answer and not act for those
 * that had arrived.
 */
final class TrialRun implements EngineObserver {
    private static final int LONGEST_PIECE_TICKS = 40;
    private static final int PIECES_PER_KILL = 12;
    private static final int MOST_KILLS = 3;

    private final Scenario scenario;
    private final Setup setup;
    private final Consumer<FleetEngineBuilder> outfit;
    private final Random pieces;
    private final List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
    /** Goals that the demand gave, as pairs of robot and cell. */
    private final List<int[]> goalsGiven = new ArrayList<>();

    private final Random kills;
    private int killsLeft = MOST_KILLS;
    private int given;
    /** Whether the engine goes on with the run, and is not just going through what has been. */
    private volatile boolean living;
    /** What the journal of a killed engine held. */
    private byte @Nullable [] survived;

    /** @param outfit may add to the engine before it is built */
    TrialRun(Scenario scenario, Setup setup, Consumer<FleetEngineBuilder> outfit) {
        this.scenario = scenario;
        this.setup = setup;
        this.outfit = outfit;
        pieces = new Random(setup.pieceSeed());
        kills = new Random(setup.killSeed());
    }

    Trace run() {
        MemoryJournal journal = setup.killSeed() == Setup.UNHARMED ? null : new MemoryJournal();
        while (true) {
            Site site = SiteBuilder.build(scenario);
            SafetyMonitor safety = new SafetyMonitor(site.floor(), scenario.fleet().motion(), scenario.zones());
            TrialWatch watch = new TrialWatch(safety, setup);
            FleetEngineBuilder builder = builder(site, safety, watch);
            if (journal != null) {
                builder.journal(journal);
            }
            goalsGiven.clear();
            Failure failure = null;
            try (FleetEngine engine = journal == null || journal.size() == 0 ? builder.build() : builder.recover()) {
                try {
                    drive(engine, watch, journal);
                } catch (EngineFailedException failed) {
                    failure = new Failure(Failure.ENGINE_FAILED + ": " + nameOf(failed),
                            String.valueOf(failed.getCause()), engine.tick() + 1, List.of(setup));
                }
            } catch (JournalException | EngineFailedException unrecovered) {
                failure = new Failure(Failure.NOT_RECOVERED, String.valueOf(unrecovered.getMessage()),
                        watch.hashes().length, List.of(setup));
            }
            byte[] left = survived;
            if (left == null || failure != null || watch.hasFailed()) {
                // A breach of safety may be why the engine failed later, so it comes first.
                return trace(watch, watch.failure() == null ? failure : watch.failure());
            }
            journal = MemoryJournal.open(left);
        }
    }

    private FleetEngineBuilder builder(Site site, SafetyMonitor safety, TrialWatch watch) {
        FleetEngineBuilder builder = site.engine()
                .mode(setup.mode())
                .threads(setup.threads())
                .demand((robot, cell, tick) -> noted(robot, site.demand().nextGoal(robot, cell, tick)))
                .observer(new EngineObserver() {
                    @Override
                    public void beginning(FleetEngine engine, long tick) {
                        site.loads().ask(engine.robots());
                        safety.begin(engine.robots(), tick);
                    }
                })
                .observer(safety)
                .observer(watch)
                .observer(this);
        outfit.accept(builder);
        return builder;
    }

    private Trace trace(TrialWatch watch, @Nullable Failure failure) {
        return new Trace(
                watch.hashes(),
                receipts.stream().map(CompletableFuture::join).toList(),
                failure,
                watch.goals(),
                watch.robotTicks(),
                MOST_KILLS - killsLeft);
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

    /** Runs to the end, or until the engine is to be killed: then what its journal holds at that moment has survived. */
    private void drive(FleetEngine engine, TrialWatch watch, @Nullable MemoryJournal journal) {
        survived = null;
        int duration = scenario.clock().durationTicks();
        int tick = (int) engine.tick();
        // What was given before a kill is given again: whoever has no answer cannot know that it arrived.
        given = 0;
        receipts.clear();
        living = true;
        give(engine, tick);
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
            if (journal != null && tick < duration && killsLeft > 0 && kills.nextInt(PIECES_PER_KILL) == 0) {
                killsLeft--;
                living = false;
                survived = journal.bytes();
                return;
            }
        }
    }

    /** On the engine's thread: what is given now lies in the ring before the next tick. */
    @Override
    public void tickDone(FleetEngine engine, long tick, long tickNanos) {
        if (living && setup.givenInside() && tick < scenario.clock().durationTicks()) {
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
