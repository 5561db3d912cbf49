package io.aisletide.release;

import io.aisletide.release.spec.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The course of one release as a pure function of state and event.
 *
 * <pre>
 * PENDING -ACCEPT-> PREPARING -READY-> STEPPING(0) -STEP_DONE-> STEPPING(1) ... -STEP_DONE-> PROMOTING
 *      -PROVEN-> PROMOTING (promoted) -FLIPPED-> BAKING -BAKED-> HEALTHY
 * PREPARING ... BAKING  -ABORT, FAIL-> ABORTING -REVERTED-> DEGRADED -RETRY-> PREPARING, next attempt
 *      -SUPERSEDE-> SUPERSEDED                PREPARING -LOAD_FAILED, FAIL-> REJECTED
 * PENDING ... BAKING    -PAUSE-> the same, paused -RESUME-> the same
 * </pre>
 *
 * A version that is loaded goes straight to PROMOTING if the release is direct (the first version of its endpoint, or a
 * return to a warm one) or a person has promoted it in full. While paused a release holds its weight, is watched, and can
 * be aborted; only what the world does (READY, FLIPPED, REVERTED) is still taken note of. Nothing but REVERTED leads out
 * of ABORTING. A failure of a release that is to be frozen pauses it instead; only a person leads it on from there.
 */
final class RolloutMachine {
    private final List<Step> steps;
    private final boolean freezes;
    private final int retryLimit;

    RolloutMachine(List<Step> steps, boolean freezes, int retryLimit) {
        this.steps = steps;
        this.freezes = freezes;
        this.retryLimit = retryLimit;
    }

    enum Event {
        ACCEPT,
        READY,
        LOAD_FAILED,
        STEP_DONE,
        PROVEN,
        FLIPPED,
        BAKED,
        REVERTED,
        FAIL,
        ABORT,
        SUPERSEDE,
        PAUSE,
        RESUME,
        PROMOTE,
        PROMOTE_FULL,
        RETRY
    }

    enum Action {
        /** Get the versions ready. */
        LOAD,
        ENTER_STEP,
        /** The new version for everyone. */
        FLIP,
        /** The old version for everyone. */
        REVERT,
        /** The new version is never to be asked again. */
        QUARANTINE,
        /** The new version is not needed. */
        RETIRE,
        /** The old version is not needed, after its delay. */
        SETTLE
    }

    /** @param refusal why nothing happened; null if something did */
    record Transition(RolloutState state, List<Action> actions, @Nullable String refusal) {}

    /** @param pause the reason, for PAUSE */
    Transition next(RolloutState state, Event event, PauseReason pause) {
        return switch (event) {
            case ACCEPT -> accept(state);
            case READY -> ready(state);
            case LOAD_FAILED -> loadFailed(state);
            case STEP_DONE -> stepDone(state);
            case PROVEN -> proven(state);
            case FLIPPED -> flipped(state);
            case BAKED -> baked(state);
            case REVERTED -> reverted(state);
            case FAIL -> fail(state);
            case ABORT -> abort(state);
            case SUPERSEDE -> supersede(state);
            case PAUSE -> pause(state, pause);
            case RESUME -> resume(state);
            case PROMOTE -> promote(state);
            case PROMOTE_FULL -> promoteFull(state);
            case RETRY -> retry(state);
        };
    }

    private Transition accept(RolloutState state) {
        if (state.phase() != Phase.PENDING) {
            return refuse(state, "it was started before");
        }
        if (state.pause() != null) {
            return refuse(state, "it is paused; resume it first");
        }
        return go(state.to(Phase.PREPARING), Action.LOAD);
    }

    private Transition ready(RolloutState state) {
        if (state.phase() != Phase.PREPARING) {
            return refuse(state, "nothing is being prepared");
        }
        RolloutState loaded = state.withLoaded();
        return state.pause() == null ? begin(loaded) : go(loaded);
    }

    private Transition begin(RolloutState state) {
        if (state.direct() || state.full()) {
            return flip(state.to(Phase.PROMOTING));
        }
        return steps.isEmpty() ? go(state.to(Phase.PROMOTING)) : go(state.to(Phase.STEPPING), Action.ENTER_STEP);
    }

    private static Transition flip(RolloutState state) {
        return go(state.withPromoted(), Action.FLIP);
    }

    private static Transition loadFailed(RolloutState state) {
        return state.phase() == Phase.PREPARING
                ? go(state.to(Phase.REJECTED).paused(null), Action.RETIRE)
                : refuse(state, "nothing is being prepared");
    }

    private Transition stepDone(RolloutState state) {
        if (state.phase() != Phase.STEPPING || state.pause() != null) {
            return refuse(state, "no step is under way");
        }
        int next = state.step() + 1;
        return next < steps.size()
                ? go(state.atStep(next), Action.ENTER_STEP)
                : go(state.atStep(next).to(Phase.PROMOTING));
    }

    private static Transition proven(RolloutState state) {
        if (state.phase() != Phase.PROMOTING || state.promoted() || state.pause() != null) {
            return refuse(state, "it does not wait for a proof");
        }
        return flip(state);
    }

    private static Transition flipped(RolloutState state) {
        return state.phase() == Phase.PROMOTING && state.promoted()
                ? go(state.to(Phase.BAKING))
                : refuse(state, "no promotion is under way");
    }

    private static Transition baked(RolloutState state) {
        return state.phase() == Phase.BAKING && state.pause() == null
                ? go(state.to(Phase.HEALTHY), Action.SETTLE)
                : refuse(state, "it does not bake");
    }

    private static Transition reverted(RolloutState state) {
        return state.phase() == Phase.ABORTING
                ? go(state.to(Phase.DEGRADED))
                : refuse(state, "no abort is under way");
    }

    private Transition fail(RolloutState state) {
        if (state.phase() == Phase.PREPARING) {
            return go(state.to(Phase.REJECTED).paused(null), Action.RETIRE);
        }
        if (!state.phase().isExposed()) {
            return refuse(state, "it takes no traffic");
        }
        if (!freezes) {
            return revert(state);
        }
        return state.pause() == PauseReason.FROZEN
                ? refuse(state, "it is frozen already")
                : go(state.paused(PauseReason.FROZEN));
    }

    private static Transition abort(RolloutState state) {
        if (state.phase() == Phase.PENDING) {
            return go(state.to(Phase.DEGRADED).paused(null));
        }
        if (state.phase() == Phase.PREPARING || state.phase().isExposed()) {
            return revert(state);
        }
        return refuse(state, state.phase() == Phase.ABORTING ? "it is being aborted already" : "it has ended");
    }

    private static Transition revert(RolloutState state) {
        return go(state.to(Phase.ABORTING).paused(null), Action.REVERT, Action.QUARANTINE);
    }

    /** Before promotion the old canary loses its robots; after it, it stays stable, for it was the last promoted one. */
    private static Transition supersede(RolloutState state) {
        if (state.phase() != Phase.PREPARING && !state.phase().isExposed()) {
            return refuse(state, "nothing is under way");
        }
        RolloutState superseded = state.to(Phase.SUPERSEDED).paused(null);
        return state.promoted() ? go(superseded, Action.SETTLE) : go(superseded, Action.REVERT, Action.RETIRE);
    }

    private static Transition pause(RolloutState state, PauseReason reason) {
        if (state.phase().isEnd() || state.phase() == Phase.ABORTING) {
            return refuse(state, "nothing is under way");
        }
        return state.pause() != null ? refuse(state, "it is paused already") : go(state.paused(reason));
    }

    private Transition resume(RolloutState state) {
        if (state.pause() == null) {
            return refuse(state, "it is not paused");
        }
        RolloutState moving = state.paused(null);
        return moving.phase() == Phase.PREPARING && moving.loaded() ? begin(moving) : go(moving);
    }

    private Transition promote(RolloutState state) {
        if (state.pause() != null) {
            return refuse(state, "it is paused; resume it first");
        }
        boolean pausing = state.phase() == Phase.STEPPING && steps.get(state.step()) instanceof Step.Pause;
        return pausing ? stepDone(state) : refuse(state, "promote ends a pause step, and it is not in one");
    }

    private Transition promoteFull(RolloutState state) {
        boolean before = state.phase() == Phase.PREPARING
                || state.phase() == Phase.STEPPING
                || state.phase() == Phase.PROMOTING && !state.promoted();
        if (!before) {
            return refuse(
                    state,
                    state.phase() == Phase.ABORTING || state.phase() == Phase.DEGRADED
                            ? "it was aborted, and promotion does not clear an abort"
                            : state.phase() == Phase.PENDING ? "start it first" : "it is promoted or has ended");
        }
        RolloutState full = state.withFull().paused(null);
        if (state.phase() == Phase.PREPARING) {
            return state.loaded() ? begin(full) : go(full);
        }
        return flip(full.to(Phase.PROMOTING));
    }

    private Transition retry(RolloutState state) {
        if (state.phase() != Phase.DEGRADED) {
            return refuse(state, "only an aborted release is tried again");
        }
        return state.attempt() > retryLimit
                ? refuse(state, "it was tried " + state.attempt() + " times, and retryLimit is " + retryLimit)
                : go(state.nextAttempt(), Action.LOAD);
    }

    private static Transition go(RolloutState state, Action... actions) {
        return new Transition(state, List.of(actions), null);
    }

    private static Transition refuse(RolloutState state, String why) {
        return new Transition(state, List.of(), why);
    }
}
