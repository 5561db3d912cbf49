package io.aisletide.traffic;

import io.aisletide.distance.Parallel;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A few threads that share the pieces of one job at a time with the engine's thread: fork, claim pieces from a counter,
 * join. Waiting threads spin briefly, then park: on two cores a spinning worker would take the core that the engine
 * needs.
 *
 * <p>Results must not depend on who runs which piece; that is the caller's contract.
 */
final class TickWorkers implements Parallel, AutoCloseable {
    private static final int SPINS = 2_000;

    private final Thread[] threads;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    /** Number of the job; written by the engine's thread only. */
    private final AtomicInteger generation = new AtomicInteger();
    private volatile boolean closed;
    private volatile @Nullable Throwable failure;
    private int count;
    private Parallel.Task task = (index, worker) -> {};
    private Thread owner = Thread.currentThread();

    /** @param size threads that work on a job, the calling one included */
    TickWorkers(int size) {
        threads = new Thread[size - 1];
        for (int i = 0; i < threads.length; i++) {
            int worker = i + 1;
            threads[i] = new Thread(() -> serve(worker), "aisletide-tick-" + worker);
            threads[i].setDaemon(true);
            threads[i].start();
        }
    }

    int size() {
        return threads.length + 1;
    }

    /** Runs the task for every index below the count, and returns when all are done. */
    @Override
    public void forEach(int pieces, Parallel.Task each) {
        if (threads.length == 0 || pieces < 2) {
            for (int i = 0; i < pieces; i++) {
                each.run(i, 0);
            }
            return;
        }
        owner = Thread.currentThread();
        count = pieces;
        task = each;
        next.setPlain(0);
        running.setPlain(threads.length);
        generation.incrementAndGet(); // publishes the job
        for (Thread thread : threads) {
            LockSupport.unpark(thread);
        }
        try {
            work(0);
        } catch (Throwable thrown) {
            giveUp(thrown);
        }
        for (int spins = 0; running.get() > 0; spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(this, 50_000);
            }
        }
        Throwable thrown = failure;
        if (thrown != null) {
            failure = null;
            throw new IllegalStateException("a tick worker failed", thrown);
        }
    }

    private void work(int worker) {
        int pieces = count;
        Parallel.Task each = task;
        for (int i = next.getAndIncrement(); i < pieces; i = next.getAndIncrement()) {
            each.run(i, worker);
        }
    }

    private void giveUp(Throwable thrown) {
        failure = thrown;
        next.set(Integer.MAX_VALUE >> 1); // nobody starts another piece
    }

    private void serve(int worker) {
        int seen = 0;
        while (true) {
            int spins = 0;
            while (generation.get() == seen && !closed) {
                if (spins++ < SPINS) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.park(this);
                }
            }
            if (closed) {
                return;
            }
            seen = generation.get();
            try {
                work(worker);
            } catch (Throwable thrown) {
                giveUp(thrown);
            }
            Thread waiting = owner;
            if (running.decrementAndGet() == 0) {
                LockSupport.unpark(waiting);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Thread thread : threads) {
            LockSupport.unpark(thread);
        }
    }
}
