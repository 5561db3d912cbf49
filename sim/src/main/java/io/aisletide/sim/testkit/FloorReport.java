package io.aisletide.sim.testkit;

import io.aisletide.engine.ThreadingMode;
import io.aisletide.sim.scenario.Scenario;
import io.aisletide.sim.scenario.ScenarioWriter;
import io.aisletide.traffic.TrafficCounters;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a failed test says of its floor: where it stood, and how to get there again. */
final class FloorReport {
    private static final String OPENING = "the floor '";

    private FloorReport() {}

    /**
     * @param written the file that the scenario was written to; null puts its text into the report
     * @param demandIsCode the scenario cannot say where robots go
     */
    static String of(TestFloor floor, @Nullable Path written, boolean demandIsCode) {
        Scenario scenario = floor.replay();
        TrafficCounters counters = floor.engine().counters();
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%s%s': seed %d, tick %,d (%.1f s simulated), %,d robots (%s), %s, %d thread(s), Java %s%n",
                OPENING,
                scenario.name(),
                scenario.seed(),
                floor.tick(),
                floor.seconds(),
                floor.engine().robots().robotCount(),
                scenario.fleet().motion().name().toLowerCase(Locale.ROOT),
                name(floor.mode()),
                floor.threads(),
                Runtime.version().feature()));
        text.append(String.format(
                Locale.ROOT,
                "  %,d goals reached, %d deadlocks found, %d robots stranded, %d safety violations%s%n",
                counters.goalsReached,
                counters.deadlocksDetected,
                counters.strandedNow,
                floor.safety().violations(),
                floor.safety().first().isEmpty() ? "" : ": " + floor.safety().first().get(0)));
        if (demandIsCode) {
            return text.append("  its demand is code of the test, which no scenario file can hold: run the test again with this seed")
                    .toString();
        }
        text.append("  the same floor with the same commands, from Aisletide's folder:\n");
        String options = " --mode " + name(floor.mode()) + " --threads " + floor.threads();
        if (written != null) {
            return text.append("  ./aisletide run ").append(written.toAbsolutePath()).append(options).toString();
        }
        return text.append("cat > again.yaml <<'END'\n")
                .append(ScenarioWriter.write(scenario))
                .append("END\n./aisletide run again.yaml")
                .append(options)
                .toString();
    }

    /** Whether a failure carries a report already. */
    static boolean isIn(Throwable failure) {
        return String.valueOf(failure.getMessage()).contains(OPENING);
    }

    private static String name(ThreadingMode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }
}
