package io.aisletide.release;

import org.jspecify.annotations.Nullable;

/**
 * What a person can ask of a release. Of several for one release in one tick the highest takes effect: abort, or no at a
 * gate, start (which supersedes others), pause, promote in full, promote or resume, retry; the lower ones are refused.
 * Approvals and overrides are taken beside all but an abort.
 */
public sealed interface ReleaseCommand {
    String release();

    Actor actor();

    /** Why; empty if not given. */
    String reason();

    /** What is asked, for people: {@code promote in full}. */
    String verb();

    /** A reason lets a quarantined version or one in its cool-down through. */
    record Start(String release, Actor actor, String reason) implements ReleaseCommand {
        @Override
        public String verb() {
            return "start";
        }
    }

    /** Ends a pause step. */
    record Promote(String release, Actor actor, String reason) implements ReleaseCommand {
        @Override
        public String verb() {
            return "promote";
        }
    }

    /** To everyone now, without steps, pauses and proof. Never clears an abort. */
    record PromoteFull(String release, Actor actor, String reason) implements ReleaseCommand {
        @Override
        public String verb() {
            return "promote in full";
        }
    }

    record Pause(String release, Actor actor, String reason) implements ReleaseCommand {
        @Override
        public String verb() {
            return "pause";
        }
    }

    /** Needs a reason if the release was paused because it could not be judged. */
    record Resume(String release, Actor actor, String reason) implements ReleaseCommand {
        @Override
        public String verb() {
            return "resume";
        }
    }

    record Abort(String release, Actor actor, String reason) implements ReleaseCommand {
        @Override
        public String verb() {
            return "abort";
        }
    }

    /** A new attempt with the same version; needs a reason. */
    record Retry(String release, Actor actor, String reason) implements ReleaseCommand {
        @Override
        public String verb() {
            return "start again";
        }
    }

    /** The command {@code override}: what is undecided or unproven at this step is accepted by a person, with a reason. A failure is not. */
    record Overrule(String release, Actor actor, String reason) implements ReleaseCommand {
        @Override
        public String verb() {
            return "override";
        }
    }

    /**
     * The answer to a gate.
     *
     * @param gate name of the gate
     * @param binding what was asked; null for the gate that is open when the answer arrives
     * @param approve false aborts the release
     */
    record Answer(
            String release, Actor actor, String reason, String gate, boolean approve, @Nullable GateBinding binding)
            implements ReleaseCommand {
        @Override
        public String verb() {
            return (approve ? "approve gate " : "reject gate ") + gate;
        }
    }
}
