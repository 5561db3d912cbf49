package io.aisletide.bench;

import java.util.concurrent.locks.LockSupport;

/** Waiting for a moment, or for the end of a thread. */
final class Pace {
    private Pace() {}

    /**
     * Parks until then. Does not spin at the end: a spinning thread would take a core from the floor, and what the
     * wake-up costs is counted by whoever measures from the intended moment.
     */
    static void until(long nanoTime) {
        long left = nanoTime - System.nanoTime();
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = nanoTime - System.nanoTime();
        }
    }

    /** Waits for the thread's end, whatever comes; the interrupt flag is kept. */
    static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
