package io.aisletide.release;

import org.jspecify.annotations.Nullable;

/** What a person can ask of a release: an order that sets its course, or the answer to a gate. */
public sealed interface ReleaseCommand {
    String release();

    Actor actor();

    /** Why; empty if not given. */
    String reason();

    /** What is asked, for people: {@code promote in full}. */
    String words();

    /**
     * What can be ordered. Of several orders for one release in one tick the highest takes effect, and the lower ones are
     * refused; a no at a gate ranks with the abort.
     */
    enum Verb {
        ABORT("abort", 0),
        /** Supersedes others. A reason lets a quarantined version or one in its cool-down through. */
        START("start", 1),
        PAUSE("pause", 2),
        /** To everyone now, without steps, pauses and proof. Never clears an abort. */
        PROMOTE_FULL("promote in full", 3),
        /** Ends a pause step. */
        PROMOTE("promote", 4),
        /** Needs a reason if the release was paused because it could not be judged. */
        RESUME("resume", 4),
        /** A new attempt with the same version; needs a reason. */
        RETRY("start again", 5),
        /**
         * The command {@code override}: what is undecided or unproven at this step is accepted by a person, with a reason. A
         * failure is not. Taken beside all but an abort, as approvals are.
         */
        OVERRULE("override", Verb.BESIDE);

        /** Rank of what does not set the course of a release. */
        static final int BESIDE = 6;

        private final String words;
        private final int rank;

        Verb(String words, int rank) {
            this.words = words;
            this.rank = rank;
        }
    }

    /** @param verb what is to be done */
    record Order(Verb verb, String release, Actor actor, String reason) implements ReleaseCommand {
        @Override
        public String words() {
            return verb.words;
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
        public String words() {
            return (approve ? "approve gate " : "reject gate ") + gate;
        }
    }

    /** The lower, the sooner in its tick; see {@link Verb}. */
    static int rank(ReleaseCommand command) {
        if (command instanceof Order order) {
            return order.verb.rank;
        }
        return ((Answer) command).approve ? Verb.BESIDE : Verb.ABORT.rank;
    }
}
