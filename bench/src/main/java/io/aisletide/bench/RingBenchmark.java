package io.aisletide.bench;

import io.aisletide.command.Command;
import io.aisletide.engine.FleetEngine;
import io.aisletide.engine.Receipt;
import io.aisletide.engine.ThreadingMode;
import io.aisletide.grid.Motion;
import java.util.concurrent.TimeUnit;
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
 * A hop through the ring and back: a command to an idle engine, until its receipt is here.
 *
 * <pre>
 *   this thread ── encode, publish ──► ring ──► acceptor ──► engine ──► egress ──► this thread
 *                                              FUSED: one thread    STAGED: three
 * </pre>
 *
 * <p>Waiting threads of the engine park, so each hand-over to another thread costs a wake-up by the operating system: that
 * is most of the figure, and what a busy engine does not pay.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RingBenchmark {
    private static final int ROBOTS = 100;

    @Param({"FUSED", "STAGED"})
    @SuppressWarnings("NullAway.Init") // JMH sets it
    public ThreadingMode mode;

    @SuppressWarnings("NullAway.Init") // made by setUp
    private FleetEngine engine;

    @SuppressWarnings("NullAway.Init") // made by setUp
    private Command command;

    @Setup(Level.Trial)
    public void setUp() {
        BenchFloor bench = BenchFloor.of(ROBOTS);
        engine = bench.engine(Motion.ROTATE).mode(mode).threads(1).build();
        command = new Command.Resume(CheapCommands.placeOn(bench.floor(), 0));
    }

    @TearDown(Level.Trial)
    public void tearDown() {
        engine.close();
    }

    @Benchmark
    public Receipt hop() {
        return engine.submit(command).join();
    }
}
