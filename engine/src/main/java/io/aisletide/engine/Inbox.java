package io.aisletide.engine;

import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import io.aisletide.command.CommandCodec;
import io.aisletide.metrics.EngineRecorders;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.jspecify.annotations.Nullable;

/**
 * The producers' side of the ring; any thread.
 *
 * <p>A full ring is back-pressure that is counted and bounded: the producer backs off and tries again until its time is
 * over, and is then refused. ({@code RingBuffer.next()} would park it for as long as it takes.)
 *
 * <ol>
 *   <li>Whoever publishes has entered first, and {@link #awaitEmpty} returns only when nobody is inside.
 *   <li>Nobody who enters after the lifecycle has ended publishes. So after both, the ring gets no more events.
 * </ol>
 */
final class Inbox implements Clock.Publisher {
    enum Result {
        PUBLISHED,
        RING_FULL,
        NOT_RUNNING
    }

    private static final long PAUSE_NANOS = 50_000;

    private final RingBuffer<RingEvent> ring;
    private final Lifecycle lifecycle;
    private final EngineRecorders recorders;
    private final BooleanSupplier running;
    private final CommandCodec tickCodec = new CommandCodec();
    private final AtomicInteger inside = new AtomicInteger();
    /** The next tick to publish; driver or last stage, never both at a time. */
    private long nextTick;

    private @Nullable VersionLoader loader;

    Inbox(RingBuffer<RingEvent> ring, long firstTick, Lifecycle lifecycle, EngineRecorders recorders) {
        nextTick = firstTick;
        this.ring = ring;
        this.lifecycle = lifecycle;
        running = lifecycle::isRunning;
        this.recorders = recorders;
    }

    /** The tick to publish next; before the threads start. */
    void continueAt(long tick) {
        nextTick = tick;
    }

    /** @param patienceNanos how long to try while the ring is full */
    Result command(PendingCommand pending, byte[] bytes, long patienceNanos) {
        inside.incrementAndGet();
        try {
            long sequence = claim(patienceNanos);
            if (sequence < 0) {
                return refusal();
            }
            RingEvent event = ring.get(sequence);
            event.content = RingEvent.Content.COMMAND;
            event.payload.putBytes(0, bytes);
            event.payloadBytes = bytes.length;
            event.pending = pending;
            ring.publish(sequence);
            return Result.PUBLISHED;
        } finally {
            inside.decrementAndGet();
        }
    }

    /** Also when nothing is accepted any more. */
    Result probe(Runnable probe, long patienceNanos) {
        inside.incrementAndGet();
        try {
            long sequence = claim(patienceNanos, lifecycle::isReadable);
            if (sequence < 0) {
                return refusal();
            }
            RingEvent event = ring.get(sequence);
            event.content = RingEvent.Content.PROBE;
            event.probe = probe;
            ring.publish(sequence);
            return Result.PUBLISHED;
        } finally {
            inside.decrementAndGet();
        }
    }

    /** The driver's first tick: it has nothing better to do than to wait for a slot. */
    Result tick() {
        if (loader != null) {
            loader.awaitClear(nextTick);
        }
        return publishTick(Long.MAX_VALUE);
    }

    @Override
    public boolean tryPublishTick() {
        return (loader == null || loader.isClear(nextTick)) && publishTick(0) == Result.PUBLISHED;
    }

    /** From here on ticks wait for versions that are due. Before the first event. */
    void waitFor(VersionLoader versions) {
        loader = versions;
    }

    private Result publishTick(long patienceNanos) {
        inside.incrementAndGet();
        try {
            long sequence = claim(patienceNanos);
            if (sequence < 0) {
                return refusal();
            }
            RingEvent event = ring.get(sequence);
            event.content = RingEvent.Content.TICK;
            event.payloadBytes = tickCodec.encodeTick(event.payload, nextTick++);
            ring.publish(sequence);
            return Result.PUBLISHED;
        } finally {
            inside.decrementAndGet();
        }
    }

    private Result refusal() {
        return lifecycle.isRunning() ? Result.RING_FULL : Result.NOT_RUNNING;
    }

    /** A sequence, or -1 after that time or when the engine does not run. */
    private long claim(long patienceNanos) {
        return claim(patienceNanos, running);
    }

    private long claim(long patienceNanos, BooleanSupplier open) {
        BackoffIdleStrategy idle = null;
        long startNanos = 0;
        while (open.getAsBoolean()) {
            try {
                return ring.tryNext();
            } catch (InsufficientCapacityException full) {
                // One shared instance without a stack trace: this costs no more than a return code.
                recorders.refused.increment();
            }
            if (idle == null) {
                idle = new BackoffIdleStrategy();
                startNanos = System.nanoTime();
            }
            if (System.nanoTime() - startNanos >= patienceNanos) {
                return -1;
            }
            idle.idle();
        }
        return -1;
    }

    /** Blocks until no producer is inside. Call after the lifecycle has ended. */
    void awaitEmpty() {
        while (inside.get() != 0) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Blocks until all stages have passed all events. Call after {@link #awaitEmpty}. */
    void awaitDrained() {
        while (ring.getMinimumGatingSequence() < ring.getCursor()) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
