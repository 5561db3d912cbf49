package io.aisletide.engine;

/** How the stages of the event loop share threads. Results do not depend on it. */
public enum ThreadingMode {
    /**
     * One thread accepts commands and runs ticks. The least overhead (under a microsecond a tick, no hand-over between
     * threads), but a command that comes in the middle of a tick is accepted only at its end, so accepting takes half a
     * tick on average: for tests, small floors and batch runs.
     */
    FUSED,
    /**
     * A thread each for accepting, for the floor, and for completing receipts. A command is accepted at once, also in the
     * middle of a tick; the hand-overs cost some 10 microseconds a tick. The default.
     */
    STAGED
}
