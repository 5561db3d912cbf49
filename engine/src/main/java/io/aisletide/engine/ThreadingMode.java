package io.aisletide.engine;

/** How the stages of the event loop share threads. Results do not depend on it. */
public enum ThreadingMode {
    /**
     * One thread accepts commands and runs ticks. The least overhead a tick (no hand-over between threads), but a
     * command that comes in the middle of a tick is accepted only at its end: for tests, small floors and batch runs.
     */
    FUSED,
    /**
     * A thread each for accepting, for the floor, and for completing receipts. A command is accepted at once, also in the
     * middle of a tick; it costs some 20 to 60 microseconds a tick: for live floors and large ones.
     */
    STAGED
}
