package io.aisletide.engine;

import io.aisletide.command.Vocabulary;
import io.aisletide.grid.Area;
import io.aisletide.grid.Direction;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.traffic.Demand;
import io.aisletide.traffic.TrafficListener;
import io.aisletide.traffic.TrafficWorld;
import io.aisletide.traffic.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Options of a {@link FleetEngine}. Everything has a default but the floor: no robots, no demand (robots park), {@link
 * Motion#ROTATE}, as many threads as cores. Faults are reported by {@link #build} as {@link IllegalArgumentException}.
 */
public final class FleetEngineBuilder {
    private static final int DEFAULT_RING_SIZE = 1024;
    private static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(1);

    private final Floor floor;
    private final Placement placement;
    private final List<EngineObserver> observers = new ArrayList<>();
    private Motion motion = Motion.ROTATE;
    private long seed = 1;
    private int threads = Runtime.getRuntime().availableProcessors();
    private ThreadingMode mode = ThreadingMode.STAGED;
    private Demand demand = (robot, cell, tick) -> Demand.NO_GOAL;
    private Map<String, Area> zones = Map.of();
    private List<String> tags = List.of();
    private int ringSize = DEFAULT_RING_SIZE;
    private Duration patience = DEFAULT_PATIENCE;
    private WorldFactory worlds = FleetEngineBuilder::trafficWorld;

    FleetEngineBuilder(Floor floor) {
        this.floor = floor;
        placement = new Placement(floor);
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

    public FleetEngineBuilder demand(Demand demand) {
        this.demand = demand;
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

    FleetEngineBuilder worlds(WorldFactory worlds) {
        this.worlds = worlds;
        return this;
    }

    /** @throws IllegalArgumentException if an option does not fit, with a message that says which and why */
    public FleetEngine build() {
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
        World world = worlds.create(floor, motion, seed, threads, demand, listener);
        try {
            placement.place(world, motion, seed);
            return new FleetEngine(this, world).start();
        } catch (RuntimeException e) {
            closeQuietly(world, e);
            throw e;
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

    Vocabulary vocabulary() {
        return new Vocabulary(floor, zones, tags);
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

    private static World trafficWorld(
            Floor floor, Motion motion, long seed, int threads, Demand demand, TrafficListener listener) {
        TrafficWorld world = new TrafficWorld(floor, motion, seed, threads, demand);
        world.listener(listener);
        return world;
    }
}
