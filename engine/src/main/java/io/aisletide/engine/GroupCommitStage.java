package io.aisletide.engine;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.Sequence;
import io.aisletide.journal.JournalException;
import org.jspecify.annotations.Nullable;

/**
 * The stage that accepts, where what is accepted has to be on the disk before it takes effect: it appends all events that
 * have come in meanwhile, syncs once, and only then lets them go on. Only commands make it sync: a tick that a failure of
 * the power takes away is computed again.
 *
 * <p>What an event does depends on its place in the order and not on which others it was synced with.
 */
final class GroupCommitStage implements EventHandler<RingEvent> {
    private static final int MOST_HELD = 256;

    private final Lifecycle lifecycle;
    private final ParkingWaitStrategy waiters;
    private final Runnable afterEach;
    private final EventLog log;
    private final Acceptor acceptor;
    private final Stage.Step[] rest;
    private final RingEvent[] held = new RingEvent[MOST_HELD];
    private final long[] sequences = new long[MOST_HELD];
    private int count;
    private boolean dirty;
    private @Nullable Sequence passed;

    /**
     * @param afterEach run when a slot has been handed on
     * @param rest what this thread does with events after they are synced
     */
    GroupCommitStage(
            Lifecycle lifecycle,
            ParkingWaitStrategy waiters,
            Runnable afterEach,
            EventLog log,
            Acceptor acceptor,
            Stage.Step... rest) {
        this.lifecycle = lifecycle;
        this.waiters = waiters;
        this.afterEach = afterEach;
        this.log = log;
        this.acceptor = acceptor;
        this.rest = rest.clone();
    }

    @Override
    public void setSequenceCallback(Sequence sequenceCallback) {
        passed = sequenceCallback;
    }

    @Override
    public void onEvent(RingEvent event, long sequence, boolean endOfBatch) {
        try {
            acceptor.run(event);
        } catch (Throwable t) {
            lifecycle.fail(t);
        }
        dirty |= event.content == RingEvent.Content.COMMAND && event.journalIndex != RingEvent.NOT_JOURNALLED;
        held[count] = event;
        sequences[count++] = sequence;
        if (endOfBatch || count == MOST_HELD) {
            commit();
            release();
        }
    }

    private void commit() {
        if (!dirty) {
            return;
        }
        dirty = false;
        try {
            log.sync();
        } catch (JournalException e) {
            lifecycle.stopAccepting(e);
            for (int i = 0; i < count; i++) {
                held[i].journalIndex = RingEvent.NOT_JOURNALLED;
                held[i].refusal = lifecycle.refusal();
            }
        }
    }

    private void release() {
        for (int i = 0; i < count; i++) {
            for (Stage.Step step : rest) {
                try {
                    step.run(held[i]);
                } catch (Throwable t) {
                    lifecycle.fail(t);
                }
            }
            if (passed != null) {
                passed.set(sequences[i]);
            }
            waiters.signalAllWhenBlocking();
            try {
                afterEach.run();
            } catch (Throwable t) {
                lifecycle.fail(t);
            }
        }
        count = 0;
    }
}
