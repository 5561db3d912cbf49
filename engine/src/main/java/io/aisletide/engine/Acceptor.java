package io.aisletide.engine;

import io.aisletide.command.Command;
import io.aisletide.command.CommandCodec;
import io.aisletide.command.CommandValidator;
import io.aisletide.metrics.EngineRecorders;

/**
 * First stage: decodes a command, recognises a repeated id, checks what can be checked without the floor, and stamps it
 * accepted. From here on the command has its place in the order of events, and takes effect before the next tick that
 * follows it there. This is also where events go to the journal.
 */
final class Acceptor implements Stage.Step {
    private final CommandCodec codec = new CommandCodec();
    private final SeenCommands seen;
    private final CommandValidator validator;
    private final EngineRecorders recorders;

    Acceptor(SeenCommands seen, CommandValidator validator, EngineRecorders recorders) {
        this.seen = seen;
        this.validator = validator;
        this.recorders = recorders;
    }

    @Override
    public void run(RingEvent event) {
        PendingCommand pending = event.pending;
        if (event.content != RingEvent.Content.COMMAND || pending == null) {
            return;
        }
        event.firstReceipt = seen.firstOrRemember(pending.id, pending.receipt);
        if (event.firstReceipt != null) {
            recorders.duplicate.increment();
            return;
        }
        Command command = codec.decode(event.payload);
        event.command = command;
        event.fault = validator.faultOf(command);
        pending.acceptedAtNanos = System.nanoTime();
        recorders.accepted.record(pending.acceptedAtNanos - pending.submittedAtNanos);
    }
}
