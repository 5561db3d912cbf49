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
 * beyond each portal to the goal's area), refined by the cell distance that no way can beat.
 *
 * <p>A change of the overlay touches the fields of the changed tiles and their neighbours, and the columns whose windows
 * meet them; repair does both exactly.
 *
 * <p>Reading is safe from many threads while nobody builds or repairs.
 */
public final class TiledDistanceOracle {
    private static final String COLUMNS = "columns-";

    /**
     * What each robot on a leg costs those who choose it after, in units. In goals a tick half a unit is as good with 18 % of the
     * cells taken, and 3 units give 1 to 2 % less; with 23 % taken 2 units give 2 to 4 % less.
     */
    private static final int UNITS_A_ROBOT = 1;
    /** The same on {@link OpenGround}, where ways beside a crowded one are many. */
    private static final int UNITS_A_ROBOT_IN_THE_OPEN = 3;

    final Floor floor;
    final Motion motion;
    final WayCost wayCost;
    /** See {@link OpenGround}. */
    final boolean openGround;
    private final int unitsARobot;

    final @Nullable Portals[] portals = new Portals[LoadClass.COUNT];
    private final @Nullable Columns[] columns = new Columns[LoadClass.COUNT];
    private final GoalFields goalFields = new GoalFields();
    /** Extra costs by cost class; see {@link #penalise}. */
    private final int[] @Nullable [] penalties = new int[CostClass.COUNT][];

    private byte[] loads = {};

    public TiledDistanceOracle(Overlay overlay, Guidance guidance, Motion motion) {
        wayCost = new WayCost(overlay, guidance);
        floor = overlay.floor();
        this.motion = motion;
        openGround = OpenGround.prevails(floor);
        unitsARobot = openGround ? UNITS_A_ROBOT_IN_THE_OPEN : UNITS_A_ROBOT;
    }

    public OracleWorker worker() {
        return new OracleWorker(this);
    }

    public WayCost wayCost() {
        return wayCost;
    }

    public GoalFields goalFields() {
        return goalFields;
    }

    /** Builds the fields of a load class if that has not been done. */
    public void prepare(LoadClass load, Parallel parallel, OracleWorker[] workers) {
        if (portals[load.ordinal()] != null) {
            return;
        }
        Portals made = new Portals(wayCost, load, openGround);
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
    public OracleChange change(boolean[] dirty, Parallel parallel, OracleWorker[] workers) {
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

    /** The column of a goal, or null if it has not been built or the goal is of no region. */
    @Nullable GoalColumn column(int goal, LoadClass load) {
        return columns(load).get(goal >>> Floor.TILE_SHIFT, portals(load).areas.at(goal));
    }

    /** @param workers threads that will build */
    public ColumnRequests columnRequests(int workers) {
        return new ColumnRequests(this, workers);
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
     * @return the estimate, {@link Legs#NO_LEG} if there is no way inside the column's window, or {@link Legs#NO_COLUMN}
     */
    public int wayUnits(int cell, int heading, int goal, LoadClass load) {
        Portals of = portals(load);
        int region = of.regions.at(goal);
        if (cell == goal) {
            return 0;
        }
        if (region == Regions.NONE) {
            return Legs.NO_LEG;
        }
        int tile = cell >>> Floor.TILE_SHIFT;
        if (tile == goal >>> Floor.TILE_SHIFT && of.regions.leadsInTile(cell, goal)) {
            return leastBetween(cell, heading, goal);
        }
        GoalColumn column = column(goal, load);
        return column == null || !column.covers(tile) ? Legs.NO_COLUMN : unitsByPortals(of, column, cell, heading);
    }

    /** Reads what {@link #wayUnits} will read, so that it is in the cache; the value means nothing. */
    public int glance(int cell, int goal, LoadClass load) {
        GoalColumn column = column(goal, load);
        return column == null ? goal : column.glance(cell >>> Floor.TILE_SHIFT);
    }

    static int unitsByPortals(Portals of, GoalColumn column, int cell, int heading) {
        int tile = cell >>> Floor.TILE_SHIFT;
        return column.units(of.fields(), tile * Slots.PER_TILE, of.slots.used(), cell, heading);
    }

    // ---- choosing legs ------------------------------------------------------------------------------------------

    /**
     * What robots of a cost class pay in choosing a portal, on top of the time that it takes. What remains falls with
     * every tile all the same, see {@link OracleWorker#chooseLeg}.
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
        return floor.tileCount() * Slots.PER_TILE;
    }

    /** What a leg costs because of the robots on it, in units. */
    int loadUnits(int leg) {
        byte[] known = loads;
        return known.length == 0 ? 0 : unitsARobot * (known[leg] & 0xFF);
    }

    int @Nullable [] penalty(int costClass) {
        return penalties[costClass];
    }

    /** Cells to the goal as the crow flies, in units. */
    int flightUnits(int cell, int goal) {
        return WayCost.UNIT
                * (Math.abs(floor.xOf(goal) - floor.xOf(cell)) + Math.abs(floor.yOf(goal) - floor.yOf(cell)));
    }

    /** What no way can beat, in units: cells to the goal, and the turns that its quarter asks for. */
    public int leastBetween(int cell, int heading, int goal) {
        return leastBetween(floor.xOf(cell), floor.yOf(cell), heading, floor.xOf(goal), floor.yOf(goal));
    }

    /** The same by places. */
    int leastBetween(int x, int y, int heading, int goalX, int goalY) {
        int dx = goalX - x;
        int dy = goalY - y;
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
    public void restore(StateImage from, Parallel parallel, OracleWorker[] workers, ColumnRequests requests) {
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
