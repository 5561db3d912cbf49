package io.aisletide.engine;

import io.aisletide.command.Vocabulary;
import io.aisletide.grid.Area;
import io.aisletide.grid.Direction;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.journal.Journal;
import io.aisletide.journal.Snapshot;
import io.aisletide.journal.SnapshotStore;
import io.aisletide.state.StateImage;
import io.aisletide.state.Stateful;
import io.aisletide.traffic.Demand;
import io.aisletide.traffic.SavedWorld;
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
 * Options of a {@link FleetEngine}. Everything has a default but the floor: no robots, no demand (robots park), {@link
 * Motion#ROTATE}, as many threads as cores. Faults are reported by {@link #build} as {@link IllegalArgumentException}.
 */
public final class FleetEngineBuilder {
    private static final int DEFAULT_RING_SIZE = 1024;
    private static final int DEFAULT_HASH_EVERY_TICKS = 64;
    private static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(1);

    private final Floor floor;
    private final Placement placement;
    private final List<EngineObserver> observers = new ArrayList<>();
    private Motion motion = Motion.ROTATE;
    private long seed = 1;
    private int threads = Runtime.getRuntime().availableProcessors();
    private ThreadingMode mode = ThreadingMode.STAGED;
    private Demand demand = new NoDemand();
    private @Nullable Supplier<? extends Demand> demands;
    private Map<String, Area> zones = Map.of();
    private List<String> tags = List.of();
    private int ringSize = DEFAULT_RING_SIZE;
    private Duration patience = DEFAULT_PATIENCE;
    private boolean rehearse;
    private @Nullable Delivery delivery;
    private @Nullable Capabilities capabilities;
    private WorldFactory worlds = FleetEngineBuilder::trafficWorld;
    private @Nullable Journal journal;
    private @Nullable SnapshotStore snapshotStore;
    private int snapshotEveryTicks = 1;
    private int hashEveryTicks = DEFAULT_HASH_EVERY_TICKS;
    private final List<Stateful> keptParts = new ArrayList<>();

    FleetEngineBuilder(Floor floor) {
        this(floor, new Placement(floor));
    }

    private FleetEngineBuilder(Floor floor, Placement placement) {
        this.floor = floor;
        this.placement = placement;
    }

    public FleetEngineBuilder motion(Motion motion) {
        this.motion = motion;
        return this;
    }

    /** Of all that is random in the engine: where robots begin, how ties are broken. */
    public FleetEngineBuilder seed(long seed) {
        this.seed = seed;
        return this;
    }

    /** Threads that share the work of a tick. The result does not depend on it. */
    public FleetEngineBuilder threads(int threads) {
        this.threads = threads;
        return this;
    }

    public FleetEngineBuilder mode(ThreadingMode mode) {
        this.mode = mode;
        return this;
    }

    /** Where robots go. The demand is this engine's alone if it keeps anything. */
    public FleetEngineBuilder demand(Demand demand) {
        this.demand = demand;
        demands = null;
        return this;
    }

    /** The same for engines that are forked: each gets a demand of its own, as new. */
    public FleetEngineBuilder demands(Supplier<? extends Demand> demands) {
        this.demands = demands;
        return this;
    }

    /** Names that commands may use for parts of the floor. */
    public FleetEngineBuilder zones(Map<String, Area> zones) {
        this.zones = zones;
        return this;
    }

    /** Tag names; a robot carries a set of them as bits in this order; at most {@value Vocabulary#MAX_TAGS}. */
    public FleetEngineBuilder tags(List<String> names) {
        tags = names;
        return this;
    }

    /** That many robots on random free cells, of one class, without tags. May be called for each class. */
    public FleetEngineBuilder robots(int count, LoadClass load) {
        placement.addRandom(count, load);
        return this;
    }

    /**
     * One robot at a place; may be called for each. They are numbered before the random ones, in the order of the calls.
     *
     * @param heading ordinal of {@link Direction}
     * @param tags bits in the order of {@link #tags(List)}
     */
    public FleetEngineBuilder robot(int cell, int heading, LoadClass load, int tags) {
        placement.addFixed(cell, heading, load, tags);
        return this;
    }

    /** May be called for several; they are told in this order. */
    public FleetEngineBuilder observer(EngineObserver observer) {
        observers.add(observer);
        return this;
    }

    /** How many events the ring holds: a power of two. */
    public FleetEngineBuilder ringSize(int events) {
        ringSize = events;
        return this;
    }

    /** How long submit waits for a slot when the ring is full, before it refuses the command. */
    public FleetEngineBuilder patience(Duration patience) {
        this.patience = patience;
        return this;
    }

    /**
     * Where every event goes before it takes effect. It has to be empty, or to be {@link #recover}ed from; the engine closes
     * it.
     */
    public FleetEngineBuilder journal(Journal journal) {
        this.journal = journal;
        return this;
    }

    /**
     * Writes the whole state down every so many ticks, so that a recovery does not begin at the beginning. Needs a {@link
     * #journal}; the demand has to be {@link Stateful}, or nobody could go on with it.
     */
    public FleetEngineBuilder snapshots(SnapshotStore store, int everyTicks) {
        snapshotStore = store;
        snapshotEveryTicks = everyTicks;
        return this;
    }

    /**
     * Notes the state hash in the {@link #journal} every so many ticks, {@value #DEFAULT_HASH_EVERY_TICKS} unless told
     * otherwise; a hash over sums is noted each tick. A hash takes about ten nanoseconds a robot.
     */
    public FleetEngineBuilder hashEvery(int ticks) {
        hashEveryTicks = ticks;
        return this;
    }

    /** A part, an observer for instance, that goes into {@link #snapshots} and comes back with them. */
    public FleetEngineBuilder keep(Stateful part) {
        keptParts.add(part);
        return this;
    }

    /**
     * Whether {@link #build} first plays commands that re-route, and releases if there are any to come, on a small floor of its
     * own, which takes three to four seconds, calls {@link System#gc} on a heap made large enough for a run, and takes a copy for
     * {@link #snapshots}: so that on a floor with hundreds of thousands of robots the first command, release or snapshot is as
     * fast as the tenth. The result does not depend on it. False if not said.
     */
    public FleetEngineBuilder rehearse(boolean first) {
        rehearse = first;
        return this;
    }

    /** Decisions are asked for at endpoints, whose versions may change; without it the first versions decide, for good. */
    public FleetEngineBuilder delivery(Delivery delivery) {
        this.delivery = delivery;
        return this;
    }

    /** Who holds one of these tokens may {@link FleetEngine#inquire}; without it nobody may. */
    public FleetEngineBuilder capabilities(Capabilities capabilities) {
        this.capabilities = capabilities;
        return this;
    }

    FleetEngineBuilder worlds(WorldFactory worlds) {
        this.worlds = worlds;
        return this;
    }

    /** @throws IllegalArgumentException if an option does not fit, with a message that says which and why */
    public FleetEngine build() {
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

    /**
     * Goes on with the run that the {@link #journal} tells of, with the same options: from the newest whole snapshot, if
     * there are any, and the events after it. {@link FleetEngine#recovery} says how that went.
     *
     * @throws io.aisletide.journal.OtherRunException if the journal is another run's
     * @throws io.aisletide.journal.JournalException if it is another version's, has a gap, or does not lead to the states that
     *     it has noted
     */
    public FleetEngine recover() {
        return recover(snapshotStore);
    }

    /**
     * The same through all events from the start, whatever snapshots there are: for observers that have to see the whole run.
     *
     * @throws io.aisletide.journal.JournalException as {@link #recover}
     */
    public FleetEngine recoverFromStart() {
        return recover(null);
    }

    private FleetEngine recover(@Nullable SnapshotStore from) {
        if (journal == null) {
            throw new IllegalArgumentException("without a journal there is nothing to recover from");
        }
        FleetEngine engine = new Recovery(this, journal).load(Long.MAX_VALUE, from);
        try {
            engine.requireNoDifference(journal);
            engine.record(0);
            return start(engine);
        } catch (RuntimeException e) {
            engine.abandon(e);
            throw e;
        }
    }

    /**
     * An engine in the state that a run had before a tick, or had at its end; made with the same options, but for threads,
     * mode and observers. It compares itself with what the journal has noted, and stops at the first difference, see {@link
     * FleetEngine#recovery}. It does not write to that journal.
     *
     * @param toTick {@link Long#MAX_VALUE} for the end
     * @param store snapshots to begin with; null replays from the start
     * @throws io.aisletide.journal.OtherRunException if the journal is another run's
     * @throws io.aisletide.journal.JournalException if it is another version's, or has a gap
     */
    public FleetEngine replay(Journal from, long toTick, @Nullable SnapshotStore store) {
        if (journal != null) {
            throw new IllegalArgumentException("a replay writes no journal: leave journal(...) out");
        }
        return new Recovery(this, from).load(toTick, store).start();
    }

    /**
     * Replays a journal from the start up to where a snapshot was taken, whatever differs on the way, and says what of the
     * state is not as in the snapshot: in words, robots first; nothing if it is the same.
     *
     * @throws io.aisletide.journal.JournalException as {@link #replay}
     */
    public List<String> compare(Journal from, Snapshot snapshot) {
        try (FleetEngine engine = new Recovery(this, from).loadUpTo(snapshot.nextRecord()).start()) {
            return engine.differencesTo(snapshot);
        }
    }

    private FleetEngine start(FleetEngine engine) {
        if (rehearse) {
            engine.rehearseSnapshot();
        }
        return engine.start();
    }

    /** An engine as new, not started. */
    FleetEngine make(boolean placed) {
        if (threads < 1) {
            throw new IllegalArgumentException("the engine needs at least 1 thread, not " + threads);
        }
        if (ringSize < 2 || Integer.bitCount(ringSize) != 1) {
            throw new IllegalArgumentException("the ring holds a power of two of events, not " + ringSize);
        }
        if (patience.isNegative()) {
            throw new IllegalArgumentException("patience is zero or more, not " + patience);
        }
        Vocabulary vocabulary = vocabulary();
        placement.check(vocabulary.allTagBits());
        TrafficListener listener = observers.isEmpty() ? TrafficListener.NONE : new GoalEvents(observers());
        if (rehearse) {
            Rehearsal.run(motion, threads, delivery);
            HeapRoom.make(floor);
        }
        Demand own = demands == null ? demand : demands.get();
        World world = worlds.create(floor, motion, seed, threads, own, listener);
        try {
            checkSnapshots(world, own);
            if (placed) {
                placement.place(world, motion, seed);
            }
            return new FleetEngine(copy(), world, own);
        } catch (RuntimeException e) {
            closeQuietly(world, e);
            throw e;
        }
    }

    private void checkSnapshots(World world, Demand own) {
        if (hashEveryTicks < 1 || snapshotEveryTicks < 1) {
            throw new IllegalArgumentException("hashes and snapshots are taken every tick or more seldom, not every "
                    + Math.min(hashEveryTicks, snapshotEveryTicks));
        }
        if (snapshotStore == null) {
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

    /** The options as they are now. */
    private FleetEngineBuilder copy() {
        FleetEngineBuilder copy = new FleetEngineBuilder(floor, placement.copy());
        copy.observers.addAll(observers);
        copy.motion = motion;
        copy.seed = seed;
        copy.threads = threads;
        copy.mode = mode;
        copy.demand = demand;
        copy.demands = demands;
        copy.zones = zones;
        copy.tags = tags;
        copy.ringSize = ringSize;
        copy.patience = patience;
        copy.delivery = delivery;
        copy.capabilities = capabilities;
        copy.worlds = worlds;
        copy.journal = journal;
        copy.snapshotStore = snapshotStore;
        copy.snapshotEveryTicks = snapshotEveryTicks;
        copy.hashEveryTicks = hashEveryTicks;
        copy.keptParts.addAll(keptParts);
        return copy;
    }

    /** The same for another world: nobody watches, nothing is written. */
    FleetEngineBuilder forFork() {
        if (demands == null && !(demand instanceof NoDemand)) {
            throw new IllegalStateException("the demand given by demand(...) is this engine's own: an engine to be forked gets its "
                    + "demand by demands(() -> ...)");
        }
        FleetEngineBuilder fork = copy();
        fork.observers.clear();
        fork.keptParts.clear();
        fork.journal = null;
        fork.snapshotStore = null;
        return fork;
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

    Vocabulary vocabulary() {
        return new Vocabulary(floor, zones, tags);
    }

    @Nullable Delivery delivery() {
        return delivery;
    }

    @Nullable Capabilities capabilities() {
        return capabilities;
    }

    int threads() {
        return threads;
    }

    long seed() {
        return seed;
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

    @Nullable Journal journal() {
        return journal;
    }

    @Nullable SnapshotStore snapshotStore() {
        return snapshotStore;
    }

    int snapshotEveryTicks() {
        return snapshotEveryTicks;
    }

    int hashEveryTicks() {
        return hashEveryTicks;
    }

    List<Stateful> keptParts() {
        return keptParts;
    }

    ThreadingMode mode() {
        return mode;
    }

    int ringSize() {
        return ringSize;
    }

    Duration patience() {
        return patience;
    }

    EngineObserver[] observers() {
        return observers.toArray(new EngineObserver[0]);
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
