package io.aisletide.sim.report;

import io.aisletide.engine.DeliveryView;
import io.aisletide.release.RolloutFigures;
import io.aisletide.release.RolloutStatus;
import io.aisletide.workflow.FaultSample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Versions and releases for {@code summary.json}. */
final class DeliveryJson {
    private DeliveryJson() {}

    static List<Object> endpoints(DeliveryFigures delivery) {
        List<Object> list = new ArrayList<>();
        for (DeliveryView.VersionFigures version : delivery.versions()) {
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("name", version.endpoint());
            json.put("version", version.version());
            json.put("calls", version.calls());
            json.put("errors", version.faults());
            json.put("refusals", version.refusals());
            json.put("slow", version.slow());
            json.put("wallNanos", nanos(version.callNanos()));
            json.put("wallNanosInBatch", nanos(version.batchNanos()));
            json.put("bytesPerCall", version.bytesACall() < 0 ? null : version.bytesACall());
            list.add(json);
        }
        return list;
    }

    private static Map<String, @Nullable Object> nanos(Histogram histogram) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        boolean any = histogram.getTotalCount() > 0;
        json.put("p50", any ? histogram.getValueAtPercentile(50) : null);
        json.put("p99", any ? histogram.getValueAtPercentile(99) : null);
        json.put("p999", any ? histogram.getValueAtPercentile(99.9) : null);
        json.put("p9999", any ? histogram.getValueAtPercentile(99.99) : null);
        json.put("max", any ? histogram.getMaxValue() : null);
        return json;
    }

    static List<Object> releases(DeliveryFigures delivery, double tickSeconds) {
        List<Object> list = new ArrayList<>();
        for (DeliveryFigures.Release release : delivery.releases()) {
            list.add(release(release, tickSeconds));
        }
        return list;
    }

    private static Map<String, @Nullable Object> release(DeliveryFigures.Release release, double tickSeconds) {
        RolloutStatus status = release.status();
        RolloutFigures figures = status.figures();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", status.name());
        json.put("versions", status.versions());
        json.put("phase", small(status.phase()));
        json.put("paused", status.pause() == null ? null : small(status.pause()));
        json.put("waitsFor", status.waitsFor().isEmpty() ? null : status.waitsFor());
        json.put("reason", status.reason().isEmpty() ? null : status.reason());
        json.put("attempts", status.attempt());
        json.put("step", status.step());
        json.put("steps", status.steps());
        json.put("weightPercent", status.weight());
        json.put("startTick", tick(figures.startTick()));
        json.put("promotedTick", tick(figures.promotedTick()));
        json.put("failedTick", tick(figures.failedTick()));
        json.put("endTick", tick(figures.endTick()));
        json.put("faultTick", tick(release.faultTick()));
        double toRollback = release.faultToRollbackTicks();
        json.put("faultToRollbackSeconds", toRollback * tickSeconds);
        json.put("lastCanaryDecisionTick", tick(figures.lastCanaryDecisionTick()));
        json.put("mostRobotsExposed", figures.mostExposed());
        json.put("mostExposedShare", figures.mostExposedShare());
        json.put("canaryCalls", figures.canaryCalls());
        json.put("canaryErrors", figures.canaryFaults());
        json.put("callsMeanwhile", figures.allCalls());
        List<Object> story = new ArrayList<>();
        for (ReleaseStory.Moment moment : release.story()) {
            Map<String, @Nullable Object> line = new LinkedHashMap<>();
            line.put("tick", moment.tick());
            line.put("kind", moment.kind());
            line.put("text", moment.text());
            story.add(line);
        }
        json.put("decisions", story);
        return json;
    }

    static Map<String, @Nullable Object> audit(DeliveryFigures delivery) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("lines", delivery.audit().lines());
        json.put("lastHash", delivery.audit().lastHash());
        json.put("merkleRoot", delivery.audit().merkleRoot());
        return json;
    }

    static List<Object> faults(DeliveryFigures delivery) {
        List<Object> list = new ArrayList<>();
        for (FaultSample fault : delivery.faults()) {
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("endpoint", fault.endpoint().label());
            json.put("slot", fault.slot());
            json.put("tick", fault.tick());
            json.put("robot", fault.robot());
            json.put("code", fault.code().name());
            json.put("message", fault.message());
            list.add(json);
        }
        return list;
    }

    private static @Nullable Object tick(long tick) {
        return tick == RolloutFigures.NEVER ? null : tick;
    }

    private static String small(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
