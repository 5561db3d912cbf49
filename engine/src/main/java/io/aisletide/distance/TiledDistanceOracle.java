package io.aisletide.distance;

import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.grid.Overlay;
import io.aisletide.state.StateImage;
import io.aisletide.state.StateReader;
import org.jspecify.annotations.Nullable;

/**
 * How far, and which way, from any cell to any goal, in memory that grows with the floor and not with robots x cells.
 *
 * <p>The floor is cut into tiles. A way is a chain of legs: through each tile to one of its {@link Portals portals}, and
 * in the goal's own tile to the goal. The first kind of leg follows a field that all robots of the tile share, the second
 * a field of the goal's own ({@link GoalFields}). Which portal is best is read from a {@link GoalColumn} (what remains
 * beyond each portal to the goal's region), refined by the cell distance that no way can beat.
 *
 * <p>A change of the overlay touches the fields of the changed tiles and their neighbours, and the columns whose windows
 * meet them; repair does both exactly.
 *
 * <p>Reading is safe from many threads while nobody builds or repairs.
 */
public final class TiledDistanceOracle {
    /** No leg: no goal, or no way to it. */
    public static final int NO_LEG = -1;

    /** The goal can be reached inside the tile: the caller takes a field from the pool and fills it. */
    public static final int GOAL_HERE = -2;

    /** The goal's column does not reach so far: it has to be asked for, see {@link #columnRequests}. */
    public static final int NO_COLUMN = -3;

    /** In the place of a leg: the goal is out of reach, and no leg is looked for. */
    public static final int STRANDED_LEG = -5;

    /** A leg with this bit follows the goal field whose number is in the low bits; without it, a portal slot. */
    public static final int GOAL_LEG = 1 << 30;

    /** Legs through a tile are numbered from its number times this. */
    public static final int LEGS_PER_TILE = Portals.PER_TILE;

    private static final String COLUMNS = "columns-";

    /**
     * What each robot on a leg costs those who choose it after, in units. In goals a tick half a unit is as good with 18 % of the
     * cells taken, and 3 units give 1 to 2 % less; with 23 % taken 2 units give 2 to 4 % less.
     */
    private static final int UNITS_A_ROBOT = 1;

    final Floor floor;
    final Motion motion;
    final WayCost wayCost;
    final @Nullable Portals[] portals = new Portals[LoadClass.COUNT];
    private final @Nullable Columns[] columns = new Columns[LoadClass.COUNT];
    private final GoalFields goalFields = new GoalFields();
    /** Extra costs by cost class; see {@link #penalise}. */
    private final int[] @Nullable [] penalties = new int[CostClass.COUNT][];

    private byte[] loads = {};

    /** Scratch of one thread. */
    public final class Worker {
        final TileWave fieldWave = new TileWave(motion);
        private final GoalWave goalWave = new GoalWave();
        private final LegChooser chooser = new LegChooser(TiledDistanceOracle.this, goalWave);
        public final GoalFields.Lease lease = goalFields.lease();

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
                return GOAL_LEG | field;
            }
            lease.giveBack(field);
            return chooser.chooseWayOut(cell, heading, goal, load, NO_LEG, CostClass.SHORTEST);
        }

        /**
         * The leg to take from here.
         *
         * @param last portal by which the robot comes in, or {@link #NO_LEG}. Only portals beyond which less remains than
         *     beyond that one are taken, so what remains falls with every tile and nobody drives in circles, however the
         *     estimates of neighbouring tiles disagree
         * @return a portal slot, {@link #GOAL_HERE}, {@link #NO_LEG} or {@link #NO_COLUMN}
         */
        public int chooseLeg(int cell, int heading, int goal, LoadClass load, int last) {
            return chooser.choose(cell, heading, goal, load, last, CostClass.SHORTEST);
        }

        /**
         * {@link TiledDistanceOracle#wayUnits}, but exact in the goal's tile too, where turns do not count. If the tile itself
         * has no way to the goal, one round through others, as far as its first portal leads back into the goal's region.
         */
        public int wayUnits(int cell, int heading, int goal, LoadClass load) {
            Portals of = portals(load);
            int tile = cell >>> Floor.TILE_SHIFT;
            if (tile == goal >>> Floor.TILE_SHIFT && cell != goal && of.regions.leadsInTile(cell, goal)) {
                int units = unitsInTile(of.steps(tile), cell, goal);
                if (units != NO_LEG) {
                    return units;
                }
                GoalColumn column = column(goal, of.regions.at(goal), load);
                return column == null ? NO_COLUMN : unitsByPortals(of, column, cell, heading);
            }
            return TiledDistanceOracle.this.wayUnits(cell, heading, goal, load);
        }

        /** Cost of the way inside the tile, or {@link #NO_LEG}. */
        int unitsInTile(TileSteps steps, int cell, int goal) {
            int units = goalWave.units(steps, goal & Floor.LOCAL_MASK, cell & Floor.LOCAL_MASK);
            return units == GoalWave.NO_WAY ? NO_LEG : units;
        }

        /**
         * A leg for one of many robots at once, and how long the way is: by the middles of portals, without {@link
         * #takeLeg}'s look ahead from where exactly one crosses, at a third of the time.
         *
         * @return {@link #legOf leg} and {@link #unitsOf units}, the latter as {@link TiledDistanceOracle#wayUnits} says; or {@link #NO_LEG} or
         *     {@link #NO_COLUMN}
         */
        public long takeWayQuickly(int cell, int heading, int goal, LoadClass load, int costClass) {
            Portals of = portals(load);
            int region = of.regions.at(goal);
            if (region == Regions.NONE) {
                return NO_LEG;
            }
            int tile = cell >>> Floor.TILE_SHIFT;
            boolean here = tile == goal >>> Floor.TILE_SHIFT && of.regions.leadsInTile(cell, goal);
            if (here || costClass != CostClass.SHORTEST) {
                int leg = takeLeg(cell, heading, goal, load, NO_LEG, costClass);
                int units = TiledDistanceOracle.this.wayUnits(cell, heading, goal, load);
                return leg < 0 ? leg : (long) units << 32 | leg;
            }
            GoalColumn column = column(goal, region, load);
            if (column == null || !column.covers(tile)) {
                return NO_COLUMN;
            }
            long best = column.best(of.fields(), tile * Portals.PER_TILE, of.used(), cell, heading);
            return best == GoalColumn.NO_WAY ? NO_LEG : best + (long) tile * Portals.PER_TILE;
        }

        /** A leg that follows a field of that goal, for a robot that has had one before. */
        public int goalLeg(int goal, LoadClass load) {
            return GOAL_LEG | takeGoalField(goal, load);
        }

        /** Number of a field with the costs to that goal: one that all share, or one from the pool that is filled now. */
        private int takeGoalField(int goal, LoadClass load) {
            TilePattern pattern = portals(load).pattern(goal >>> Floor.TILE_SHIFT);
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

    /** Runs the same thing for each index, on as many threads as there are; results must not depend on the order. */
    @FunctionalInterface
    public interface Parallel {
        void forEach(int count, IndexedTask task);
    }

    /** One piece of a parallel job. */
    @FunctionalInterface
    public interface IndexedTask {
        /**
         * @param index which piece
         * @param worker number of the thread that runs it, from 0
         */
        void run(int index, int worker);
    }

    public TiledDistanceOracle(Overlay overlay, Guidance guidance, Motion motion) {
        wayCost = new WayCost(overlay, guidance);
        floor = overlay.floor();
        this.motion = motion;
    }

    public Worker worker() {
        return new Worker();
    }

    public WayCost wayCost() {
        return wayCost;
    }

    public GoalFields goalFields() {
        return goalFields;
    }

    /** Builds the fields of a load class if that has not been done. */
    public void prepare(LoadClass load, Parallel parallel, Worker[] workers) {
        if (portals[load.ordinal()] != null) {
            return;
        }
        Portals made = new Portals(wayCost, load);
        int tiles = floor.tileCount();
        Columns of = new Columns(made);
        parallel.forEach(tiles, (tile, w) -> made.read(tile));
        of.parts.refresh();
        for (int tile : of.parts.openWaysOut()) {
            made.read(tile);
        }
        parallel.forEach(tiles, (tile, w) -> made.rebuild(tile, true, workers[w].fieldWave));
        parallel.forEach(tiles, (tile, w) -> made.rebuildThrough(tile));
        columns[load.ordinal()] = of;
        portals[load.ordinal()] = made;
    }

    /**
     * Begins to repair the tables after a change of the rules.
     *
     * @param dirty tiles in which the overlay has changed
     * @param parallel runs pieces of work for the change, now and later
     * @param workers one for each thread
     */
    public OracleChange change(boolean[] dirty, Parallel parallel, Worker[] workers) {
        OracleChange change = new OracleChange(this, parallel);
        change.rebuildTiles(dirty, workers);
        return change;
    }

    /** Whether {@link #prepare} has been called for that class. */
    public boolean isPrepared(LoadClass load) {
        return portals[load.ordinal()] != null;
    }

    /**
     * From here on columns that are built are forgotten at {@link #endTrial}; false if that is so already.
     */
    public boolean beginTrial() {
        boolean begun = false;
        for (Columns of : columns) {
            if (of != null && !of.isTrial()) {
                of.beginTrial();
                begun = true;
            }
        }
        return begun;
    }

    public void endTrial() {
        for (Columns of : columns) {
            if (of != null) {
                of.takeBack();
            }
        }
    }

    /** Brings what {@link #isCutOff} knows up to date, so that many threads may ask. */
    public void refresh(LoadClass load) {
        columns(load).parts.refresh();
    }

    Portals portals(LoadClass load) {
        Portals of = portals[load.ordinal()];
        if (of == null) {
            throw new IllegalStateException("fields for " + load + " robots were not prepared");
        }
        return of;
    }

    // ---- columns ------------------------------------------------------------------------------------------------

    Columns columns(LoadClass load) {
        Columns of = columns[load.ordinal()];
        if (of == null) {
            throw new IllegalStateException("fields for " + load + " robots were not prepared");
        }
        return of;
    }

    @Nullable GoalColumn column(int goal, int region, LoadClass load) {
        return columns(load).get(goal >>> Floor.TILE_SHIFT, region);
    }

    /** Collects what robots ask for, and builds it all at once. For one thread, but for {@link #need}. */
    public final class ColumnRequests {
        final ColumnSearch.Scratch[] scratch;

        /** Reach needed, by class, worker, goal tile and region; one more than the {@link Reach}. */
        private final byte[][][] @Nullable [] needs;

        ColumnRequests(int workers) {
            needs = new byte[LoadClass.COUNT][workers][floor.tileCount()][];
            scratch = new ColumnSearch.Scratch[workers];
            for (int i = 0; i < workers; i++) {
                scratch[i] = new ColumnSearch.Scratch();
            }
        }

        /** Asks for the column that a robot in that cell needs for that goal; false if it is there. */
        public boolean add(int cell, int goal, LoadClass load) {
            return columns(load)
                    .want(cell >>> Floor.TILE_SHIFT, goal >>> Floor.TILE_SHIFT, portals(load).regions.at(goal));
        }

        /** Asks for a wider column, for a goal to which the window shows no way; false if it covers the floor. */
        public boolean addWider(int goal, LoadClass load) {
            return columns(load).wantWider(goal >>> Floor.TILE_SHIFT, portals(load).regions.at(goal));
        }

        /**
         * The same as {@link #add} for many threads at a time, each with a worker number of its own, after {@link #refresh}.
         * Nothing is asked for where there is no way.
         */
        public void need(int cell, int goal, LoadClass load, int worker) {
            int goalTile = goal >>> Floor.TILE_SHIFT;
            int region = portals(load).regions.at(goal);
            int reach = columns(load).missing(cell >>> Floor.TILE_SHIFT, goalTile, region);
            if (reach == Reach.NONE || isCutOff(cell, goal, load)) {
                return;
            }
            byte[] row = needs[load.ordinal()][worker][goalTile];
            if (row == null) {
                row = new byte[portals(load).regions.count(goalTile)];
                needs[load.ordinal()][worker][goalTile] = row;
            }
            row[region] = (byte) (1 + Reach.join(row[region] - 1, reach));
        }

        /** Builds what has been asked for. */
        public void build(Parallel parallel) {
            for (LoadClass load : LoadClass.values()) {
                if (isPrepared(load)) {
                    takeNeeds(load);
                    columns(load).buildWanted(parallel, scratch);
                }
            }
        }

        private void takeNeeds(LoadClass load) {
            for (byte[] @Nullable [] ofWorker : needs[load.ordinal()]) {
                for (int tile = 0; tile < ofWorker.length; tile++) {
                    byte[] row = ofWorker[tile];
                    for (int region = 0; row != null && region < row.length; region++) {
                        if (row[region] > 0) {
                            columns(load).enlist(tile, region, row[region] - 1);
                        }
                    }
                    ofWorker[tile] = null;
                }
            }
        }
    }

    /** @param workers threads that will build */
    public ColumnRequests columnRequests(int workers) {
        return new ColumnRequests(workers);
    }

    /**
     * Whether there is no way: the goal is a wall or closed, or in a part of the floor to which none leads from the cell.
     * Exact, but see {@link Parts}. For several threads only after {@link #refresh}.
     */
    public boolean isCutOff(int cell, int goal, LoadClass load) {
        return cell != goal && (wayCost.overlay().isClosed(goal, load) || !columns(load).parts.leads(cell, goal));
    }

    // ---- how far ------------------------------------------------------------------------------------------------

    /**
     * Estimate of the way from a cell to a goal, in units: exact through the robot's own tile, by the middles of portals
     * beyond, and in the goal's tile as the crow flies.
     *
     * @return the estimate, {@link #NO_LEG} if there is no way inside the column's window, or {@link #NO_COLUMN}
     */
    public int wayUnits(int cell, int heading, int goal, LoadClass load) {
        Portals of = portals(load);
        int region = of.regions.at(goal);
        if (cell == goal) {
            return 0;
        }
        if (region == Regions.NONE) {
            return NO_LEG;
        }
        int tile = cell >>> Floor.TILE_SHIFT;
        if (tile == goal >>> Floor.TILE_SHIFT && of.regions.leadsInTile(cell, goal)) {
            return leastBetween(cell, heading, goal);
        }
        GoalColumn column = column(goal, region, load);
        return column == null || !column.covers(tile) ? NO_COLUMN : unitsByPortals(of, column, cell, heading);
    }

    /** Reads what {@link #wayUnits} will read, so that it is in the cache; the value means nothing. */
    public int glance(int cell, int goal, LoadClass load) {
        int region = portals(load).regions.at(goal);
        GoalColumn column = column(goal, region, load);
        return column == null ? region : column.glance(cell >>> Floor.TILE_SHIFT);
    }

    private static int unitsByPortals(Portals of, GoalColumn column, int cell, int heading) {
        int tile = cell >>> Floor.TILE_SHIFT;
        return column.units(of.fields(), tile * Portals.PER_TILE, of.used(), cell, heading);
    }

    // ---- choosing legs ------------------------------------------------------------------------------------------

    /**
     * What robots of a cost class pay in choosing a portal, on top of the time that it takes. What remains falls with
     * every tile all the same, see {@link Worker#chooseLeg}.
     *
     * @param bySide units by {@code tile * 4 + side} for leaving a tile by that side, or null for nothing; read, not copied
     */
    public void penalise(int costClass, int @Nullable [] bySide) {
        penalties[costClass] = bySide;
    }

    /**
     * How many robots are on each leg, as far as it is known: what makes others choose a way beside it.
     *
     * @param byLeg robots, at most 255, by leg through a tile; read, not copied. As long as {@link #legCapacity}
     */
    public void loads(byte[] byLeg) {
        loads = byLeg;
    }

    /** One more than the largest leg through a tile. */
    public int legCapacity() {
        return floor.tileCount() * Portals.PER_TILE;
    }

    /** What a leg costs because of the robots on it, in units. */
    int loadUnits(int leg) {
        byte[] known = loads;
        return known.length == 0 ? 0 : UNITS_A_ROBOT * (known[leg] & 0xFF);
    }

    int @Nullable [] penalty(int costClass) {
        return penalties[costClass];
    }

    /** Cells to the goal as the crow flies, in units. */
    int flightUnits(int cell, int goal) {
        return WayCost.UNIT
                * (Math.abs(floor.xOf(goal) - floor.xOf(cell)) + Math.abs(floor.yOf(goal) - floor.yOf(cell)));
    }

    /** What no way can beat: cells to the goal, and the turns that its quarter asks for. */
    int leastBetween(int cell, int heading, int goal) {
        int dx = floor.xOf(goal) - floor.xOf(cell);
        int dy = floor.yOf(goal) - floor.yOf(cell);
        int turns = 0;
        if (motion == Motion.ROTATE) {
            int forward = (heading & 1) == 0 ? dx : dy;
            int lateral = (heading & 1) == 0 ? dy : dx;
            forward = (heading & 2) == 0 ? forward : -forward;
            turns = forward < 0 ? 2 : lateral != 0 ? 1 : 0;
        }
        return WayCost.UNIT * (Math.abs(dx) + Math.abs(dy) + turns);
    }

    // ---- following legs -----------------------------------------------------------------------------------------

    /** Leg of an answer of {@link Worker#takeWayQuickly}. */
    public static int legOf(long way) {
        return (int) way;
    }

    /** Length in units of an answer of {@link Worker#takeWayQuickly} that has a leg. */
    public static int unitsOf(long way) {
        return (int) (way >>> 32);
    }

    /** Whether a leg leads to the goal itself, by a field of it. */
    public static boolean isGoalLeg(int leg) {
        return leg >= 0 && (leg & GOAL_LEG) != 0;
    }

    /** Tile that a portal leg leads through. */
    public static int tileOfLeg(int slot) {
        return Portals.tileOf(slot);
    }

    /** Side of its tile by which a portal leg leads out, as the ordinal of a direction. */
    public static int sideOfLeg(int slot) {
        return Portals.sideOf(slot);
    }

    /** Field of a portal leg. */
    public int[] portalField(int slot, LoadClass load) {
        int[] field = portals(load).field(slot);
        if (field == null) {
            throw new IllegalStateException("no portal in slot " + slot);
        }
        return field;
    }

    public int[] @Nullable [] portalFields(LoadClass load) {
        return portals(load).fields();
    }

    public int[] portalCrossings(LoadClass load) {
        return portals(load).allCrossings();
    }

    // ---- state --------------------------------------------------------------------------------------------------

    /**
     * Writes down which tables there are, not what is in them: that follows from the rules. Goal fields follow from the goals
     * of those who hold them.
     */
    public void save(StateImage to) {
        for (LoadClass load : LoadClass.values()) {
            Columns of = columns[load.ordinal()];
            if (of != null) {
                of.save(to.section(COLUMNS + load));
            }
        }
    }

    /**
     * Builds the tables that there were. The rules are in force already, and nothing has been prepared.
     *
     * @param requests of as many workers
     */
    public void restore(StateImage from, Parallel parallel, Worker[] workers, ColumnRequests requests) {
        for (LoadClass load : LoadClass.values()) {
            StateReader reader = from.find(COLUMNS + load);
            if (reader != null) {
                prepare(load, parallel, workers);
                refresh(load);
                columns(load).restore(reader, parallel, requests.scratch);
            }
        }
    }
}
