package io.aisletide.engine;

import io.aisletide.command.Command;
import io.aisletide.command.CommandCodec;
import io.aisletide.command.CommandExecutor;
import io.aisletide.command.Outcome;
import io.aisletide.metrics.EngineRecorders;
import io.aisletide.traffic.World;

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
    private final CommandCodec codec = new CommandCodec();
    private final Outcome outcome = new Outcome();
    private volatile long ticksDone;

    EngineLoop(
            FleetEngine engine,
            World world,
            CommandExecutor executor,
            EngineObserver[] observers,
            Lifecycle lifecycle,
            EngineRecorders recorders) {
        this.engine = engine;
        this.world = world;
        this.executor = executor;
        this.observers = observers;
        this.lifecycle = lifecycle;
        this.recorders = recorders;
        ticksDone = world.tick();
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

    private void runTick(RingEvent event) {
        if (!lifecycle.isRunning()) {
            return;
        }
        long tick = codec.decodeTick(event.payload);
        if (tick != world.tick()) {
            throw new IllegalStateException("event for tick " + tick + " at tick " + world.tick());
        }
        long startNanos = System.nanoTime();
        executor.expire();
        world.step();
        long tickNanos = System.nanoTime() - startNanos;
        recorders.tick.record(tickNanos);
        long done = world.tick();
        ticksDone = done;
        for (EngineObserver observer : observers) {
            observer.tickDone(engine, done, tickNanos);
        }
    }

    private void runCommand(RingEvent event) {
        PendingCommand pending = event.pending;
        Command command = event.command;
        if (pending == null || event.firstReceipt != null) {
            return;
        }
        if (command == null || !lifecycle.isRunning()) {
            event.receipt = Receipts.rejected(pending, ticksDone, lifecycle.refusal());
            return;
        }
        if (event.fault != null) {
            event.receipt = Receipts.rejected(pending, world.tick(), event.fault);
        } else {
            try {
                executor.execute(pending.id, command, outcome);
            } catch (Throwable t) {
                lifecycle.fail(t);
                event.receipt = Receipts.rejected(pending, ticksDone, lifecycle.refusal());
                return;
            }
            event.receipt = Receipts.of(pending, command, world.tick(), outcome);
            if (event.receipt.status() == Receipt.Status.APPLIED) {
                recorders.effective.record(event.receipt.effectiveNanos());
                recorders.rerouted.record(event.receipt.reroutedNanos());
            }
        }
        for (EngineObserver observer : observers) {
            observer.commandDone(command, event.receipt);
        }
    }
}
