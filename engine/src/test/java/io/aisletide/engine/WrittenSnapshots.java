package io.aisletide.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.metrics.EngineMetrics;
import java.util.concurrent.TimeUnit;

/** Waits for the thread that writes snapshots, so that which of them there are does not depend on how fast it is. */
final class WrittenSnapshots {
    private static final long DEADLINE_NANOS = TimeUnit.MINUTES.toNanos(5);

    private WrittenSnapshots() {}

    /** Returns when each snapshot that was taken is written, and the next that is due will be taken. Not while it advances. */
    static void await(FleetEngine engine) {
        EngineMetrics metrics = engine.metrics();
        long begunNanos = System.nanoTime();
        while (metrics.snapshotPauseNanos().getTotalCount()
                > metrics.snapshotWriteNanos().getTotalCount() + metrics.snapshotsLost()) {
            assertThat(System.nanoTime() - begunNanos).as("a snapshot is written in time").isLessThan(DEADLINE_NANOS);
            Thread.yield();
        }
    }
}
