package io.aisletide.release;

import io.aisletide.release.analysis.Measurement;
import io.aisletide.release.spec.RolloutSpec;
import io.aisletide.release.spec.Step;

/** Where a release stands, in words: for those who ask for what cannot be done there. */
final class Whereabouts {
    private Whereabouts() {}

    /** As {@code r is at step 2 of 5 (gate look), paused (gate timed out)}. */
    static String of(Rollout rollout) {
        RolloutState state = rollout.state;
        int steps = rollout.course.steps().size();
        String phase = switch (state.phase()) {
            case PENDING -> rollout.spec.atTick() == RolloutSpec.ON_COMMAND
                    ? "has not been started"
                    : "starts in tick " + Measurement.inWords(rollout.spec.atTick());
            case PREPARING -> "is being prepared";
            case STEPPING -> "is at step " + (state.step() + 1) + " of " + steps + " ("
                    + of(rollout.course.steps().get(state.step())) + ")";
            case PROMOTING -> "has done its steps, and is about to be promoted";
            case BAKING -> "is promoted, and still watched";
            case HEALTHY -> "is promoted and healthy";
            case ABORTING -> "is being aborted";
            case DEGRADED -> "was aborted";
            case SUPERSEDED -> "was superseded";
            case REJECTED -> "was refused before any robot asked it";
        };
        PauseReason pause = state.pause();
        return rollout.spec.name() + " " + phase + (pause == null ? "" : ", paused (" + pause.inWords() + ")");
    }

    static String of(Step step) {
        if (step instanceof Step.SetWeight set) {
            return "setWeight " + set.percent();
        }
        if (step instanceof Step.Pause pause) {
            return pause.ticks() == Step.Pause.INDEFINITE
                    ? "pause until it is promoted"
                    : "pause of " + Measurement.inWords(pause.ticks()) + " ticks";
        }
        return step instanceof Step.Gate gate ? "gate " + gate.gate().name() : "analysis";
    }
}
