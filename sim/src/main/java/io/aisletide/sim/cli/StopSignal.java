package io.aisletide.sim.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, politely: a command that has something to write asks to be told ({@link #hear}), ends at its next tick and writes
 * its results. Any other command ends at once, and so does one that hears a second signal. Any thread may call any method.
 */
public final class StopSignal {
    private static final String[] SIGNALS = {"INT", "TERM", "HUP"};
    /** Where signals cannot be taken: a run that has not ended by then hangs, and is cut off. */
    private static final long PATIENCE_SECONDS = 60;

    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean heard;
    private volatile boolean requested;

    public void request() {
        requested = true;
    }

    public boolean requested() {
        return requested;
    }

    /** From now on a signal is a request, because the caller looks at {@link #requested}. */
    public void hear() {
        heard = true;
    }

    /** The results are written. */
    void finish() {
        finished.countDown();
    }

    /** Takes the process's signals; where that cannot be done, the beginning of the JVM's shutdown stands for one. */
    void listen() {
        boolean all = true;
        for (String signal : SIGNALS) {
            all &= ProcessSignals.handle(signal, this::received);
        }
        if (!all) {
            Runtime.getRuntime().addShutdownHook(new Thread(this::shuttingDown, "aisletide-stop"));
        }
    }

    private void received() {
        if (!first()) {
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
        }
        if (!heard) {
            System.exit(ExitCode.INTERRUPTED);
        }
    }

    private synchronized boolean first() {
        boolean first = !requested;
        requested = true;
        return first;
    }

    private void shuttingDown() {
        request();
        if (!heard) {
            return;
        }
        try {
            if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
