package io.aisletide.sim.trial;

import io.aisletide.command.Command;
import io.aisletide.command.Command.ReleaseVerb;
import io.aisletide.engine.DeliveryView;
import io.aisletide.engine.EngineObserver;
import io.aisletide.engine.FleetEngine;
import io.aisletide.engine.Receipt;
import io.aisletide.release.Phase;
import io.aisletide.release.RolloutStatus;
import io.aisletide.release.audit.AuditKind;
import io.aisletide.release.audit.AuditRecord;
import io.aisletide.release.spec.GateSpec;
import io.aisletide.release.spec.ReleasePlan;
import io.aisletide.release.spec.RolloutSpec;
import io.aisletide.release.spec.Step;
import io.aisletide.release.spec.Strategy;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds the way of a release through its steps against the plan: one step after the other, a pause as long as it is, an
 * analysis not shorter, a gate opened by as many people as it asks for or by a time-out that opens it; and no release waits
 * at a gate beyond its time. Where people skip a step, one of them has to have said so.
 *
 * <p>An engine that goes on from a snapshot is followed from the next step on. The first thing that is wrong is kept. Engine's
 * thread.
 */
final class StepWatch implements EngineObserver {
    private static final long UNKNOWN = -1;

    private final FirstFailure failure;
    private final Map<String, Way> ways = new TreeMap<>();

    /** How far a release had come after the last tick. */
    private static final class Way {
        final List<Step> steps;
        @Nullable Phase phase;
        int attempt;
        int step;
        /** Tick in which the step was entered. */
        long since = UNKNOWN;

        /** Tick in which its gate was asked, and who has opened it since. */
        long asked = UNKNOWN;

        int approvals;
        // The same of a gate that was asked in this tick: the one of the next step, or the same again.
        long askedNow = UNKNOWN;
        int approvalsNow;
        /** What people have said since the step was entered. */
        final Set<AuditKind> said = EnumSet.noneOf(AuditKind.class);

        /** Somebody has ended its pause in this tick. */
        boolean ended;

        Way(RolloutSpec spec) {
            steps = stepsOf(spec.strategy());
        }
    }

    StepWatch(ReleasePlan plan, FirstFailure failure) {
        this.failure = failure;
        plan.releases().forEach(release -> ways.put(release.name(), new Way(release)));
    }

    /** Blue/green is a preview, its analysis, and the wait for a person or a time. */
    private static List<Step> stepsOf(Strategy strategy) {
        if (strategy instanceof Strategy.Canary canary) {
            return canary.steps();
        }
        Strategy.BlueGreen green = (Strategy.BlueGreen) strategy;
        List<Step> steps = new ArrayList<>();
        if (green.previewPercent() > 0) {
            steps.add(new Step.SetWeight(green.previewPercent()));
        }
        if (green.prePromotionAnalysis() != null) {
            steps.add(new Step.Analyse(green.prePromotionAnalysis()));
        }
        if (!green.autoPromotionEnabled()) {
            steps.add(new Step.Pause(Step.Pause.INDEFINITE));
        } else if (green.autoPromotionTicks() > 0) {
            steps.add(new Step.Pause(green.autoPromotionTicks()));
        }
        return steps;
    }

    @Override
    public void audited(AuditRecord record, String line) {
        Way way = ways.get(String.valueOf(record.fields().get("release")));
        if (way == null) {
            return;
        }
        switch (record.kind()) {
            case OVERRIDE, BREAK_GLASS -> way.said.add(record.kind());
            case GATE_ASKED -> {
                way.askedNow = record.tick();
                way.approvalsNow = 0;
            }
            case GATE_ANSWERED -> {
                boolean approved = "approve".equals(record.fields().get("decision"));
                way.approvals += approved && way.askedNow == UNKNOWN ? 1 : 0;
                way.approvalsNow += approved && way.askedNow != UNKNOWN ? 1 : 0;
            }
            default -> { }
        }
    }

    @Override
    public void commandDone(Command command, Receipt receipt) {
        if (command instanceof Command.Release asked && asked.verb() == ReleaseVerb.PROMOTE
                && receipt.status() == Receipt.Status.APPLIED) {
            Way way = ways.get(asked.release());
            if (way != null) {
                way.ended = true;
            }
        }
    }

    @Override
    public void tickDone(FleetEngine engine, long tick, long tickNanos) {
        DeliveryView delivery = engine.delivery();
        if (delivery != null) {
            for (RolloutStatus release : delivery.releases()) {
                check(release, tick);
            }
        }
    }

    /** @param tick ticks done */
    void check(RolloutStatus now, long tick) {
        Way way = ways.get(now.name());
        if (way == null) {
            return;
        }
        boolean sameAttempt = way.phase == Phase.STEPPING && way.attempt == now.attempt();
        boolean goesOn = now.phase() == Phase.STEPPING || now.phase() == Phase.PROMOTING || now.phase() == Phase.BAKING;
        boolean left = sameAttempt && goesOn && (now.step() != way.step || now.phase() != Phase.STEPPING);
        if (left && way.since != UNKNOWN && !way.said.contains(AuditKind.BREAK_GLASS)) {
            String why = notDone(way, tick - 1);
            if (now.step() != way.step + 1) {
                why = "the step before " + now.step() + " is another";
            }
            if (why != null) {
                failure.note(Failure.STEP_SKIPPED, now.name() + " has left step " + way.step + " too early: " + why, tick);
            }
        }
        boolean entered = now.phase() == Phase.STEPPING && (!sameAttempt || left);
        if (entered) {
            way.since = way.phase == null && tick > 1 ? UNKNOWN : tick - 1;
            way.said.clear();
        }
        if (way.askedNow != UNKNOWN) {
            way.asked = way.askedNow;
            way.approvals = way.approvalsNow;
            way.askedNow = UNKNOWN;
        }
        way.phase = now.phase();
        way.attempt = now.attempt();
        way.step = now.step();
        way.ended = false;
        checkWaiting(way, now, tick);
    }

    /** Why a step was not over in that tick; null if it was. */
    private static @Nullable String notDone(Way way, long inTick) {
        Step step = way.steps.get(way.step);
        long lasted = inTick - way.since;
        if (step instanceof Step.Pause pause) {
            boolean over = pause.ticks() != Step.Pause.INDEFINITE && lasted >= pause.ticks();
            return over || way.ended ? null : "its pause of " + pause.ticks() + " ticks has lasted " + lasted;
        }
        if (step instanceof Step.Analyse analyse) {
            boolean waived = way.said.contains(AuditKind.OVERRIDE);
            int least = analyse.analysis().durationTicks();
            return lasted >= least || waived ? null : "its analysis of " + least + " ticks has lasted " + lasted;
        }
        if (step instanceof Step.Gate gate) {
            GateSpec spec = gate.gate();
            boolean timedOut = spec.onTimeout() == GateSpec.OnTimeout.PROCEED && inTick - way.asked >= spec.timeoutTicks();
            int approvals = way.askedNow == UNKNOWN ? way.approvals : Math.max(way.approvals, way.approvalsNow);
            return timedOut || approvals >= spec.approvals()
                    ? null
                    : approvals + " of " + spec.approvals() + " people have opened its gate";
        }
        return null;
    }

    private void checkWaiting(Way way, RolloutStatus now, long tick) {
        if (now.phase() == Phase.STEPPING && now.pause() == null && way.since != UNKNOWN
                && way.steps.get(way.step) instanceof Step.Gate gate
                && tick - 1 - way.asked >= gate.gate().timeoutTicks()) {
            failure.note(Failure.NOT_TIMED_OUT, now.name() + " waits at gate " + gate.gate().name() + " since tick " + way.asked
                    + ", and its time is " + gate.gate().timeoutTicks() + " ticks", tick);
        }
    }
}
