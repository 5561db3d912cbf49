package io.aisletide.sim.trial;

import io.aisletide.grid.Area;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
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
    /** Where there are releases, which take many decisions to be judged by. */
    private static final int MOST_RELEASE_ROBOTS = 60;

    private static final int LONGEST_WAY = 60;
    private static final int LONGEST_RELEASE_WAY = 12;
    /** One event in so many is a command, the others are ticks. */
    private static final int EVENTS_PER_COMMAND = 40;

    private static final List<String> TAGS = List.of("night", "heavy");

    private TrialGenerator() {}

    /** @param events ticks and commands together, at least 2 */
    public static Trial of(long seed, int events) {
        Random random = new Random(seed);
        boolean released = random.nextInt(3) > 0;
        Scenario bare = bare(random, seed, events, released ? LONGEST_RELEASE_WAY : LONGEST_WAY);
        Floor floor = SiteBuilder.floorOf(bare);
        Map<String, Area> zones = new LinkedHashMap<>();
        RandomScript script = new RandomScript(random, floor, List.of("north", "south"), TAGS);
        zones.put("north", script.rectangle());
        zones.put("south", script.rectangle());
        int commands = events / EVENTS_PER_COMMAND;
        int releaseCommands = released ? Math.min(commands, commands / 6 + 1) : 0;
        int ticks = bare.clock().durationTicks();
        List<ScriptedCommand> all = new ArrayList<>(script.commands(commands - releaseCommands, ticks));
        DeliverySpec delivery = DeliverySpec.NONE;
        List<Integer> busyFrom = new ArrayList<>();
        if (released) {
            RandomReleases releases = new RandomReleases(random, ticks);
            delivery = releases.delivery(new TickRate(bare.clock().tickNanos()));
            List<ScriptedCommand> asked = releases.commands(delivery, all.size() + 1L, releaseCommands);
            asked.forEach(command -> busyFrom.add(command.atTick()));
            delivery.plan().releases().forEach(release -> busyFrom.add((int) Math.max(0, release.atTick())));
            all.addAll(asked);
            all.sort(Comparator.comparingInt(ScriptedCommand::atTick).thenComparingLong(ScriptedCommand::id));
        }
        Scenario whole = new Scenario(
                bare.name(),
                bare.description(),
                seed,
                bare.clock(),
                bare.floor(),
                zones,
                fleet(random, floor, released),
                bare.demand(),
                delivery,
                all,
                List.of(),
                bare.source());
        return new Trial(whole, List.of(Setup.PLAIN, new RandomSetup(random, ticks, busyFrom).next()));
    }

    private static Scenario bare(Random random, long seed, int events, int longestWay) {
        FloorSpec floor = RandomFloor.any(random);
        int ticks = events - events / EVENTS_PER_COMMAND;
        DemandSpec demand = random.nextInt(10) == 0
                ? new DemandSpec.None()
                : new DemandSpec.RandomGoals(2 + random.nextInt(longestWay));
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

    private static FleetSpec fleet(Random random, Floor floor, boolean released) {
        Reach reach = new Reach(floor);
        int roomForLoaded = reach.of(LoadClass.LOADED).connectedCells();
        int room = Math.min(released ? MOST_RELEASE_ROBOTS : MOST_ROBOTS, reach.of(LoadClass.EMPTY).connectedCells() / 3);
        int least = released && random.nextInt(4) > 0 ? room / 2 : 0;
        int robots = least + 1 + random.nextInt(Math.max(1, room - least));
        double loaded = Math.min(random.nextInt(5) / 4.0, roomForLoaded / 3.0 / robots);
        Map<String, Double> tags = new LinkedHashMap<>();
        TAGS.forEach(tag -> tags.put(tag, random.nextInt(5) / 10.0));
        Motion motion = random.nextInt(3) == 0 ? Motion.PEBBLE : Motion.ROTATE;
        return new FleetSpec(robots, motion, new Placement.Random(), loaded, tags);
    }
}
