package io.aisletide.sim.trial;

import io.aisletide.engine.ThreadingMode;
import io.aisletide.grid.Area;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.journal.Durability;
import io.aisletide.release.spec.TickRate;
import io.aisletide.sim.run.SiteBuilder;
import io.aisletide.sim.scenario.DeliverySpec;
import io.aisletide.sim.scenario.Scenario;
import io.aisletide.sim.scenario.Scenario.DemandSpec;
import io.aisletide.sim.scenario.Scenario.FleetSpec;
import io.aisletide.sim.scenario.Scenario.FloorSpec;
import io.aisletide.sim.scenario.Scenario.Placement;
import io.aisletide.sim.scenario.ScriptedCommand;
import io.aisletide.sim.scenario.Source;
import io.aisletide.sim.workload.Reach;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Makes a trial of a seed: floor, fleet, demand, commands at random moments, releases, and setups to compare, with journals,
 * snapshots and mishaps.
 */
public final class TrialGenerator {
    private static final int MOST_ROBOTS = 40;
    /** One event in so many is a command, the others are ticks. */
    private static final int EVENTS_PER_COMMAND = 40;

    private static final int MOST_MISHAPS = 3;
    private static final int LEAST_SNAPSHOT_TICKS = 7;
    /** Some records. */
    private static final int MOST_CUT_BYTES = 400;

    private static final List<String> TAGS = List.of("night", "heavy");

    private TrialGenerator() {}

    /** @param events ticks and commands together, at least 2 */
    public static Trial of(long seed, int events) {
        Random random = new Random(seed);
        Scenario bare = bare(random, seed, events);
        Floor floor = SiteBuilder.floorOf(bare);
        Map<String, Area> zones = new LinkedHashMap<>();
        RandomScript script = new RandomScript(random, floor, List.of("north", "south"), TAGS);
        zones.put("north", script.rectangle());
        zones.put("south", script.rectangle());
        int commands = events / EVENTS_PER_COMMAND;
        boolean released = random.nextInt(3) == 0;
        int releaseCommands = released ? Math.min(commands, commands / 4 + 1) : 0;
        int ticks = bare.clock().durationTicks();
        List<ScriptedCommand> all = new ArrayList<>(script.commands(commands - releaseCommands, ticks));
        DeliverySpec delivery = DeliverySpec.NONE;
        if (released) {
            RandomReleases releases = new RandomReleases(random, ticks);
            delivery = releases.delivery(new TickRate(bare.clock().tickNanos()));
            all.addAll(releases.commands(delivery, all.size() + 1L, releaseCommands));
            all.sort(Comparator.comparingInt(ScriptedCommand::atTick).thenComparingLong(ScriptedCommand::id));
        }
        Scenario whole = new Scenario(
                bare.name(),
                bare.description(),
                seed,
                bare.clock(),
                bare.floor(),
                zones,
                fleet(random, floor),
                bare.demand(),
                delivery,
                all,
                List.of(),
                bare.source());
        return new Trial(whole, List.of(Setup.PLAIN, setup(random, ticks)));
    }

    private static Scenario bare(Random random, long seed, int events) {
        FloorSpec floor = RandomFloor.any(random);
        int ticks = events - events / EVENTS_PER_COMMAND;
        DemandSpec demand = random.nextInt(10) == 0
                ? new DemandSpec.None()
                : new DemandSpec.RandomGoals(2 + random.nextInt(60));
        return new Scenario(
                "trial-" + seed,
                "",
                seed,
                new Scenario.Clock(Scenario.DEFAULT_TICK_NANOS, 0, ticks),
                floor,
                Map.of(),
                new FleetSpec(1, Motion.ROTATE, new Placement.Random(), 0, Map.of()),
                demand,
                List.of(),
                List.of(),
                new Source("trial " + seed, null));
    }

    private static FleetSpec fleet(Random random, Floor floor) {
        Reach reach = new Reach(floor);
        int roomForLoaded = reach.of(LoadClass.LOADED).connectedCells();
        int room = Math.min(MOST_ROBOTS, reach.of(LoadClass.EMPTY).connectedCells() / 3);
        int robots = 1 + random.nextInt(Math.max(1, room));
        double loaded = Math.min(random.nextInt(5) / 4.0, roomForLoaded / 3.0 / robots);
        Map<String, Double> tags = new LinkedHashMap<>();
        TAGS.forEach(tag -> tags.put(tag, random.nextInt(5) / 10.0));
        Motion motion = random.nextInt(3) == 0 ? Motion.PEBBLE : Motion.ROTATE;
        return new FleetSpec(robots, motion, new Placement.Random(), loaded, tags);
    }

    private static Setup setup(Random random, int ticks) {
        ThreadingMode mode = ThreadingMode.values()[random.nextInt(ThreadingMode.values().length)];
        long pieceSeed = random.nextInt(3) == 0 ? Setup.WHOLE : 1 + random.nextInt(1_000_000);
        Setup setup = new Setup(mode, 1 << random.nextInt(3), pieceSeed, random.nextBoolean(), Keeping.NOTHING, List.of());
        if (random.nextInt(2) == 0) {
            return setup;
        }
        Keeping keeping = keeping(random, ticks);
        int[] moments = random.ints(1 + random.nextInt(MOST_MISHAPS), 0, ticks)
                .map(tick -> soonAfterASnapshot(random, tick, keeping.snapshotEvery()))
                .sorted()
                .toArray();
        List<Mishap> mishaps = new ArrayList<>();
        for (int moment : moments) {
            mishaps.add(mishap(random, moment, keeping));
        }
        return setup.with(keeping).with(mishaps);
    }

    /** Half of the moments: then the journal may end before the snapshot does. */
    private static int soonAfterASnapshot(Random random, int tick, int every) {
        int after = random.nextInt(4);
        return every == 0 || tick < every || random.nextBoolean() ? tick : tick / every * every + after;
    }

    private static Keeping keeping(Random random, int ticks) {
        Durability durability = random.nextInt(3) == 0 ? Durability.DISK : Durability.PROCESS;
        int kind = random.nextInt(8);
        Keeping.Store store = kind < 2 ? Keeping.Store.MEMORY : kind < 6 ? Keeping.Store.FILE : Keeping.Store.CHRONICLE;
        boolean snapshots = store != Keeping.Store.MEMORY && random.nextInt(3) > 0;
        // Often enough that there are several, and seldom enough that there are ticks after the newest.
        int every = snapshots ? LEAST_SNAPSHOT_TICKS + random.nextInt(Math.max(1, ticks / 3)) : 0;
        return new Keeping(store, durability, every);
    }

    private static Mishap mishap(Random random, int atTick, Keeping keeping) {
        Mishap mishap = Mishap.killed(atTick);
        if (random.nextInt(2) == 0) {
            boolean syncs = keeping.isInFiles() && keeping.durability() == Durability.DISK;
            Mishap.End end = switch (random.nextInt(syncs ? 4 : 2)) {
                case 0 -> Mishap.End.DISK_FULL;
                case 1 -> Mishap.End.PAGE_LOST;
                default -> Mishap.End.SYNC_FAILED;
            };
            mishap = mishap.with(end).withAppends(random.nextInt(8));
        }
        switch (random.nextInt(5)) {
            case 0 -> mishap = mishap.with(Mishap.Damage.CUT).withPlace(random.nextInt(MOST_CUT_BYTES));
            case 1 -> mishap = mishap.with(Mishap.Damage.FLIPPED).withPlace(random.nextInt(MOST_CUT_BYTES * Byte.SIZE));
            default -> { }
        }
        return mishap.withSnapshotDamaged(keeping.snapshotEvery() > 0 && random.nextInt(3) == 0);
    }
}
