package io.aisletide.release;

import io.aisletide.release.RolloutMachine.Event;
import io.aisletide.release.analysis.AnalysisRun.Result;
import io.aisletide.release.analysis.AnalysisRun.Status;
import io.aisletide.release.analysis.Evidence;
import io.aisletide.release.analysis.Measurement;
import io.aisletide.release.audit.AuditKind;
import io.aisletide.release.breaker.BreakerBoard;
import io.aisletide.release.routing.Mix;
import io.aisletide.release.spec.GateSpec;
import io.aisletide.release.spec.RolloutSpec;
import io.aisletide.release.spec.Step;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a release is judged by: its {@link RolloutAnalyses analyses}, the invariants of the floor, its exposure, its breakers, its
 * deadline; and whether its step is done. Looked at once a tick: first {@link #observe}, which may end or pause it, then {@link
 * #progress}, which may lead it on.
 */
final class RolloutWatch {
    /** As many calls of the canary have to be expected before their absence says something. */
    private static final int TELLING_CALLS = 20;
    private final Rollout rollout;
    private final Contest contest;
    private final ReleaseContext context;
    private final RolloutAnalyses analyses;
    private boolean unprovenTold;
    /** A person accepts at this step what is not proven. */
    private boolean unprovenAccepted;

    /** Calls since the weight was set, by position of the endpoint: of the canary, and all. */
    private final long[] canaryCalls;

    private final long[] allCalls;
    private int deadlineSpent;
    private boolean deadlineTold;
    private int capBefore;

    RolloutWatch(Rollout rollout, ReleaseContext context) {
        this.rollout = rollout;
        contest = rollout.contest;
        this.context = context;
        analyses = new RolloutAnalyses(rollout, context);
        canaryCalls = new long[contest.size()];
        allCalls = new long[contest.size()];
    }

    void newAttempt() {
        analyses.newAttempt();
        unprovenTold = false;
        unprovenAccepted = false;
        deadlineSpent = 0;
        deadlineTold = false;
    }

    void weightSet(boolean rose) {
        Arrays.fill(canaryCalls, 0);
        Arrays.fill(allCalls, 0);
        if (rose) {
            analyses.weightRose();
        }
        capBefore = rollout.members().cap();
    }

    void entered(Step step) {
        unprovenAccepted = false;
        unprovenTold = false;
        analyses.entered(step);
    }

    void promoted() {
        analyses.promoted();
    }

    void ended() {
        analyses.ended();
    }

    /** Takes the counts of a tick; a failure ends the release or freezes it, a doubt pauses it. */
    void observe(Evidence evidence, BreakerBoard breakers) {
        count(evidence);
        if (!rollout.state.phase().isExposed()) {
            return;
        }
        String broken = broken(evidence, breakers);
        Result worst = analyses.step(evidence);
        if (broken != null) {
            rollout.take(Event.FAIL, Actor.PLAN, broken);
        } else {
            judge(worst);
        }
    }

    private void judge(Result worst) {
        switch (worst.status()) {
            case FAILED -> rollout.take(Event.FAIL, Actor.PLAN, describe(worst));
            case INCONCLUSIVE -> rollout.take(
                    Event.PAUSE, PauseReason.INCONCLUSIVE, Actor.PLAN, worst.metric() + " is inconclusive");
            case BLIND -> rollout.take(
                    Event.PAUSE, PauseReason.BLIND, Actor.PLAN, worst.metric() + " could not be measured");
            case NO_DATA -> rollout.take(
                    Event.PAUSE, PauseReason.NO_DATA, Actor.PLAN, worst.metric() + " has too few samples");
            default -> {}
        }
    }

    private static String describe(Result result) {
        Measurement m = result.measurement();
        if (m == null) {
            return result.metric() + " failed";
        }
        String text = result.metric() + ": "
                + Measurement.inWords(m.numerator(), m.denominator(), m.among(), m.incidents());
        if (m.controlDenominator() > 0) {
            text += " against " + Measurement.inWords(m.controlNumerator()) + " in "
                    + Measurement.inWords(m.controlDenominator()) + " of the stable version";
        }
        if (!Double.isNaN(m.eValue())) {
            text += ", e-value " + Measurement.inWords(m.eValue()) + ", fails at " + Measurement.inWords((long) m.level());
        }
        return text + " (" + m.threshold() + ")";
    }

    /** What needs no statistics; null if nothing. */
    private @Nullable String broken(Evidence evidence, BreakerBoard breakers) {
        if (evidence.violations() > 0 && rollout.weight > 0) {
            return evidence.violations() + " broken invariants of the floor while the version takes traffic";
        }
        int cap = Math.max(capBefore, rollout.members().cap());
        capBefore = rollout.members().cap();
        for (int i = 0; i < contest.size(); i++) {
            int endpoint = contest.endpoints[i];
            int exposed = evidence.exposed(endpoint, contest.canary[i]);
            if (!rollout.state.promoted() && exposed > cap && contest.isNew(i)) {
                return Measurement.inWords(exposed) + " robots asked the version of " + context.setup.endpoints().get(endpoint)
                        + ", and at most " + Measurement.inWords(cap) + " may";
            }
            int least = contest.isNew(i) ? rollout.spec.failure().breakerZones() : 0;
            int open = least == 0 ? 0 : breakers.openZones(endpoint, contest.canary[i]);
            if (least > 0 && open >= Math.min(least, context.setup.zones())) {
                return "the circuit breaker of " + context.setup.endpoints().get(endpoint) + " is open in " + open
                        + " zones";
            }
        }
        return null;
    }

    /** Also after the end of one that was rolled back: its version is not to answer then. */
    private void count(Evidence evidence) {
        Phase phase = rollout.state.phase();
        if (!phase.isExposed() && phase != Phase.ABORTING && phase != Phase.DEGRADED) {
            return;
        }
        long ofCanary = 0;
        long faults = 0;
        long ofAll = 0;
        for (int i = 0; i < contest.size(); i++) {
            if (!contest.isNew(i)) {
                continue;
            }
            int endpoint = contest.endpoints[i];
            int canary = evidence.calls(endpoint, contest.canary[i]);
            int before = evidence.calls(endpoint, contest.before[i]);
            canaryCalls[i] += canary;
            allCalls[i] += canary + before;
            ofCanary += canary;
            ofAll += canary + before;
            faults += evidence.faults(endpoint, contest.canary[i]);
        }
        if (phase.isExposed() && !rollout.state.promoted()) {
            rollout.figures.calls(ofCanary, faults, ofAll);
        }
        if (ofCanary > 0) {
            rollout.figures.answered(context.tick);
        }
    }

    /** Leads the release on, if its step is done, or stops waiting for an answer. */
    void progress() {
        spendDeadline();
        if (rollout.state.pause() != null) {
            return;
        }
        switch (rollout.state.phase()) {
            case STEPPING -> {
                OpenGate gate = rollout.gate;
                if (gate != null && !gate.isApproved() && gate.isOver(context.tick)) {
                    timeOut(gate);
                } else if (isStepDone()) {
                    rollout.take(Event.STEP_DONE, Actor.PLAN, "");
                }
            }
            case PROMOTING -> {
                if (!rollout.state.promoted() && isProven()) {
                    rollout.take(Event.PROVEN, Actor.PLAN, "");
                }
            }
            case BAKING -> {
                if (isBaked()) {
                    rollout.take(Event.BAKED, Actor.PLAN, "");
                }
            }
            default -> {}
        }
    }

    private boolean isStepDone() {
        Step step = rollout.course.steps().get(rollout.state.step());
        if (step instanceof Step.SetWeight) {
            return isWeightReached();
        }
        if (step instanceof Step.Pause pause) {
            return pause.ticks() != Step.Pause.INDEFINITE && context.tick - rollout.stepSince >= pause.ticks();
        }
        if (step instanceof Step.Gate) {
            return rollout.gate != null && rollout.gate.isApproved();
        }
        return isAnalysisDone();
    }

    /** The quota is in the table, and real decisions were made by it: on each endpoint that was asked, and on one. */
    private boolean isWeightReached() {
        if (rollout.weight == 0 || !contest.isAnyNew()) {
            return true;
        }
        boolean any = false;
        for (int i = 0; i < canaryCalls.length; i++) {
            if (canaryCalls[i] == 0 && allCalls[i] > 0) {
                return false;
            }
            any |= canaryCalls[i] > 0;
        }
        return any;
    }

    private boolean isAnalysisDone() {
        Result result = analyses.ofStep();
        boolean unproven = result.status() == Status.UNPROVEN;
        if (unproven) {
            tellUnproven(result.metric());
        } else if (result.status() == Status.SUCCESSFUL) {
            rollout.records.analysisEnded(result.status(), "");
        }
        return result.status() == Status.SUCCESSFUL
                || unprovenAccepted
                || unproven && analyses.stepAllowsUnproven();
    }

    private boolean isProven() {
        String missing = unprovenAccepted ? null : analyses.missingForPromotion();
        if (missing != null && analyses.isPromotionUnproven()) {
            tellUnproven(missing);
        }
        return missing == null;
    }

    private boolean isBaked() {
        if (context.tick - rollout.phaseSince < rollout.spec.bakeTicks()) {
            return false;
        }
        String missing = unprovenAccepted ? null : analyses.missingForHealth();
        if (missing != null && analyses.isHealthUnproven()) {
            tellUnproven(missing);
        }
        return missing == null;
    }

    /** What the release goes on with, in words; empty if it has ended. */
    String waitsFor() {
        if (rollout.state.pause() != null && !rollout.state.phase().isEnd()) {
            OpenGate gate = rollout.gate;
            return gate == null ? "somebody to resume it" : gate.spec.role() + " at gate " + gate.spec.name() + ", or to resume it";
        }
        return switch (rollout.state.phase()) {
            case PENDING -> rollout.spec.atTick() == RolloutSpec.ON_COMMAND
                    ? "somebody to start it"
                    : tick(rollout.spec.atTick());
            case PREPARING -> "its version, which is being loaded and checked";
            case STEPPING -> stepWaitsFor(rollout.course.steps().get(rollout.state.step()));
            case PROMOTING -> proofOf(analyses.missingForPromotion());
            case BAKING -> bakeWaitsFor();
            case ABORTING -> "the old version to answer again";
            case HEALTHY, DEGRADED, SUPERSEDED, REJECTED -> "";
        };
    }

    private String stepWaitsFor(Step step) {
        if (step instanceof Step.SetWeight) {
            return "the first calls of its robots";
        }
        if (step instanceof Step.Pause pause) {
            return pause.ticks() == Step.Pause.INDEFINITE
                    ? "somebody to promote it"
                    : tick(rollout.stepSince + pause.ticks());
        }
        if (step instanceof Step.Gate ask) {
            return ask.gate().role() + " at gate " + ask.gate().name();
        }
        return proofOf(analyses.ofStep().status() == Status.UNPROVEN ? analyses.ofStep().metric() : "the end of the analysis");
    }

    private String bakeWaitsFor() {
        long until = rollout.phaseSince + rollout.spec.bakeTicks();
        return context.tick < until ? tick(until) : proofOf(analyses.missingForHealth());
    }

    private static String tick(long tick) {
        return "tick " + Measurement.inWords(tick);
    }

    private static String proofOf(@Nullable String missing) {
        return missing == null ? "the next tick" : missing.contains("/") ? "a proof by " + missing : missing;
    }

    private void timeOut(OpenGate gate) {
        GateSpec spec = gate.spec;
        context.log.append(rollout.records.of(AuditKind.GATE_TIMED_OUT)
                .with("gate", spec.name())
                .with("onTimeout", spec.onTimeout().name())
                .with("approvals", (long) gate.approvals()));
        String why = "gate " + spec.name() + " was not answered in " + Measurement.inWords(spec.timeoutTicks()) + " ticks";
        switch (spec.onTimeout()) {
            case ABORT -> rollout.take(Event.ABORT, Actor.PLAN, why);
            case PAUSE -> rollout.take(Event.PAUSE, PauseReason.GATE_TIMED_OUT, Actor.PLAN, why);
            case PROCEED -> rollout.take(Event.STEP_DONE, Actor.PLAN, why);
        }
    }

    /** The deadline counts what the release itself is to blame for, over the whole attempt: it is never set back. */
    private void spendDeadline() {
        if (rollout.state.pause() != null || !isCounting()) {
            return;
        }
        deadlineSpent++;
        int limit = rollout.spec.deadline().ticks();
        if (deadlineSpent < limit || deadlineTold) {
            return;
        }
        deadlineTold = true;
        boolean abort = rollout.spec.deadline().abort();
        context.log.append(rollout.records.of(AuditKind.DEADLINE_REACHED)
                .with("ticks", (long) limit)
                .with("abort", abort));
        if (abort) {
            rollout.take(Event.FAIL, Actor.PLAN, "no progress for " + Measurement.inWords(limit) + " ticks");
        }
    }

    private boolean isCounting() {
        Phase phase = rollout.state.phase();
        if (phase == Phase.PREPARING) {
            return true;
        }
        if (phase != Phase.STEPPING
                || !(rollout.course.steps().get(rollout.state.step()) instanceof Step.SetWeight)) {
            return false;
        }
        for (int i = 0; i < canaryCalls.length; i++) {
            long expected = allCalls[i] * rollout.members().size() / Math.max(1, context.roster.count());
            if (canaryCalls[i] == 0 && expected >= TELLING_CALLS) {
                return true;
            }
        }
        return false;
    }

    /** A person accepts what is undecided, unmeasured or unproven; never what failed. */
    void accept() {
        unprovenAccepted = true;
        analyses.waive();
    }

    private void tellUnproven(String metric) {
        if (!unprovenTold) {
            unprovenTold = true;
            rollout.records.analysisEnded(Status.UNPROVEN, metric);
        }
    }

    void save(StateWriter to) {
        analyses.save(to);
        to.putBoolean(unprovenTold).putBoolean(unprovenAccepted);
        to.putLongs(canaryCalls, 0, canaryCalls.length).putLongs(allCalls, 0, allCalls.length);
        to.putInt(deadlineSpent).putBoolean(deadlineTold).putInt(capBefore);
    }

    /** The release's own state has been restored before. */
    void restore(StateReader from) {
        analyses.restore(from);
        unprovenTold = from.getBoolean();
        unprovenAccepted = from.getBoolean();
        from.getLongs(canaryCalls, 0, canaryCalls.length);
        from.getLongs(allCalls, 0, allCalls.length);
        deadlineSpent = from.getInt();
        deadlineTold = from.getBoolean();
        capBefore = from.getInt();
    }

    long hash(long hash) {
        long h = Mix.mix(hash ^ deadlineSpent);
        for (int i = 0; i < canaryCalls.length; i++) {
            h = Mix.mix(Mix.mix(h ^ canaryCalls[i]) ^ allCalls[i]);
        }
        h = Mix.mix(h ^ ((unprovenAccepted ? 1 : 0) | (unprovenTold ? 2 : 0) | (deadlineTold ? 4 : 0)));
        return analyses.hash(Mix.mix(h ^ capBefore));
    }
}
