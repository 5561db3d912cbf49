package io.aisletide.engine;

import com.lmax.disruptor.ExceptionHandler;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import io.aisletide.command.Command;
import io.aisletide.command.CommandCodec;
import io.aisletide.command.CommandExecutor;
import io.aisletide.command.CommandValidator;
import io.aisletide.command.Rejection;
import io.aisletide.grid.Floor;
import io.aisletide.metrics.EngineMetrics;
import io.aisletide.metrics.EngineRecorders;
import io.aisletide.traffic.TrafficCounters;
import io.aisletide.traffic.World;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
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
    private final Disruptor<RingEvent> disruptor;
    private final Inbox inbox;
    private final Clock clock;
    private final EngineLoop loop;
    private final long patienceNanos;
    /** Ids below zero are the engine's own. */
    private final AtomicLong freshId = new AtomicLong();

    private final AtomicBoolean advancing = new AtomicBoolean();
    private final CountDownLatch terminated = new CountDownLatch(1);

    FleetEngine(FleetEngineBuilder options, World world) {
        this.world = world;
        floor = options.vocabulary().floor();
        view = new WorldView(world);
        patienceNanos = options.patience().toNanos();
        ParkingWaitStrategy waiters = new ParkingWaitStrategy();
        disruptor = new Disruptor<>(RingEvent::new, options.ringSize(), threads, ProducerType.MULTI, waiters);
        disruptor.setDefaultExceptionHandler(new FailOnException(lifecycle));
        inbox = new Inbox(disruptor.getRingBuffer(), world.tick(), lifecycle, recorders);
        clock = new Clock(lifecycle, inbox);
        Acceptor acceptor =
                new Acceptor(new SeenCommands(), new CommandValidator(options.vocabulary()), recorders);
        CommandExecutor executor = new CommandExecutor(options.vocabulary(), world);
        loop = new EngineLoop(this, world, executor, options.observers(), lifecycle, recorders);
        Egress egress = new Egress(lifecycle, clock);
        switch (options.mode()) {
            case FUSED -> disruptor.handleEventsWith(
                    new Stage(lifecycle, waiters, clock::publishDue, acceptor, loop, egress));
            case STAGED -> disruptor
                    .handleEventsWith(new Stage(lifecycle, waiters, () -> { }, acceptor))
                    .then(new Stage(lifecycle, waiters, () -> { }, loop))
                    .then(new Stage(lifecycle, waiters, clock::publishDue, egress));
        }
    }

    public static FleetEngineBuilder builder(Floor floor) {
        return new FleetEngineBuilder(floor);
    }

    /** Starts the threads; not in the constructor, because they call observers with this engine. */
    FleetEngine start() {
        disruptor.start();
        return this;
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
        return publish(commandId, command);
    }

    /** Same with a fresh id, which is below zero. */
    public CompletableFuture<Receipt> submit(Command command) {
        return publish(freshId.decrementAndGet(), command);
    }

    private CompletableFuture<Receipt> publish(long commandId, Command command) {
        PendingCommand pending = new PendingCommand(commandId, System.nanoTime());
        byte[] bytes;
        try {
            bytes = new CommandCodec().encode(commandId, command);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return refused(pending, Rejection.TOO_LONG.because(String.valueOf(e.getMessage())));
        }
        // A thread of the engine must not wait for the engine to make room.
        long patience = threads.isOwn(Thread.currentThread()) ? 0 : patienceNanos;
        return switch (inbox.command(pending, bytes, patience)) {
            case PUBLISHED -> pending.receipt.copy();
            case NOT_RUNNING -> refused(pending, lifecycle.refusal());
            case RING_FULL -> {
                recorders.ringFull.increment();
                yield refused(pending, Rejection.RING_FULL.because("more commands than the engine executes; after "
                        + patience / 1_000_000 + " ms there was no room for this one, so try again"));
            }
        };
    }

    private CompletableFuture<Receipt> refused(PendingCommand pending, String message) {
        return CompletableFuture.completedFuture(Receipts.rejected(pending, loop.ticksDone(), message));
    }

    /** Ticks done so far, which is also the number of the next tick. */
    public long tick() {
        return loop.ticksDone();
    }

    /**
     * Hash over the state of all robots, taken between two ticks.
     *
     * @throws IllegalStateException if the engine is closed
     * @throws EngineFailedException if the engine has failed
     */
    public long stateHash() {
        return read(world::stateHash);
    }

    /** Sums since the start; read it where {@link FleetView} may be read. */
    public TrafficCounters counters() {
        return world.counters();
    }

    public FleetView robots() {
        return view;
    }

    public Floor floor() {
        return floor;
    }

    public EngineMetrics metrics() {
        return recorders;
    }

    /** Reads something of the floor between two events. */
    private <T> T read(Supplier<T> reading) {
        lifecycle.throwIfNotRunning();
        if (threads.isEngine(Thread.currentThread())) {
            return reading.get();
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        Runnable probe = () -> {
            try {
                answer.complete(reading.get());
            } catch (Throwable t) {
                lifecycle.fail(t);
                answer.completeExceptionally(t);
            }
        };
        if (inbox.probe(probe, Long.MAX_VALUE) != Inbox.Result.PUBLISHED) {
            lifecycle.throwIfNotRunning();
        }
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw new EngineFailedException(e.getCause() == null ? e : e.getCause());
        }
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
            disruptor.halt();
            threads.join();
            if (world instanceof AutoCloseable closeable) {
                closeable.close();
            }
        } catch (Exception e) {
            lifecycle.fail(e);
        } finally {
            terminated.countDown();
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

    /** The stages let no exception out; should the Disruptor itself throw one, the engine must not go on either. */
    private record FailOnException(Lifecycle lifecycle) implements ExceptionHandler<RingEvent> {
        @Override
        public void handleEventException(Throwable cause, long sequence, @Nullable RingEvent event) {
            lifecycle.fail(cause);
        }

        @Override
        public void handleOnStartException(Throwable cause) {
            lifecycle.fail(cause);
        }

        @Override
        public void handleOnShutdownException(Throwable cause) {
            lifecycle.fail(cause);
        }
    }
}
