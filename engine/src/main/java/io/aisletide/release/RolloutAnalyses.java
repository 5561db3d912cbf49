package io.aisletide.release;

import io.aisletide.release.analysis.AnalysisRun;
import io.aisletide.release.analysis.AnalysisRun.Result;
import io.aisletide.release.analysis.AnalysisRun.Status;
import io.aisletide.release.analysis.Evidence;
import io.aisletide.release.analysis.Measurement;
import io.aisletide.release.routing.Mix;
import io.aisletide.release.spec.Step;
import io.aisletide.release.spec.Strategy;
import io.aisletide.release.spec.Strategy.AnalysisUse;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The analyses of a release: one in the background, from a step until it is healthy, whose proof it takes to be promoted; one of
 * the present step; one after the promotion. Each attempt begins with new ones.
 */
final class RolloutAnalyses {
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

    RolloutAnalyses(Rollout rollout, ReleaseContext context) {
        this.rollout = rollout;
        this.context = context;
    }

    void newAttempt() {
        proof = null;
        inStep = null;
        afterPromotion = null;
        stepResult = Result.RUNNING;
        lastResult = Result.RUNNING;
    }

    void entered(Step step) {
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
                use, context.setup.plan(), rollout.contest.roles(), context.settings, context.tick, keyOf(purpose));
    }

    private long keyOf(int purpose) {
        return Mix.of(Mix.mix(((long) rollout.state.attempt() << 32) + purpose), rollout.spec.name());
    }

    /** More robots ask the version from now on. */
    void weightRose() {
        if (proof != null) {
            proof.weightRose(context.tick);
        }
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

    /** Takes the counts of a tick, and records what was measured; the worst that any of them says. */
    Result step(Evidence evidence) {
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
        return worst;
    }

    private Result step(@Nullable AnalysisRun run, Evidence evidence) {
        return run == null ? Result.RUNNING : run.step(context.tick, evidence, taken);
    }

    private static Result worst(Result one, Result other) {
        return one.status().compareTo(other.status()) >= 0 ? one : other;
    }

    /** What the analysis of the present step says. */
    Result ofStep() {
        return stepResult;
    }

    boolean stepAllowsUnproven() {
        return inStep != null && inStep.allowsUnproven();
    }

    /** What the promotion still waits for: a metric, or the analysis's end; null for nothing. */
    @Nullable String missingForPromotion() {
        Strategy.Background background = rollout.course.proof();
        if (background == null) {
            return null;
        }
        if (proof == null) {
            return "analysis";
        }
        if (!proof.isOver(context.tick)) {
            return "the end of the analysis";
        }
        return proof.allowsUnproven() ? null : proof.unproven();
    }

    /** Whether what the promotion waits for is a proof, and not only time. */
    boolean isPromotionUnproven() {
        return proof == null || proof.isOver(context.tick);
    }

    /** What a promoted release waits for before it is healthy; null for nothing. */
    @Nullable String missingForHealth() {
        AnalysisRun run = afterPromotion;
        if (run == null || run.isSuccessful(context.tick) || run.allowsUnproven() && run.isOver(context.tick)) {
            return null;
        }
        String unproven = run.unproven();
        return unproven == null ? "the end of the analysis" : unproven;
    }

    /** Whether some metric of the analysis after the promotion is not proven. */
    boolean isHealthUnproven() {
        return afterPromotion != null && afterPromotion.unproven() != null;
    }

    /** A person's verdict on what was undecided or could not be measured. */
    void waive() {
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

    void save(StateWriter to) {
        save(proof, to);
        to.putInt(inStepOf);
        save(inStep, to);
        save(afterPromotion, to);
        save(stepResult, to);
        save(lastResult, to);
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
        long h = Mix.mix(hash ^ stepResult.status().ordinal());
        for (AnalysisRun run : runs()) {
            h = run.hash(h);
        }
        return h;
    }
}
