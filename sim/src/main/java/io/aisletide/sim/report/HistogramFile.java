package io.aisletide.sim.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** A histogram as a HdrHistogram log (version 1.3) of one interval, readable by its usual tools. Values in nanoseconds. */
public final class HistogramFile {
    private HistogramFile() {}

    /**
     * @param startMillis wall clock at the start of the measurement, since 1970
     * @param endMillis and at its end
     */
    public static void write(Path file, String what, Histogram nanos, long startMillis, long endMillis)
            throws IOException {
        try (PrintStream out = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
            HistogramLogWriter log = new HistogramLogWriter(out);
            log.outputComment("[" + what + ", in nanoseconds]");
            log.outputLogFormatVersion();
            log.outputStartTime(startMillis);
            log.setBaseTime(startMillis);
            log.outputLegend();
            Histogram stamped = nanos.copy();
            stamped.setStartTimeStamp(startMillis);
            stamped.setEndTimeStamp(endMillis);
            log.outputIntervalHistogram(stamped);
            if (out.checkError()) {
                throw new IOException("cannot write " + file);
            }
        }
    }
}
