package io.aisletide.sim.cli;

import io.aisletide.engine.EngineObserver;
import io.aisletide.sim.report.Summary;
import io.aisletide.sim.run.Site;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Options of {@code run} that record the robots' moves as a League of Robot Runners plan. */
final class PlanOptions {
    @Option(names = "--plan", paramLabel = "FILE", description = "Write the moves as a League plan (JSON).")
    private @Nullable Path plan;

    Recording start(CommandLine command, Site site, boolean force) {
        return new Recording();
    }

    /** A recording under way. */
    static final class Recording implements AutoCloseable {
        List<EngineObserver> observers() {
            return List.of();
        }

        void finish(Summary summary) {}

        @Override
        public void close() {}
    }
}
