package io.aisletide.release.audit;

/** What an audit record says has happened. */
public enum AuditKind {
    /** A release was accepted, and its versions are being prepared. */
    STARTED("Started"),
    LOADED("Loaded"),
    /** A version or a command was refused. */
    REJECTED("Rejected"),
    STEP_ENTERED("StepEntered"),
    WEIGHT_SET("WeightSet"),
    MEASURED("Measured"),
    ANALYSIS_ENDED("AnalysisEnded"),
    GATE_ASKED("GateAsked"),
    GATE_ANSWERED("GateAnswered"),
    GATE_TIMED_OUT("GateTimedOut"),
    PAUSED("Paused"),
    RESUMED("Resumed"),
    ABORTED("Aborted"),
    SUPERSEDED("Superseded"),
    /** The new version is the stable one, provisionally: it is watched, and the old one stays warm. */
    PROMOTED("Promoted"),
    /** The new version is the stable one for good. */
    HEALTHY("Healthy"),
    /** Steps, pauses and analysis were skipped by a person. */
    BREAK_GLASS("BreakGlass"),
    /** A routing table is in force. */
    FLIPPED("Flipped"),
    DEADLINE_REACHED("DeadlineReached"),
    DRAINED("Drained"),
    UNLOADED("Unloaded"),
    QUARANTINED("Quarantined"),
    BREAKER_CHANGED("BreakerChanged"),
    OVERRIDE("Override"),
    /** The Merkle root over all records before. */
    CHECKPOINT("Checkpoint");

    private final String text;

    AuditKind(String text) {
        this.text = text;
    }

    /** As in the log. */
    public String text() {
        return text;
    }
}
