package io.aisletide.sim.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How many threads a tick has. */
final class ThreadOptions {
    /** Beyond any machine; each thread has memory of its own. */
    private static final int MOST_THREADS = 256;

    @Option(names = "--threads", paramLabel = "N", description = "Threads of a tick; default: all processors.")
    private @Nullable Integer threads;

    /** Looks at the option before anything expensive is done. */
    void check(CommandLine command) {
        if (threads != null && (threads < 1 || threads > MOST_THREADS)) {
            throw new ParameterException(command, threads < 1
                    ? "--threads is at least 1, not " + threads
                    : "--threads is at most " + MOST_THREADS + ", not " + threads + "; more than there are processors gain nothing");
        }
    }

    int count() {
        return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    }
}
