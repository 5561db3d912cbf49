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
import io.aisletide.state.Stateful;
import io.aisletide.traffic.Demand;
import io.aisletide.workflow.Capabilities;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Options of a {@link FleetEngine}. Everything has a default but the floor: no robots, no demand (robots park), {@link
 * Motion#ROTATE}, as many threads as cores. Faults are reported by {@link #build} as {@link IllegalArgumentException}.
 */
public final class FleetEngineBuilder {
    private final EngineOptions options;

    FleetEngineBuilder(Floor floor) {
        options = new EngineOptions(floor);
    }

    public FleetEngineBuilder motion(Motion motion) {
        options.motion = motion;
        return this;
    }

    /** Of all that is random in the engine: where robots begin, how ties are broken. */
    public FleetEngineBuilder seed(long seed) {
        options.seed = seed;
        return this;
    }

    /** Threads that share the work of a tick. The result does not depend on it. */
    public FleetEngineBuilder threads(int threads) {
        options.threads = threads;
        return this;
    }

    public FleetEngineBuilder mode(ThreadingMode mode) {
        options.mode = mode;
        return this;
    }

    /** Where robots go. The demand is this engine's alone if it keeps anything. */
    public FleetEngineBuilder demand(Demand demand) {
        options.demand = demand;
        options.demands = null;
        return this;
    }

    /** The same for engines that are forked: each gets a demand of its own, as new. */
    public FleetEngineBuilder demands(Supplier<? extends Demand> demands) {
        options.demands = demands;
        return this;
    }

    /** Names that commands may use for parts of the floor. */
    public FleetEngineBuilder zones(Map<String, Area> zones) {
        options.zones = zones;
        return this;
    }

    /** Tag names; a robot carries a set of them as bits in this order; at most {@value Vocabulary#MAX_TAGS}. */
    public FleetEngineBuilder tags(List<String> names) {
        options.tags = names;
        return this;
    }

    /** That many robots on random free cells, of one class, without tags. May be called for each class. */
    public FleetEngineBuilder robots(int count, LoadClass load) {
        options.placement.addRandom(count, load);
        return this;
    }

    /**
     * One robot at a place; may be called for each. They are numbered before the random ones, in the order of the calls.
     *
     * @param heading ordinal of {@link Direction}
     * @param tags bits in the order of {@link #tags(List)}
     */
    public FleetEngineBuilder robot(int cell, int heading, LoadClass load, int tags) {
        options.placement.addFixed(cell, heading, load, tags);
        return this;
    }

    /** May be called for several; they are told in this order. */
    public FleetEngineBuilder observer(EngineObserver observer) {
        options.observers.add(observer);
        return this;
    }

    /** How many events the ring holds: a power of two. */
    public FleetEngineBuilder ringSize(int events) {
        options.ringSize = events;
        return this;
    }

    /** How long submit waits for a slot when the ring is full, before it refuses the command. */
    public FleetEngineBuilder patience(Duration patience) {
        options.patience = patience;
        return this;
    }

    /**
     * Where every event goes before it takes effect. It has to be empty, or to be {@link #recover}ed from; the engine closes
     * it.
     */
    public FleetEngineBuilder journal(Journal journal) {
        options.journal = journal;
        return this;
    }

    /**
     * Writes the whole state down every so many ticks, so that a recovery does not begin at the beginning. Needs a {@link
     * #journal}; the demand has to be {@link Stateful}, or nobody could go on with it.
     */
    public FleetEngineBuilder snapshots(SnapshotStore store, int everyTicks) {
        options.snapshotStore = store;
        options.snapshotEveryTicks = everyTicks;
        return this;
    }

    /**
     * Notes the state hash in the {@link #journal} every so many ticks, {@value EngineOptions#DEFAULT_HASH_EVERY_TICKS} unless told
     * otherwise; a hash over sums is noted each tick. A hash takes about four nanoseconds a robot.
     */
    public FleetEngineBuilder hashEvery(int ticks) {
        options.hashEveryTicks = ticks;
        return this;
    }

    /** A part, an observer for instance, that goes into {@link #snapshots} and comes back with them. */
    public FleetEngineBuilder keep(Stateful part) {
        options.keptParts.add(part);
        return this;
    }

    /**
     * Whether {@link #build} first plays commands that re-route, and releases if there are any to come, on a small floor of its
     * own, which takes three to five seconds, calls {@link System#gc} on a heap made large enough for a run, and takes a copy for
     * {@link #snapshots}: so that on a floor with hundreds of thousands of robots the first command, release or snapshot is as
     * fast as the tenth. The result does not depend on it. False if not said.
     */
    public FleetEngineBuilder rehearse(boolean first) {
        options.rehearse = first;
        return this;
    }

    /** Decisions are asked for at endpoints, whose versions may change; without it the first versions decide, for good. */
    public FleetEngineBuilder delivery(Delivery delivery) {
        options.delivery = delivery;
        return this;
    }

    /** Who holds one of these tokens may {@link FleetEngine#inquire}; without it nobody may. */
    public FleetEngineBuilder capabilities(Capabilities capabilities) {
        options.capabilities = capabilities;
        return this;
    }

    FleetEngineBuilder worlds(WorldFactory worlds) {
        options.worlds = worlds;
        return this;
    }

    /** @throws IllegalArgumentException if an option does not fit, with a message that says which and why */
    public FleetEngine build() {
        return new EngineMaker(options.copy()).begin();
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
        return recover(options.snapshotStore);
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
        Journal journal = options.journal;
        if (journal == null) {
            throw new IllegalArgumentException("without a journal there is nothing to recover from");
        }
        return new Recovery(options.copy(), journal).goOn(from);
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
        if (options.journal != null) {
            throw new IllegalArgumentException("a replay writes no journal: leave journal(...) out");
        }
        return new Recovery(options.copy(), from).load(toTick, store).start();
    }

    /**
     * Replays a journal from the start up to where a snapshot was taken, whatever differs on the way, and says what of the
     * state is not as in the snapshot: in words, robots first; nothing if it is the same.
     *
     * @throws io.aisletide.journal.JournalException as {@link #replay}
     */
    public List<String> compare(Journal from, Snapshot snapshot) {
        try (FleetEngine engine = new Recovery(options.copy(), from).loadUpTo(snapshot.nextRecord()).start()) {
            return engine.differencesTo(snapshot);
        }
    }
}
