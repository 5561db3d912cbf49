package io.aisletide.release;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A release as it stands.
 *
 * @param pause null if it moves
 * @param step index of the present step; steps, when all are done
 * @param weight percent; 100 once promoted
 * @param exposed robots that ask the new version, before it is promoted
 * @param robots on the floor
 * @param waitsFor what it goes on with, in words; empty if it has ended
 * @param reason why it was aborted, frozen or rejected; empty if it was not
 */
public record RolloutStatus(
        String name,
        List<String> versions,
        Phase phase,
        @Nullable PauseReason pause,
        int attempt,
        int step,
        int steps,
        int weight,
        int exposed,
        int robots,
        String waitsFor,
        String reason,
        RolloutFigures figures) {
    public boolean rolledBack() {
        return phase == Phase.DEGRADED || phase == Phase.ABORTING;
    }

    /** Whether its version answered a call after it was decided to roll it back. */
    public boolean answeredAfterRollback() {
        // A decision is made before the calls of its tick, and calls are noted with the decisions after them.
        return rolledBack() && figures.lastCanaryDecisionTick() > figures.failedTick();
    }
}
