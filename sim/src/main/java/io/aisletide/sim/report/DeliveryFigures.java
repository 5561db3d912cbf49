package io.aisletide.sim.report;

import io.aisletide.engine.DeliveryView;
import io.aisletide.release.Phase;
import io.aisletide.release.RolloutFigures;
import io.aisletide.release.RolloutStatus;
import io.aisletide.sim.scenario.Metric;
import io.aisletide.workflow.FaultSample;
import java.util.List;
import java.util.Map;

/**
 * What became of versions and releases in a run.
 *
 * @param versions everything that has answered
 * @param releases in the order of the scenario
 * @param faults examples of calls that went wrong
 * @param tableChanges routing tables that came into force
 * @param callsInQuarantine calls that a version answered after it was quarantined
 * @param ticksOverCap ticks in which more robots asked a canary than its release allows
 * @param audit what pins the audit log
 */
public record DeliveryFigures(
        List<DeliveryView.VersionFigures> versions,
        List<Release> releases,
        List<FaultSample> faults,
        long tableChanges,
        long callsInQuarantine,
        long ticksOverCap,
        DeliveryView.AuditSeal audit) {
    /** Of a run that asked nobody. */
    public static final DeliveryFigures NONE = new DeliveryFigures(
            List.of(), List.of(), List.of(), 0, 0, 0, new DeliveryView.AuditSeal(0, "", ""));

    /**
     * A release at the end of the run.
     *
     * @param faultTick the moment from which its version could be seen to fail: when it began to, or when robots began to
     *     ask it; {@link RolloutFigures#NEVER} if nothing is known of it
     * @param story what happened to it, in order
     */
    public record Release(RolloutStatus status, long faultTick, List<ReleaseStory.Moment> story) {
        public boolean promoted() {
            Phase phase = status.phase();
            boolean was = status.figures().promotedTick() != RolloutFigures.NEVER;
            return phase == Phase.HEALTHY || phase == Phase.BAKING || phase == Phase.SUPERSEDED && was;
        }

        public boolean rolledBack() {
            return status.rolledBack();
        }

        /** From the fault to the decision to roll back, in ticks; NaN if it was not rolled back or no fault is known. */
        public double faultToRollbackTicks() {
            return rolledBack() && faultTick != RolloutFigures.NEVER && status.figures().failedTick() >= faultTick
                    ? status.figures().failedTick() - faultTick
                    : Double.NaN;
        }
    }

    void addTo(Map<Metric, Double> map, double tickSeconds) {
        map.put(Metric.PROMOTED, count(releases.stream().filter(Release::promoted).count()));
        map.put(Metric.ROLLED_BACK, count(releases.stream().filter(Release::rolledBack).count()));
        map.put(Metric.SUPERSEDED, phases(Phase.SUPERSEDED));
        map.put(Metric.REFUSED_RELEASES, phases(Phase.REJECTED));
        map.put(Metric.PAUSED, count(
                releases.stream().filter(release -> release.status.pause() != null).count()));
        map.put(Metric.UNFINISHED, count(releases.stream()
                .filter(release -> !release.status.phase().isEnd())
                .count()));
        map.put(Metric.TABLE_CHANGES, count(tableChanges));
        map.put(Metric.OVER_CAP, count(ticksOverCap));
        map.put(Metric.QUARANTINE_BREACHES, count(callsInQuarantine));
        map.put(Metric.FAULT_TO_ROLLBACK, releases.stream()
                        .mapToDouble(Release::faultToRollbackTicks)
                        .filter(ticks -> !Double.isNaN(ticks))
                        .max()
                        .orElse(Double.NaN)
                * tickSeconds);
        map.put(Metric.CALLS, count(versions.stream().mapToLong(DeliveryView.VersionFigures::calls).sum()));
        map.put(Metric.FAULTY_CALLS, count(
                versions.stream().mapToLong(DeliveryView.VersionFigures::faults).sum()));
    }

    private double phases(Phase phase) {
        return count(releases.stream()
                .filter(release -> release.status.phase() == phase)
                .count());
    }

    private static double count(long number) {
        return number;
    }
}
