package io.aisletide.engine;

import io.aisletide.command.CommandCodec;
import io.aisletide.journal.Journal;
import io.aisletide.journal.JournalException;
import io.aisletide.journal.JournalNotes;
import io.aisletide.journal.OtherRunException;
import io.aisletide.journal.Snapshot;
import io.aisletide.journal.SnapshotStore;
import io.aisletide.traffic.Demand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings a new engine to a state that a journal tells of: the newest snapshot that is whole and not too new, then the events
 * after it. A damaged snapshot is passed over, and without any the start is where it begins.
 */
final class Recovery {
    private static final long FIRST_EVENT = 1;

    private final EngineOptions options;
    private final EngineMaker maker;
    private final Journal journal;
    private final List<String> passedOver = new ArrayList<>();

    /** @param options not changed from here on */
    Recovery(EngineOptions options, Journal journal) {
        this.options = options;
        maker = new EngineMaker(options);
        this.journal = journal;
    }

    /**
     * An engine that goes on with the run and its journal, started.
     *
     * @throws JournalException as {@link #load}, and if the journal does not lead to the states that it has noted
     */
    FleetEngine goOn(@Nullable SnapshotStore store) {
        FleetEngine engine = load(Long.MAX_VALUE, store);
        try {
            engine.requireNoDifference(journal);
            engine.record(0);
            return maker.start(engine);
        } catch (RuntimeException e) {
            engine.abandon(e);
            throw e;
        }
    }

    /**
     * @param toTick the moment before that tick; {@link Long#MAX_VALUE} for all there is
     * @param store where snapshots are; null goes from the start
     * @return the engine, not started
     * @throws JournalException if the journal has a gap where it is needed
     * @throws OtherRunException if it is another run's
     */
    FleetEngine load(long toTick, @Nullable SnapshotStore store) {
        return load(new Replayer.End(toTick, Long.MAX_VALUE, true), store);
    }

    /** From the start to the moment before a record, whatever differs. */
    FleetEngine loadUpTo(long record) {
        return load(new Replayer.End(Long.MAX_VALUE, record, false), null);
    }

    private FleetEngine load(Replayer.End end, @Nullable SnapshotStore store) {
        JournalNotes.Begun begun = begun();
        check(begun);
        Snapshot snapshot = store == null ? null : newest(store, end.tick());
        FleetEngine engine = maker.make(snapshot == null);
        try {
            if (begun.demand() != Demand.UNSAID && engine.demandFingerprint() != Demand.UNSAID) {
                requireSame("what gives goals (demand)", begun.demand(), engine.demandFingerprint());
            }
            if (snapshot == null) {
                requireSameStart(begun, engine.stateHashBeforeStart());
            } else {
                engine.restore(snapshot);
                if (snapshot.nextRecord() > journal.size()) {
                    journal.continueAt(snapshot.nextRecord());
                }
            }
            engine.announce();
            replay(engine, snapshot, end, Math.max(1, begun.hashEvery()));
            return engine;
        } catch (RuntimeException e) {
            engine.abandon(e);
            throw e;
        }
    }

    private void replay(FleetEngine engine, @Nullable Snapshot snapshot, Replayer.End end, int hashEvery) {
        Replayer replayer = engine.replayer(hashEvery);
        try (Journal.Cursor cursor = journal.read(snapshot == null ? FIRST_EVENT : snapshot.nextRecord())) {
            replayer.run(cursor, end);
        }
        engine.recovered(new RecoveryReport(
                snapshot == null ? RecoveryReport.NO_SNAPSHOT : snapshot.tick(),
                replayer.events(),
                replayer.compared(),
                engine.tick(),
                journal.cut(),
                List.copyOf(passedOver),
                replayer.difference()));
    }

    private JournalNotes.Begun begun() {
        try (Journal.Cursor cursor = journal.read(0)) {
            if (!cursor.next()) {
                throw new JournalException("the journal in " + journal.place() + " is empty: there is nothing to recover");
            }
            if (new CommandCodec().templateOf(cursor.record()) != JournalNotes.BEGUN) {
                throw new JournalException("the journal in " + journal.place() + " does not begin as one of Aisletide's");
            }
            return new JournalNotes().decodeBegun(cursor.record());
        }
    }

    private void check(JournalNotes.Begun begun) {
        String here = EngineVersion.text();
        if (!begun.isReadable() || !EngineVersion.sameMajor(begun.engine(), here)) {
            throw new JournalException("the journal in " + journal.place() + " was written by version " + begun.engine()
                    + " (layout " + begun.format() + ", schema " + begun.schema() + "); this is " + here
                    + ", which cannot read it: use that version");
        }
        if (begun.seed() != options.seed) {
            throw new OtherRunException("the journal in " + journal.place() + " is of a run with seed " + begun.seed()
                    + ", not " + options.seed);
        }
        requireSame("floor, motion, zones, tags, start fleet, versions and releases", begun.fingerprint(), options.fingerprint());
    }

    private void requireSame(String what, long recorded, long here) {
        if (recorded != here) {
            throw new OtherRunException("the journal in " + journal.place() + " is of another run: the hash over " + what + " is "
                    + Long.toHexString(recorded) + " there and " + Long.toHexString(here) + " here");
        }
    }

    /** Once all that a run is made of is the same. */
    private void requireSameStart(JournalNotes.Begun begun, long here) {
        if (begun.startHash() != here) {
            throw new JournalException("the journal in " + journal.place() + " is of a run that began in another state: its hash is "
                    + Long.toHexString(begun.startHash()) + " there and " + Long.toHexString(here)
                    + " here, from the same floor and fleet. Is this the version of the engine that wrote it?");
        }
    }

    private @Nullable Snapshot newest(SnapshotStore store, long toTick) {
        for (Path file : store.newestFirst()) {
            try {
                Snapshot snapshot = store.read(file);
                if (snapshot.fingerprint() != options.fingerprint()) {
                    passedOver.add(file + " is of another run");
                } else if (snapshot.tick() <= toTick) {
                    return snapshot;
                }
            } catch (JournalException damaged) {
                passedOver.add(String.valueOf(damaged.getMessage()));
            }
        }
        return null;
    }
}
