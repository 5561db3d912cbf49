package io.aisletide.release;

import io.aisletide.release.analysis.AnalysisSettings;
import io.aisletide.release.analysis.Evidence;
import io.aisletide.release.audit.AuditKind;
import io.aisletide.release.audit.AuditLog;
import io.aisletide.release.audit.AuditRecord;
import io.aisletide.release.routing.Roster;
import io.aisletide.release.routing.RoutingTable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** What all releases of a controller share, and the call that is under way: its tick, its effects, the next table. */
final class ReleaseContext {
    final ReleaseSetup setup;
    final AnalysisSettings settings;
    final VersionBook book;
    final Roster roster;
    final AuditLog log;
    final List<Effect> effects = new ArrayList<>();
    private final LongSupplier stateHash;

    RoutingTable table;
    RoutingTable.Change change;
    long tick;
    long sequence;

    ReleaseContext(ReleaseSetup setup, AuditLog log, LongSupplier stateHash) {
        this.setup = setup;
        this.log = log;
        this.stateHash = stateHash;
        settings = AnalysisSettings.of(
                setup.seed(), setup.zones(), setup.faultCodes().size(), setup.endpoints(), setup.rate());
        book = new VersionBook(setup.endpoints().size());
        roster = new Roster(setup.zones());
        table = new RoutingTable(new int[0]);
        change = table.change();
    }

    void begin(long newTick, long newSequence) {
        tick = newTick;
        sequence = newSequence;
        change = table.change();
    }

    /** Puts the changes of this call into force. */
    void commit() {
        RoutingTable next = change.apply();
        if (next != table) {
            table = next;
            effects.add(new Effect.TableChanged(next));
            log.append(record(AuditKind.FLIPPED)
                    .with("epoch", next.epoch())
                    .withHash("tableHash", next.hash())
                    .withHash("stateHash", stateHash.getAsLong()));
        }
        change = table.change();
    }

    AuditRecord record(AuditKind kind) {
        return new AuditRecord(kind, tick).with("seq", sequence);
    }

    AuditRecord record(AuditKind kind, Actor actor, String reason) {
        TreeMap<String, Object> who = new TreeMap<>();
        who.put("id", actor.id());
        who.put("role", actor.role());
        who.put("authMethod", actor.authMethod());
        return record(kind).with("actor", who).with("reason", reason);
    }

    long stateHash() {
        return stateHash.getAsLong();
    }

    /** Calls of a version that was in quarantine before this tick; none, if the table is obeyed. */
    int callsInQuarantine(Evidence evidence) {
        int calls = 0;
        for (int endpoint = 0; endpoint < setup.endpoints().size(); endpoint++) {
            for (VersionBook.Instance instance : book.of(endpoint)) {
                if (instance.quarantinedAt < tick) {
                    calls += evidence.calls(endpoint, instance.slot);
                }
            }
        }
        return calls;
    }
}
