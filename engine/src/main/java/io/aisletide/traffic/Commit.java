package io.aisletide.traffic;

import io.aisletide.distance.Legs;
import io.aisletide.fleet.Robots;
import io.aisletide.grid.Floor;
import io.aisletide.grid.Motion;
import java.util.Arrays;

/**
 * Does the first action of every plan. All plans together are free of conflicts, so robots are moved independently of
 * each other, in chunks of consecutive numbers shared among the workers; what is found on the way is collected by chunk
 * and handed on in the order of the numbers.
 */
final class Commit {
    private static final int CHUNK = 2048;

    private final Site site;
    private Tally[] tallies = new Tally[0];
    private int chunks;
    /** Whether anybody wants to know who stands. */
    private boolean noteStanding;

    /** What one chunk has counted. */
    private static final class Tally {
        int driving;
        int waits;
        int moves;
        int turns;
        final RobotList arrived = new RobotList();
        final RobotList wayless = new RobotList();
        final RobotList stood = new RobotList();

        void clear() {
            driving = 0;
            waits = 0;
            moves = 0;
            turns = 0;
            arrived.clear();
            wayless.clear();
            stood.clear();
        }
    }

    Commit(Site site) {
        this.site = site;
    }

    /**
     * Moves all robots by one action and goes on to the next tick.
     *
     * @param arrived robots now in their goal's cell are added, ascending
     * @param wayless robots that have a goal and did not find a leg are added, ascending
     * @param stood robots that waited on their way are added, ascending, if {@link #noteStanding}
     */
    void run(RobotList arrived, RobotList wayless, RobotList stood) {
        Reservations reservations = site.reservations;
        long over = site.tick;
        site.workers.forEach(reservations.stripes(), (i, w) -> reservations.passStripe(over, i));
        chunks = (site.robots.limit() + CHUNK - 1) / CHUNK;
        ensureTallies();
        site.workers.forEach(chunks, this::moveChunk);
        site.tick++;
        TrafficCounters counters = site.counters;
        for (int i = 0; i < chunks; i++) {
            Tally tally = tallies[i];
            counters.drivingTicks += tally.driving;
            counters.waits += tally.waits;
            counters.moves += tally.moves;
            counters.turns += tally.turns;
            arrived.addAll(tally.arrived);
            wayless.addAll(tally.wayless);
            stood.addAll(tally.stood);
        }
    }

    void noteStanding() {
        noteStanding = true;
    }

    private void ensureTallies() {
        int had = tallies.length;
        if (had < chunks) {
            tallies = Arrays.copyOf(tallies, chunks);
            for (int i = had; i < chunks; i++) {
                tallies[i] = new Tally();
            }
        }
    }

    private void moveChunk(int chunk, int worker) {
        int[] data = site.robots.data();
        int end = Math.min(site.robots.limit(), (chunk + 1) * CHUNK);
        Tally tally = tallies[chunk];
        tally.clear();
        for (int robot = chunk * CHUNK; robot < end; robot++) {
            int record = robot << Robots.SHIFT;
            int flags = data[record + Robots.FLAGS];
            if ((flags & Robots.PRESENT) == 0) {
                continue;
            }
            int goal = data[record + Robots.GOAL];
            int action = data[record + Robots.PLAN] & Operations.ACTION_MASK;
            if (goal >= 0) {
                countDriving(data, robot, flags, action, tally);
                if (isWayless(data, record, flags)) {
                    tally.wayless.add(robot);
                }
            }
            if (action != Operations.WAIT) {
                act(data, record, action, worker, tally);
            }
            data[record + Robots.PLAN] >>>= Operations.ACTION_BITS;
            if (data[record + Robots.CELL] == goal) {
                site.dropLegs(robot, worker);
                tally.arrived.add(robot);
            }
        }
    }

    private void countDriving(int[] data, int robot, int flags, int action, Tally tally) {
        if ((flags & (Robots.PAUSED | Robots.STRANDED)) == 0) {
            tally.driving++;
            if (action == Operations.WAIT) {
                data[(robot << Robots.SHIFT) + Robots.STALLED]++;
                tally.waits++;
                if (noteStanding) {
                    tally.stood.add(robot);
                }
            }
        }
    }

    /** Planning has looked for a leg of every robot that may move; who has none now needs help. */
    private static boolean isWayless(int[] data, int record, int flags) {
        return (flags & Robots.WANTS_COLUMN) != 0
                || data[record + Robots.LEG] < 0 && (flags & (Robots.PAUSED | Robots.STRANDED)) == 0;
    }

    private void act(int[] data, int record, int action, int worker, Tally tally) {
        int cell = data[record + Robots.CELL];
        int heading = data[record + Robots.HEADING];
        int next = cell;
        if (site.motion == Motion.PEBBLE) {
            int direction = action - Operations.STEP;
            next = site.floor.neighbour(cell, direction);
            data[record + Robots.HEADING] = direction;
            tally.moves++;
        } else if (action == Operations.FORWARD) {
            next = site.floor.neighbour(cell, heading);
            tally.moves++;
        } else {
            data[record + Robots.HEADING] = heading + (action == Operations.RIGHT ? 1 : 3) & 3;
            tally.turns++;
        }
        data[record + Robots.CELL] = next;
        if ((next ^ cell) >>> Floor.TILE_SHIFT != 0) {
            changeTile(data, record, next >>> Floor.TILE_SHIFT, worker);
        }
    }

    /** The next leg becomes the leg, if it belongs to this tile; else one is chosen when it is needed. */
    private void changeTile(int[] data, int record, int tile, int worker) {
        site.giveBack(data[record + Robots.LEG], worker);
        int next = data[record + Robots.NEXT_LEG];
        boolean follows;
        if (Legs.leadsToGoal(next)) {
            follows = tile == data[record + Robots.GOAL] >>> Floor.TILE_SHIFT;
            if (!follows) {
                site.giveBack(next, worker);
            }
        } else {
            follows = next >= 0 && Legs.tileOf(next) == tile;
        }
        data[record + Robots.LEG] = follows ? next : Legs.NO_LEG;
        data[record + Robots.NEXT_LEG] = Legs.NO_LEG;
    }
}
