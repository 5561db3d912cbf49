package io.aisletide.bench;

import io.aisletide.sim.report.MachineLoad;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * A JMH profiler that reports which share of the machine others used during an iteration, the largest of a fork's: above
 * 5 % its figures are noisy. Runs in the fork, so JMH's own process counts as somebody else.
 */
public final class ForeignCpu implements InternalProfiler {
    static final String LABEL = "foreignCpuShare";

    private @Nullable MachineLoad load;

    @Override
    public String getDescription() {
        return "Share of the machine's processors that other processes used";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        load = new MachineLoad();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double share = load == null ? Double.NaN : load.foreignShare();
        return List.of(new ScalarResult(LABEL, share, "of 1", AggregationPolicy.MAX));
    }
}
