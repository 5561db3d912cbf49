package io.aisletide.sim.run;

import io.aisletide.metrics.EngineMetrics;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * What the snapshots of a run took.
 *
 * @param count snapshots written
 * @param lost snapshots that could not be
 * @param longestPauseNanos longest time that the floor stood still for one
 * @param longestWriteNanos longest time that one took to be written, meanwhile
 * @param lastBytes size of the newest
 */
public record SnapshotFigures(long count, long lost, long longestPauseNanos, long longestWriteNanos, long lastBytes) {
    static SnapshotFigures of(EngineMetrics metrics) {
        Histogram writes = metrics.snapshotWriteNanos();
        return new SnapshotFigures(
                writes.getTotalCount(),
                metrics.snapshotsLost(),
                metrics.snapshotPauseNanos().getMaxValue(),
                writes.getMaxValue(),
                metrics.lastSnapshotBytes());
    }

    /** A line for a user. */
    public String line() {
        if (count == 0) {
            return lost == 0 ? "none was due" : "none: " + lost + " could not be written";
        }
        return String.format(
                Locale.ROOT,
                "%,d %s of %.1f MB%s: the floor stood still %.1f ms at most, writing took %.0f ms at most",
                count,
                count == 1 ? "snapshot" : "snapshots",
                lastBytes / 1e6,
                lost == 0 ? "" : " (" + lost + " more could not be written)",
                longestPauseNanos / 1e6,
                longestWriteNanos / 1e6);
    }
}
