package io.aisletide.engine;

import io.aisletide.command.Command;
import io.aisletide.command.CommandCodec;
import io.aisletide.command.CommandExecutor;
import io.aisletide.command.Outcome;
import io.aisletide.metrics.EngineRecorders;
import io.aisletide.traffic.World;
import org.jspecify.annotations.Nullable;

/**
 * Second stage, the only one that touches the floor: runs ticks and commands in the order of the ring.
 *
 * <p>A command is executed between two ticks. One that arrives while a tick runs waits behind it in the ring and takes
 * effect before the next; its receipt names that next tick as the first to obey it.
 */
final class EngineLoop implements Stage.Step {
    private final FleetEngine engine;
    private final World world;
    private final CommandExecutor executor;
    private final EngineObserver[] observers;
    private final Lifecycle lifecycle;
    private final EngineRecorders recorders;
    private final @Nullable ReleaseDesk releases;
    private final Lull lull;
    private final CommandCodec codec = new CommandCodec();
    private final Outcome outcome = new Outcome();
    private final ReceiptBook receipts = new ReceiptBook();
    private @Nullable StateNote note;
    private int hashEveryTicks;
    private @Nullable SnapshotTaker snapshots;
    private volatile long ticksDone;

    EngineLoop(
            FleetEngine engine,
            World world,
            CommandExecutor executor,
            EngineObserver[] observers,
            Lifecycle lifecycle,
            EngineRecorders recorders,
            @Nullable ReleaseDesk releases,
            Lull lull) {
        this.engine = engine;
        this.world = world;
        this.executor = executor;
        this.observers = observers;
        this.lifecycle = lifecycle;
        this.recorders = recorders;
        this.releases = releases;
        this.lull = lull;
        ticksDone = world.tick();
    }

    /**
     * From here on the state is noted after each tick; before the threads start.
     *
     * @param hashEvery ticks from one state hash to the next
     */
    void noteTo(StateNote to, int hashEvery) {
        note = to;
        hashEveryTicks = hashEvery;
    }

    /** From here on snapshots are taken: not of what is only replayed; before the threads start. */
    void snapshotTo(SnapshotTaker taker) {
        snapshots = taker;
    }

    ReceiptBook receipts() {
        return receipts;
    }

    /** The world was restored. */
    void continueAt(long tick) {
        ticksDone = tick;
    }

    /** Ticks done so far; any thread. */
    long ticksDone() {
        return ticksDone;
    }

    @Override
    public void run(RingEvent event) {
        switch (event.content) {
            case TICK -> runTick(event);
            case COMMAND -> runCommand(event);
            case PROBE -> {
                Runnable probe = event.probe;
                if (probe != null) {
                    probe.run();
                }
            }
            case NOTHING -> { }
        }
    }

    /** What is in the journal is executed as long as there is a floor to execute it on. */
    private boolean takesEffect(RingEvent event) {
        if (event.refusal != null) {
            return false;
        }
        return event.journalIndex == RingEvent.NOT_JOURNALLED ? lifecycle.isRunning() : lifecycle.isSound();
    }

    private void runTick(RingEvent event) {
        if (!takesEffect(event)) {
            refuseWaiting();
            return;
        }
        long tick = codec.decodeTick(event.payload);
        if (tick != world.tick()) {
            throw new IllegalStateException("event for tick " + tick + " at tick " + world.tick());
        }
        lull.end();
        long startNanos = System.nanoTime();
        try {
            decideReleases();
            executor.expire();
            world.step();
        } catch (Throwable t) {
            lifecycle.fail(t);
            refuseWaiting();
            return;
        } finally {
            lull.begin();
        }
        long tickNanos = System.nanoTime() - startNanos;
        recorders.tick.record(tickNanos);
        long done = world.tick();
        ticksDone = done;
        for (EngineObserver observer : observers) {
            observer.tickDone(engine, done, tickNanos);
        }
        if (note != null) {
            noteState(note, done, event.journalIndex);
        }
    }

    private void noteState(StateNote into, long tick, long record) {
        SnapshotTaker taker = snapshots;
        boolean hashed = tick % hashEveryTicks == 0;
        long hash = hashed ? stateHash() : 0;
        into.set(tick, StateNote.tallyOf(world), hashed, hash);
        if (taker != null && taker.isDue(tick) && (releases == null || releases.isAtRest())) {
            taker.take(tick, record + 1);
        }
    }

    private void decideReleases() {
        if (releases == null) {
            return;
        }
        for (ReleaseRequests.Answered answered : releases.tick(world.tick())) {
            for (EngineObserver observer : observers) {
                observer.commandDone(answered.command(), answered.receipt());
            }
            receipts.add(answered.receipt());
            answered.pending().receipt.complete(answered.receipt());
        }
    }

    /** Hash over all that decides how the run goes on. Engine's thread. */
    long stateHash() {
        return releases == null ? world.stateHash() : releases.stateHash();
    }

    /** Answers those who wait for what will not be decided any more. */
    void refuseWaiting() {
        if (releases != null) {
            releases.refuseWaiting(lifecycle.refusal());
        }
    }

    private void runCommand(RingEvent event) {
        PendingCommand pending = event.pending;
        Command command = event.command;
        if (pending == null || event.firstReceipt != null) {
            return;
        }
        if (command == null || !takesEffect(event)) {
            String refusal = event.refusal;
            event.receipt = Receipts.rejected(pending, ticksDone, refusal != null ? refusal : lifecycle.refusal());
            return;
        }
        if (event.fault == null && releases != null && command instanceof Command.OnVersions onVersions) {
            runOnVersions(event, pending, onVersions, releases);
            return;
        }
        if (event.fault != null) {
            event.receipt = Receipts.rejected(pending, world.tick(), event.fault);
        } else {
            lull.end();
            try {
                executor.execute(pending.id, command, outcome);
                if (releases != null && changesFleet(command)) {
                    releases.robotsChanged(world.tick());
                }
            } catch (Throwable t) {
                lifecycle.fail(t);
                event.receipt = Receipts.rejected(pending, ticksDone, lifecycle.refusal());
                return;
            } finally {
                lull.begin();
            }
            event.receipt = Receipts.of(pending, command, world.tick(), outcome);
            if (event.receipt.status() == Receipt.Status.APPLIED) {
                recorders.effective.record(event.receipt.effectiveNanos());
                recorders.rerouted.record(event.receipt.reroutedNanos());
            }
        }
        receipts.add(event.receipt);
        for (EngineObserver observer : observers) {
            observer.commandDone(command, event.receipt);
        }
    }

    private static boolean changesFleet(Command command) {
        return command instanceof Command.AddRobots || command instanceof Command.RemoveRobots;
    }

    private void runOnVersions(
            RingEvent event, PendingCommand pending, Command.OnVersions command, ReleaseDesk desk) {
        if (command instanceof Command.Release release) {
            event.receiptLater = true;
            desk.submit(pending, release);
        } else if (command instanceof Command.VersionChecked checked) {
            desk.versionChecked(checked);
            outcome.clear();
            event.receipt = Receipts.of(pending, command, world.tick(), outcome);
            receipts.add(event.receipt);
        }
    }
}
