package io.aisletide.sim.trial;

import io.aisletide.engine.DeliveryView;
import io.aisletide.release.RolloutFigures;
import io.aisletide.release.RolloutStatus;
import java.util.ArrayList;
import java.util.List;

/** What versions and releases have come to, as far as it is no wall clock: the same however a scenario was run. */
final class ReleaseFigures {
    private ReleaseFigures() {}

    static List<String> of(DeliveryView delivery) {
        List<String> all = new ArrayList<>();
        for (DeliveryView.VersionFigures version : delivery.versions()) {
            all.add(version.version() + ": " + version.calls() + " calls, " + version.faults() + " faults, "
                    + version.refusals() + " refusals, " + version.slow() + " slow");
        }
        for (RolloutStatus release : delivery.releases()) {
            all.add(of(release));
        }
        all.add(delivery.tableChanges() + " tables after the first, " + delivery.faults().size() + " examples of faults");
        return all;
    }

    private static String of(RolloutStatus release) {
        RolloutFigures figures = release.figures();
        return release.name() + ": " + release.phase() + ", attempt " + release.attempt() + ", step " + release.step() + ", weight "
                + release.weight() + ", exposed " + release.exposed() + " of " + release.robots() + ", waits for '"
                + release.waitsFor() + "', reason '" + release.reason() + "', steps " + figures.steps() + ", started "
                + figures.startTick() + ", promoted " + figures.promotedTick() + ", failed " + figures.failedTick() + ", ended "
                + figures.endTick() + ", last decision " + figures.lastCanaryDecisionTick() + ", " + figures.canaryCalls()
                + " canary calls, " + figures.canaryFaults() + " of them faults, " + figures.allCalls() + " calls, most exposed "
                + figures.mostExposed();
    }
}
