package io.aisletide.distance;

import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import org.jspecify.annotations.Nullable;

/** Collects the columns that robots ask for, and builds them all at once. For one thread, but for {@link #need}. */
public final class ColumnRequests {
    final ColumnSearch.Scratch[] scratch;

    private final TiledDistanceOracle oracle;

    /** Reach needed, by class, worker, goal tile and area; one more than the {@link Reach}. */
    private final byte[][][] @Nullable [] needs;

    /** @param workers threads that will build */
    ColumnRequests(TiledDistanceOracle oracle, int workers) {
        this.oracle = oracle;
        needs = new byte[LoadClass.COUNT][workers][oracle.floor.tileCount()][];
        scratch = new ColumnSearch.Scratch[workers];
        for (int i = 0; i < workers; i++) {
            scratch[i] = new ColumnSearch.Scratch(oracle.motion);
        }
    }

    /** Asks for the column that a robot in that cell needs for that goal; false if it is there. */
    public boolean add(int cell, int goal, LoadClass load) {
        return oracle.columns(load)
                .want(cell >>> Floor.TILE_SHIFT, goal >>> Floor.TILE_SHIFT, oracle.portals(load).areas.at(goal));
    }

    /** Asks for a wider column, for a goal to which the window shows no way; false if it covers the floor. */
    public boolean addWider(int goal, LoadClass load) {
        return oracle.columns(load).wantWider(goal >>> Floor.TILE_SHIFT, oracle.portals(load).areas.at(goal));
    }

    /**
     * The same as {@link #add} for many threads at a time, each with a worker number of its own, after {@link TiledDistanceOracle#refresh}.
     * Nothing is asked for where there is no way.
     */
    public void need(int cell, int goal, LoadClass load, int worker) {
        int goalTile = goal >>> Floor.TILE_SHIFT;
        int area = oracle.portals(load).areas.at(goal);
        int reach = oracle.columns(load).missing(cell >>> Floor.TILE_SHIFT, goalTile, area);
        if (reach == Reach.NONE || oracle.isCutOff(cell, goal, load)) {
            return;
        }
        byte[] row = needs[load.ordinal()][worker][goalTile];
        if (row == null) {
            row = new byte[oracle.portals(load).areas.count(goalTile)];
            needs[load.ordinal()][worker][goalTile] = row;
        }
        row[area] = (byte) (1 + Reach.join(row[area] - 1, reach));
    }

    /** Builds what has been asked for. */
    public void build(Parallel parallel) {
        for (LoadClass load : LoadClass.values()) {
            if (oracle.isPrepared(load)) {
                takeNeeds(load);
                oracle.columns(load).buildWanted(parallel, scratch);
            }
        }
    }

    private void takeNeeds(LoadClass load) {
        for (byte[] @Nullable [] ofWorker : needs[load.ordinal()]) {
            for (int tile = 0; tile < ofWorker.length; tile++) {
                byte[] row = ofWorker[tile];
                for (int area = 0; row != null && area < row.length; area++) {
                    if (row[area] > 0) {
                        oracle.columns(load).enlist(tile, area, row[area] - 1);
                    }
                }
                ofWorker[tile] = null;
            }
        }
    }
}
