package io.aisletide.bench;

import io.aisletide.engine.ThreadingMode;
import io.aisletide.sim.report.HistogramFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** A rung as a line of text, as JSON and as files for HdrHistogram's tools. Times in milliseconds. */
final class LatencyReport {
    static final String HEADING = "mode    cmd/s   sent  refused | accepted, ms: p50      p99    p99.9      max | service p50"
            + "      p99 | receipt p50      p99 | tick p50      p99 | stall p99      max | others";

    private LatencyReport() {}

    static String line(ThreadingMode mode, RateLadder.Rung rung) {
        return String.format(
                Locale.ROOT,
                "%-6s %6d %6d %8d | %17s %s %s %s | %11s %s | %11s %s | %8s %s | %9s %s | %4.0f %%%s",
                mode.name().toLowerCase(Locale.ROOT),
                rung.ratePerSecond(),
                rung.sent(),
                rung.rejected(),
                ms(rung.acceptedNanos(), 50),
                ms(rung.acceptedNanos(), 99),
                ms(rung.acceptedNanos(), 99.9),
                ms(rung.acceptedNanos(), 100),
                ms(rung.serviceNanos(), 50),
                ms(rung.serviceNanos(), 99),
                ms(rung.receiptNanos(), 50),
                ms(rung.receiptNanos(), 99),
                ms(rung.tickNanos(), 50),
                ms(rung.tickNanos(), 99),
                ms(rung.stallNanos(), 99),
                ms(rung.stallNanos(), 100),
                rung.foreignShare() * 100,
                rung.noisy() ? " NOISY" : "");
    }

    private static String ms(Histogram nanos, double percentile) {
        return String.format(Locale.ROOT, "%8.3f", nanos.getValueAtPercentile(percentile) / 1e6);
    }

    static Map<String, @Nullable Object> json(ThreadingMode mode, RateLadder.Rung rung) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("mode", mode.name().toLowerCase(Locale.ROOT));
        json.put("ratePerSecond", rung.ratePerSecond());
        json.put("sent", rung.sent());
        json.put("rejected", rung.rejected());
        json.put("sentPerSecond", rung.sentPerSecond());
        json.put("acceptedMillis", percentiles(rung.acceptedNanos()));
        json.put("acceptedServiceMillis", percentiles(rung.serviceNanos()));
        json.put("receiptMillis", percentiles(rung.receiptNanos()));
        json.put("tickMillis", percentiles(rung.tickNanos()));
        json.put("stallMillis", percentiles(rung.stallNanos()));
        json.put("foreignCpuShare", rung.foreignShare());
        json.put("noisy", rung.noisy());
        return json;
    }

    private static Map<String, @Nullable Object> percentiles(Histogram nanos) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("p50", nanos.getValueAtPercentile(50) / 1e6);
        json.put("p90", nanos.getValueAtPercentile(90) / 1e6);
        json.put("p99", nanos.getValueAtPercentile(99) / 1e6);
        json.put("p999", nanos.getValueAtPercentile(99.9) / 1e6);
        json.put("max", nanos.getMaxValue() / 1e6);
        return json;
    }

    static void writeHistograms(Path folder, ThreadingMode mode, RateLadder.Rung rung) throws IOException {
        String name = mode.name().toLowerCase(Locale.ROOT) + "-" + rung.ratePerSecond();
        long start = rung.startMillis();
        long end = rung.endMillis();
        HistogramFile.write(
                folder.resolve(name + "-accepted.hdr"), "intended to accepted", rung.acceptedNanos(), start, end);
        HistogramFile.write(folder.resolve(name + "-service.hdr"), "sent to accepted", rung.serviceNanos(), start, end);
        HistogramFile.write(
                folder.resolve(name + "-receipt.hdr"), "intended to receipt", rung.receiptNanos(), start, end);
        HistogramFile.write(folder.resolve(name + "-stall.hdr"), "stalls of the machine", rung.stallNanos(), start, end);
    }
}
