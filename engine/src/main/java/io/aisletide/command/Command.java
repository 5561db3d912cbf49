package io.aisletide.command;

import io.aisletide.grid.Direction;
import io.aisletide.grid.LoadClass;
import org.jspecify.annotations.Nullable;

/**
 * What an operator can ask of the floor. Names follow the zone types of VDA 5050 3.0 where one fits. Commands on cells
 * ({@link OnCells}) lay a rule over an area until it expires, is undone, or a later rule overrides it; commands on
 * robots act once on the robots in scope.
 */
public sealed interface Command {

    Scope scope();

    /** Ticks until the command ends by itself; {@value #NEVER} for a command that stays. */
    int NEVER = 0;

    /** A rule over cells. */
    sealed interface OnCells extends Command permits Close, Open, OneWay, Slow, Avoid, Prefer, Evacuate {
        /** Ticks from taking effect to expiry, or {@link #NEVER}. */
        int expiresAfterTicks();
    }

    /** BLOCKED: no robot enters; robots inside may only leave. */
    record Close(Scope scope, int expiresAfterTicks) implements OnCells {}

    /** Lifts the closures below it. */
    record Open(Scope scope, int expiresAfterTicks) implements OnCells {}

    /** DIRECTED: nobody drives against the direction. */
    record OneWay(Scope scope, Direction direction, int expiresAfterTicks) implements OnCells {}

    /** SPEED_LIMIT: a robot there moves forward at most once in that many ticks (2 to 8). */
    record Slow(Scope scope, int ticksPerCell, int expiresAfterTicks) implements OnCells {}

    /** PENALTY: entering a cell costs that many extra cells of way (1 to 63) when routes are chosen. */
    record Avoid(Scope scope, int extraCells, int expiresAfterTicks) implements OnCells {}

    /** PRIORITY: a cell there counts as half a cell when routes are chosen. */
    record Prefer(Scope scope, int expiresAfterTicks) implements OnCells {}

    /** RELEASE revoked: closed, and robots whose goal lies inside get one outside, so that the area runs empty. */
    record Evacuate(Scope scope, int expiresAfterTicks) implements OnCells {}

    /** Robots in scope get a new goal: the free cell of the target area that suits each best. */
    record Redirect(Scope scope, Scope target) implements Command {}

    /** Robots in scope stand still from the next tick on. */
    record Pause(Scope scope) implements Command {}

    /** Ends {@link Pause}. */
    record Resume(Scope scope) implements Command {}

    /** New robots on free cells in scope. */
    record AddRobots(Scope scope, int count, LoadClass load, @Nullable String tag) implements Command {}

    /** Takes robots off the floor; count 0 takes all in scope. */
    record RemoveRobots(Scope scope, int count) implements Command {}

    /** Every robot in scope drives to a refuge (an area), and stays until {@link Resume}d. */
    record Alarm(Scope scope, Scope refuge) implements Command {}

    /** What would the command do? Nothing changes. */
    record Preview(Command command) implements Command {
        @Override
        public Scope scope() {
            return command.scope();
        }
    }

    /** Takes a command on cells back; what it did to robots stays. */
    record Undo(long commandId) implements Command {
        @Override
        public Scope scope() {
            return Scope.EVERYTHING;
        }
    }

    /** About which version decides, not about the floor: has no scope, no preview and no undo. */
    sealed interface OnVersions extends Command permits Release, VersionChecked {
        @Override
        default Scope scope() {
            return Scope.EVERYTHING;
        }
    }

    /**
     * What somebody asks of a release; refused if the role may not, or the release's state does not allow it.
     *
     * @param release its name
     * @param gate which gate is answered, or null where the verb means no gate
     * @param actor who asks, for the audit
     * @param role the role that the actor claims
     * @param reason why, for the audit; some verbs need one
     */
    record Release(ReleaseVerb verb, String release, @Nullable String gate, String actor, String role, @Nullable String reason)
            implements OnVersions {}

    /** What can be asked of a release. */
    enum ReleaseVerb {
        /** Begins it before its time, or again after it has ended. */
        START,
        /** Ends the pause or waiting of the current step. */
        PROMOTE,
        /** Skips all steps, pauses and analyses; logged as break-glass. Never clears an abort. */
        PROMOTE_FULL,
        PAUSE,
        RESUME,
        /** Back to the stable version with the next decision. */
        ABORT,
        /** Opens a gate, once. */
        APPROVE,
        /** Says no at a gate: back to the stable version with the next decision. */
        REJECT,
        /** Accepts what is undecided or unproven at the present step, for a reason; never what has failed. */
        OVERRIDE
    }

    /**
     * The loader is done with a version. Not for people: it enters the ring like a command, so that the moment from which a
     * version may take traffic has its place in the order of events.
     *
     * @param versionId such as {@code plan-route@1.1.0}
     * @param slot place in its endpoint that it was loaded for
     * @param digest SHA-256 of what was loaded, in hex
     * @param fault why it may not take traffic; null if it may
     */
    record VersionChecked(String versionId, int slot, String digest, @Nullable String fault) implements OnVersions {}
}
