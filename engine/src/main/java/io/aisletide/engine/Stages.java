package io.aisletide.engine;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.ExceptionHandler;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import io.aisletide.journal.Durability;
import org.jspecify.annotations.Nullable;

/**
 * The ring, and the threads that take events from it: acceptor, loop and egress on one thread or on one each, as the {@link
 * ThreadingMode} says. Built in order: ring, steps, start.
 */
final class Stages {
    private final Lifecycle lifecycle;
    private final ParkingWaitStrategy waiters = new ParkingWaitStrategy();
    private final Disruptor<RingEvent> disruptor;

    Stages(int ringSize, EngineThreads threads, Lifecycle lifecycle) {
        this.lifecycle = lifecycle;
        disruptor = new Disruptor<>(RingEvent::new, ringSize, threads, ProducerType.MULTI, waiters);
        disruptor.setDefaultExceptionHandler(new FailOnException(lifecycle));
    }

    RingBuffer<RingEvent> ring() {
        return disruptor.getRingBuffer();
    }

    /**
     * Says what is done with each event.
     *
     * @param log where commands have to be before the loop sees them; null if there is no journal
     * @param clock publishes the next tick when the one before has left the ring
     */
    void connect(ThreadingMode mode, @Nullable EventLog log, Acceptor acceptor, Stage.Step loop, Stage.Step egress, Clock clock) {
        Runnable nothing = () -> { };
        switch (mode) {
            case FUSED -> disruptor.handleEventsWith(accepting(log, acceptor, clock::publishDue, loop, egress));
            case STAGED -> disruptor
                    .handleEventsWith(accepting(log, acceptor, nothing))
                    .then(new Stage(lifecycle, waiters, nothing, loop))
                    .then(new Stage(lifecycle, waiters, clock::publishDue, egress));
        }
    }

    /** @param rest what the thread that accepts does after that */
    private EventHandler<RingEvent> accepting(
            @Nullable EventLog log, Acceptor acceptor, Runnable afterEach, Stage.Step... rest) {
        if (log != null && log.durability() == Durability.DISK) {
            return new GroupCommitStage(lifecycle, waiters, afterEach, log, acceptor, rest);
        }
        Stage.Step[] steps = new Stage.Step[rest.length + 1];
        steps[0] = acceptor;
        System.arraycopy(rest, 0, steps, 1, rest.length);
        return new Stage(lifecycle, waiters, afterEach, steps);
    }

    void start() {
        disruptor.start();
    }

    /** Ends the threads after the event that each is at. */
    void halt() {
        disruptor.halt();
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
