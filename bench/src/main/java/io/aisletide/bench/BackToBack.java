package io.aisletide.bench;

import io.aisletide.engine.FleetEngine;
import org.jspecify.annotations.Nullable;

/** Ticks without a pause, on a thread of its own that drives the engine until {@link #close}. */
final class BackToBack implements AutoCloseable {
    /** Ticks that follow each other without the driver: its hand-over is then no part of the measurement. */
    private static final int TICKS_AT_ONCE = 8;

    private final FleetEngine engine;
    private final Thread thread = new Thread(this::drive, "bench-driver");
    private volatile boolean over;
    private volatile @Nullable RuntimeException failure;

    private BackToBack(FleetEngine engine) {
        this.engine = engine;
    }

    static BackToBack start(FleetEngine engine) {
        BackToBack driver = new BackToBack(engine);
        driver.thread.setDaemon(true);
        driver.thread.start();
        return driver;
    }

    private void drive() {
        try {
            while (!over) {
                engine.advance(TICKS_AT_ONCE);
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** Throws what ended the ticks, if anything has. */
    void check() {
        RuntimeException why = failure;
        if (why != null) {
            throw new IllegalStateException("the floor has stopped: " + why.getMessage(), why);
        }
    }

    @Override
    public void close() {
        over = true;
        Pace.join(thread);
    }
}
