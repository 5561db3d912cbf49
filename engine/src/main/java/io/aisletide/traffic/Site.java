package io.aisletide.traffic;

import io.aisletide.distance.Legs;
import io.aisletide.distance.OracleWorker;
import io.aisletide.distance.TiledDistanceOracle;
import io.aisletide.fleet.Robots;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.grid.Overlay;

/** What the parts of one floor in motion share. Written by the engine's thread; the tick's workers read it. */
final class Site {
    final Floor floor;
    final Motion motion;
    final Overlay overlay;
    final TiledDistanceOracle oracle;
    final TickWorkers workers;
    /** Scratch of the oracle, by worker; the first is the engine thread's own. */
    final OracleWorker[] oracleWorkers;

    final Robots robots = new Robots(1024);
    final Reservations reservations;
    final TrafficCounters counters = new TrafficCounters();
    TrafficListener listener = TrafficListener.NONE;
    /** The tick that runs, or between ticks the one that runs next. */
    long tick;

    Site(Floor floor, Motion motion, Overlay overlay, TiledDistanceOracle oracle, int window, int threads) {
        this.floor = floor;
        this.motion = motion;
        this.overlay = overlay;
        this.oracle = oracle;
        workers = new TickWorkers(threads);
        oracleWorkers = new OracleWorker[threads];
        for (int i = 0; i < threads; i++) {
            oracleWorkers[i] = oracle.worker();
        }
        reservations = new Reservations(floor.cellCapacity(), window);
    }

    LoadClass load(int robot) {
        return robots.has(robot, Robots.LOADED) ? LoadClass.LOADED : LoadClass.EMPTY;
    }

    /** Where the robot really has to go, whether or not it takes a detour just now. */
    int realGoal(int robot) {
        return robots.get(robot, robots.has(robot, Robots.DETOUR) ? Robots.REAL_GOAL : Robots.GOAL);
    }

    /** What the robot's way is chosen by. */
    int costClass(int robot) {
        return robots.bits(robot, Robots.COST_CLASS_SHIFT, Robots.COST_CLASS_MASK);
    }

    /** Marks the robot's goal as out of reach, or not. */
    void setStranded(int robot, boolean stranded) {
        if (robots.has(robot, Robots.STRANDED) != stranded) {
            robots.flag(robot, Robots.STRANDED, stranded);
            counters.strandedNow += stranded ? 1 : -1;
            if (!stranded && robots.has(robot, Robots.UNADVISED)) {
                robots.flag(robot, Robots.UNADVISED, false);
                counters.unadvisedNow--;
            }
        }
    }

    /** Gives a robot its real goal back; its legs must have been dropped. */
    void endDetour(int robot) {
        robots.set(robot, Robots.GOAL, realGoal(robot));
        robots.flag(robot, Robots.DETOUR, false);
        robots.set(robot, Robots.STALLED, 0);
        setStranded(robot, false);
    }

    /** Forgets the legs of a robot; the lease takes its goal fields back. */
    void dropLegs(int robot, int worker) {
        int[] data = robots.data();
        int record = robot << Robots.SHIFT;
        for (int field = Robots.LEG; field <= Robots.NEXT_LEG; field++) {
            giveBack(data[record + field], worker);
            data[record + field] = Legs.NO_LEG;
        }
    }

    /** Gives back the goal field of a leg, if that is what it follows. */
    void giveBack(int leg, int worker) {
        if (Legs.leadsToGoal(leg)) {
            oracleWorkers[worker].lease.giveBack(Legs.goalField(leg));
        }
    }
}
