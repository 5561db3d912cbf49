package io.aisletide.distance;

import static io.aisletide.distance.Legs.GOAL_HERE;
import static io.aisletide.distance.Legs.NO_COLUMN;
import static io.aisletide.distance.Legs.NO_LEG;
import static io.aisletide.distance.Legs.TO_GOAL;

import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;

/**
 * What one thread chooses ways with, for one robot after another: each leg as it is needed, and a field of the goal in the goal's own tile.
 * Threads: each has its own, see {@link TiledDistanceOracle#worker}.
 */
public final class OracleWorker {
    /** Where this thread takes fields of goals from, and gives them back to. */
    public final GoalFields.Lease lease;

    final TileWave fieldWave;
    private final TiledDistanceOracle oracle;
    private final GoalFields goalFields;
    private final GoalWave goalWave = new GoalWave();
    private final LegChooser chooser;

    OracleWorker(TiledDistanceOracle oracle) {
        this.oracle = oracle;
        goalFields = oracle.goalFields();
        lease = goalFields.lease();
        fieldWave = new TileWave(oracle.motion);
        chooser = new LegChooser(oracle, goalWave);
    }

    /**
     * The leg to take from here, ready to be followed: as {@link #chooseLeg} says, and where that is the goal itself,
     * with a field of it. If the goal's own tile has no way to it from here, a way round through others.
     */
    public int takeLeg(int cell, int heading, int goal, LoadClass load, int last) {
        return takeLeg(cell, heading, goal, load, last, CostClass.SHORTEST);
    }

    /** The same for a robot of that {@link CostClass}. */
    public int takeLeg(int cell, int heading, int goal, LoadClass load, int last, int costClass) {
        int leg = chooser.choose(cell, heading, goal, load, last, costClass);
        if (leg != GOAL_HERE) {
            return leg;
        }
        int field = takeGoalField(goal, load);
        if (goalFields.raw(field, cell & Floor.LOCAL_MASK) != GoalFields.NO_WAY) {
            return TO_GOAL | field;
        }
        lease.giveBack(field);
        return chooser.chooseWayOut(cell, heading, goal, load, NO_LEG, CostClass.SHORTEST);
    }

    /**
     * The leg to take from here.
     *
     * @param last portal by which the robot comes in, or {@link Legs#NO_LEG}. Only portals beyond which less
     *     remains than beyond that one are taken, so what remains falls with every tile and nobody drives in circles, however
     *     the estimates of neighbouring tiles disagree
     * @return a portal slot, {@link Legs#GOAL_HERE}, {@link Legs#NO_LEG} or {@link Legs#NO_COLUMN}
     */
    public int chooseLeg(int cell, int heading, int goal, LoadClass load, int last) {
        return chooser.choose(cell, heading, goal, load, last, CostClass.SHORTEST);
    }

    /**
     * {@link TiledDistanceOracle#wayUnits}, but exact in the goal's tile too, where turns do not count. If the tile itself
     * has no way to the goal, one round through others, as far as its first portal leads back into the goal's region.
     */
    public int wayUnits(int cell, int heading, int goal, LoadClass load) {
        Portals of = oracle.portals(load);
        int tile = cell >>> Floor.TILE_SHIFT;
        if (tile == goal >>> Floor.TILE_SHIFT && cell != goal && of.regions.leadsInTile(cell, goal)) {
            int units = unitsInTile(of.steps(tile), cell, goal);
            if (units != NO_LEG) {
                return units;
            }
            GoalColumn column = oracle.column(goal, load);
            return column == null ? NO_COLUMN : TiledDistanceOracle.unitsByPortals(of, column, cell, heading);
        }
        return oracle.wayUnits(cell, heading, goal, load);
    }

    /** Cost of the way inside the tile, or {@link Legs#NO_LEG}. */
    int unitsInTile(TileSteps steps, int cell, int goal) {
        int units = goalWave.units(steps, goal & Floor.LOCAL_MASK, cell & Floor.LOCAL_MASK);
        return units == GoalWave.NO_WAY ? NO_LEG : units;
    }

    /**
     * A leg for one of many robots at once, and how long the way is: by the middles of portals, without {@link
     * #takeLeg}'s look ahead from where exactly one crosses, at a third of the time.
     *
     * @return {@link Legs#ofWay leg} and {@link Legs#unitsOf units}, the latter as {@link TiledDistanceOracle#wayUnits}
     *     says; or {@link Legs#NO_LEG} or {@link Legs#NO_COLUMN}
     */
    public long takeWayQuickly(int cell, int heading, int goal, LoadClass load, int costClass) {
        Portals of = oracle.portals(load);
        int region = of.regions.at(goal);
        if (region == Regions.NONE) {
            return NO_LEG;
        }
        int tile = cell >>> Floor.TILE_SHIFT;
        boolean here = tile == goal >>> Floor.TILE_SHIFT && of.regions.leadsInTile(cell, goal);
        if (here || costClass != CostClass.SHORTEST) {
            int leg = takeLeg(cell, heading, goal, load, NO_LEG, costClass);
            int units = oracle.wayUnits(cell, heading, goal, load);
            return leg < 0 ? leg : Legs.way(units, leg);
        }
        GoalColumn column = oracle.column(goal, load);
        if (column == null || !column.covers(tile)) {
            return NO_COLUMN;
        }
        long best = column.best(of.fields(), tile * Slots.PER_TILE, of.slots.used(), cell, heading);
        return best == GoalColumn.NO_WAY ? NO_LEG : best + (long) tile * Slots.PER_TILE;
    }

    /** A leg that follows a field of that goal, for a robot that has had one before. */
    public int goalLeg(int goal, LoadClass load) {
        return TO_GOAL | takeGoalField(goal, load);
    }

    /** Number of a field with the costs to that goal: one that all share, or one from the pool that is filled now. */
    private int takeGoalField(int goal, LoadClass load) {
        TilePattern pattern = oracle.portals(load).pattern(goal >>> Floor.TILE_SHIFT);
        int place = goal & Floor.LOCAL_MASK;
        if (pattern.wide) {
            int wide = goalFields.takeWide();
            goalWave.fillWide(pattern.steps, place, goalFields.wide(wide));
            return wide;
        }
        int field = pattern.goalField(place, goalFields, goalWave);
        if (field == GoalFields.NONE) {
            field = lease.take();
            goalWave.fill(pattern.steps, place, goalFields.chunk(field), GoalFields.offset(field));
        }
        return field;
    }
}
