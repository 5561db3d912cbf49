package io.aisletide.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** The threads of the stages, in the order in which the Disruptor asks for them: one, or acceptor, engine, egress. */
final class EngineThreads implements ThreadFactory {
    private static final int ENGINE_WHEN_STAGED = 1;

    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    private volatile @Nullable Thread borrowed;

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(work, "aisletide-stage-" + threads.size());
        // An engine that nobody closed must not keep the JVM alive.
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    }

    /** Lets a thread do the engine's work before the engine's own have started; null takes that back. */
    void lend(@Nullable Thread thread) {
        borrowed = thread;
    }

    boolean isOwn(Thread thread) {
        return thread == borrowed || threads.contains(thread);
    }

    /** Whether it is the one that writes the floor. */
    boolean isEngine(Thread thread) {
        if (thread == borrowed) {
            return true;
        }
        int engine = threads.size() > 1 ? ENGINE_WHEN_STAGED : 0;
        return !threads.isEmpty() && threads.get(engine) == thread;
    }

    /** Waits for all of them to end, also if the caller is interrupted meanwhile. */
    void join() {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
