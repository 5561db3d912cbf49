package io.aisletide.sim.trial;

import io.aisletide.command.Command;
import io.aisletide.command.Rejection;
import io.aisletide.command.Scope;
import io.aisletide.engine.DeliveryView;
import io.aisletide.engine.EngineFailedException;
import io.aisletide.engine.EngineObserver;
import io.aisletide.engine.FleetEngine;
import io.aisletide.engine.FleetEngineBuilder;
import io.aisletide.engine.Receipt;
import io.aisletide.journal.JournalException;
import io.aisletide.metrics.EngineMetrics;
import io.aisletide.sim.run.Site;
import io.aisletide.sim.run.SiteBuilder;
import io.aisletide.sim.safety.SafetyMonitor;
import io.aisletide.sim.scenario.Scenario;
import io.aisletide.sim.scenario.ScriptedCommand;
import io.aisletide.state.StateImage;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import io.aisletide.state.Stateful;
import io.aisletide.traffic.Demand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One engine of a run, from the beginning or from what another has left, to the run's end or to its own.
 *
 * <p>All commands so far are given once more under their ids, for whoever has no answer cannot know that a command has
 * arrived. Those that had an answer have to get it again, and must not act twice.
 *
 * <p>Snapshots are waited for, so that which of them there are does not depend on how fast the disk is.
 */
final class Life implements EngineObserver {
    private static final int LONGEST_PIECE_TICKS = 40;
    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final long PAUSE_NANOS = 50_000;
    /** Of a record's frame when a page is lost: its head, and a little more. */
    private static final int LOST_AFTER_BYTES = 20;
    /** Of no command of a script. */
    private static final long OTHER_ID = 1_000_000_000L;

    private final Scenario scenario;
    private final Setup setup;
    private final Random pieces;
    private final TrialWatch watch;
    /** What the watches have seen. A breach of safety may be why the engine failed later, so it comes first. */
    private final FirstFailure seen;

    private final FleetEngineBuilder builder;
    private final List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
    private final List<int[]> goalsGiven = new ArrayList<>();
    private int given;
    /** Whether the engine goes on with the run, and is not just going through what has been. */
    private volatile boolean living;
    /** Snapshots of which the copy was begun; engine's thread, or whoever has waited for it. */
    private int saves;

    private int savesAwaited;
    private @Nullable Failure failure;
    private @Nullable DeliveryView delivery;

    /** @param outfit may add to the engine before it is built */
    Life(Scenario scenario, Setup setup, Random pieces, Timeline timeline, Consumer<FleetEngineBuilder> outfit) {
        this.scenario = scenario;
        this.setup = setup;
        this.pieces = pieces;
        Site site = SiteBuilder.build(scenario);
        SafetyMonitor safety = new SafetyMonitor(site.floor(), scenario.fleet().motion(), scenario.zones());
        seen = new FirstFailure(setup);
        watch = new TrialWatch(safety, seen, timeline);
        builder = site.engine()
                .mode(setup.mode())
                .threads(setup.threads())
                .demand(new NotedDemand(site.demand()))
                .observer(new EngineObserver() {
                    @Override
                    public void beginning(FleetEngine engine, long tick) {
                        site.loads().ask(engine.robots());
                        safety.begin(engine.robots(), tick);
                    }
                })
                .observer(safety)
                .observer(watch)
                .observer(new DecisionWatch(scenario.delivery().plan(), seen))
                .observer(new StepWatch(scenario.delivery().plan(), seen))
                .observer(new RoutingWatch(scenario.delivery(), seen))
                .observer(this)
                .keep(safety)
                .keep(new SaveCount());
        outfit.accept(builder);
    }

    FleetEngineBuilder builder() {
        return builder;
    }

    /** The first thing that was wrong; null if nothing was. */
    @Nullable Failure failure() {
        return seen.get() == null ? failure : seen.get();
    }

    TrialWatch watch() {
        return watch;
    }

    /** Of all commands of the script, in its order; once the engine is closed. */
    List<Receipt> receipts() {
        return receipts.stream().map(CompletableFuture::join).toList();
    }

    /** Goals that the demand gave, in their order, as pairs of robot and cell. */
    List<int[]> goalsGiven() {
        return goalsGiven;
    }

    /** Versions and releases at the run's end; null if it has none. */
    @Nullable DeliveryView delivery() {
        return delivery;
    }

    /**
     * Looks at an engine that goes on where another has ended, before it does.
     *
     * @param damaged whether what was left has been damaged: then ticks may be missing
     */
    void compare(FleetEngine engine, Ending before, boolean damaged) {
        long tick = engine.tick();
        boolean ticksMayMiss = damaged || before.mishap().end() == Mishap.End.SYNC_FAILED;
        if (tick > before.tick() || tick < before.tick() && !ticksMayMiss) {
            fail(Failure.OTHER_TICK, "it ended before tick " + before.tick() + ", and what it left leads to tick " + tick, tick + 1);
        } else if (!ticksMayMiss && engine.stateHash() != before.stateHash()) {
            fail(Failure.OTHER_STATE, "before tick " + tick + " the state is not the one in which it ended", tick + 1);
        }
        livesAgain(engine);
        long owed = before.answers().values().stream()
                .filter(answer -> !damaged || answer.tick() < tick)
                .count();
        engine.stateHash(); // All that was given is accepted when this is answered.
        if (engine.metrics().duplicates() < owed) {
            fail(Failure.LOST, owed + " commands had been answered, and only " + engine.metrics().duplicates()
                    + " of them are known", tick + 1);
        }
    }

    private void livesAgain(FleetEngine engine) {
        living = true;
        give(engine, engine.tick());
    }

    /**
     * Runs to the end, or until the mishap comes.
     *
     * @param mishap null for none
     * @return null if the run is over
     */
    @Nullable Ending live(FleetEngine engine, @Nullable Mishap mishap, Remains remains) {
        int duration = scenario.clock().durationTicks();
        int tick = (int) engine.tick();
        int failsFrom = Integer.MAX_VALUE;
        if (!living) {
            livesAgain(engine);
        }
        while (tick < duration && failure() == null) {
            if (mishap != null && failsFrom == Integer.MAX_VALUE && tick >= mishap.atTick()) {
                if (!mishap.end().isOfTheDisk()) {
                    return ending(engine, mishap);
                }
                failsFrom = tick;
                harm(engine, remains, mishap);
            }
            int until = Math.min(duration, nextStop(tick, mishap));
            try {
                engine.advance(until - tick);
            } catch (EngineFailedException failed) {
                if (mishap != null && failsFrom <= tick && failed.getCause() instanceof JournalException) {
                    return failedEnding(engine, mishap);
                }
                fail(Failure.ENGINE_FAILED + ": " + nameOf(failed), String.valueOf(failed.getCause()), engine.tick() + 1);
                return null;
            }
            tick = until;
            if (mishap != null && mishap.end() != Mishap.End.SYNC_FAILED && tick - failsFrom > mishap.appends()) {
                fail(Failure.NOT_JOURNALLED, "the journal takes nothing since tick " + failsFrom + ", and tick " + (tick - 1)
                        + " was run", tick);
            }
            if (!setup.givenInside()) {
                give(engine, tick);
            }
        }
        delivery = engine.delivery();
        return null;
    }

    /** The tick before which something is to be done. */
    private int nextStop(int tick, @Nullable Mishap mishap) {
        List<ScriptedCommand> script = scenario.script();
        int until = Integer.MAX_VALUE;
        if (!setup.givenInside() && given < script.size()) {
            until = script.get(given).atTick();
        }
        if (mishap != null && mishap.atTick() > tick) {
            until = Math.min(until, mishap.atTick());
        }
        return setup.pieceSeed() == Setup.WHOLE
                ? until
                : Math.min(until, tick + 1 + pieces.nextInt(LONGEST_PIECE_TICKS));
    }

    private void harm(FleetEngine engine, Remains remains, Mishap mishap) {
        switch (mishap.end()) {
            case DISK_FULL -> remains.disk().failAppend(mishap.appends(), 0);
            case PAGE_LOST -> remains.disk().failAppend(mishap.appends(), LOST_AFTER_BYTES);
            case SYNC_FAILED -> {
                // What is appended from here on never reaches the disk, and is lost with the power.
                engine.stateHash();
                awaitSnapshots(engine);
                remains.take();
                remains.disk().failSync();
            }
            case KILLED -> { }
        }
    }

    private Ending ending(FleetEngine engine, Mishap mishap) {
        long hash = engine.stateHash(); // Behind all that was given so far: then it is in the journal.
        awaitSnapshots(engine);
        living = false;
        Map<Integer, Ending.Answer> answers = new HashMap<>();
        for (int i = 0; i < receipts.size(); i++) {
            Receipt receipt = receipts.get(i).getNow(null);
            if (receipt != null && !isLeftOpen(receipt)) {
                answers.put(i, new Ending.Answer(receipt.tick(), Trace.gist(receipt)));
            }
        }
        return new Ending(mishap, engine.tick(), hash, answers);
    }

    /** An engine that cannot append any more says so, and does nothing more. */
    private Ending failedEnding(FleetEngine engine, Mishap mishap) {
        long tick = engine.tick();
        CompletableFuture<Receipt> late = engine.submit(OTHER_ID, new Command.Pause(Scope.EVERYTHING));
        Ending ending = ending(engine, mishap);
        Receipt refused = late.getNow(null);
        if (refused == null || refused.message() == null || !refused.message().startsWith(Rejection.JOURNAL_FAILED.name())) {
            fail(Failure.NOT_CLEAR, "a command is answered by " + (refused == null ? "nothing" : Trace.gist(refused))
                    + ", though the journal takes nothing", tick + 1);
        }
        return ending;
    }

    /** Whether nobody can tell from the answer whether the command will have taken effect. */
    private static boolean isLeftOpen(Receipt receipt) {
        String message = receipt.message();
        return message != null
                && (message.startsWith(Rejection.JOURNAL_FAILED.name())
                        || message.startsWith(Rejection.ENGINE_CLOSED.name())
                        || message.startsWith(Rejection.ENGINE_FAILED.name()));
    }

    private static String nameOf(EngineFailedException failed) {
        Throwable cause = failed.getCause();
        return cause == null ? "" : cause.getClass().getSimpleName();
    }

    private void fail(String kind, String text, long tick) {
        if (failure == null) {
            failure = new Failure(kind, text, tick, List.of(setup));
        }
    }

    /** On the engine's thread: what is given now lies in the ring before the next tick. */
    @Override
    public void tickDone(FleetEngine engine, long tick, long tickNanos) {
        if (saves != savesAwaited) {
            awaitSnapshots(engine);
        }
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

    private void awaitSnapshots(FleetEngine engine) {
        savesAwaited = saves;
        EngineMetrics metrics = engine.metrics();
        long begun = System.nanoTime();
        while (metrics.snapshotPauseNanos().getTotalCount()
                > metrics.snapshotWriteNanos().getTotalCount() + metrics.snapshotsLost()) {
            if (System.nanoTime() - begun > PATIENCE_NANOS) {
                throw new IllegalStateException("a snapshot is not written");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Knows when a snapshot is taken; keeps nothing. */
    private final class SaveCount implements Stateful {
        private static final String SECTION = "trial";

        @Override
        public void save(StateImage to) {
            saves++;
            StateWriter section = to.section(SECTION);
            section.putByte(0);
        }

        @Override
        public void restore(StateImage from) {
            StateReader section = from.read(SECTION);
            section.getByte();
        }
    }

    /** The scenario's demand; notes what it gives. */
    private final class NotedDemand implements Demand, Stateful {
        private final Demand goals;

        NotedDemand(Demand goals) {
            this.goals = goals;
        }

        @Override
        public int nextGoal(int robot, int cell, long tick) {
            int goal = goals.nextGoal(robot, cell, tick);
            if (goal != NO_GOAL) {
                goalsGiven.add(new int[] {robot, goal});
            }
            return goal;
        }

        @Override
        public long fingerprint() {
            return goals.fingerprint();
        }

        @Override
        public void save(StateImage to) {
            ((Stateful) goals).save(to);
        }

        @Override
        public void restore(StateImage from) {
            ((Stateful) goals).restore(from);
        }
    }
}
