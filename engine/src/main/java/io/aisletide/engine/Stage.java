package io.aisletide.engine;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.Sequence;
import org.jspecify.annotations.Nullable;

/**
 * A consumer of the ring that runs one or more steps on each event and then passes it on at once. The Disruptor itself
 * passes on whole batches, which would keep the receipt of a command until the tick behind it is done.
 *
 * <p>No exception leaves {@link #onEvent}: the Disruptor would skip the event, and its waiters would wait for ever.
 */
final class Stage implements EventHandler<RingEvent> {
    /** What a stage does with an event. */
    interface Step {
        void run(RingEvent event);
    }

    private final Step[] steps;
    private final Runnable afterEach;
    private final Lifecycle lifecycle;
    private final ParkingWaitStrategy waiters;
    private @Nullable Sequence passed;

    /** @param afterEach run when the slot has been handed on */
    Stage(Lifecycle lifecycle, ParkingWaitStrategy waiters, Runnable afterEach, Step... steps) {
        this.lifecycle = lifecycle;
        this.waiters = waiters;
        this.afterEach = afterEach;
        this.steps = steps.clone();
    }

    @Override
    public void setSequenceCallback(Sequence sequenceCallback) {
        passed = sequenceCallback;
    }

    @Override
    public void onEvent(RingEvent event, long sequence, boolean endOfBatch) {
        for (Step step : steps) {
            try {
                step.run(event);
            } catch (Throwable t) {
                lifecycle.fail(t);
            }
        }
        if (passed != null) {
            passed.set(sequence);
        }
        waiters.signalAllWhenBlocking();
        try {
            afterEach.run();
        } catch (Throwable t) {
            lifecycle.fail(t);
        }
    }
}
