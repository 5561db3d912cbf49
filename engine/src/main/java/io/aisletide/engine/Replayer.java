package io.aisletide.engine;

import io.aisletide.command.CommandCodec;
import io.aisletide.journal.Journal;
import io.aisletide.journal.JournalNotes;
import io.aisletide.traffic.World;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Takes events from a journal through the same stages that they went through when they happened, on the calling thread and
 * before the engine's own have started; and compares the state with what the journal has noted of it.
 */
final class Replayer {
    private final Acceptor acceptor;
    private final EngineLoop loop;
    private final World world;
    private final Lifecycle lifecycle;
    private final CommandCodec codec = new CommandCodec();
    private final JournalNotes notes = new JournalNotes();
    private final RingEvent event = new RingEvent();
    private long events;
    private long compared;
    private long equalTick;
    private int hashEvery;
    // After the tick that was replayed last.
    private long tickDone;
    private long tally;
    private boolean hashed;
    private long hash;
    private RecoveryReport.@Nullable Difference difference;

    /**
     * How far.
     *
     * @param tick the moment before that tick
     * @param record the moment before that record
     * @param atDifference or the first difference
     */
    record End(long tick, long record, boolean atDifference) {}

    /** @param hashEvery ticks from one state hash to the next in the journal */
    Replayer(Acceptor acceptor, EngineLoop loop, World world, Lifecycle lifecycle, int hashEvery) {
        this.hashEvery = hashEvery;
        this.acceptor = acceptor;
        this.loop = loop;
        this.world = world;
        this.lifecycle = lifecycle;
        equalTick = world.tick();
        look();
    }

    /**
     * Replays up to there, or to the end.
     *
     * @throws EngineFailedException if an event fails
     */
    void run(Journal.Cursor cursor, End end) {
        while ((difference == null || !end.atDifference) && cursor.next() && cursor.index() < end.record) {
            DirectBuffer record = cursor.record();
            int template = codec.templateOf(record);
            if (template == CommandCodec.TICK) {
                if (codec.decodeTick(record) >= end.tick) {
                    return;
                }
                replay(cursor, RingEvent.Content.TICK, null);
                look();
            } else if (template == JournalNotes.STATE) {
                compare(notes.decodeState(record));
            } else if (template == JournalNotes.ENDED) {
                JournalNotes.State last = notes.decodeEnded(record);
                tally = StateNote.tallyOf(world);
                hashed = true;
                hash = loop.stateHash();
                compare(last);
            } else if (template == JournalNotes.BEGUN) {
                hashEvery = notes.decodeBegun(record).hashEvery();
            } else {
                replay(cursor, RingEvent.Content.COMMAND, new PendingCommand(codec.commandId(record), System.nanoTime()));
            }
        }
    }

    private void replay(Journal.Cursor cursor, RingEvent.Content content, @Nullable PendingCommand pending) {
        event.content = content;
        event.payload.putBytes(0, cursor.record(), 0, cursor.length());
        event.payloadBytes = cursor.length();
        event.pending = pending;
        acceptor.run(event);
        event.journalIndex = cursor.index();
        loop.run(event);
        lifecycle.throwIfNotReadable();
        Receipt receipt = event.receipt;
        if (pending != null && receipt != null) {
            pending.receipt.complete(receipt);
        }
        event.clear();
        events++;
    }

    /** Takes note of the state: commands come before the journal's note of it. */
    private void look() {
        tickDone = world.tick();
        tally = StateNote.tallyOf(world);
        hashed = tickDone % hashEvery == 0;
        hash = hashed ? loop.stateHash() : 0;
    }

    private void compare(JournalNotes.State noted) {
        compared++;
        if (difference != null) {
            return;
        }
        if (noted.tick() != tickDone) {
            difference = new RecoveryReport.Difference(
                    noted.tick(), equalTick, "tick " + noted.tick() + " recorded, " + tickDone + " replayed");
        } else if (tally != noted.tally()) {
            differ("sums (moves, turns, waits, goals, robots)", noted.tally(), tally);
        } else if (noted.hashed() && hashed) {
            if (hash != noted.stateHash()) {
                differ("state hash", noted.stateHash(), hash);
            } else {
                equalTick = tickDone;
            }
        }
    }

    private void differ(String what, long recorded, long replayed) {
        difference = new RecoveryReport.Difference(
                tickDone,
                equalTick,
                what + ": " + Long.toHexString(recorded) + " recorded, " + Long.toHexString(replayed) + " replayed");
    }

    long events() {
        return events;
    }

    long compared() {
        return compared;
    }

    RecoveryReport.@Nullable Difference difference() {
        return difference;
    }
}
