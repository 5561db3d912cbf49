package io.aisletide.sim.cli;

import io.aisletide.engine.EngineObserver;
import io.aisletide.engine.FleetEngine;
import io.aisletide.engine.FleetEngineBuilder;
import io.aisletide.engine.RecoveryReport;
import io.aisletide.journal.Journal;
import io.aisletide.journal.JournalException;
import io.aisletide.journal.Snapshot;
import io.aisletide.journal.SnapshotStore;
import io.aisletide.sim.run.RunJournal;
import io.aisletide.sim.run.Site;
import io.aisletide.sim.run.SiteBuilder;
import io.aisletide.sim.scenario.Scenario;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aisletide replay DIR}: runs a journal again, and tells where the two are not the same. */
@Command(name = "replay", description = {
    "Runs the events of a journal again, and compares the state after each tick.",
    "It compares with what the journal has noted; nobody is waited for, and nothing is written."
})
final class ReplayCommand implements Callable<Integer> {
    private static final int MOST_DIFFERENCES = 20;

    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The folder that 'aisletide run FILE --journal DIR' has written.")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private Path folder;

    @Option(names = "--to", paramLabel = "TICK", description = "Stop before that tick; default: the end of the journal.")
    private @Nullable Long toTick;

    @Option(names = "--check", description = {
        "If the replay is not what was recorded, fail, and say what differs at the first snapshot after that."
    })
    private boolean check;

    @Mixin
    private final ThreadOptions threads = new ThreadOptions();

    ReplayCommand(Aisletide program) {
        terminal = program.terminal();
    }

    @Override
    public Integer call() {
        if (toTick != null && toTick < 0) {
            throw new ParameterException(spec.commandLine(), "--to is at least 0, not " + toTick);
        }
        threads.check(spec.commandLine());
        Scenario scenario = RunJournal.scenarioOf(folder);
        long to = toTick == null ? Long.MAX_VALUE : toTick;
        try (Journal events = RunJournal.eventsOf(folder)) {
            if (events.cut() != null) {
                terminal.error("left out: " + events.cut());
            }
            long startNanos = System.nanoTime();
            try (FleetEngine engine = builder(scenario).replay(events, to, null)) {
                RecoveryReport report = engine.recovery();
                if (report == null) {
                    throw new IllegalStateException("a replay without a report");
                }
                tell(engine, report, (System.nanoTime() - startNanos) / 1e9);
                if (report.difference() == null) {
                    if (toTick != null && engine.tick() < toTick) {
                        terminal.warn("the journal ends before tick " + engine.tick() + ": --to " + toTick + " lies behind its end");
                    }
                    return ExitCode.OK;
                }
                explain(scenario, events, report.difference());
                return check ? ExitCode.FAILED : ExitCode.OK;
            }
        }
    }

    private FleetEngineBuilder builder(Scenario scenario) {
        Site site = SiteBuilder.build(scenario);
        return site.engine().threads(threads.count()).observer(new EngineObserver() {
            @Override
            public void beginning(FleetEngine engine, long tick) {
                site.loads().ask(engine.robots());
            }
        });
    }

    private void tell(FleetEngine engine, RecoveryReport report, double seconds) {
        terminal.out().println(String.format(
                Locale.ROOT,
                "replayed: tick %d, %,d events in %.1f s (%,.0f ticks/s), state hash %016x, %,d robots, %,d goals",
                engine.tick(),
                report.events(),
                seconds,
                engine.tick() / seconds,
                engine.stateHash(),
                engine.robots().robotCount(),
                engine.counters().goalsReached));
        if (report.difference() == null) {
            terminal.out().println(String.format(
                    Locale.ROOT, "the same as recorded at all %,d moments that the journal has noted", report.compared()));
        }
    }

    private void explain(Scenario scenario, Journal events, RecoveryReport.Difference difference) {
        terminal.error("differs from what was recorded: first seen after tick " + difference.tick() + " (state hash equal after tick "
                + difference.equalTick() + "): " + difference.what());
        if (!check) {
            return;
        }
        Snapshot recorded = snapshotFrom(difference.tick());
        if (recorded == null) {
            terminal.error("no snapshot from there on says what differs");
            return;
        }
        List<String> differences = builder(scenario).compare(events, recorded);
        terminal.error("against the snapshot of tick " + recorded.tick() + ":"
                + (differences.isEmpty() ? " nothing differs any more" : ""));
        differences.stream().limit(MOST_DIFFERENCES).forEach(each -> terminal.err().println("  " + each));
        if (differences.size() > MOST_DIFFERENCES) {
            terminal.err().println("  and " + (differences.size() - MOST_DIFFERENCES) + " more");
        }
    }

    /** The first snapshot that is not older. */
    private @Nullable Snapshot snapshotFrom(long tick) {
        SnapshotStore store = RunJournal.snapshotsOf(folder);
        Snapshot found = null;
        for (Path file : store.newestFirst()) {
            try {
                Snapshot snapshot = store.read(file);
                if (snapshot.tick() >= tick) {
                    found = snapshot;
                }
            } catch (JournalException damaged) {
                terminal.error(String.valueOf(damaged.getMessage()));
            }
        }
        return found;
    }
}
