package io.aisletide.engine;

import io.aisletide.command.Vocabulary;
import io.aisletide.grid.Area;
import io.aisletide.grid.Floor;
import io.aisletide.grid.Motion;
import io.aisletide.journal.Journal;
import io.aisletide.journal.SnapshotStore;
import io.aisletide.state.StateImage;
import io.aisletide.state.Stateful;
import io.aisletide.traffic.Demand;
import io.aisletide.traffic.TrafficListener;
import io.aisletide.traffic.TrafficWorld;
import io.aisletide.traffic.World;
import io.aisletide.workflow.Capabilities;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link FleetEngineBuilder} has been told, with defaults for what it has not. An engine has a {@link #copy} of its own, in
 * which nothing changes.
 */
final class EngineOptions {
    static final int DEFAULT_HASH_EVERY_TICKS = 64;
    private static final int DEFAULT_RING_SIZE = 1024;
    private static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(1);

    // What the run is.
    final Floor floor;
    final Placement placement;
    Motion motion = Motion.ROTATE;
    long seed = 1;
    Demand demand = new NoDemand();
    /** Makes one for each engine, in the place of {@link #demand}. */
    @Nullable Supplier<? extends Demand> demands;

    Map<String, Area> zones = Map.of();
    List<String> tags = List.of();
    @Nullable Delivery delivery;
    @Nullable Capabilities capabilities;

    // How it is run.
    int threads = Runtime.getRuntime().availableProcessors();
    ThreadingMode mode = ThreadingMode.STAGED;
    int ringSize = DEFAULT_RING_SIZE;
    Duration patience = DEFAULT_PATIENCE;
    boolean rehearse;
    WorldFactory worlds = EngineOptions::trafficWorld;

    // Who watches it, and what is left of it.
    final List<EngineObserver> observers = new ArrayList<>();
    @Nullable Journal journal;
    @Nullable SnapshotStore snapshotStore;
    int snapshotEveryTicks = 1;
    int hashEveryTicks = DEFAULT_HASH_EVERY_TICKS;
    final List<Stateful> keptParts = new ArrayList<>();

    EngineOptions(Floor floor) {
        this(floor, new Placement(floor));
    }

    private EngineOptions(Floor floor, Placement placement) {
        this.floor = floor;
        this.placement = placement;
    }

    /** As they are now. */
    EngineOptions copy() {
        EngineOptions copy = new EngineOptions(floor, placement.copy());
        copy.motion = motion;
        copy.seed = seed;
        copy.demand = demand;
        copy.demands = demands;
        copy.zones = zones;
        copy.tags = tags;
        copy.delivery = delivery;
        copy.capabilities = capabilities;
        copy.threads = threads;
        copy.mode = mode;
        copy.ringSize = ringSize;
        copy.patience = patience;
        copy.rehearse = rehearse;
        copy.worlds = worlds;
        copy.observers.addAll(observers);
        copy.journal = journal;
        copy.snapshotStore = snapshotStore;
        copy.snapshotEveryTicks = snapshotEveryTicks;
        copy.hashEveryTicks = hashEveryTicks;
        copy.keptParts.addAll(keptParts);
        return copy;
    }

    /** The same for another world: nobody watches, nothing is written, and what could be rehearsed has run before. */
    EngineOptions forFork() {
        if (demands == null && !(demand instanceof NoDemand)) {
            throw new IllegalStateException("the demand given by demand(...) is this engine's own: an engine to be forked gets its "
                    + "demand by demands(() -> ...)");
        }
        EngineOptions fork = copy();
        fork.rehearse = false;
        fork.observers.clear();
        fork.keptParts.clear();
        fork.journal = null;
        fork.snapshotStore = null;
        return fork;
    }

    Vocabulary vocabulary() {
        return new Vocabulary(floor, zones, tags);
    }

    EngineObserver[] observers() {
        return observers.toArray(new EngineObserver[0]);
    }

    /** Where goals come from in a new engine. */
    Demand newDemand() {
        return demands == null ? demand : demands.get();
    }

    /** A hash over all that makes a run what it is, but for the demand and who commands. */
    long fingerprint() {
        Fingerprint all = new Fingerprint().add(floor).add(motion.ordinal()).add(seed).add(zones.size());
        zones.forEach((name, area) -> all.add(name).add(area));
        tags.forEach(all::add);
        placement.mix(all);
        Delivery versions = delivery;
        if (versions != null && !versions.isPlain()) {
            all.add(versions.stableIds().toString()).add(versions.plan().toString());
            versions.offers().forEach(offer -> all.add(offer.id() + " " + offer.digest()));
        }
        return all.value();
    }

    /** Robots park. */
    private static final class NoDemand implements Demand, Stateful {
        @Override
        public int nextGoal(int robot, int cell, long tick) {
            return NO_GOAL;
        }

        @Override
        public void save(StateImage to) {}

        @Override
        public void restore(StateImage from) {}

        @Override
        public long fingerprint() {
            return new Fingerprint().add("none").value();
        }
    }

    private static World trafficWorld(
            Floor floor, Motion motion, long seed, int threads, Demand demand, TrafficListener listener) {
        TrafficWorld world = new TrafficWorld(floor, motion, seed, threads, demand);
        world.listener(listener);
        return world;
    }
}
