package io.aisletide.sim.scenario;

import java.util.LinkedHashMap;
import java.util.Map;

/** The figures of a run that an expectation may speak of. The report fills them in under these names. */
public enum Metric {
    ROBOTS("robots", Unit.NUMBER),
    TICKS("ticks", Unit.NUMBER),
    COLLISIONS("collisions", Unit.NUMBER),
    LOST_ROBOTS("lostRobots", Unit.NUMBER),
    VIOLATIONS("violations", Unit.NUMBER),
    WALL("wall", Unit.SECONDS),
    STARTUP("startup", Unit.SECONDS),
    TICKS_PER_SECOND("ticksPerSecond", Unit.NUMBER),
    ROBOT_UPDATES_PER_SECOND("robotUpdatesPerSecond", Unit.NUMBER),
    REAL_TIME_FACTOR("realTimeFactor", Unit.NUMBER),
    PEAK_RSS("peakRss", Unit.BYTES),
    PEAK_HEAP("peakHeap", Unit.BYTES),
    ALLOCATED_PER_TICK("allocatedPerTick", Unit.BYTES),
    TICK_P50("tick.p50", Unit.SECONDS),
    TICK_P90("tick.p90", Unit.SECONDS),
    TICK_P99("tick.p99", Unit.SECONDS),
    TICK_P999("tick.p999", Unit.SECONDS),
    TICK_MAX("tick.max", Unit.SECONDS),
    REROUTE_P50("reroute.p50", Unit.SECONDS),
    REROUTE_P99("reroute.p99", Unit.SECONDS),
    REROUTE_P999("reroute.p999", Unit.SECONDS),
    REROUTE_MAX("reroute.max", Unit.SECONDS),
    ACCEPTED_P50("accepted.p50", Unit.SECONDS),
    ACCEPTED_P99("accepted.p99", Unit.SECONDS),
    ACCEPTED_MAX("accepted.max", Unit.SECONDS),
    COMMANDS("commands", Unit.NUMBER),
    REJECTED("rejected", Unit.NUMBER),
    AFFECTED("affected", Unit.NUMBER),
    GOALS_REACHED("goalsReached", Unit.NUMBER),
    TASKS_COMPLETED("tasksCompleted", Unit.NUMBER),
    GOALS_PER_TICK("goalsPerTick", Unit.NUMBER),
    IDEAL_GOALS_PER_TICK("idealGoalsPerTick", Unit.NUMBER),
    EFFICIENCY("efficiency", Unit.RATIO),
    WAITING_RATIO("waitingRatio", Unit.RATIO),
    STRANDED("stranded", Unit.NUMBER),
    DEADLOCKS_DETECTED("deadlocksDetected", Unit.NUMBER),
    DEADLOCKS_RESOLVED("deadlocksResolved", Unit.NUMBER),
    /** Releases whose version answers for everyone, or did until a later release. */
    PROMOTED("promoted", Unit.NUMBER),
    ROLLED_BACK("rolledBack", Unit.NUMBER),
    SUPERSEDED("superseded", Unit.NUMBER),
    /** Releases that were refused before they took traffic. */
    REFUSED_RELEASES("refusedReleases", Unit.NUMBER),
    PAUSED("paused", Unit.NUMBER),
    /** Releases that were under way, or not begun, at the end. */
    UNFINISHED("unfinished", Unit.NUMBER),
    TABLE_CHANGES("tableChanges", Unit.NUMBER),
    /** Ticks in which more robots asked a canary than its release allows. */
    OVER_CAP("overCap", Unit.NUMBER),
    /** Calls that a version answered after it was quarantined. */
    QUARANTINE_BREACHES("quarantineBreaches", Unit.NUMBER),
    /** Simulated time, of the release where it was longest. */
    FAULT_TO_ROLLBACK("faultToRollback", Unit.SECONDS),
    CALLS("calls", Unit.NUMBER),
    FAULTY_CALLS("faultyCalls", Unit.NUMBER);

    private static final Map<String, Metric> BY_NAME = new LinkedHashMap<>();

    static {
        for (Metric metric : values()) {
            BY_NAME.put(metric.text, metric);
        }
    }

    /** What the numbers are, and so which units a user may write behind them. */
    @SuppressWarnings("ImmutableEnumChecker") // the maps come from Map.of
    public enum Unit {
        /** A count or a rate; no unit. */
        NUMBER("no unit", Map.of("", 1.0)),
        /** A share of one; plain or in percent. */
        RATIO("no unit or %", Map.of("", 1.0, "%", 0.01)),
        SECONDS("a unit: ns, us, ms, s, m", Map.of("ns", 1e-9, "us", 1e-6, "ms", 1e-3, "s", 1.0, "m", 60.0)),
        BYTES(
                "a unit: B, kB, MB, GB, KiB, MiB, GiB",
                Map.of("B", 1.0, "kB", 1e3, "MB", 1e6, "GB", 1e9, "KiB", 1024.0, "MiB", 1048576.0, "GiB", 1073741824.0));

        private final String wanted;
        private final Map<String, Double> factors;

        Unit(String wanted, Map<String, Double> factors) {
            this.wanted = wanted;
            this.factors = factors;
        }

        String wanted() {
            return wanted;
        }

        /** What to multiply by, by unit as written. */
        Map<String, Double> factors() {
            return factors;
        }
    }

    private final String text;
    private final Unit unit;

    Metric(String text, Unit unit) {
        this.text = text;
        this.unit = unit;
    }

    /** Name in an expectation. */
    public String text() {
        return text;
    }

    public Unit unit() {
        return unit;
    }

    /** All names, and what they mean, in order. */
    static Map<String, Metric> byName() {
        return java.util.Collections.unmodifiableMap(BY_NAME);
    }
}
