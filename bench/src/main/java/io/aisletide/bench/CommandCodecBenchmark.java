package io.aisletide.bench;

import io.aisletide.command.Command;
import io.aisletide.command.CommandCodec;
import io.aisletide.command.Scope;
import io.aisletide.grid.Area;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Commands to bytes and back: a closure of a polygon with four corners, and a tick. */
@State(org.openjdk.jmh.annotations.Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CommandCodecBenchmark {
    private final CommandCodec codec = new CommandCodec();
    private final Command command = new Command.Close(
            Scope.of(new Area.Polygon(new int[] {60, 110, 120, 70}, new int[] {60, 50, 100, 110})), 300);
    private final DirectBuffer encoded = new UnsafeBuffer(codec.encode(1, command));
    private final UnsafeBuffer tick = new UnsafeBuffer(new byte[CommandCodec.MAX_EVENT_BYTES]);
    private long nextTick;

    @Benchmark
    public byte[] encodeCommand() {
        return codec.encode(1, command);
    }

    @Benchmark
    public Command decodeCommand() {
        return codec.decode(encoded);
    }

    /** Of the kind of event that there are most of; allocates nothing. */
    @Benchmark
    public long tickThereAndBack() {
        codec.encodeTick(tick, nextTick++);
        return codec.decodeTick(tick);
    }
}
