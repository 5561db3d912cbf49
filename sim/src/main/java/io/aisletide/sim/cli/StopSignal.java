package io.aisletide.sim.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, politely: asks the run to end at the next tick, and holds the JVM's shutdown until its results are written.
 * Any thread may call any method.
 */
public final class StopSignal {
    /** A run that has not ended by then hangs, and is cut off. */
    private static final long PATIENCE_SECONDS = 60;

    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean requested;

    public void request() {
        requested = true;
    }

    public boolean requested() {
        return requested;
    }

    /** The results are written. */
    void finish() {
        finished.countDown();
    }

    /**
     * Lets the JVM's signal handling call {@link #request}. The JVM exits with 130 after Ctrl-C by itself, as soon as
     * the hook is through.
     */
    void listen() {
        Thread hook = new Thread(
                () -> {
                    request();
                    try {
                        if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                            Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
                        }
                    } catch (InterruptedException interrupted) {
                        Thread.currentThread().interrupt();
                    }
                },
                "aisletide-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }
}
