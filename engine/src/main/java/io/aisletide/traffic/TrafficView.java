package io.aisletide.traffic;

import io.aisletide.distance.Legs;
import io.aisletide.distance.Parallel;
import io.aisletide.distance.WayCost;
import io.aisletide.fleet.Robots;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Overlay;

/** What those who advise robots may read of the floor, on the engine's thread and in pieces of {@link #parallel} work. */
public final class TrafficView {
    private final Site site;
    private final TileLoad tileLoad;
    private final int patiencePoints;

    TrafficView(Site site, TileLoad tileLoad, int patiencePoints) {
        this.site = site;
        this.tileLoad = tileLoad;
        this.patiencePoints = patiencePoints;
    }

    public Floor floor() {
        return site.floor;
    }

    public Overlay overlay() {
        return site.overlay;
    }

    /** The tick that runs, or between ticks the one that runs next. */
    public long tick() {
        return site.tick;
    }

    /** Where the advised robots' records are; not to be written but for {@link Robots#ROUTE_SLOT_SHIFT}. */
    public Robots robots() {
        return site.robots;
    }

    /** Goal of a robot, whatever it drives to before. */
    public int goal(int robot) {
        return site.realGoal(robot);
    }

    public LoadClass load(int robot) {
        return site.load(robot);
    }

    /** Robots in a tile that may move, at the last count: a count is made every {@value TileLoad#REFRESH_TICKS} ticks. */
    public int robotsIn(int tile) {
        return tileLoad.robotsIn(tile);
    }

    /** Those of them with a goal that were about to stand still. */
    public int standingIn(int tile) {
        return tileLoad.standingIn(tile);
    }

    /** Whether there is surely no way; false says nothing. On the engine's thread. */
    public boolean isCutOff(int fromCell, int toCell, LoadClass load) {
        return !site.oracle.isPrepared(load) || site.oracle.isCutOff(fromCell, toCell, load);
    }

    /**
     * About how many ticks it takes a robot that has the floor to itself, by the columns that there are; by the cells between
     * and the turns that they ask for, where none reaches so far. On the engine's thread.
     *
     * @param heading ordinal of Direction
     */
    public int wayTicks(int fromCell, int heading, int goal, LoadClass load) {
        int known = site.oracle.isPrepared(load) ? site.oracle.wayUnits(fromCell, heading, goal, load) : Legs.NO_COLUMN;
        return Math.max(known, site.oracle.leastBetween(fromCell, heading, goal)) / WayCost.UNIT;
    }

    /** Points for each tick that a robot has stood, as fits this kind of floor. */
    public int patiencePoints() {
        return patiencePoints;
    }

    /** What a robot may ask of others that has stood so many ticks, when nobody says otherwise. */
    public int plainPoints(int stoodTicks) {
        return Math.min(YieldBatch.MAX_POINTS, stoodTicks * patiencePoints);
    }

    public Parallel parallel() {
        return site.workers;
    }

    /** Threads that share {@link #parallel} work. */
    public int threads() {
        return site.workers.size();
    }
}
