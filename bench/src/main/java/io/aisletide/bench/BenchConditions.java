package io.aisletide.bench;

import io.aisletide.grid.Motion;
import io.aisletide.sim.report.Conditions;
import io.aisletide.sim.report.DeliveryFigures;
import io.aisletide.sim.report.ProcessFacts;
import io.aisletide.sim.report.Summary;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Conditions of a measurement that is no scenario run, in the same words as those of one. */
final class BenchConditions {
    private static final String VERSION = "bench";

    private BenchConditions() {}

    static Map<String, @Nullable Object> of(
            String what, int robots, long cells, Motion motion, int threads, String mode, double foreignShare) {
        Histogram none = new Histogram(1);
        // Conditions are gathered from the setup and the machine; what a scenario run finds out is not asked for.
        Summary summary = new Summary(
                new Summary.Setup(
                        what, robots, cells, motion, 0, 0, BenchFloor.SEED, threads, mode),
                new Summary.Result(0, 0, 0, 0, "", 0, 0, 0, 0, 0, false),
                new Summary.Speed(0, 0, 0, 0, 0),
                new Summary.Machine(
                        ProcessFacts.peakRssBytes(), ProcessFacts.peakHeapBytes(), Double.NaN, foreignShare),
                new Summary.Flow(0, 0, 0, 0, 0),
                new Summary.Latencies(none, none, none, none),
                List.of(),
                DeliveryFigures.NONE);
        return Conditions.gather(summary, VERSION);
    }
}
