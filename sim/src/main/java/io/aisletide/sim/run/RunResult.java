package io.aisletide.sim.run;

import io.aisletide.sim.report.RunRecorder;
import io.aisletide.sim.report.Summary;
import io.aisletide.sim.report.TrafficSampler;

/**
 * What a finished (or stopped) run leaves.
 *
 * @param startMillis wall clock at its start, since 1970
 * @param endMillis and at its end
 */
public record RunResult(
        Summary summary, RunRecorder recorder, TrafficSampler traffic, long startMillis, long endMillis) {}
