package io.aisletide.release.spec;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A place where people decide. Metrics are watched while it is open.
 *
 * @param role who may answer
 * @param approvals how many different people
 * @param timeoutTicks from asking to {@link #onTimeout}
 * @param person who answers in a batch run; null: answers come as commands
 */
public record GateSpec(
        String name,
        Type type,
        String role,
        int approvals,
        int timeoutTicks,
        OnTimeout onTimeout,
        @Nullable PersonSpec person) {

    /** The names of Flagger's hooks that wait for a person before a release goes on. */
    public enum Type {
        CONFIRM_ROLLOUT,
        PRE_ROLLOUT,
        ROLLOUT,
        CONFIRM_TRAFFIC_INCREASE,
        CONFIRM_PROMOTION;

        /** As in a file: {@code confirm-rollout}. */
        public String hook() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public enum OnTimeout {
        ABORT,
        PAUSE,
        PROCEED
    }
}
