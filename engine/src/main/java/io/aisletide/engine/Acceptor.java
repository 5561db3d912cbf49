package io.aisletide.engine;

import io.aisletide.command.Command;
import io.aisletide.command.CommandCodec;
import io.aisletide.command.CommandValidator;
import io.aisletide.journal.JournalException;
import io.aisletide.metrics.EngineRecorders;
import org.jspecify.annotations.Nullable;

/**
 * First stage: decodes a command, recognises a repeated id, checks what can be checked without the floor, puts it into the
 * journal if there is one, and stamps it accepted. From here on the command has its place in the order of events, and
 * takes effect before the next tick that follows it there.
 *
 * <p>With a journal, what is accepted takes effect whatever happens to the engine's front: the loop executes it even if the
 * engine is being closed, because a recovered run would. What cannot be appended is refused, and so is all that comes after.
 */
final class Acceptor implements Stage.Step {
    private final CommandCodec codec = new CommandCodec();
    private final SeenCommands seen;
    private final CommandValidator validator;
    private final Lifecycle lifecycle;
    private final EngineRecorders recorders;
    private @Nullable EventLog log;

    Acceptor(SeenCommands seen, CommandValidator validator, Lifecycle lifecycle, EngineRecorders recorders) {
        this.seen = seen;
        this.validator = validator;
        this.lifecycle = lifecycle;
        this.recorders = recorders;
    }

    /** From here on events go there first; before the threads start. */
    void recordTo(EventLog to) {
        log = to;
    }

    @Override
    public void run(RingEvent event) {
        if (event.content == RingEvent.Content.COMMAND) {
            acceptCommand(event);
        } else if (event.content == RingEvent.Content.TICK && log != null) {
            record(event, log);
        }
    }

    private void acceptCommand(RingEvent event) {
        PendingCommand pending = event.pending;
        if (pending == null) {
            return;
        }
        event.firstReceipt = seen.find(pending.id);
        if (event.firstReceipt != null) {
            recorders.duplicate.increment();
            return;
        }
        Command command = codec.decode(event.payload);
        event.fault = validator.faultOf(command);
        if (log != null && !record(event, log)) {
            return;
        }
        event.command = command;
        seen.remember(pending.id, pending.receipt);
        pending.acceptedAtNanos = System.nanoTime();
        recorders.accepted.record(pending.acceptedAtNanos - pending.submittedAtNanos);
    }

    /** False if the event is refused. */
    private boolean record(RingEvent event, EventLog to) {
        if (lifecycle.isRunning()) {
            try {
                long tick = event.content == RingEvent.Content.TICK ? codec.decodeTick(event.payload) : 0;
                to.append(event, tick);
                return true;
            } catch (JournalException e) {
                lifecycle.stopAccepting(e);
            }
        }
        event.refusal = lifecycle.refusal();
        return false;
    }
}
