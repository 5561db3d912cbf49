package io.aisletide.sim.report;

import io.aisletide.engine.DeliveryView;
import io.aisletide.release.RolloutFigures;
import io.aisletide.release.RolloutStatus;
import io.aisletide.workflow.FaultSample;
import io.aisletide.workflow.VersionPreparer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** Versions and releases at the end of a run, for people: who answered how often, and the story of each release. */
final class DeliveryTable {
    /** Lines of a story on the terminal; the audit log has all. */
    private static final int LONGEST_STORY = 40;

    private DeliveryTable() {}

    static List<String> lines(Summary summary) {
        DeliveryFigures delivery = summary.delivery();
        List<String> lines = new ArrayList<>();
        if (delivery.releases().isEmpty() && delivery.versions().stream().noneMatch(v -> v.faults() > 0)) {
            return lines;
        }
        if (!delivery.versions().isEmpty()) {
            lines.add("");
            lines.add(text("  %-26s %12s %8s %9s %7s  %s", "endpoint and version", "calls", "errors", "refusals", "slow",
                    "wall clock of a call p50 / p99 / p99.99"));
        }
        for (DeliveryView.VersionFigures version : delivery.versions()) {
            lines.add(text("  %-26s %,12d %,8d %,9d %,7d  %s", version.version(), version.calls(), version.faults(),
                    version.refusals(), version.slow(), nanos(version.callNanos())));
        }
        for (DeliveryView.VersionFigures version : delivery.versions()) {
            if (version.allocatesTooMuch()) {
                lines.add(text("    WARNING: %s allocates %,d bytes a call by now; when it is loaded, at most %,d are allowed",
                        version.version(), version.bytesACall(), VersionPreparer.MAX_BYTES_A_CALL));
            }
        }
        for (FaultSample fault : delivery.faults()) {
            lines.add(text("    such as in tick %,d, robot %d: %s%s", fault.tick(), fault.robot(), fault.code(),
                    fault.message().isEmpty() ? "" : ", " + fault.message()));
        }
        for (DeliveryFigures.Release release : delivery.releases()) {
            lines.add("");
            release(lines, release, summary.setup().tickSeconds());
        }
        return lines;
    }

    private static void release(List<String> lines, DeliveryFigures.Release release, double tickSeconds) {
        RolloutStatus status = release.status();
        lines.add(text("  release %s (%s): %s", status.name(), String.join(" and ", status.versions()), state(status)));
        List<ReleaseStory.Moment> story = release.story();
        int skipped = Math.max(0, story.size() - LONGEST_STORY);
        for (int i = 0; i < story.size(); i++) {
            if (i == LONGEST_STORY / 2 && skipped > 0) {
                lines.add(text("    %21s  (%,d more lines in the audit log)", "", skipped));
                i += skipped;
            }
            ReleaseStory.Moment moment = story.get(i);
            lines.add(text("    %12s %,8d  %s", ResultTable.duration(moment.tick() * tickSeconds), moment.tick(),
                    moment.text()));
        }
        if (!status.waitsFor().isEmpty()) {
            lines.add(text("    waits for %s", status.waitsFor()));
        }
        RolloutFigures figures = status.figures();
        if (figures.mostExposed() > 0) {
            lines.add(text("    touched: %,d robots at most at a time (%.2f %% of the fleet), %,d calls, "
                            + "%,d of them failed and were answered by the stable version",
                    figures.mostExposed(), figures.mostExposedShare() * 100, figures.canaryCalls(),
                    figures.canaryFaults()));
        }
        if (!Double.isNaN(release.faultToRollbackTicks())) {
            lines.add(text("    fault in tick %,d, rolled back in tick %,d: %s; %s", release.faultTick(),
                    figures.failedTick(), ResultTable.duration(release.faultToRollbackTicks() * tickSeconds),
                    status.answeredAfterRollback()
                            ? "IT ANSWERED CALLS AFTER THE DECISION"
                            : "it answered no call after the decision"));
        }
    }

    private static String state(RolloutStatus status) {
        String phase = switch (status.phase()) {
            case PENDING -> "not started";
            case PREPARING -> "being prepared";
            case STEPPING -> "under way, step " + (status.step() + 1) + " of " + status.steps() + ", " + status.weight() + " %";
            case PROMOTING -> "about to be promoted";
            case BAKING -> "promoted, still watched";
            case HEALTHY -> "promoted and healthy";
            case ABORTING, DEGRADED -> "rolled back";
            case SUPERSEDED -> "superseded";
            case REJECTED -> "refused before any robot asked it";
        };
        return status.pause() == null
                ? phase
                : phase + ", paused (" + status.pause().inWords() + ")";
    }

    private static String nanos(Histogram histogram) {
        return histogram.getTotalCount() == 0
                ? "-"
                : text("%,d / %,d / %,d ns", histogram.getValueAtPercentile(50), histogram.getValueAtPercentile(99),
                        histogram.getValueAtPercentile(99.99));
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
