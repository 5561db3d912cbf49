package io.aisletide.release;

import io.aisletide.release.CommandResult.Code;
import io.aisletide.release.ReleaseCommand.Order;
import io.aisletide.release.ReleaseCommand.Verb;
import io.aisletide.release.RolloutMachine.Event;
import io.aisletide.release.analysis.Measurement;
import io.aisletide.release.audit.AuditKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes the commands of a tick to the releases: the highest first, whatever the order in which they came, and one of
 * those that set the course of a release a tick. So an abort cannot be undone by a promotion of the same tick.
 */
final class CommandDesk {
    private final ReleaseContext context;
    private final List<Rollout> rollouts;
    private final List<ReleaseCommand> waiting = new ArrayList<>();
    private final List<CommandResult> results = new ArrayList<>();
    /** Releases whose course was set in this tick. */
    private final Set<String> settled = new HashSet<>();

    CommandDesk(ReleaseContext context, List<Rollout> rollouts) {
        this.context = context;
        this.rollouts = rollouts;
    }

    void submit(ReleaseCommand command) {
        waiting.add(command);
    }

    /** Whether anything is yet to be decided or told. */
    boolean isWaiting() {
        return !waiting.isEmpty() || !results.isEmpty();
    }

    /** The results since the last call. */
    List<CommandResult> takeResults() {
        List<CommandResult> taken = List.copyOf(results);
        results.clear();
        return taken;
    }

    void run() {
        settled.clear();
        List<ReleaseCommand> commands = new ArrayList<>(waiting);
        waiting.clear();
        commands.sort(Comparator.comparingInt(ReleaseCommand::rank));
        for (ReleaseCommand command : commands) {
            CommandResult result = run(command);
            results.add(result);
            if (!result.accepted()) {
                context.log.append(context.record(AuditKind.REJECTED, command.actor(), command.reason())
                        .with("release", command.release())
                        .with("command", command.words())
                        .with("code", result.code().name())
                        .with("message", result.message()));
            }
        }
    }

    private CommandResult run(ReleaseCommand command) {
        Rollout rollout = find(command.release());
        if (rollout == null) {
            return refuse(command, Code.NOT_FOUND, "no release is called " + command.release());
        }
        CommandResult forbidden = forbidden(command, rollout);
        if (forbidden != null) {
            return forbidden;
        }
        if (setsCourse(command) && settled.contains(command.release())) {
            return refuse(command, Code.ABORTED, "another command of this tick goes before it");
        }
        CommandResult result = apply(command, rollout);
        if (result.accepted() && setsCourse(command)) {
            settled.add(command.release());
        }
        return result;
    }

    private static boolean setsCourse(ReleaseCommand command) {
        return ReleaseCommand.rank(command) < Verb.BESIDE;
    }

    private static boolean is(ReleaseCommand command, Verb verb) {
        return command instanceof Order order && order.verb() == verb;
    }

    private @Nullable Rollout find(String name) {
        for (Rollout rollout : rollouts) {
            if (rollout.spec.name().equals(name)) {
                return rollout;
            }
        }
        return null;
    }

    private static @Nullable CommandResult forbidden(ReleaseCommand command, Rollout rollout) {
        Actor actor = command.actor();
        if (actor.id().isBlank()) {
            return refuse(command, Code.UNAUTHENTICATED, "nobody is named who asks");
        }
        List<String> roles = rollout.spec.operatorRoles();
        boolean open = is(command, Verb.ABORT) || command instanceof ReleaseCommand.Answer;
        if (actor.role().isBlank() || !open && !roles.isEmpty() && !roles.contains(actor.role())) {
            return refuse(
                    command,
                    Code.PERMISSION_DENIED,
                    "takes the role " + (roles.isEmpty() ? "of somebody" : String.join(" or ", roles)) + ", and " + actor.id()
                            + " has " + (actor.role().isBlank() ? "none" : actor.role()));
        }
        return null;
    }

    private CommandResult apply(ReleaseCommand command, Rollout rollout) {
        if (command instanceof ReleaseCommand.Answer answer) {
            return answer(answer, rollout);
        }
        Order order = (Order) command;
        return switch (order.verb()) {
            case START -> start(order, rollout);
            case RETRY -> retry(order, rollout);
            case RESUME -> resume(order, rollout);
            case OVERRULE -> override(order, rollout);
            case ABORT -> take(order, rollout, Event.ABORT);
            case PAUSE -> take(order, rollout, Event.PAUSE);
            case PROMOTE -> take(order, rollout, Event.PROMOTE);
            case PROMOTE_FULL -> take(order, rollout, Event.PROMOTE_FULL);
        };
    }

    private static CommandResult take(ReleaseCommand command, Rollout rollout, Event event) {
        String why = is(command, Verb.ABORT) && command.reason().isEmpty()
                ? "aborted by " + command.actor().id()
                : command.reason();
        String refusal = rollout.take(event, command.actor(), why);
        return refusal == null
                ? ok(command)
                : refuse(command, Code.FAILED_PRECONDITION, refusal + "; " + Whereabouts.of(rollout));
    }

    /** Starts a release at its time, if nothing is in its way. @return false if it has to wait */
    boolean startByPlan(Rollout rollout) {
        for (int endpoint : rollout.contest.endpoints) {
            if (context.tick < context.book.cooldownUntil(endpoint)) {
                return false;
            }
        }
        CommandResult result = start(new Order(Verb.START, rollout.spec.name(), Actor.PLAN, ""), rollout);
        if (!result.accepted()) {
            rollout.reject(result.code() + ": " + result.message());
        }
        return true;
    }

    private CommandResult start(ReleaseCommand command, Rollout rollout) {
        if (rollout.state.phase() != Phase.PENDING || rollout.state.pause() != null) {
            return take(command, rollout, Event.ACCEPT);
        }
        CommandResult barred = barred(command, rollout);
        if (barred != null) {
            return barred;
        }
        supersede(rollout, command.actor());
        lift(rollout);
        rollout.state = rollout.state.withDirect(isDirect(rollout));
        return take(command, rollout, Event.ACCEPT);
    }

    private CommandResult retry(ReleaseCommand command, Rollout rollout) {
        if (command.reason().isEmpty()) {
            return refuse(
                    command,
                    Code.FAILED_PRECONDITION,
                    "a version that was aborted is tried again for a reason; give one");
        }
        if (rollout.state.phase() == Phase.DEGRADED) {
            CommandResult barred = barred(command, rollout);
            if (barred != null) {
                return barred;
            }
            // A version that was warm when the first attempt began may be in quarantine by now.
            rollout.state = rollout.state.withDirect(isDirect(rollout));
        }
        CommandResult result = take(command, rollout, Event.RETRY);
        if (result.accepted()) {
            lift(rollout);
            supersede(rollout, command.actor());
        }
        return result;
    }

    /** Quarantine, cool-down and slots; a person's reason lifts the first two. */
    private @Nullable CommandResult barred(ReleaseCommand command, Rollout rollout) {
        boolean reasoned = !command.reason().isEmpty();
        for (int i = 0; i < rollout.contest.size(); i++) {
            int endpoint = rollout.contest.endpoints[i];
            VersionIdentity version =
                    context.setup.version(rollout.spec.targets().get(i).version());
            if (!context.book.hasSlotLeft(endpoint)) {
                return refuse(command, Code.RESOURCE_EXHAUSTED, "no slot is left for " + version.id());
            }
            if (!reasoned && context.book.isQuarantined(version)) {
                return refuse(
                        command,
                        Code.FAILED_PRECONDITION,
                        version.id() + " is in quarantine, it was aborted with this configuration; give a reason");
            }
            if (!reasoned && context.tick < context.book.cooldownUntil(endpoint)) {
                return refuse(
                        command,
                        Code.FAILED_PRECONDITION,
                        version.endpoint() + " cools down after an abort until tick "
                                + Measurement.inWords(context.book.cooldownUntil(endpoint)) + "; wait or give a reason");
            }
        }
        return null;
    }

    private void lift(Rollout rollout) {
        rollout.spec.targets().forEach(target -> context.book.lift(context.setup.version(target.version())));
    }

    private void supersede(Rollout rollout, Actor actor) {
        for (Rollout other : rollouts) {
            if (other != rollout && other.state.phase().isActive() && other.contest.sharesEndpoint(rollout.contest)) {
                other.take(Event.SUPERSEDE, actor, "by " + rollout.spec.name());
            }
        }
    }

    /** The first versions of their endpoints, or all still warm and promoted not long ago. */
    private boolean isDirect(Rollout rollout) {
        boolean first = true;
        boolean back = true;
        for (int i = 0; i < rollout.contest.size(); i++) {
            int endpoint = rollout.contest.endpoints[i];
            first &= context.change.stable(endpoint) < 0;
            VersionIdentity version =
                    context.setup.version(rollout.spec.targets().get(i).version());
            VersionBook.Instance warm = context.book.usable(version, endpoint);
            int revisions = warm == null ? -1 : context.book.revisionsBack(endpoint, warm.slot);
            back &= revisions >= 0 && revisions <= rollout.spec.failure().rollbackRevisions();
        }
        return first || back;
    }

    private CommandResult resume(ReleaseCommand command, Rollout rollout) {
        PauseReason pause = rollout.state.pause();
        if (pause != null && pause.needsVerdict() && command.reason().isEmpty()) {
            return refuse(
                    command,
                    Code.FAILED_PRECONDITION,
                    "it was paused as " + pause + "; to go on takes a person's verdict, so give a reason");
        }
        CommandResult result = take(command, rollout, Event.RESUME);
        if (result.accepted() && pause == PauseReason.GATE_TIMED_OUT) {
            rollout.askAgain();
        } else if (result.accepted() && pause != null && pause.needsVerdict() && pause != PauseReason.FROZEN) {
            accept(command, rollout);
        }
        return result;
    }

    private CommandResult override(ReleaseCommand command, Rollout rollout) {
        if (command.reason().isEmpty()) {
            return refuse(command, Code.INVALID_ARGUMENT, "an override is recorded with its reason; give one");
        }
        if (!rollout.state.phase().isExposed()) {
            return refuse(command, Code.FAILED_PRECONDITION, "nothing is being judged; " + Whereabouts.of(rollout));
        }
        PauseReason pause = rollout.state.pause();
        if (pause == PauseReason.FROZEN) {
            return refuse(command, Code.FAILED_PRECONDITION, "it has failed, and a failure is not overridden");
        }
        accept(command, rollout);
        if (pause != null && pause.needsVerdict()) {
            rollout.take(Event.RESUME, command.actor(), command.reason());
        }
        return ok(command);
    }

    private void accept(ReleaseCommand command, Rollout rollout) {
        rollout.watch.accept();
        context.log.append(rollout.records.of(AuditKind.OVERRIDE, command.actor(), command.reason()));
    }

    private CommandResult answer(ReleaseCommand.Answer answer, Rollout rollout) {
        OpenGate gate = rollout.gate;
        if (gate == null || !gate.spec.name().equals(answer.gate())) {
            return refuse(
                    answer, Code.FAILED_PRECONDITION, "no gate " + answer.gate() + " is open; " + Whereabouts.of(rollout));
        }
        if (!gate.spec.role().equals(answer.actor().role())) {
            return refuse(
                    answer,
                    Code.PERMISSION_DENIED,
                    "gate " + answer.gate() + " is answered by " + gate.spec.role() + ", not by "
                            + answer.actor().role());
        }
        if (answer.binding() != null && !answer.binding().equals(gate.binding)) {
            return refuse(
                    answer,
                    Code.FAILED_PRECONDITION,
                    "the answer is to another question: attempt, version, step or evidence have changed since");
        }
        if (answer.approve() && !gate.approve(answer.actor().id())) {
            return refuse(answer, Code.FAILED_PRECONDITION, answer.actor().id() + " has approved already");
        }
        context.log.append(rollout.records.of(AuditKind.GATE_ANSWERED, answer.actor(), answer.reason())
                .with("gate", answer.gate())
                .with("decision", answer.approve() ? "approve" : "reject")
                .with("approvals", (long) gate.approvals())
                .withHash("evidenceHash", gate.binding.evidence()));
        if (!answer.approve()) {
            String because = answer.reason().isEmpty() ? "" : ": " + answer.reason();
            rollout.take(Event.ABORT, answer.actor(), "gate " + answer.gate() + " was rejected" + because);
        } else if (gate.isApproved() && rollout.state.pause() == PauseReason.GATE_TIMED_OUT) {
            rollout.take(Event.RESUME, answer.actor(), "gate " + answer.gate() + " was approved");
        }
        return ok(answer);
    }

    private static CommandResult ok(ReleaseCommand command) {
        return new CommandResult(command, Code.OK, "");
    }

    private static CommandResult refuse(ReleaseCommand command, Code code, String message) {
        return new CommandResult(command, code, message);
    }
}
