package io.aisletide.sim.report;

import io.aisletide.engine.DeliveryView;
import io.aisletide.grid.Floor;
import io.aisletide.sim.scenario.Scenario;
import io.aisletide.sim.scenario.ScenarioWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** Writes all files of an output folder. */
public final class RunFiles {
    private static final double PER_TICKS = 1_000.0;

    private RunFiles() {}

    /**
     * What there is to write.
     *
     * @param startMillis wall clock at the run's start, since 1970
     * @param endMillis and at its end
     */
    public record Contents(
            Scenario scenario,
            Floor floor,
            Summary summary,
            RunRecorder recorder,
            TrafficSampler traffic,
            long startMillis,
            long endMillis) {}

    /** @throws UncheckedIOException if a file cannot be written, such as for want of space */
    public static void write(OutputFolder folder, Contents contents, String version) {
        Summary summary = contents.summary;
        try {
            Files.writeString(folder.file(OutputFolder.MARK), Json.pretty(SummaryJson.of(summary)));
            Files.writeString(folder.file("conditions.json"), Json.pretty(Conditions.gather(summary, version)));
            Files.writeString(folder.file("scenario.yaml"), ScenarioWriter.write(contents.scenario));
            double tickSeconds = summary.setup().tickSeconds();
            CsvFiles.writeTimeSeries(folder.file("timeseries.csv"), contents.recorder, tickSeconds);
            CsvFiles.writeCommands(folder.file("commands.csv"), summary.commands(), tickSeconds);
            Summary.Latencies latencies = summary.latencies();
            long start = contents.startMillis;
            long end = contents.endMillis;
            HistogramFile.write(
                    folder.file("tick.hdr"), "wall clock of a tick after the warm-up", latencies.tick(), start, end);
            HistogramFile.write(folder.file("accepted.hdr"), "submit to accepted", latencies.accepted(), start, end);
            HistogramFile.write(folder.file("effective.hdr"), "submit to effective", latencies.effective(), start, end);
            HistogramFile.write(folder.file("reroute.hdr"), "submit to re-routed", latencies.rerouted(), start, end);
            for (DeliveryView.VersionFigures asked : summary.delivery().versions()) {
                String name = asked.version().replace('@', '-');
                HistogramFile.write(
                        folder.file(name + ".hdr"), "a call of " + asked.version(), asked.callNanos(), start, end);
            }
            TrafficSampler traffic = contents.traffic;
            double perCount = traffic.comparedTicks() == 0 ? 0 : PER_TICKS / traffic.comparedTicks();
            new HeatMap(contents.floor, traffic.visits(), perCount, "robots driving in, per cell and 1000 ticks")
                    .write(folder.file("traffic.png"));
            new HeatMap(contents.floor, traffic.waits(), perCount, "robots waiting, per cell and 1000 ticks")
                    .write(folder.file("waiting.png"));
        } catch (IOException denied) {
            throw new UncheckedIOException("cannot write to " + folder.target(), denied);
        }
    }
}
