package io.aisletide.engine;

import io.aisletide.journal.Durability;
import io.aisletide.journal.Journal;
import io.aisletide.journal.JournalException;
import io.aisletide.journal.JournalNotes;
import org.jspecify.annotations.Nullable;

/**
 * Writes events into the journal, on the acceptor's thread. An event that is not in the journal does not take effect.
 *
 * <p>Before the event of a tick it puts what the loop has noted of the state: so a replay can be compared tick by tick, and
 * the loop itself never touches the journal.
 */
final class EventLog {
    private final Journal journal;
    private final JournalNotes notes = new JournalNotes();
    private final StateNote state;

    EventLog(Journal journal, StateNote state) {
        this.journal = journal;
        this.state = state;
    }

    Durability durability() {
        return journal.durability();
    }

    Journal journal() {
        return journal;
    }

    /**
     * Appends the event and notes its number in it.
     *
     * @throws JournalException if it is not in the journal
     */
    void append(RingEvent event, long tick) {
        if (event.content == RingEvent.Content.TICK && state.isOf(tick)) {
            append(notes.encodeState(tick, state.tally(), state.isHashed(), state.hash()));
        }
        event.journalIndex = journal.append(event.payload, 0, event.payloadBytes);
    }

    void begin(JournalNotes.Begun begun) {
        append(notes.encode(begun));
    }

    /** Notes that the run was closed and not killed; call when no thread appends any more. */
    void end(long tick, long tally, long stateHash) {
        append(notes.encodeEnded(tick, tally, stateHash));
        if (journal.durability() == Durability.DISK) {
            journal.sync();
        }
    }

    private void append(int length) {
        journal.append(notes.buffer(), 0, length);
    }

    void sync() {
        journal.sync();
    }

    /** Closes the journal; what goes wrong is returned, for who has no use for an exception. */
    @Nullable JournalException close() {
        try {
            journal.close();
            return null;
        } catch (JournalException e) {
            return e;
        }
    }
}
