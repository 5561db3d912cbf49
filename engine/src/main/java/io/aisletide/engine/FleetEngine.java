package io.aisletide.engine;

import io.aisletide.command.Command;
import io.aisletide.command.CommandExecutor;
import io.aisletide.command.CommandValidator;
import io.aisletide.grid.Floor;
import io.aisletide.journal.Journal;
import io.aisletide.journal.JournalException;
import io.aisletide.journal.Snapshot;
import io.aisletide.metrics.EngineMetrics;
import io.aisletide.metrics.EngineRecorders;
import io.aisletide.state.StateImage;
import io.aisletide.traffic.Demand;
import io.aisletide.traffic.TrafficCounters;
import io.aisletide.traffic.TrafficWorld;
import io.aisletide.traffic.World;
import io.aisletide.workflow.Capabilities;
import io.aisletide.workflow.Inquiry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A warehouse floor with its robots, as a library: no ports, no files, a few threads that {@link #close} ends.
 *
 * <pre>{@code
 * try (FleetEngine engine = FleetEngine.builder(floor).robots(100, LoadClass.EMPTY).demand(demand).build()) {
 *     engine.advance(50);
 *     Receipt receipt = engine.submit(new Command.Close(Scope.rectangle(4, 0, 1, 9), Command.NEVER)).join();
 *     engine.advance(50);
 * }
 * }</pre>
 *
 * <h2>Threads</h2>
 *
 * <ol>
 *   <li>{@link #submit} and the readings {@link #tick}, {@link #metrics} and {@link #stateHash}: any thread, any time.
 *   <li>{@link #advance}: one thread at a time.
 *   <li>{@link #counters} and {@link #robots}: see {@link FleetView}.
 *   <li>Whoever waits gets an answer: if the engine fails or is closed, commands under way get a receipt that says so,
 *       and {@link #advance} throws.
 *   <li>Receipts are completed on a thread of the engine. What is chained to them must be quick and must not wait for
 *       the engine.
 * </ol>
 *
 * <h2>When a command takes effect</h2>
 *
 * All input lies in one ring in the order in which it was published. A command takes effect between two ticks: if it
 * comes while a tick runs, before the next. Its receipt names the first tick that obeys it. Equal commands before equal
 * ticks give equal states, on any number of threads and in both {@link ThreadingMode}s.
 */
public final class FleetEngine implements AutoCloseable {
    private final Floor floor;
    private final World world;
    private final FleetView view;
    private final EngineRecorders recorders = new EngineRecorders();
    private final Lifecycle lifecycle = new Lifecycle();
    private final EngineThreads threads = new EngineThreads();
    private final Stages stages;
    private final Inbox inbox;
    private final Submissions submissions;
    private final FloorReader reader;
    private final Clock clock;
    private final Acceptor acceptor;
    private final SeenCommands seen = new SeenCommands();
    private final CommandExecutor executor;
    private final EngineLoop loop;
    private final EngineOptions options;
    private final EngineState state;
    private final EngineObserver[] observers;
    private final Recording recording;
    private final long demandFingerprint;
    private @Nullable RecoveryReport recovery;

    private final AtomicBoolean advancing = new AtomicBoolean();
    private final CountDownLatch terminated = new CountDownLatch(1);

    private final @Nullable ReleaseDesk releases;
    private final Lull lull = new Lull();

    /** @param options not changed from here on */
    FleetEngine(EngineOptions options, World world, Demand demand) {
        this.options = options;
        this.world = world;
        observers = options.observers();
        floor = options.floor;
        view = new WorldView(world);
        demandFingerprint = demand.fingerprint();
        stages = new Stages(options.ringSize, threads, lifecycle);
        inbox = new Inbox(stages.ring(), world.tick(), lifecycle, recorders);
        submissions = new Submissions(inbox, lifecycle, threads, recorders, this::tick, options.patience.toNanos());
        reader = new FloorReader(inbox, lifecycle, threads);
        clock = new Clock(lifecycle, inbox);
        acceptor = new Acceptor(seen, new CommandValidator(options.vocabulary()), lifecycle, recorders);
        executor = new CommandExecutor(options.vocabulary(), world);
        releases = deskOf(options, world);
        loop = new EngineLoop(this, world, executor, observers, lifecycle, recorders, releases, lull);
        state = new EngineState(world, executor, loop, demand, options.keptParts, releases);
        recording = new Recording(options, loop, state::save, recorders);
        stages.connect(options.mode, recording.log(), acceptor, loop, new Egress(lifecycle, clock), clock);
    }

    private @Nullable ReleaseDesk deskOf(EngineOptions options, World on) {
        Delivery delivery = options.delivery;
        if (delivery == null || !(on instanceof TrafficWorld traffic)) {
            return null;
        }
        EngineObserver[] observers = options.observers();
        VersionLoader loader = new VersionLoader(delivery.all(), options.threads, submissions::versionChecked, lull);
        inbox.waitFor(loader);
        ReleaseDesk desk = ReleaseDesks.open(delivery, traffic, options, loader, (record, line) -> {
            for (EngineObserver observer : observers) {
                observer.audited(record, line);
            }
        });
        desk.begin();
        return desk;
    }

    public static FleetEngineBuilder builder(Floor floor) {
        return new FleetEngineBuilder(floor);
    }

    /** Starts the threads; not in the constructor, because they call observers with this engine. */
    FleetEngine start() {
        recording.beginSnapshots();
        stages.start();
        return this;
    }

    // ---- state and journal --------------------------------------------------------------------------------------

    /** Lets the observers look at the floor before anything happens to it. */
    void announce() {
        threads.lend(Thread.currentThread());
        try {
            for (EngineObserver observer : observers) {
                observer.beginning(this, world.tick());
            }
        } finally {
            threads.lend(null);
        }
    }

    long stateHashBeforeStart() {
        return world.stateHash();
    }

    /**
     * Begins the journal, or a new part of it. Not in the constructor, because a replay comes before.
     *
     * @param startHash of the state before the first tick, if this is where it begins
     */
    void record(long startHash) {
        recording.begin(acceptor, world.tick(), startHash, demandFingerprint);
    }

    /** See {@link Demand#fingerprint}. */
    long demandFingerprint() {
        return demandFingerprint;
    }

    /** Takes what a snapshot takes, if one can be taken now, and throws it away. Before the threads start. */
    void rehearseSnapshot() {
        if (releases != null && !releases.isAtRest()) {
            return;
        }
        threads.lend(Thread.currentThread());
        try {
            recording.rehearseSnapshot();
        } finally {
            threads.lend(null);
        }
    }

    /** Puts the state of a snapshot in the place of a new engine's. */
    void restore(Snapshot snapshot) {
        state.restore(snapshot);
        loop.receipts().teach(seen);
        loop.continueAt(world.tick());
    }

    /** @param hashEvery ticks from one state hash to the next in the journal */
    Replayer replayer(int hashEvery) {
        submissions.beginReplay();
        threads.lend(Thread.currentThread());
        return new Replayer(acceptor, loop, world, lifecycle, hashEvery);
    }

    /** The state is there, and the threads may start. */
    void recovered(RecoveryReport report) {
        recovery = report;
        threads.lend(null);
        inbox.continueAt(world.tick());
        submissions.endReplay(loop.receipts().lowestId());
    }

    /** Ends an engine whose threads have not started. */
    void abandon(RuntimeException reason) {
        lifecycle.close();
        threads.lend(null);
        try {
            recording.endSnapshots();
            closeParts();
        } catch (Exception e) {
            reason.addSuppressed(e);
        }
        terminated.countDown();
    }

    /** See {@link FleetEngineBuilder#compare}. */
    List<String> differencesTo(Snapshot snapshot) {
        return reader.read(() -> {
            StateImage now = new StateImage();
            state.save(now);
            return StateDifferences.between(snapshot.image(), now, floor);
        });
    }

    void requireNoDifference(Journal journal) {
        RecoveryReport.Difference difference = recovery == null ? null : recovery.difference();
        if (difference != null) {
            throw new JournalException("the journal in " + journal.place() + " does not lead to the states that it has noted: "
                    + difference.what() + " at tick " + difference.tick() + "; equal at tick " + difference.equalTick()
                    + ". Is this the version of the engine that wrote it, and the same demand?");
        }
    }

    /** How the engine came to its state from a journal; null if it began at the beginning. */
    public @Nullable RecoveryReport recovery() {
        return recovery;
    }

    /**
     * Another world that goes on from how this one was: an engine of its own, with the same options and history up to a tick,
     * without observers and without a journal. What happens in either does not touch the other.
     *
     * <p>It replays the journal, from a snapshot if there is one, on the calling thread; this engine may go on meanwhile.
     *
     * @param tick the fork stands before this tick, commands included that came before it
     * @throws IllegalStateException if this engine has no journal, or its demand was not given by {@link
     *     FleetEngineBuilder#demands}: it would have to be shared
     * @throws IllegalArgumentException if the tick has not come yet
     */
    public FleetEngine fork(long tick) {
        Journal journal = options.journal;
        if (journal == null) {
            throw new IllegalStateException("an engine without a journal cannot be forked: build it with journal(new MemoryJournal())");
        }
        if (tick < 0 || tick > tick()) {
            throw new IllegalArgumentException("the engine is at tick " + tick() + ": it cannot be forked at " + tick);
        }
        FleetEngine forked = new Recovery(options.forFork(), journal).load(tick, options.snapshotStore).start();
        try {
            forked.requireNoDifference(journal);
            return forked;
        } catch (JournalException e) {
            forked.close();
            throw e;
        }
    }

    /**
     * Runs that many ticks and returns when they are done. Commands that arrive meanwhile take effect between ticks. If
     * the calling thread is interrupted, the tick under way is finished, the rest is dropped, and the thread's interrupt
     * flag is set on return.
     *
     * @throws IllegalStateException if another thread is advancing, if called from inside an observer or a receipt's
     *     callback, or if the engine is closed before the ticks are done
     * @throws EngineFailedException if the engine has failed
     */
    public void advance(int ticks) {
        if (ticks < 0) {
            throw new IllegalArgumentException("the clock runs forward: " + ticks + " ticks");
        }
        if (threads.isOwn(Thread.currentThread())) {
            throw new IllegalStateException("advance would wait for the thread that it is called on");
        }
        if (!advancing.compareAndSet(false, true)) {
            throw new IllegalStateException("another thread is advancing the engine");
        }
        try {
            lifecycle.throwIfNotRunning();
            if (ticks > 0) {
                clock.begin(ticks);
                if (inbox.tick() == Inbox.Result.PUBLISHED) {
                    clock.await();
                }
                lifecycle.throwIfNotRunning();
            }
        } finally {
            advancing.set(false);
        }
    }

    /**
     * Asks the floor for something. Any thread, any time, also in the middle of a tick. If the ring is full, waits for a
     * slot for as long as the builder's patience says.
     *
     * @param commandId 0 or more, chosen by the caller: a retry with the same id is not executed again, but answered with
     *     the first receipt (as long as the id is among the last {@value SeenCommands#MAX_IDS})
     * @return completed when the command has taken effect, or with status REJECTED; never exceptionally. Completing or
     *     cancelling it does nothing to the command.
     */
    public CompletableFuture<Receipt> submit(long commandId, Command command) {
        if (commandId < 0) {
            throw new IllegalArgumentException("ids below 0 are the engine's own, choose another than " + commandId);
        }
        return submissions.submit(commandId, command);
    }

    /** Same with a fresh id, which is below zero. */
    public CompletableFuture<Receipt> submit(Command command) {
        return submissions.submit(command);
    }

    /** Ticks done so far, which is also the number of the next tick. */
    public long tick() {
        return loop.ticksDone();
    }

    /**
     * Hash over the state of all robots and, if there are any, of releases, taken between two ticks.
     *
     * @throws IllegalStateException if the engine is closed
     * @throws EngineFailedException if the engine has failed; not if only its journal has
     */
    public long stateHash() {
        return reader.read(loop::stateHash);
    }

    /** Sums since the start; read it where {@link FleetView} may be read. */
    public TrafficCounters counters() {
        return world.counters();
    }

    public FleetView robots() {
        return view;
    }

    /** Versions and releases; null if the engine was built without a {@link Delivery}. */
    public @Nullable DeliveryView delivery() {
        return releases == null ? null : releases.view();
    }

    /**
     * What {@code plan-route} would answer if a robot asked for its way now. The floor does not change by it, and the call counts
     * nowhere. Any thread.
     *
     * @param token made by the {@link FleetEngineBuilder#capabilities} of this engine, for that endpoint; without a good one there
     *     is no answer, but {@code UNAUTHENTICATED} or {@code PERMISSION_DENIED}
     * @throws IllegalStateException if the engine was built without a {@link Delivery}, or is closed
     */
    public Inquiry inquire(@Nullable String token, int robot) {
        ReleaseDesk desk = releases;
        if (desk == null) {
            throw new IllegalStateException("this engine asks no endpoints: build it with delivery(...)");
        }
        Capabilities capabilities = options.capabilities;
        return capabilities == null
                ? Inquiry.refused("this engine was built without capabilities(...), so no token is good")
                : reader.read(() -> desk.inquire(capabilities, token, robot));
    }

    public Floor floor() {
        return floor;
    }

    public EngineMetrics metrics() {
        return recorders;
    }

    /**
     * Finishes the tick under way, refuses what waits behind it, and ends all threads. May be called by any thread and
     * more than once; returns when all is over. From inside an observer or a receipt's callback it only begins the end
     * and returns at once.
     */
    @Override
    public void close() {
        boolean first = lifecycle.close();
        if (threads.isOwn(Thread.currentThread())) {
            if (first) {
                Thread closer = new Thread(this::terminate, "aisletide-close");
                closer.setDaemon(true);
                closer.start();
            }
        } else if (first) {
            terminate();
        } else {
            awaitTermination();
        }
    }

    private void terminate() {
        try {
            inbox.awaitEmpty();
            inbox.awaitDrained();
            clock.stop();
            stages.halt();
            threads.join();
            recording.end(world, lifecycle);
            loop.refuseWaiting();
            closeParts();
        } catch (Exception e) {
            lifecycle.fail(e);
        } finally {
            terminated.countDown();
        }
    }

    private void closeParts() throws Exception {
        if (releases != null) {
            releases.close();
        }
        if (world instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }

    private void awaitTermination() {
        boolean interrupted = false;
        while (true) {
            try {
                terminated.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
