package io.aisletide.sim.report;

import io.aisletide.grid.Motion;
import io.aisletide.sim.scenario.Metric;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * The figures of one run. Wall-clock figures come with {@link Machine#foreignShare}: above 5 % the run is noisy.
 *
 * <p>Ticks of the warm-up are left out of the tick times. The flow (goals per tick, ideal, efficiency, waiting) is
 * measured in the steady state: from the end of the warm-up to the first command, or to the end of a run without
 * commands. What the commands cost shows in their own figures and in the time series.
 */
public record Summary(
        Setup setup,
        Result result,
        Speed speed,
        Machine machine,
        Flow flow,
        Latencies latencies,
        List<CommandOutcome> commands,
        DeliveryFigures delivery) {

    /** What was run. {@code robots} is the most that were on the floor at one time. */
    public record Setup(
            String scenario, int robots, long cells, Motion motion, int ticks, double tickSeconds, long seed, int threads,
            String mode) {}

    /**
     * What came of it.
     *
     * @param collisions pairs of robots that met or swapped places
     * @param violations breaches of safety of all kinds, collisions and walls and closed cells among them
     * @param tasksCompleted by the rules of the demand, where a task may have several goals; else the goals reached
     * @param interrupted whether somebody stopped the run before its end
     * @param firstViolation the first breach of safety, empty if there was none
     */
    public record Result(
            long stateHash,
            long collisions,
            long lostRobots,
            long violations,
            String firstViolation,
            long goalsReached,
            long tasksCompleted,
            int stranded,
            long deadlocksDetected,
            long deadlocksResolved,
            boolean interrupted) {
        public boolean safe() {
            return violations == 0 && lostRobots == 0;
        }
    }

    /**
     * @param wallSeconds from the first tick's start to the last tick's end
     * @param startupSeconds from the start of the process to the end of the first tick
     * @param realTimeFactor simulated time per wall-clock time
     */
    public record Speed(
            double wallSeconds,
            double startupSeconds,
            double ticksPerSecond,
            double robotUpdatesPerSecond,
            double realTimeFactor) {}

    /** Figures of memory are {@link ProcessFacts#UNKNOWN} where the machine does not tell. */
    public record Machine(long peakRssBytes, long peakHeapBytes, double allocatedBytesPerTick, double foreignShare) {
        public boolean noisy() {
            return foreignShare > MachineLoad.NOISY_SHARE;
        }
    }

    /**
     * The steady state.
     *
     * @param fromTick first tick of the window
     * @param toTick one more than its last tick
     * @param idealGoalsPerTick what the same robots would reach, each on its true shortest way with nobody in it (turns
     *     counted); NaN if it was not measured
     */
    public record Flow(int fromTick, int toTick, double goalsPerTick, double idealGoalsPerTick, double waitingRatio) {
        public double efficiency() {
            return idealGoalsPerTick > 0 ? goalsPerTick / idealGoalsPerTick : Double.NaN;
        }
    }

    /** All in nanoseconds. */
    public record Latencies(Histogram tick, Histogram accepted, Histogram effective, Histogram rerouted) {}

    /** The figures by the names that expectations use, in base units; NaN where one was not measured. */
    public Map<Metric, Double> metrics() {
        Map<Metric, Double> map = new EnumMap<>(Metric.class);
        map.put(Metric.ROBOTS, (double) setup.robots);
        map.put(Metric.TICKS, (double) setup.ticks);
        map.put(Metric.COLLISIONS, (double) result.collisions);
        map.put(Metric.LOST_ROBOTS, (double) result.lostRobots);
        map.put(Metric.VIOLATIONS, (double) result.violations);
        map.put(Metric.GOALS_REACHED, (double) result.goalsReached);
        map.put(Metric.TASKS_COMPLETED, (double) result.tasksCompleted);
        map.put(Metric.STRANDED, (double) result.stranded);
        map.put(Metric.DEADLOCKS_DETECTED, (double) result.deadlocksDetected);
        map.put(Metric.DEADLOCKS_RESOLVED, (double) result.deadlocksResolved);
        map.put(Metric.WALL, speed.wallSeconds);
        map.put(Metric.STARTUP, speed.startupSeconds);
        map.put(Metric.TICKS_PER_SECOND, speed.ticksPerSecond);
        map.put(Metric.ROBOT_UPDATES_PER_SECOND, speed.robotUpdatesPerSecond);
        map.put(Metric.REAL_TIME_FACTOR, speed.realTimeFactor);
        map.put(Metric.PEAK_RSS, known(machine.peakRssBytes));
        map.put(Metric.PEAK_HEAP, known(machine.peakHeapBytes));
        map.put(Metric.ALLOCATED_PER_TICK, machine.allocatedBytesPerTick);
        map.put(Metric.GOALS_PER_TICK, flow.goalsPerTick);
        map.put(Metric.IDEAL_GOALS_PER_TICK, flow.idealGoalsPerTick);
        map.put(Metric.EFFICIENCY, flow.efficiency());
        map.put(Metric.WAITING_RATIO, flow.waitingRatio);
        map.put(Metric.TICK_P50, seconds(latencies.tick, 50));
        map.put(Metric.TICK_P90, seconds(latencies.tick, 90));
        map.put(Metric.TICK_P99, seconds(latencies.tick, 99));
        map.put(Metric.TICK_P999, seconds(latencies.tick, 99.9));
        map.put(Metric.TICK_MAX, seconds(latencies.tick, 100));
        map.put(Metric.REROUTE_P50, seconds(latencies.rerouted, 50));
        map.put(Metric.REROUTE_P99, seconds(latencies.rerouted, 99));
        map.put(Metric.REROUTE_P999, seconds(latencies.rerouted, 99.9));
        map.put(Metric.REROUTE_MAX, seconds(latencies.rerouted, 100));
        map.put(Metric.ACCEPTED_P50, seconds(latencies.accepted, 50));
        map.put(Metric.ACCEPTED_P99, seconds(latencies.accepted, 99));
        map.put(Metric.ACCEPTED_MAX, seconds(latencies.accepted, 100));
        map.put(Metric.COMMANDS, (double) commands.size());
        map.put(Metric.REJECTED, (double) commands.stream()
                .filter(outcome -> outcome.receipt().status() == io.aisletide.engine.Receipt.Status.REJECTED)
                .count());
        map.put(Metric.AFFECTED, commands.stream()
                .filter(CommandOutcome::applied)
                .mapToDouble(outcome -> outcome.receipt().affected())
                .sum());
        delivery.addTo(map, setup.tickSeconds);
        return map;
    }

    private static double known(long figure) {
        return figure == ProcessFacts.UNKNOWN ? Double.NaN : figure;
    }

    private static double seconds(Histogram nanos, double percentile) {
        return nanos.getTotalCount() == 0 ? Double.NaN : nanos.getValueAtPercentile(percentile) / 1e9;
    }
}
