package io.aisletide.engine;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.WaitStrategy;

/**
 * Consumers sleep until there is something for them, be it from a producer or from the stage before them.
 *
 * <p>The strategies that come with the Disruptor spin while they wait for an earlier stage. Here that stage may be a
 * tick of 50 ms that needs every core for its workers, so each stage calls {@link #signalAllWhenBlocking} after each
 * event it has passed on. A monitor is used because waiting on it allocates nothing.
 */
final class ParkingWaitStrategy implements WaitStrategy {
    private final Object monitor = new Object();

    @Override
    public long waitFor(long sequence, Sequence cursor, Sequence dependentSequence, SequenceBarrier barrier)
            throws AlertException, InterruptedException {
        long available = dependentSequence.get();
        if (available >= sequence) {
            return available;
        }
        synchronized (monitor) {
            while ((available = dependentSequence.get()) < sequence) {
                barrier.checkAlert();
                monitor.wait();
            }
        }
        return available;
    }

    @Override
    public void signalAllWhenBlocking() {
        // Taking the monitor after the sequence was set: a waiter either sees the new value or is woken.
        synchronized (monitor) {
            monitor.notifyAll();
        }
    }
}
