package io.aisletide.release;

/**
 * Who asks.
 *
 * @param role as the gates and releases name it
 * @param authMethod how the caller was recognised, for the audit
 */
public record Actor(String id, String role, String authMethod) {
    /** The plan itself: starts at their time, time-outs, automatic rollback. */
    public static final Actor PLAN = new Actor("plan", "plan", "internal");
}
