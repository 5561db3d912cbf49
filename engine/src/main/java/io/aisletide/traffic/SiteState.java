package io.aisletide.traffic;

import io.aisletide.distance.Legs;
import io.aisletide.fleet.Robots;
import io.aisletide.state.StateImage;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import java.nio.IntBuffer;

/**
 * Robots, clock and sums of a {@link Site} as bytes.
 *
 * <p>Which number a goal field has depends on timing, so a leg that follows one is written without it: the
 * robot's goal and load class tell what the field holds. Reservations are not written, they follow from the
 * plans. So equal states give equal bytes.
 */
final class SiteState {
    private static final String SUMS = "sums";
    private static final int CHUNK = 2048;

    private SiteState() {}

    static void save(Site site, RobotList wayless, StateImage to) {
        TrafficCounters sums = site.counters;
        StateWriter section = to.section(SUMS)
                .putLong(site.tick)
                .putInt(site.robots.limit())
                .putInt(site.robots.count())
                .putLong(sums.goalsReached)
                .putLong(sums.waits)
                .putLong(sums.drivingTicks)
                .putLong(sums.moves)
                .putLong(sums.turns)
                .putLong(sums.deadlocksDetected)
                .putLong(sums.deadlocksResolved)
                .putInt(sums.strandedNow)
                .putInt(sums.pausedNow)
                .putInt(sums.unadvisedNow);
        wayless.save(section);
        saveRobots(site, to.section(TrafficWorld.ROBOTS_SECTION, Robots.STRIDE * Integer.BYTES));
    }

    /** Half of what a floor keeps, and the floor waits: so on all threads. */
    private static void saveRobots(Site site, StateWriter section) {
        int limit = site.robots.limit();
        IntBuffer room = section.roomForInts(limit * Robots.STRIDE);
        int chunks = (limit + CHUNK - 1) / CHUNK;
        site.workers.forEach(chunks, (chunk, worker) ->
                saveRobots(site.robots.data(), chunk * CHUNK, Math.min(limit, (chunk + 1) * CHUNK), room));
    }

    private static void saveRobots(int[] data, int from, int to, IntBuffer room) {
        int first = from << Robots.SHIFT;
        room.put(first, data, first, to - from << Robots.SHIFT);
        for (int record = first; record < to << Robots.SHIFT; record += Robots.STRIDE) {
            for (int field = Robots.LEG; field <= Robots.NEXT_LEG; field++) {
                if (Legs.leadsToGoal(data[record + field])) {
                    room.put(record + field, Legs.TO_GOAL);
                }
            }
        }
    }

    /** The tick that a saved floor was to run next. */
    static long tickOf(StateImage saved) {
        return saved.read(SUMS).getLong();
    }

    /** The oracle's tables are there already. */
    static void restore(Site site, RobotList wayless, StateImage from) {
        StateReader section = from.read(SUMS);
        site.tick = section.getLong();
        int limit = section.getInt();
        site.robots.reset(limit, section.getInt());
        TrafficCounters sums = site.counters;
        sums.goalsReached = section.getLong();
        sums.waits = section.getLong();
        sums.drivingTicks = section.getLong();
        sums.moves = section.getLong();
        sums.turns = section.getLong();
        sums.deadlocksDetected = section.getLong();
        sums.deadlocksResolved = section.getLong();
        sums.strandedNow = section.getInt();
        sums.pausedNow = section.getInt();
        sums.unadvisedNow = section.getInt();
        wayless.restore(section);
        from.read(TrafficWorld.ROBOTS_SECTION).getInts(site.robots.data(), 0, limit * Robots.STRIDE);
        Plans plans = new Plans(site);
        site.workers.forEach((limit + CHUNK - 1) / CHUNK, (chunk, worker) -> {
            int end = Math.min(limit, (chunk + 1) * CHUNK);
            for (int robot = chunk * CHUNK; robot < end; robot++) {
                if (site.robots.isPresent(robot)) {
                    takeGoalFields(site, robot, worker);
                    plans.reserve(robot);
                }
            }
        });
    }

    private static void takeGoalFields(Site site, int robot, int worker) {
        for (int field = Robots.LEG; field <= Robots.NEXT_LEG; field++) {
            if (Legs.leadsToGoal(site.robots.get(robot, field))) {
                int goal = site.robots.get(robot, Robots.GOAL);
                site.robots.set(robot, field, site.oracleWorkers[worker].goalLeg(goal, site.load(robot)));
            }
        }
    }
}
