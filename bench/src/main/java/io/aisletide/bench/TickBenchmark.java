package io.aisletide.bench;

import io.aisletide.grid.Motion;
import io.aisletide.traffic.TrafficWorld;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One tick of the floor alone, without the event loop around it: on {@link BenchFloor}, in steady flow, on all cores. An
 * invocation is a tick, and each one goes on where the last one ended.
 *
 * <p>The nursery, heap and threads are those of a run, so garbage that a tick makes is paid for here too.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
public class TickBenchmark {
    @Param({"1000", "10000", "100000", "500000", "1000000"})
    public int robots;

    @Param({"ROTATE", "PEBBLE"})
    @SuppressWarnings("NullAway.Init") // JMH sets it
    public Motion motion;

    /** Threads of a tick; 0 takes all cores. */
    @Param("0")
    public int threads;

    @SuppressWarnings("NullAway.Init") // made by setUp
    private TrafficWorld world;

    /** Counts robots as operations of their own: its line in the results is the time of one robot's tick. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class PerRobot {
        public long robotTick;
    }

    @Setup(Level.Trial)
    public void setUp() {
        int workers = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
        world = BenchFloor.of(robots).world(motion, workers);
        for (int tick = 0; tick < BenchFloor.STEADY_AFTER_TICKS; tick++) {
            world.step();
        }
    }

    @TearDown(Level.Trial)
    public void tearDown() {
        world.close();
    }

    /** How ticks are spread: p50 and p99. */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public void tick() {
        world.step();
    }

    /** The mean tick, and beside it ({@code robotTick}) what it costs a robot. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.NANOSECONDS)
    public void cost(PerRobot perRobot) {
        world.step();
        perRobot.robotTick += robots;
    }
}
