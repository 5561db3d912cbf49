package io.aisletide.sim.cli;

/** Exit codes of the process; part of the interface for scripts. */
public final class ExitCode {
    public static final int OK = 0;
    /** Something went wrong that is not the user's fault, or a file could not be written. */
    public static final int FAILED = 1;
    /** Wrong arguments. */
    public static final int USAGE = 2;
    /** A file that was given is wrong or missing. */
    public static final int INVALID_INPUT = 3;
    /** A collision or a lost robot, in a run or in a plan. */
    public static final int UNSAFE = 4;
    /** The run missed an expectation of its scenario. */
    public static final int EXPECTATION_MISSED = 5;
    /** Stopped by Ctrl-C, after the results so far were written. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
