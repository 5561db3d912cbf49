package io.aisletide.sim.cli;

import io.aisletide.engine.ThreadingMode;
import io.aisletide.sim.report.OutputFolder;
import io.aisletide.sim.scenario.Scenario;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of whatever runs a scenario to its end: how, and where the results go. */
final class RunOptions {
    @Option(names = "--out", paramLabel = "DIR", description =
            "Folder for the results; 'none' writes no files. Default: runs/NAME-TIME.")
    private @Nullable String out;

    @Option(names = "--force", description = "Replace an output folder of an earlier run.")
    private boolean force;

    @Mixin
    private final ThreadOptions threads = new ThreadOptions();

    @Option(names = "--mode", paramLabel = "fused|staged", defaultValue = "fused", description =
            "How the engine's stages share threads; default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // has a default
    private ThreadingMode mode;

    @Option(names = "--progress", paramLabel = "STYLE", defaultValue = "auto", description =
            "auto, plain, json or none; default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // has a default
    private Progress.Style progress;

    /** Looks at the options before anything expensive is done. */
    void check(CommandLine command) {
        threads.check(command);
    }

    int threads() {
        return threads.count();
    }

    ThreadingMode mode() {
        return mode;
    }

    boolean force() {
        return force;
    }

    Progress.Style progress() {
        return progress;
    }

    /** Where the results go; null if nothing shall be written. */
    @Nullable Path results(Scenario scenario) {
        return RunReport.folderName(scenario, out);
    }

    /** Begins the folder; null for none. */
    @Nullable OutputFolder folder(@Nullable Path results) {
        return results == null ? null : OutputFolder.prepare(results, force);
    }
}
