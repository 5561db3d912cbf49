package io.aisletide.bench;

import io.aisletide.command.Command;
import io.aisletide.command.CommandCodec;
import io.aisletide.command.Scope;
import io.aisletide.journal.Durability;
import io.aisletide.journal.Journal;
import io.aisletide.journal.MemoryJournal;
import io.aisletide.journal.SegmentedJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the journal costs the loop: one event appended, so that it survives the death of the process. Allocation shows with
 * {@code -prof gc}. A new folder an iteration, so that the disk does not fill up.
 */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JournalBenchmark {
    /** What records are kept in. */
    public enum Kind {
        CHRONICLE,
        FILE,
        MEMORY
    }

    @Param({"CHRONICLE", "FILE"})
    @SuppressWarnings("NullAway.Init") // JMH sets it
    public Kind kind;

    private final UnsafeBuffer tick = new UnsafeBuffer(new byte[CommandCodec.MAX_EVENT_BYTES]);
    private final UnsafeBuffer command = new UnsafeBuffer(new byte[CommandCodec.MAX_EVENT_BYTES]);
    private int tickBytes;
    private int commandBytes;

    @SuppressWarnings("NullAway.Init") // made by open
    private Path folder;

    @SuppressWarnings("NullAway.Init") // made by open
    private Journal journal;

    @Setup(Level.Trial)
    public void encode() {
        CommandCodec codec = new CommandCodec();
        tickBytes = codec.encodeTick(tick, 4711);
        byte[] bytes = codec.encode(1, new Command.Close(Scope.zone("aisle-12"), 600));
        command.putBytes(0, bytes);
        commandBytes = bytes.length;
    }

    @Setup(Level.Iteration)
    public void open() throws IOException {
        folder = Files.createTempDirectory("aisletide-journal");
        journal = switch (kind) {
            case CHRONICLE -> SegmentedJournal.open(folder, SegmentedJournal.Format.CHRONICLE, Durability.PROCESS);
            case FILE -> SegmentedJournal.open(folder, SegmentedJournal.Format.FILE, Durability.PROCESS);
            case MEMORY -> new MemoryJournal();
        };
    }

    @TearDown(Level.Iteration)
    public void close() throws IOException {
        journal.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    @Benchmark
    public long tick() {
        return journal.append(tick, 0, tickBytes);
    }

    @Benchmark
    public long command() {
        return journal.append(command, 0, commandBytes);
    }
}
