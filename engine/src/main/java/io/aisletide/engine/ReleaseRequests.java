package io.aisletide.engine;

import io.aisletide.command.Command;
import io.aisletide.command.Outcome;
import io.aisletide.command.Rejection;
import io.aisletide.release.Actor;
import io.aisletide.release.CommandResult;
import io.aisletide.release.Phase;
import io.aisletide.release.ReleaseCommand;
import io.aisletide.release.ReleaseCommand.Verb;
import io.aisletide.release.ReleaseController;
import io.aisletide.release.RolloutStatus;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** Takes people's commands about releases to the controller, and its answers back to who waits for a receipt. Engine's thread. */
final class ReleaseRequests {
    /** Names and roles are taken as they are given. */
    private static final String CLAIMED = "claimed";

    /** Who made a command and waits for its receipt. */
    private record Waiting(PendingCommand pending, Command.Release command, ReleaseCommand asked) {}

    /** A command that is done. */
    record Answered(PendingCommand pending, Command command, Receipt receipt) {}

    private final ReleaseController controller;
    private final List<Waiting> waiting = new ArrayList<>();
    private final Outcome outcome = new Outcome();

    ReleaseRequests(ReleaseController controller) {
        this.controller = controller;
    }

    /** It is decided in the controller's next step. */
    void submit(PendingCommand pending, Command.Release command) {
        ReleaseCommand asked = translate(command);
        waiting.add(new Waiting(pending, command, asked));
        controller.submit(asked);
    }

    boolean isAnyWaiting() {
        return !waiting.isEmpty();
    }

    private ReleaseCommand translate(Command.Release command) {
        String name = command.release();
        Actor actor = new Actor(command.actor(), command.role(), CLAIMED);
        String reason = command.reason() == null ? "" : command.reason();
        Verb verb =
                switch (command.verb()) {
                    case START -> {
                        RolloutStatus status = controller.status(name);
                        yield status != null && status.phase() == Phase.DEGRADED ? Verb.RETRY : Verb.START;
                    }
                    case PROMOTE -> Verb.PROMOTE;
                    case PROMOTE_FULL -> Verb.PROMOTE_FULL;
                    case PAUSE -> Verb.PAUSE;
                    case RESUME -> Verb.RESUME;
                    case ABORT -> Verb.ABORT;
                    case OVERRIDE -> Verb.OVERRULE;
                    case APPROVE, REJECT -> null; // answers a gate
                };
        String gate = command.gate() == null ? "" : command.gate();
        return verb == null
                ? new ReleaseCommand.Answer(name, actor, reason, gate, command.verb() == Command.ReleaseVerb.APPROVE, null)
                : new ReleaseCommand.Order(verb, name, actor, reason);
    }

    /**
     * After a step.
     *
     * @param moved robots that are asked about by another version than before
     */
    List<Answered> answered(long tick, int moved) {
        List<CommandResult> results = controller.takeResults();
        if (results.isEmpty()) {
            return List.of();
        }
        IdentityHashMap<ReleaseCommand, CommandResult> byCommand = new IdentityHashMap<>();
        results.forEach(result -> byCommand.put(result.command(), result));
        List<Answered> answered = new ArrayList<>();
        for (Waiting each : waiting) {
            CommandResult result = byCommand.get(each.asked);
            if (result == null) {
                throw new IllegalStateException("nobody has decided on " + each.command);
            }
            outcome.affected = moved;
            outcome.rerouted = 0;
            outcome.rejection = result.accepted() ? null : Rejection.NOT_POSSIBLE.because(
                    result.code() + ", " + result.message());
            answered.add(new Answered(
                    each.pending, each.command, Receipts.of(each.pending, each.command, tick, outcome)));
        }
        waiting.clear();
        return answered;
    }

    /** Nobody will decide on what waits. */
    void refuseWaiting(long tick, String why) {
        for (Waiting each : waiting) {
            each.pending.receipt.complete(Receipts.rejected(each.pending, tick, why));
        }
        waiting.clear();
    }
}
