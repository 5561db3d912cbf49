package io.aisletide.sim.trial;

import io.aisletide.engine.DeliveryView;
import io.aisletide.engine.EngineObserver;
import io.aisletide.engine.FleetEngine;
import io.aisletide.release.PauseReason;
import io.aisletide.release.Phase;
import io.aisletide.release.RolloutStatus;
import io.aisletide.release.audit.AuditKind;
import io.aisletide.release.audit.AuditRecord;
import io.aisletide.release.spec.AnalysisTemplate;
import io.aisletide.release.spec.MetricSpec;
import io.aisletide.release.spec.ReleasePlan;
import io.aisletide.release.spec.RolloutSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Holds what is decided about releases against the plan and against the numbers that the audit gives for it: evidence that is
 * over its limit ends or freezes a release in the same tick, one that was rolled back answers no more, and a canary never has more
 * robots than its share of those on the floor. The first thing that is wrong is kept. Engine's thread.
 */
final class DecisionWatch implements EngineObserver {
    private final ReleasePlan plan;
    private final FirstFailure failure;
    private final Map<String, MetricSpec> metrics = new HashMap<>();
    /** What has failed in this tick, by release. */
    private final Map<String, String> failed = new TreeMap<>();

    DecisionWatch(ReleasePlan plan, FirstFailure failure) {
        this.plan = plan;
        this.failure = failure;
        for (AnalysisTemplate template : plan.templates()) {
            template.metrics().forEach(metric -> metrics.put(template.name() + "/" + metric.name(), metric));
        }
    }

    @Override
    public void audited(AuditRecord record, String line) {
        if (record.kind() == AuditKind.MEASURED && record.fields().get("evidence") instanceof Map<?, ?> evidence) {
            String metric = String.valueOf(evidence.get("metric"));
            MetricSpec spec = metrics.get(metric);
            if (spec != null && !spec.dryRun() && spec.limits().failureLimit() == 0 && isOver(spec, evidence)) {
                failed.put(String.valueOf(record.fields().get("release")), line);
            }
        }
    }

    /** From the numbers alone. A rule that has to hold for some time is left to the engine. */
    private static boolean isOver(MetricSpec spec, Map<?, ?> evidence) {
        if (spec.test() instanceof MetricSpec.EProcess process) {
            Object value = evidence.get("eValue");
            return value instanceof Double e ? e * process.alpha() >= 1 : "Infinity".equals(value);
        }
        MetricSpec.Threshold rule = (MetricSpec.Threshold) spec.test();
        long samples = number(evidence, "den");
        return rule.failure() != null
                && rule.forTicks() == 0
                && rule.compareTo() == MetricSpec.CompareTo.ABSOLUTE
                && spec.query().measure().isRate()
                && samples >= Math.max(1, spec.minSamples())
                && rule.failure().holds((double) number(evidence, "num") / samples);
    }

    private static long number(Map<?, ?> evidence, String key) {
        return evidence.get(key) instanceof Number number ? number.longValue() : 0;
    }

    @Override
    public void tickDone(FleetEngine engine, long tick, long tickNanos) {
        DeliveryView delivery = engine.delivery();
        if (delivery != null) {
            check(delivery.releases(), engine.robots().robotCount(), tick);
        }
    }

    /** @param releases as they stand after the tick, in the order of the plan */
    void check(List<RolloutStatus> releases, int robots, long tick) {
        for (int i = 0; i < releases.size(); i++) {
            check(releases.get(i), plan.releases().get(i), robots, tick);
        }
        failed.clear();
    }

    private void check(RolloutStatus now, RolloutSpec spec, int robots, long tick) {
        String over = failed.get(now.name());
        boolean stepping = now.phase() == Phase.STEPPING || now.phase() == Phase.PROMOTING;
        boolean frozen = now.pause() == PauseReason.FROZEN && spec.failure().onFailure() == RolloutSpec.OnFailure.FREEZE;
        if (over != null && (stepping || now.phase() == Phase.BAKING) && !frozen) {
            failure.note(Failure.NOT_ROLLED_BACK, now.name() + " goes on in phase " + now.phase() + " on " + over, tick);
        }
        if (now.answeredAfterRollback()) {
            failure.note(Failure.ANSWERED_ON, now.name() + " was rolled back in tick " + now.figures().failedTick()
                    + ", and its version answered in tick " + now.figures().lastCanaryDecisionTick(), tick);
        }
        long most = (long) spec.exposure().maxPercent() * robots / 100;
        if (stepping && now.weight() < 100 && now.exposed() > most) {
            failure.note(Failure.OVER_CAP, now.exposed() + " of " + robots + " robots ask the canary of " + now.name() + ", and at most "
                    + most + " may", tick);
        }
    }
}
