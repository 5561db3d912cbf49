package io.aisletide.journal;

import io.aisletide.command.Command;
import io.aisletide.command.Command.ReleaseVerb;
import io.aisletide.command.CommandCodec;
import io.aisletide.command.Scope;
import io.aisletide.grid.Area;
import io.aisletide.grid.Direction;
import io.aisletide.grid.LoadClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A journal with every kind of record that there is, and what is in it as text. {@link #main} writes both to a folder: so the
 * fixture of a version of the schema is made, once, and from then on kept as it is.
 */
final class JournalFixture {
    static final String SEGMENT = "00000000000000000000.log";
    static final String TEXT = "records.txt";

    private static final int[] XS = {1, 9, 5, 2};
    private static final int[] YS = {2, 3, 8, 7};

    private final List<String> text = new ArrayList<>();
    private final CommandCodec codec = new CommandCodec();
    private final JournalNotes notes = new JournalNotes();
    private long commands;

    private JournalFixture() {}

    /** @param arguments the folder */
    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments[0]));
    }

    static void write(Path folder) throws IOException {
        JournalFixture fixture = new JournalFixture();
        try (SegmentedJournal journal =
                SegmentedJournal.open(folder, SegmentedJournal.Format.FILE, Durability.PROCESS)) {
            fixture.fill(journal);
        }
        Files.write(folder.resolve(TEXT), fixture.text);
    }

    private void fill(Journal journal) {
        JournalNotes.Begun begun = JournalNotes.Begun.now(5, -6652820442136531592L, 2820432095505105384L, 0, 2, 77, "0.9.0");
        append(journal, notes.encode(begun), begun.toString());
        long tick = 0;
        for (Command command : everyCommand()) {
            long id = ++commands;
            byte[] bytes = codec.encode(id, command);
            journal.append(new UnsafeBuffer(bytes), 0, bytes.length);
            text.add("Command " + id + " " + describe(command));
            UnsafeBuffer event = new UnsafeBuffer(new byte[CommandCodec.MAX_EVENT_BYTES]);
            journal.append(event, 0, codec.encodeTick(event, tick));
            text.add("Tick " + tick);
            tick++;
            boolean hashed = tick % 2 == 0;
            JournalNotes.State state = new JournalNotes.State(tick, tick * 1_000_003, hashed, hashed ? ~tick : 0);
            append(journal, notes.encodeState(tick, state.tally(), hashed, state.stateHash()), state.toString());
        }
        JournalNotes.State end = new JournalNotes.State(tick, -tick, true, Long.MIN_VALUE + tick);
        append(journal, notes.encodeEnded(tick, end.tally(), end.stateHash()), "End" + end);
    }

    private void append(Journal journal, int bytes, String described) {
        journal.append(notes.buffer(), 0, bytes);
        text.add(described);
    }

    private static List<Command> everyCommand() {
        Scope rectangle = Scope.rectangle(4, 5, 6, 7);
        Scope polygon = Scope.of(new Area.Polygon(XS, YS));
        Scope dock = Scope.zone("dock");
        List<Command> all = new ArrayList<>(List.of(
                new Command.Close(rectangle, Command.NEVER),
                new Command.Open(polygon.withLoad(LoadClass.EMPTY), 12),
                new Command.OneWay(dock, Direction.WEST, 7),
                new Command.Slow(rectangle, 3, Command.NEVER),
                new Command.Avoid(Scope.EVERYTHING, 9, 1),
                new Command.Prefer(polygon, 300),
                new Command.Evacuate(dock.withLoad(LoadClass.LOADED), 20),
                new Command.Redirect(Scope.EVERYTHING.withTag("kühl"), polygon),
                new Command.Pause(rectangle.withTag("kühl")),
                new Command.Resume(Scope.EVERYTHING),
                new Command.AddRobots(rectangle, 2, LoadClass.LOADED, "kühl"),
                new Command.AddRobots(dock, 1, LoadClass.EMPTY, null),
                new Command.RemoveRobots(rectangle, 1),
                new Command.Alarm(Scope.EVERYTHING, dock),
                new Command.Undo(1),
                new Command.Preview(new Command.Close(polygon, 5))));
        for (ReleaseVerb verb : ReleaseVerb.values()) {
            boolean answers = verb == ReleaseVerb.APPROVE || verb == ReleaseVerb.REJECT;
            all.add(new Command.Release(
                    verb, "route-2", answers ? "look" : null, "ada", "shift-lead", answers ? null : "Stau im Gang 12, schön langsam"));
        }
        all.add(new Command.VersionChecked("plan-route@2.0.0", 1, "9f86d081884c7d659a2feaa0c55ad015", null));
        all.add(new Command.VersionChecked("yield@1.1.0", 2, "", "yield@1.1.0 is refused: contract-tests: ..."));
        return all;
    }

    /** Records print their arrays by address. */
    static String describe(Command command) {
        StringBuilder described = new StringBuilder(command.toString().replaceAll("\\[I@[0-9a-f]+", "..."));
        Command plain = command instanceof Command.Preview preview ? preview.command() : command;
        corners(described, plain.scope());
        if (plain instanceof Command.Redirect redirect) {
            corners(described, redirect.target());
        } else if (plain instanceof Command.Alarm alarm) {
            corners(described, alarm.refuge());
        }
        return described.toString();
    }

    private static void corners(StringBuilder described, Scope scope) {
        if (scope.area() instanceof Area.Polygon polygon) {
            described.append(" xs=").append(Arrays.toString(polygon.xs())).append(" ys=").append(Arrays.toString(polygon.ys()));
        }
    }
}
