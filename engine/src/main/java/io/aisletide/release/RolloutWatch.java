package io.aisletide.release;

import io.aisletide.release.RolloutMachine.Event;
import io.aisletide.release.analysis.AnalysisRun;
import io.aisletide.release.analysis.AnalysisRun.Result;
import io.aisletide.release.analysis.AnalysisRun.Status;
import io.aisletide.release.analysis.Evidence;
import io.aisletide.release.analysis.Measurement;
import io.aisletide.release.audit.AuditKind;
import io.aisletide.release.breaker.BreakerBoard;
import io.aisletide.release.routing.Mix;
import io.aisletide.release.spec.GateSpec;
import io.aisletide.release.spec.Step;
import io.aisletide.release.spec.Strategy;
import io.aisletide.release.spec.Strategy.AnalysisUse;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a release is judged by: its analyses, the invariants of the floor, its exposure, its breakers, its deadline; and
 * whether its step is done. Looked at once a tick: first {@link #observe}, which may end or pause it, then {@link
 * #progress}, which may lead it on.
 */
final class RolloutWatch {
    /** As many calls of the canary have to be expected before their absence says something. */
    private static final int TELLING_CALLS = 20;
    // What an analysis is for; those of steps are numbered from 1.
    private static final int PROOF = 0;
    private static final int AFTER_PROMOTION = -1;

    private final Rollout rollout;
    private final ReleaseContext context;
    private final List<Measurement> taken = new ArrayList<>();

    private @Nullable AnalysisRun proof;
    private @Nullable AnalysisRun inStep;
    /** The step that it belongs to. */
    private int inStepOf;
    private @Nullable AnalysisRun afterPromotion;
    private Result stepResult = Result.RUNNING;
    private Result lastResult = Result.RUNNING;
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
        this.context = context;
        canaryCalls = new long[rollout.endpoints.length];
        allCalls = new long[rollout.endpoints.length];
    }

    void newAttempt() {
        proof = null;
        inStep = null;
        afterPromotion = null;
        stepResult = Result.RUNNING;
        lastResult = Result.RUNNING;
        unprovenTold = false;
        unprovenAccepted = false;
        deadlineSpent = 0;
        deadlineTold = false;
    }

    void weightSet(boolean rose) {
        Arrays.fill(canaryCalls, 0);
        Arrays.fill(allCalls, 0);
        if (rose && proof != null) {
            proof.weightRose(context.tick);
        }
        capBefore = rollout.members().cap();
    }

    void entered(Step step) {
        unprovenAccepted = false;
        unprovenTold = false;
        stepResult = Result.RUNNING;
        inStepOf = rollout.state.step();
        inStep = step instanceof Step.Analyse analyse ? run(analyse.analysis(), inStepOf + 1) : null;
        if (proof != null) {
            proof.nextStep();
        }
        Strategy.Background background = rollout.course.proof();
        if (proof == null
                && background != null
                && rollout.state.step() >= background.startingStep()
                && rollout.weight > 0) {
            proof = run(background.analysis(), PROOF);
        }
    }

    private AnalysisRun run(AnalysisUse use, int purpose) {
        return new AnalysisRun(
                use, context.setup.plan(), rollout.roles(), context.settings, context.tick, keyOf(purpose));
    }

    private long keyOf(int purpose) {
        return Mix.of(Mix.mix(((long) rollout.state.attempt() << 32) + purpose), rollout.spec.name());
    }

    void promoted() {
        inStep = null;
        if (proof != null) {
            proof.promoted();
        }
        AnalysisUse use = rollout.course.afterPromotion();
        if (use != null && !rollout.state.direct() && !rollout.state.full()) {
            afterPromotion = run(use, AFTER_PROMOTION);
        }
    }

    void ended() {
        if (proof != null || afterPromotion != null || inStep != null) {
            rollout.records.analysisEnded(lastResult.status(), lastResult.metric());
        }
        proof = null;
        inStep = null;
        afterPromotion = null;
    }

    /** Takes the counts of a tick; a failure ends the release or freezes it, a doubt pauses it. */
    void observe(Evidence evidence, BreakerBoard breakers) {
        count(evidence);
        if (!rollout.state.phase().isExposed()) {
            return;
        }
        String broken = broken(evidence, breakers);
        taken.clear();
        Result worst = worst(step(proof, evidence), step(afterPromotion, evidence));
        if (inStep != null) {
            stepResult = step(inStep, evidence);
            worst = worst(worst, stepResult);
        }
        taken.forEach(rollout.records::measured);
        if (worst.status() != Status.RUNNING) {
            lastResult = worst;
        }
        if (broken != null) {
            rollout.take(Event.FAIL, Actor.PLAN, broken);
        } else {
            judge(worst);
        }
    }

    private Result step(@Nullable AnalysisRun run, Evidence evidence) {
        return run == null ? Result.RUNNING : run.step(context.tick, evidence, taken);
    }

    private static Result worst(Result one, Result other) {
        return one.status().compareTo(other.status()) >= 0 ? one : other;
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
            text += " against " + m.controlNumerator() + " in " + m.controlDenominator() + " of the stable version";
        }
        if (!Double.isNaN(m.eValue())) {
            text += ", e-value " + Measurement.inWords(m.eValue()) + " of " + (long) m.level();
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
        for (int i = 0; i < rollout.endpoints.length; i++) {
            int endpoint = rollout.endpoints[i];
            int exposed = evidence.exposed(endpoint, rollout.canary[i]);
            if (!rollout.state.promoted() && exposed > cap && rollout.canary[i] != rollout.before[i]) {
                return exposed + " robots asked the version of " + context.setup.endpoints().get(endpoint)
                        + ", and at most " + cap + " may";
            }
            int least = rollout.canary[i] == rollout.before[i] ? 0 : rollout.spec.failure().breakerZones();
            int open = least == 0 ? 0 : breakers.openZones(endpoint, rollout.canary[i]);
            if (least > 0 && open >= Math.min(least, context.setup.zones())) {
                return "the circuit breaker of " + context.setup.endpoints().get(endpoint) + " is open in " + open
                        + " zones";
            }
        }
        return null;
    }

    private void count(Evidence evidence) {
        Phase phase = rollout.state.phase();
        if (!phase.isExposed() && phase != Phase.ABORTING && phase != Phase.DEGRADED) {
            return;
        }
        long ofCanary = 0;
        long faults = 0;
        long ofAll = 0;
        for (int i = 0; i < rollout.endpoints.length; i++) {
            int endpoint = rollout.endpoints[i];
            int canary = evidence.calls(endpoint, rollout.canary[i]);
            int before = rollout.before[i] == rollout.canary[i] ? 0 : evidence.calls(endpoint, rollout.before[i]);
            canaryCalls[i] += canary;
            allCalls[i] += canary + before;
            ofCanary += canary;
            ofAll += canary + before;
            faults += evidence.faults(endpoint, rollout.canary[i]);
        }
        if (!rollout.state.promoted()) {
            rollout.figures.calls(ofCanary, faults, ofAll, context.tick);
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
        if (rollout.weight == 0) {
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
        Status status = stepResult.status();
        boolean unproven = status == Status.UNPROVEN;
        if (unproven) {
            tellUnproven(stepResult.metric());
        }
        boolean accepted = unprovenAccepted || inStep != null && inStep.allowsUnproven() && unproven;
        return status == Status.SUCCESSFUL || accepted;
    }

    private boolean isProven() {
        if (rollout.course.proof() == null || unprovenAccepted) {
            return true;
        }
        if (proof != null && !proof.isOver(context.tick)) {
            return false;
        }
        String missing = proof == null ? "analysis" : proof.unproven();
        if (missing == null || proof != null && proof.allowsUnproven()) {
            return true;
        }
        tellUnproven(missing);
        return false;
    }

    private boolean isBaked() {
        if (context.tick - rollout.phaseSince < rollout.spec.bakeTicks()) {
            return false;
        }
        if (afterPromotion == null || unprovenAccepted) {
            return true;
        }
        String missing = afterPromotion.unproven();
        boolean done = isProvenAfterPromotion(afterPromotion);
        if (!done && missing != null) {
            tellUnproven(missing);
        }
        return done;
    }

    private boolean isProvenAfterPromotion(AnalysisRun run) {
        return run.isSuccessful(context.tick) || run.allowsUnproven() && run.isOver(context.tick);
    }

    private void timeOut(OpenGate gate) {
        GateSpec spec = gate.spec;
        context.log.append(rollout.records.of(AuditKind.GATE_TIMED_OUT)
                .with("gate", spec.name())
                .with("onTimeout", spec.onTimeout().name())
                .with("approvals", (long) gate.approvals()));
        String why = "gate " + spec.name() + " was not answered in " + spec.timeoutTicks() + " ticks";
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
            rollout.take(Event.FAIL, Actor.PLAN, "no progress for " + limit + " ticks");
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
        for (AnalysisRun run : runs()) {
            run.waive();
        }
    }

    private List<AnalysisRun> runs() {
        List<AnalysisRun> runs = new ArrayList<>(3);
        for (AnalysisRun run : new @Nullable AnalysisRun[] {proof, inStep, afterPromotion}) {
            if (run != null) {
                runs.add(run);
            }
        }
        return runs;
    }

    private void tellUnproven(String metric) {
        if (!unprovenTold) {
            unprovenTold = true;
            rollout.records.analysisEnded(Status.UNPROVEN, metric);
        }
    }

    void save(StateWriter to) {
        save(proof, to);
        to.putInt(inStepOf);
        save(inStep, to);
        save(afterPromotion, to);
        save(stepResult, to);
        save(lastResult, to);
        to.putBoolean(unprovenTold).putBoolean(unprovenAccepted);
        to.putLongs(canaryCalls, 0, canaryCalls.length).putLongs(allCalls, 0, allCalls.length);
        to.putInt(deadlineSpent).putBoolean(deadlineTold).putInt(capBefore);
    }

    private static void save(@Nullable AnalysisRun run, StateWriter to) {
        to.putBoolean(run != null);
        if (run != null) {
            run.save(to);
        }
    }

    /** Without its measurement, which is told and used in its tick. */
    private static void save(Result result, StateWriter to) {
        to.putByte(result.status().ordinal()).putText(result.metric());
    }

    /** The release's own state has been restored before. */
    void restore(StateReader from) {
        Strategy.Background background = rollout.course.proof();
        proof = restored(background == null ? null : background.analysis(), PROOF, from);
        inStepOf = from.getInt();
        boolean analysed = inStepOf < rollout.course.steps().size();
        Step step = analysed ? rollout.course.steps().get(inStepOf) : null;
        inStep = restored(step instanceof Step.Analyse analyse ? analyse.analysis() : null, inStepOf + 1, from);
        afterPromotion = restored(rollout.course.afterPromotion(), AFTER_PROMOTION, from);
        stepResult = new Result(from.getOneOf(Status.values()), from.getText(), null);
        lastResult = new Result(from.getOneOf(Status.values()), from.getText(), null);
        unprovenTold = from.getBoolean();
        unprovenAccepted = from.getBoolean();
        from.getLongs(canaryCalls, 0, canaryCalls.length);
        from.getLongs(allCalls, 0, allCalls.length);
        deadlineSpent = from.getInt();
        deadlineTold = from.getBoolean();
        capBefore = from.getInt();
    }

    private @Nullable AnalysisRun restored(@Nullable AnalysisUse use, int purpose, StateReader from) {
        if (!from.getBoolean()) {
            return null;
        }
        if (use == null) {
            throw new IllegalStateException("a saved analysis of " + rollout.spec.name() + " is not in its plan");
        }
        return AnalysisRun.restored(use, context.setup.plan(), context.settings, keyOf(purpose), from);
    }

    long hash(long hash) {
        long h = Mix.mix(hash ^ deadlineSpent);
        for (int i = 0; i < canaryCalls.length; i++) {
            h = Mix.mix(Mix.mix(h ^ canaryCalls[i]) ^ allCalls[i]);
        }
        h = Mix.mix(h ^ ((unprovenAccepted ? 1 : 0) | (unprovenTold ? 2 : 0) | (deadlineTold ? 4 : 0)));
        h = Mix.mix(Mix.mix(h ^ capBefore) ^ stepResult.status().ordinal());
        for (AnalysisRun run : runs()) {
            h = run.hash(h);
        }
        return h;
    }
}
