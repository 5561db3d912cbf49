package io.aisletide.sim.scenario;

import io.aisletide.grid.Area;
import io.aisletide.grid.Motion;
import io.aisletide.release.spec.ReleasePlan;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that determines a run, with all defaults filled in. Two equal scenarios on equal files give the same state
 * hash at every tick. Paths are resolved against the folder of the file.
 *
 * @param name short name, for folders and titles
 * @param description one line for people; may be empty
 * @param seed of all randomness
 * @param zones names of areas, in the order of the file
 * @param delivery which versions decide, and their releases
 * @param script commands in the order of their ticks; of equal ticks in the order of the file
 * @param source where each field stood, for complaints that need more than the file to find
 */
public record Scenario(
        String name,
        String description,
        long seed,
        Clock clock,
        FloorSpec floor,
        Map<String, Area> zones,
        FleetSpec fleet,
        DemandSpec demand,
        DeliverySpec delivery,
        List<ScriptedCommand> script,
        List<Expectation> expectations,
        Source source) {
    public static final String API_VERSION = "aisletide/v1";
    public static final String KIND = "Scenario";

    /** One cell at 1.5 m/s: see the physics in the documentation. */
    public static final long DEFAULT_TICK_NANOS = 667_000_000L;

    public Scenario {
        zones = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(zones));
        script = List.copyOf(script);
        expectations = List.copyOf(expectations);
    }

    /** With the built-in versions for good. */
    public Scenario(
            String name,
            String description,
            long seed,
            Clock clock,
            FloorSpec floor,
            Map<String, Area> zones,
            FleetSpec fleet,
            DemandSpec demand,
            List<ScriptedCommand> script,
            List<Expectation> expectations,
            Source source) {
        this(
                name, description, seed, clock, floor, zones, fleet, demand, DeliverySpec.NONE, script, expectations,
                source);
    }

    public Scenario withSeed(long newSeed) {
        return new Scenario(
                name, description, newSeed, clock, floor, zones, fleet, demand, delivery, script, expectations, source);
    }

    /** The same versions from the start to the end. */
    public Scenario withoutReleases() {
        DeliverySpec still = new DeliverySpec(delivery.stable(), delivery.versions(), ReleasePlan.EMPTY);
        return new Scenario(
                name, description, seed, clock, floor, zones, fleet, demand, still, script, expectations, source);
    }

    /** Longer or shorter. A warm-up that would leave nothing to measure becomes a third of the run. */
    public Scenario withDuration(int ticks) {
        int warmupTicks = clock.warmupTicks < ticks ? clock.warmupTicks : ticks / 3;
        Clock shorter = new Clock(clock.tickNanos, warmupTicks, ticks, Math.max(ticks, clock.plannedTicks));
        return new Scenario(
                name, description, seed, shorter, floor, zones, fleet, demand, delivery, script, expectations, source);
    }

    /**
     * @param tickNanos simulated length of a tick
     * @param warmupTicks ticks before figures of the steady state count
     * @param durationTicks ticks to run
     * @param plannedTicks ticks that commands and releases are laid out for; more than are run if the run was made shorter,
     *     and what lies between is not reached
     */
    public record Clock(long tickNanos, int warmupTicks, int durationTicks, int plannedTicks) {
        /** Runs all that is planned. */
        public Clock(long tickNanos, int warmupTicks, int durationTicks) {
            this(tickNanos, warmupTicks, durationTicks, durationTicks);
        }

        public double tickSeconds() {
            return tickNanos / 1e9;
        }
    }

    /** Where the floor comes from. */
    public sealed interface FloorSpec {
        /** A Kiva-style floor; measures as in {@link io.aisletide.grid.FloorPlan}, in cells. */
        record Generated(
                int width, int height, int blockColumns, int blockRows, int aisle, int stations, int chargers)
                implements FloorSpec {}

        /** Drawn in the file itself, a text for each row, with the symbols of {@link io.aisletide.grid.Floor#parse}. */
        record Drawn(List<String> rows) implements FloorSpec {
            public Drawn {
                rows = List.copyOf(rows);
            }
        }

        /** A MovingAI map file. */
        record MapFile(Path file) implements FloorSpec {}

        /** A League of Robot Runners problem, which brings its own robots and tasks. */
        record LeagueProblem(Path file) implements FloorSpec {}
    }

    /**
     * @param robots how many; {@link #ALL} takes as many as the placement has
     * @param loadedShare share of LOADED robots, 0 to 1
     * @param tags share of the robots that carry each tag, 0 to 1
     */
    public record FleetSpec(int robots, Motion motion, Placement placement, double loadedShare, Map<String, Double> tags) {
        public static final int ALL = 0;

        public FleetSpec {
            tags = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(tags));
        }
    }

    /** Where robots stand at first. */
    public sealed interface Placement {
        /** Anywhere that robots of their class may stand. */
        record Random() implements Placement {}

        /** In these cells, one after the other: x and y, and then maybe the ordinal of the direction faced (else east). */
        record At(List<int[]> cells) implements Placement {}

        /** As the file with the floor or the demand says (League problem, MovingAI scenario). */
        record Imported() implements Placement {}
    }

    /** Where robots go. */
    public sealed interface DemandSpec {
        /** For ever a random cell at most so far away, in cells along each axis. */
        record RandomGoals(int radius) implements DemandSpec {}

        /** Cells from a file of tasks, robot i takes task i + k * robots; see INTEROP, League of Robot Runners 2023. */
        record Tasks(Path file) implements DemandSpec {}

        /** One start and one goal a robot, from a MovingAI scenario. */
        record Scen(Path file) implements DemandSpec {}

        /** The tasks of the imported problem, by its own rules. */
        record Imported() implements DemandSpec {}

        /** These cells, x and y; of n robots, robot i takes those at i, i + n, ..., and then parks. */
        record Goals(List<int[]> cells) implements DemandSpec {}

        /** Nobody goes anywhere but by command. */
        record None() implements DemandSpec {}
    }
}
