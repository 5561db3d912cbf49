package io.aisletide.engine;

import io.aisletide.command.Vocabulary;
import io.aisletide.journal.Journal;
import io.aisletide.state.Stateful;
import io.aisletide.traffic.Demand;
import io.aisletide.traffic.SavedWorld;
import io.aisletide.traffic.TrafficListener;
import io.aisletide.traffic.World;

/** Checks options and makes an engine of them, with its floor: a new one, with or without robots; {@link Recovery} goes on with it. */
final class EngineMaker {
    private final EngineOptions options;

    /** @param options not changed from here on */
    EngineMaker(EngineOptions options) {
        this.options = options;
    }

    /** An engine at the start of a run, started; its journal, if it has one, begins with it. */
    FleetEngine begin() {
        Journal journal = options.journal;
        if (journal != null && journal.size() > 0) {
            throw new IllegalArgumentException("the journal in " + journal.place() + " holds " + journal.size()
                    + " records of a run: recover() goes on with it, a new run wants an empty one");
        }
        FleetEngine engine = make(true);
        try {
            engine.announce();
            engine.record(engine.stateHashBeforeStart());
            return start(engine);
        } catch (RuntimeException e) {
            engine.abandon(e);
            throw e;
        }
    }

    /** Takes a copy for snapshots before, if that is to be rehearsed. */
    FleetEngine start(FleetEngine engine) {
        if (options.rehearse) {
            engine.rehearseSnapshot();
        }
        return engine.start();
    }

    /**
     * An engine as new, not started.
     *
     * @param placed with its robots
     * @throws IllegalArgumentException if an option does not fit
     */
    FleetEngine make(boolean placed) {
        checkLoop();
        Vocabulary vocabulary = options.vocabulary();
        options.placement.check(vocabulary.allTagBits());
        TrafficListener listener =
                options.observers.isEmpty() ? TrafficListener.NONE : new GoalEvents(options.observers());
        if (options.rehearse) {
            Rehearsal.run(options.motion, options.threads, options.delivery);
            HeapRoom.make(options.floor);
        }
        Demand own = options.newDemand();
        World world = options.worlds.create(
                options.floor, options.motion, options.seed, options.threads, own, listener);
        try {
            checkSnapshots(world, own);
            if (placed) {
                options.placement.place(world, options.motion, options.seed);
            }
            return new FleetEngine(options, world, own);
        } catch (RuntimeException e) {
            closeQuietly(world, e);
            throw e;
        }
    }

    private void checkLoop() {
        if (options.threads < 1) {
            throw new IllegalArgumentException("the engine needs at least 1 thread, not " + options.threads);
        }
        if (options.ringSize < 2 || Integer.bitCount(options.ringSize) != 1) {
            throw new IllegalArgumentException("the ring holds a power of two of events, not " + options.ringSize);
        }
        if (options.patience.isNegative()) {
            throw new IllegalArgumentException("patience is zero or more, not " + options.patience);
        }
    }

    private void checkSnapshots(World world, Demand own) {
        if (options.hashEveryTicks < 1 || options.snapshotEveryTicks < 1) {
            throw new IllegalArgumentException("hashes and snapshots are taken every tick or more seldom, not every "
                    + Math.min(options.hashEveryTicks, options.snapshotEveryTicks));
        }
        if (options.snapshotStore == null) {
            return;
        }
        if (!(own instanceof Stateful)) {
            throw new IllegalArgumentException("snapshots need a demand that can be saved: let " + own.getClass().getName()
                    + " implement " + Stateful.class.getName() + ", with empty methods if it keeps nothing");
        }
        if (!(world instanceof SavedWorld)) {
            throw new IllegalArgumentException("this kind of floor cannot be saved");
        }
    }

    private static void closeQuietly(World world, RuntimeException reason) {
        if (world instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                reason.addSuppressed(e);
            }
        }
    }
}
