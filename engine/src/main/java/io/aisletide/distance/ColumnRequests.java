package io.aisletide.distance;

import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import org.jspecify.annotations.Nullable;

/** Collects the columns that robots ask for, and builds them all at once. For one thread, but for {@link #need}. */
public final class ColumnRequests {
    final ColumnSearch.Scratch[] scratch;

    private final TiledDistanceOracle oracle;

    /** Reach needed, by class, worker, goal tile and region; one more than the {@link Reach}. */
    private final byte[][][] @Nullable [] needs;

    /** @param workers threads that will build */
    ColumnRequests(TiledDistanceOracle oracle, int workers) {
        this.oracle = oracle;
        needs = new byte[LoadClass.COUNT][workers][oracle.floor.tileCount()][];
        scratch = new ColumnSearch.Scratch[workers];
        for (int i = 0; i < workers; i++) {
            scratch[i] = new ColumnSearch.Scratch();
        }
    }

    /** Asks for the column that a robot in that cell needs for that goal; false if it is there. */
    public boolean add(int cell, int goal, LoadClass load) {
        return oracle.columns(load)
                .want(cell >>> Floor.TILE_SHIFT, goal >>> Floor.TILE_SHIFT, oracle.portals(load).regions.at(goal));
    }

    /** Asks for a wider column, for a goal to which the window shows no way; false if it covers the floor. */
    public boolean addWider(int goal, LoadClass load) {
        return oracle.columns(load).wantWider(goal >>> Floor.TILE_SHIFT, oracle.portals(load).regions.at(goal));
    }

    /**
     * The same as {@link #add} for many threads at a time, each with a worker number of its own, after {@link TiledDistanceOracle#refresh}.
     * Nothing is asked for where there is no way.
     */
    public void need(int cell, int goal, LoadClass load, int worker) {
        int goalTile = goal >>> Floor.TILE_SHIFT;
        int region = oracle.portals(load).regions.at(goal);
        int reach = oracle.columns(load).missing(cell >>> Floor.TILE_SHIFT, goalTile, region);
        if (reach == Reach.NONE || oracle.isCutOff(cell, goal, load)) {
            return;
        }
        byte[] row = needs[load.ordinal()][worker][goalTile];
        if (row == null) {
            row = new byte[oracle.portals(load).regions.count(goalTile)];
            needs[load.ordinal()][worker][goalTile] = row;
        }
        row[region] = (byte) (1 + Reach.join(row[region] - 1, reach));
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
                for (int region = 0; row != null && region < row.length; region++) {
                    if (row[region] > 0) {
                        oracle.columns(load).enlist(tile, region, row[region] - 1);
                    }
                }
                ofWorker[tile] = null;
            }
        }
    }
}
