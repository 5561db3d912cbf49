package io.aisletide.release;

import java.util.Locale;

/** Why a release stands still; weight and analysis go on. */
public enum PauseReason {
    PERSON,
    GATE_TIMED_OUT,
    /** Measurements that say neither yes nor no. */
    INCONCLUSIVE,
    /** It cannot be measured. */
    BLIND,
    /** Too few samples. */
    NO_DATA,
    /** It failed, and is not to be rolled back by itself. */
    FROZEN;

    /** For people: {@code gate timed out}. */
    public String inWords() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether going on takes a person's verdict, with a reason. */
    boolean needsVerdict() {
        return this == INCONCLUSIVE || this == BLIND || this == NO_DATA || this == FROZEN;
    }
}
