package io.aisletide.release;

import io.aisletide.release.RolloutMachine.Event;
import io.aisletide.release.analysis.AnalysisRun;
import io.aisletide.release.analysis.Measurement;
import io.aisletide.release.audit.AuditKind;
import io.aisletide.release.audit.AuditRecord;
import io.aisletide.release.routing.Cohort;
import io.aisletide.release.spec.RolloutSpec;
import java.util.Map;
import java.util.TreeMap;

/** What the audit is told of a release. */
final class RolloutRecords {
    private final Rollout rollout;
    private final ReleaseContext context;

    RolloutRecords(Rollout rollout, ReleaseContext context) {
        this.rollout = rollout;
        this.context = context;
    }

    /** A transition of the machine, if it is one that the audit knows; the release is in its new state already. */
    void transition(Event event, RolloutState from, Actor actor, String why) {
        AuditKind kind = switch (event) {
            case ACCEPT, RETRY -> AuditKind.STARTED;
            case LOAD_FAILED -> AuditKind.REJECTED;
            case BAKED -> AuditKind.HEALTHY;
            case ABORT -> AuditKind.ABORTED;
            case FAIL -> rollout.state.phase() == Phase.REJECTED
                    ? AuditKind.REJECTED
                    : rollout.state.pause() == PauseReason.FROZEN ? AuditKind.PAUSED : AuditKind.ABORTED;
            case SUPERSEDE -> AuditKind.SUPERSEDED;
            case PAUSE -> AuditKind.PAUSED;
            case RESUME -> AuditKind.RESUMED;
            case PROMOTE_FULL -> AuditKind.BREAK_GLASS;
            default -> null;
        };
        if (kind == null) {
            return;
        }
        AuditRecord record = context.record(kind, actor, why);
        common(record).with("fromPhase", from.phase().name());
        if (rollout.state.pause() != null) {
            record.with("pause", rollout.state.pause().name());
        }
        if (kind == AuditKind.STARTED) {
            record.with("to", targets()).with("direct", rollout.state.direct());
            Map<String, Object> unchanged = rollout.unchanged();
            if (!unchanged.isEmpty()) {
                record.with("unchanged", unchanged);
            }
        } else if (kind == AuditKind.ABORTED) {
            record.withHash("stateHash", context.stateHash());
            if (rollout.cohort != null) {
                record.with("exposure", exposure());
            }
        }
        context.log.append(record);
    }

    /** A measurement with all that it rests on. */
    void measured(Measurement m) {
        TreeMap<String, Object> evidence = new TreeMap<>();
        evidence.put("metric", m.metric());
        evidence.put("outcome", m.outcome().name());
        evidence.put("num", m.numerator());
        evidence.put("den", m.denominator());
        evidence.put("among", m.among());
        evidence.put("incidents", m.incidents());
        if (m.controlDenominator() > 0) {
            evidence.put("controlNum", m.controlNumerator());
            evidence.put("controlDen", m.controlDenominator());
        }
        evidence.put("threshold", m.threshold());
        evidence.put("window", m.windowTicks());
        evidence.put("id", m.id());
        evidence.put("dryRun", m.dryRun());
        evidence.put("pending", m.pending());
        putNumber(evidence, "value", m.value());
        putNumber(evidence, "eValue", m.eValue());
        putNumber(evidence, "level", m.level());
        context.log.append(of(AuditKind.MEASURED).with("evidence", evidence));
    }

    private static void putNumber(Map<String, Object> evidence, String name, double value) {
        if (Double.isFinite(value)) {
            evidence.put(name, value);
        } else if (Double.isInfinite(value)) {
            evidence.put(name, "Infinity");
        }
    }

    void analysisEnded(AnalysisRun.Status status, String metric) {
        context.log.append(
                of(AuditKind.ANALYSIS_ENDED).with("result", status.name()).with("metric", metric));
    }

    AuditRecord of(AuditKind kind) {
        return common(context.record(kind));
    }

    AuditRecord of(AuditKind kind, Actor actor, String why) {
        return common(context.record(kind, actor, why));
    }

    private AuditRecord common(AuditRecord record) {
        return record.with("release", rollout.spec.name())
                .with("attempt", (long) rollout.state.attempt())
                .with("phase", rollout.state.phase().name())
                .with("step", (long) rollout.state.step())
                .with("weight", (long) rollout.weight);
    }

    private Map<String, Object> targets() {
        TreeMap<String, Object> result = new TreeMap<>();
        for (RolloutSpec.Target target : rollout.spec.targets()) {
            VersionIdentity version = context.setup.version(target.version());
            TreeMap<String, Object> entry = new TreeMap<>();
            entry.put("id", version.id());
            entry.put("sha256", version.digest());
            entry.put("config", version.config());
            result.put(target.endpoint(), entry);
        }
        return result;
    }

    Map<String, Object> versions(int[] slots) {
        TreeMap<String, Object> result = new TreeMap<>();
        for (int i = 0; i < rollout.contest.size(); i++) {
            if (slots[i] >= 0) {
                result.put(
                        context.setup.endpoints().get(rollout.contest.endpoints[i]),
                        context.book.get(rollout.contest.endpoints[i], slots[i]).version.id());
            }
        }
        return result;
    }

    Map<String, Object> exposure() {
        Cohort members = rollout.members();
        TreeMap<String, Object> exposure = new TreeMap<>();
        exposure.put("units", members.size());
        exposure.put("of", context.roster.count());
        exposure.put("cap", members.cap());
        exposure.put("unitSetHash", AuditRecord.hex(members.hash(0)));
        return exposure;
    }
}
