package io.aisletide.sim.trial;

import java.util.List;

/**
 * Why a trial failed.
 *
 * @param kind the same for failures that are taken for the same fault
 * @param text what was seen
 * @param tick ticks done when it was seen
 * @param setups those that show it: one, or two that differ
 */
public record Failure(String kind, String text, long tick, List<Setup> setups) {
    /** A run's state is another than in the plain setup. */
    static final String STATE_DIFFERS = "states differ";

    static final String RECEIPT_DIFFERS = "receipts differ";
    static final String ENGINE_FAILED = "the engine failed";
    static final String NOT_RECOVERED = "the engine did not recover";
    static final String PAUSED_MOVED = "a paused robot moved";
    static final String GOAL_ELSEWHERE = "a goal was counted elsewhere";
    /** Engines of one run do not agree on a tick that several have gone through. */
    static final String RECOVERED_DIFFERENTLY = "a recovered engine went another way";

    static final String OTHER_TICK = "the journal leads to another tick";
    static final String OTHER_STATE = "the journal leads to another state";
    static final String LOST = "answered commands were lost";
    static final String OTHER_ANSWER = "a command was answered twice, and differently";
    static final String NOT_JOURNALLED = "something took effect that is not in the journal";
    static final String NOT_CLEAR = "an engine without a journal does not say so";
    static final String AUDIT_DIFFERS = "audits differ";
    static final String FIGURES_DIFFER = "figures of releases differ";
    static final String QUARANTINE = "a version in quarantine was asked";
    static final String NOT_ROLLED_BACK = "a release goes on that has failed";
    static final String ANSWERED_ON = "a release that was rolled back goes on to answer";
    static final String OVER_CAP = "too many robots asked a canary";
    static final String OTHER_VERSION = "a robot asks a version that should not answer";
    static final String OTHER_SHARE = "a canary has another share of the robots";
    static final String TORN_BUNDLE = "robots of a bundle ask one version only";
    static final String NOT_STICKY = "robots left a canary that did not shrink";
    static final String STEP_SKIPPED = "a release has skipped a step";
    static final String NOT_TIMED_OUT = "a gate is open beyond its time";
    static final String GOALS_MISCOUNTED = "goals were miscounted";

    public Failure {
        setups = List.copyOf(setups);
    }
}
