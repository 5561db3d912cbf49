package io.aisletide.sim.report;

import io.aisletide.engine.Receipt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** {@code summary.json}: one flat object; every name ends in its unit where there is one. */
public final class SummaryJson {
    private SummaryJson() {}

    public static Map<String, @Nullable Object> of(Summary summary) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        Summary.Setup setup = summary.setup();
        json.put("scenario", setup.scenario());
        json.put("robots", setup.robots());
        json.put("cells", setup.cells());
        json.put("motion", setup.motion().name().toLowerCase(java.util.Locale.ROOT));
        json.put("ticks", setup.ticks());
        json.put("tickSeconds", setup.tickSeconds());
        json.put("seed", setup.seed());
        json.put("threads", setup.threads());
        json.put("mode", setup.mode());
        Summary.Result result = summary.result();
        json.put("stateHash", hash(result.stateHash()));
        json.put("interrupted", result.interrupted());
        json.put("collisions", result.collisions());
        json.put("lostRobots", result.lostRobots());
        json.put("violations", result.violations());
        json.put("firstViolation", result.firstViolation().isEmpty() ? null : result.firstViolation());
        Summary.Speed speed = summary.speed();
        json.put("wallSeconds", speed.wallSeconds());
        json.put("startupSeconds", speed.startupSeconds());
        json.put("ticksPerSecond", speed.ticksPerSecond());
        json.put("robotUpdatesPerSecond", speed.robotUpdatesPerSecond());
        json.put("realTimeFactor", speed.realTimeFactor());
        Summary.Machine machine = summary.machine();
        json.put("peakRssBytes", known(machine.peakRssBytes()));
        json.put("peakHeapBytes", known(machine.peakHeapBytes()));
        json.put("allocatedBytesPerTick", machine.allocatedBytesPerTick());
        Summary.Latencies latencies = summary.latencies();
        json.put("tickMillis", millis(latencies.tick()));
        json.put("acceptedMillis", millis(latencies.accepted()));
        json.put("effectiveMillis", millis(latencies.effective()));
        json.put("rerouteMillis", millis(latencies.rerouted()));
        json.put("commands", commands(summary));
        json.put("goalsReached", result.goalsReached());
        json.put("tasksCompleted", result.tasksCompleted());
        Summary.Flow flow = summary.flow();
        json.put("steadyFromTick", flow.fromTick());
        json.put("steadyToTick", flow.toTick());
        json.put("goalsPerTick", flow.goalsPerTick());
        json.put("idealGoalsPerTick", flow.idealGoalsPerTick());
        json.put("efficiency", flow.efficiency());
        json.put("waitingRatio", flow.waitingRatio());
        json.put("stranded", result.stranded());
        json.put("deadlocksDetected", result.deadlocksDetected());
        json.put("deadlocksResolved", result.deadlocksResolved());
        DeliveryFigures delivery = summary.delivery();
        json.put("endpoints", DeliveryJson.endpoints(delivery));
        json.put("faultExamples", DeliveryJson.faults(delivery));
        json.put("releases", DeliveryJson.releases(delivery, summary.setup().tickSeconds()));
        json.put("tableChanges", delivery.tableChanges());
        json.put("ticksOverCap", delivery.ticksOverCap());
        json.put("callsInQuarantine", delivery.callsInQuarantine());
        json.put("audit", DeliveryJson.audit(delivery));
        json.put("foreignCpuShare", machine.foreignShare());
        json.put("noisy", machine.noisy());
        return json;
    }

    /** As people compare hashes: 16 hexadecimal digits. A JSON number would lose bits in most readers. */
    public static String hash(long stateHash) {
        return String.format("%016x", stateHash);
    }

    private static @Nullable Object known(long figure) {
        return figure == ProcessFacts.UNKNOWN ? null : figure;
    }

    private static Map<String, Double> millis(Histogram nanos) {
        Map<String, Double> json = new LinkedHashMap<>();
        json.put("p50", percentile(nanos, 50));
        json.put("p90", percentile(nanos, 90));
        json.put("p99", percentile(nanos, 99));
        json.put("p999", percentile(nanos, 99.9));
        json.put("max", percentile(nanos, 100));
        return json;
    }

    private static double percentile(Histogram nanos, double percentile) {
        return nanos.getTotalCount() == 0 ? Double.NaN : nanos.getValueAtPercentile(percentile) / 1e6;
    }

    private static List<Object> commands(Summary summary) {
        List<Object> list = new ArrayList<>();
        for (CommandOutcome outcome : summary.commands()) {
            Receipt receipt = outcome.receipt();
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("id", outcome.command().name());
            json.put("type", outcome.command().verb());
            json.put("status", receipt.status().name().toLowerCase(java.util.Locale.ROOT));
            json.put("tick", receipt.tick());
            json.put("affected", receipt.affected());
            json.put("rerouted", receipt.rerouted());
            json.put("stranded", receipt.stranded());
            json.put("extraCells", receipt.extraCells());
            json.put("acceptedMicros", receipt.acceptedNanos() / 1e3);
            json.put("effectiveMillis", receipt.effectiveNanos() / 1e6);
            json.put("reroutedMillis", receipt.reroutedNanos() / 1e6);
            json.put("recoveredSeconds", outcome.recoveredTicks() == Recovery.NOT_YET
                    ? null
                    : outcome.recoveredTicks() * summary.setup().tickSeconds());
            json.put("message", receipt.message());
            list.add(json);
        }
        return list;
    }
}
