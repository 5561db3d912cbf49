package io.aisletide.engine;

import io.aisletide.command.CommandExecutor;
import io.aisletide.journal.JournalException;
import io.aisletide.journal.Snapshot;
import io.aisletide.state.StateImage;
import io.aisletide.state.Stateful;
import io.aisletide.traffic.Demand;
import io.aisletide.traffic.SavedWorld;
import io.aisletide.traffic.World;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All that a snapshot holds: the floor, the rules' ends and what became of commands, receipts, the demand, versions and
 * releases, and the parts that were given to the builder. Engine's thread.
 */
final class EngineState {
    private final World world;
    private final CommandExecutor executor;
    private final ReceiptBook receipts;
    private final Demand demand;
    private final List<Stateful> parts;
    private final @Nullable ReleaseDesk releases;
    private final LongSupplier stateHash;

    /** The builder has checked that world and demand can be saved, if they are to be. */
    EngineState(
            World world,
            CommandExecutor executor,
            EngineLoop loop,
            Demand demand,
            List<Stateful> parts,
            @Nullable ReleaseDesk releases) {
        this.world = world;
        this.executor = executor;
        receipts = loop.receipts();
        this.demand = demand;
        this.parts = parts;
        this.releases = releases;
        stateHash = loop::stateHash;
    }

    /**
     * Copies all of it.
     *
     * @return computes the state hash of what was copied, as long as the copy is there; on any thread
     */
    LongSupplier save(StateImage to) {
        SavedWorld floor = savedFloor();
        floor.save(to);
        executor.save(to);
        receipts.save(to);
        stateful(demand).save(to);
        if (releases != null) {
            releases.save(to);
        }
        for (Stateful part : parts) {
            part.save(to);
        }
        LongUnaryOperator withReleases = releases == null ? LongUnaryOperator.identity() : releases.hashOver();
        return () -> withReleases.applyAsLong(floor.stateHashOf(to));
    }

    /** @throws JournalException if it is not what this engine saves, or does not give the state hash that it should */
    void restore(Snapshot snapshot) {
        try {
            StateImage image = snapshot.image();
            savedFloor().restore(image);
            executor.restore(image);
            receipts.restore(image);
            stateful(demand).restore(image);
            if (releases != null) {
                releases.restore(image);
            }
            for (Stateful part : parts) {
                part.restore(image);
            }
        } catch (IllegalStateException e) {
            throw new JournalException("the snapshot of tick " + snapshot.tick() + " is whole, but not what this engine saves ("
                    + e.getMessage() + "): delete it to fall back to the one before", e);
        }
        long hash = stateHash.getAsLong();
        if (world.tick() != snapshot.tick() || hash != snapshot.stateHash()) {
            throw new JournalException("the snapshot of tick " + snapshot.tick() + " gives the state hash "
                    + Long.toHexString(hash) + " at tick " + world.tick() + " and not "
                    + Long.toHexString(snapshot.stateHash()) + ": delete it to fall back to the one before");
        }
    }

    private SavedWorld savedFloor() {
        if (world instanceof SavedWorld floor) {
            return floor;
        }
        throw new IllegalStateException("this kind of floor cannot be saved");
    }

    private static Stateful stateful(Object part) {
        if (part instanceof Stateful stateful) {
            return stateful;
        }
        throw new IllegalStateException(part.getClass().getName() + " cannot be saved: it does not implement "
                + Stateful.class.getName());
    }
}
