package io.aisletide.engine;

import io.aisletide.release.RolloutStatus;
import io.aisletide.workflow.Endpoint;
import io.aisletide.workflow.FaultSample;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Versions and releases as they stand, for reports. To be read where {@link FleetView} may be read; nothing can be changed
 * through it.
 */
public interface DeliveryView {
    /** All releases, in the order of the plan. */
    List<RolloutStatus> releases();

    /** Everything that has answered, in the order in which it came. */
    List<VersionFigures> versions();

    /** Examples of calls that went wrong, the first of each version and code. */
    List<FaultSample> faults();

    /**
     * Id of the version to which a robot's next question goes, by the table that is in force; null if there is none.
     *
     * @throws IllegalArgumentException if the engine does not ask that endpoint
     */
    @Nullable String answering(Endpoint endpoint, int robot);

    /**
     * Id of the version that is asked again about what a robot is doing: where missions are pinned, the one that has begun its
     * mission. Null if there is none; without meaning for a robot without a goal.
     *
     * @throws IllegalArgumentException if the engine does not ask that endpoint
     */
    @Nullable String answeringNow(Endpoint endpoint, int robot);

    /** Tables that have been in force after the first. */
    long tableChanges();

    /** Calls that versions answered after they had been quarantined: 0, or the engine is broken. */
    long callsInQuarantine();

    /** Ticks in which more robots asked a canary than its release allows: 0, or the engine is broken. */
    long ticksOverCap();

    /** Lines of the audit so far, its last hash, and the Merkle root over all lines; in hex. */
    AuditSeal audit();

    /** What pins an audit log. */
    record AuditSeal(long lines, String lastHash, String merkleRoot) {}

    /**
     * What a version has done since the start, all its slots together.
     *
     * @param faults calls that ended in a fault code, answers that were rejected among them
     * @param slow calls over the contract's p99, in modelled time
     * @param batchNanos wall clock of a batch divided by its calls, once for each call
     * @param callNanos wall clock of every so many-th call by itself
     * @param bytesACall that it allocates, on average; below 0 if that is not known
     * @param allocatesTooMuch more than it may when it is tried out
     */
    record VersionFigures(
            String endpoint,
            String version,
            long calls,
            long faults,
            long refusals,
            long slow,
            Histogram batchNanos,
            Histogram callNanos,
            long bytesACall,
            boolean allocatesTooMuch) {}
}
