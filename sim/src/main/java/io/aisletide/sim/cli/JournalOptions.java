package io.aisletide.sim.cli;

import io.aisletide.journal.Durability;
import io.aisletide.journal.SegmentedJournal;
import io.aisletide.sim.run.RunJournal;
import io.aisletide.sim.scenario.Scenario;
import io.aisletide.sim.scenario.Timespan;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options of {@code run} that make it survive its process. */
final class JournalOptions {
    private static final String DEFAULT_SNAPSHOT_EVERY = "200t";
    private static final String DEFAULT_HASH_EVERY = "64t";

    @Option(names = "--journal", paramLabel = "DIR", description = {
        "Write every event to a journal in DIR before it takes effect, and snapshots beside it: the run can be continued after "
                + "its process was killed ('aisletide recover DIR') and repeated ('aisletide replay DIR')."
    })
    private @Nullable Path folder;

    @Option(names = "--durability", paramLabel = "process|disk", description = {
        "What an acknowledged command survives: the death of the process, or, synced to the disk in groups, of the power too; "
                + "default: process."
    })
    private @Nullable Durability durability;

    @Option(names = "--journal-format", paramLabel = "chronicle|file", description =
            "A Chronicle queue, or a plain file; default: chronicle.")
    private SegmentedJournal.@Nullable Format format;

    @Option(names = "--snapshot-every", paramLabel = "D", description =
            "From one snapshot to the next: 200t (ticks), 5m; default: " + DEFAULT_SNAPSHOT_EVERY + ".")
    private @Nullable String snapshotEvery;

    @Option(names = "--hash-every", paramLabel = "D", description = {
        "From one state hash in the journal to the next, for 'replay --check'; a hash over sums is there for each tick; "
                + "default: " + DEFAULT_HASH_EVERY + "."
    })
    private @Nullable String hashEvery;

    /** Results go to a folder that appears as a whole at the end, and a journal grows in its own from the start. */
    void requireApartFrom(CommandLine command, @Nullable Path results) {
        if (folder == null || results == null) {
            return;
        }
        Path journal = folder.toAbsolutePath().normalize();
        Path out = results.toAbsolutePath().normalize();
        if (journal.startsWith(out) || out.startsWith(journal)) {
            throw new ParameterException(command, "--journal " + folder + " and the folder of the results, " + results
                    + ", lie in each other; give each a place of its own");
        }
    }

    /** @return null if nobody asked for a journal */
    @Nullable RunJournal begin(CommandLine command, Scenario scenario) {
        if (folder == null) {
            if (durability != null || format != null || snapshotEvery != null || hashEvery != null) {
                throw new ParameterException(
                        command, "--durability, --journal-format, --snapshot-every and --hash-every need --journal DIR");
            }
            return null;
        }
        RunJournal.Settings settings = new RunJournal.Settings(
                format == null ? SegmentedJournal.Format.CHRONICLE : format,
                durability == null ? Durability.PROCESS : durability,
                ticks(command, "--snapshot-every", snapshotEvery, DEFAULT_SNAPSHOT_EVERY, scenario),
                ticks(command, "--hash-every", hashEvery, DEFAULT_HASH_EVERY, scenario));
        return RunJournal.begin(folder, scenario, settings);
    }

    private static int ticks(
            CommandLine command, String option, @Nullable String given, String otherwise, Scenario scenario) {
        try {
            int ticks = Timespan.parse(given == null ? otherwise : given).toTicks(scenario.clock().tickNanos());
            if (ticks < 1) {
                throw new IllegalArgumentException("at least 1t");
            }
            return ticks;
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(command, option + ": " + wrong.getMessage(), wrong);
        }
    }
}
