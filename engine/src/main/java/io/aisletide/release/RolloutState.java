package io.aisletide.release;

import io.aisletide.release.routing.Mix;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import org.jspecify.annotations.Nullable;

/**
 * The state of the machine.
 *
 * @param pause null if it moves
 * @param attempt from 1
 * @param loaded its versions are ready
 * @param direct goes without steps: first version of an endpoint, or a warm one returned to
 * @param full a person has asked for promotion without steps
 * @param promoted the table names its version as the stable one
 */
record RolloutState(
        Phase phase,
        @Nullable PauseReason pause,
        int step,
        int attempt,
        boolean loaded,
        boolean direct,
        boolean full,
        boolean promoted) {
    static final RolloutState INITIAL = new RolloutState(Phase.PENDING, null, 0, 1, false, false, false, false);

    RolloutState to(Phase next) {
        return new RolloutState(next, pause, step, attempt, loaded, direct, full, promoted);
    }

    RolloutState paused(@Nullable PauseReason reason) {
        return new RolloutState(phase, reason, step, attempt, loaded, direct, full, promoted);
    }

    RolloutState atStep(int index) {
        return new RolloutState(phase, pause, index, attempt, loaded, direct, full, promoted);
    }

    RolloutState withLoaded() {
        return new RolloutState(phase, pause, step, attempt, true, direct, full, promoted);
    }

    RolloutState withDirect(boolean isDirect) {
        return new RolloutState(phase, pause, step, attempt, loaded, isDirect, full, promoted);
    }

    RolloutState withFull() {
        return new RolloutState(phase, pause, step, attempt, loaded, direct, true, promoted);
    }

    RolloutState withPromoted() {
        return new RolloutState(phase, pause, step, attempt, loaded, direct, full, true);
    }

    RolloutState nextAttempt() {
        return new RolloutState(Phase.PREPARING, null, 0, attempt + 1, false, direct, false, false);
    }

    void save(StateWriter to) {
        to.putByte(phase.ordinal()).putByte(pause == null ? -1 : pause.ordinal()).putInt(step).putInt(attempt);
        to.putBoolean(loaded).putBoolean(direct).putBoolean(full).putBoolean(promoted);
    }

    static RolloutState restored(StateReader from) {
        Phase phase = from.getOneOf(Phase.values());
        int pause = from.getByte();
        return new RolloutState(
                phase,
                pause < 0 ? null : PauseReason.values()[pause],
                from.getInt(),
                from.getInt(),
                from.getBoolean(),
                from.getBoolean(),
                from.getBoolean(),
                from.getBoolean());
    }

    long hash(long hash) {
        long h = Mix.mix(hash ^ phase.ordinal());
        h = Mix.mix(h ^ (pause == null ? -1 : pause.ordinal()));
        h = Mix.mix(h ^ ((long) step << 32 | attempt));
        return Mix.mix(h ^ ((loaded ? 1 : 0) | (direct ? 2 : 0) | (full ? 4 : 0) | (promoted ? 8 : 0)));
    }
}
