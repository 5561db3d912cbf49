package io.aisletide.engine;

/**
 * Turns {@code advance(n)} into n tick events, one at a time: the next is published when the one before has passed the
 * last stage. So commands that arrived meanwhile lie before it in the ring, and take effect before it.
 *
 * <p>The first tick of an advance is published by the driver's thread, the others by the last stage, which needs no
 * thread to be woken. If the ring has no room at that moment, other events are in it, and the last stage tries again
 * after each of them.
 */
final class Clock {
    /** Puts a tick into the ring. */
    interface Publisher {
        /** False if the ring is full, or the tick has to wait for an event that is still to come. */
        boolean tryPublishTick();
    }

    private final Object monitor = new Object();
    private final Lifecycle lifecycle;
    private final Publisher publisher;
    /** Ticks that the driver waits for; guarded by the monitor. */
    private int remaining;
    /** A tick should be published; last stage's thread only. */
    private boolean due;

    Clock(Lifecycle lifecycle, Publisher publisher) {
        this.lifecycle = lifecycle;
        this.publisher = publisher;
    }

    /** Announces ticks; the caller then publishes the first. */
    void begin(int ticks) {
        synchronized (monitor) {
            remaining = ticks;
        }
    }

    /** Blocks until all announced ticks are done or the engine runs no more. An interrupt ends it after this tick. */
    void await() {
        boolean interrupted = false;
        synchronized (monitor) {
            while (remaining > 0) {
                try {
                    monitor.wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                    remaining = Math.min(remaining, 1);
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** By the last stage, for each tick event. */
    void tickHandled() {
        synchronized (monitor) {
            remaining = lifecycle.isRunning() ? Math.max(0, remaining - 1) : 0;
            due = remaining > 0;
            if (!due) {
                monitor.notifyAll();
            }
        }
    }

    /** By the last stage, after each event, when its slot is free again. */
    void publishDue() {
        if (!due) {
            return;
        }
        if (!lifecycle.isRunning()) {
            due = false;
            stop();
        } else if (publisher.tryPublishTick()) {
            due = false;
        }
    }

    /** Lets the driver go, whatever it waits for. */
    void stop() {
        synchronized (monitor) {
            remaining = 0;
            monitor.notifyAll();
        }
    }
}
