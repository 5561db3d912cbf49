package io.aisletide.engine;

import io.aisletide.command.Command;
import io.aisletide.journal.Durability;
import io.aisletide.journal.Journal;
import io.aisletide.journal.SegmentedJournal;
import io.aisletide.journal.SnapshotStore;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A process that runs until it is killed, and tells over its output what was acknowledged and what state it is in. One that
 * finds a journal goes on with it, and first asks again for what was asked last.
 */
final class KilledChild {
    private static final int ASKED_AGAIN = 12;

    private KilledChild() {}

    /** Folder, seed, format, durability, mode, threads. */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        JournalledRun run = new JournalledRun(Long.parseLong(arguments[1]));
        Journal journal = SegmentedJournal.open(
                folder.resolve("events"), SegmentedJournal.Format.valueOf(arguments[2]), Durability.valueOf(arguments[3]));
        FleetEngineBuilder builder = run.builder()
                .journal(journal)
                .snapshots(new SnapshotStore(folder.resolve("snapshots")), 20)
                .mode(ThreadingMode.valueOf(arguments[4]))
                .threads(Integer.parseInt(arguments[5]));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        FleetEngine engine = journal.size() == 0 ? builder.build() : builder.recover();
        out.println("R " + engine.tick());
        for (long id = Math.max(0, engine.tick() - ASKED_AGAIN); id < engine.tick(); id++) {
            Command command = run.commandBefore(id);
            if (command != null) {
                out.println(acknowledged(engine.submit(id, command).join()));
            }
        }
        while (true) {
            Receipt receipt = run.command(engine);
            if (receipt != null) {
                out.println(acknowledged(receipt));
            }
            engine.advance(1);
            out.println("T " + engine.tick() + " " + engine.stateHash());
        }
    }

    private static String acknowledged(Receipt receipt) {
        return "A " + receipt.commandId() + " " + receipt.status() + " " + receipt.tick() + " " + receipt.affected() + " "
                + receipt.rerouted() + " " + receipt.stranded() + " " + receipt.extraCells();
    }
}
