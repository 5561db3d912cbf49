package io.aisletide.engine;

import io.aisletide.command.Command;
import io.aisletide.release.audit.AuditRecord;

/**
 * Told what happens, on the engine's thread: be quick, and do not wait for the engine from inside a call (reading {@link
 * FleetEngine} and {@link FleetView} is fine, and so is {@code submit} without waiting for its receipt). An exception
 * from an observer stops the engine for good, and whoever waits for the engine is told.
 */
public interface EngineObserver {
    /**
     * Before the first event. A run that goes on from a snapshot begins at that tick, with the robots where they were; on the
     * thread that builds the engine.
     *
     * @param tick the tick that runs next
     */
    default void beginning(FleetEngine engine, long tick) {}

    /**
     * After each tick.
     *
     * @param tick ticks done so far, the same as {@link FleetEngine#tick()}
     * @param tickNanos wall clock that the tick took
     */
    default void tickDone(FleetEngine engine, long tick, long tickNanos) {}

    /** A robot was given a goal (by demand or command) while it stood in fromCell. */
    default void goalAssigned(int robot, int fromCell, int heading, int goal, long tick) {}

    default void goalReached(int robot, int goal, long tick) {}

    /**
     * Robots have been found stuck, before the moves of that tick; one of them will be sent out of the way.
     *
     * @param chain each waits for the one behind it; if the last has come before, they wait in a circle
     */
    default void deadlockFound(int[] chain, long tick) {}

    /** After a command took effect or was refused. Not for a repeated id. */
    default void commandDone(Command command, Receipt receipt) {}

    /**
     * Something was decided about versions, or became known.
     *
     * @param record what happened
     * @param line the same as a line of the audit log
     */
    default void audited(AuditRecord record, String line) {}
}
