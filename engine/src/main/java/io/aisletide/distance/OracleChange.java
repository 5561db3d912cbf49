package io.aisletide.distance;

import io.aisletide.grid.LoadClass;
import org.jspecify.annotations.Nullable;

/**
 * A change of the rules on its way through the oracle's tables: repaired tiles first; then the columns that somebody needs
 * are asked for and built; then questions about what has become different. Ends with {@link #keep} or {@link #takeBack}; until then the tables of
 * before are remembered.
 *
 * <p>The questions may be asked by many threads.
 */
public final class OracleChange {
    private final Parallel parallel;
    private final int tileCount;
    private final @Nullable Repair[] repairs = new Repair[LoadClass.COUNT];

    OracleChange(TiledDistanceOracle oracle, Parallel parallel) {
        this.parallel = parallel;
        tileCount = oracle.floor.tileCount();
        for (LoadClass load : LoadClass.values()) {
            if (oracle.isPrepared(load)) {
                repairs[load.ordinal()] = new Repair(oracle.columns(load));
            }
        }
    }

    void rebuildTiles(boolean[] dirty, OracleWorker[] workers) {
        for (Repair repair : repairs) {
            if (repair != null) {
                repair.rebuildTiles(dirty, parallel, workers);
            }
        }
    }

    /**
     * Tiles that have not been changed themselves, but where robots are let out of closed areas to other sides now, because what the areas
     * border on leads elsewhere than before.
     */
    public boolean[] lettingOut() {
        boolean[] tiles = new boolean[tileCount];
        for (Repair repair : repairs) {
            if (repair != null) {
                for (int tile : repair.lettingOut()) {
                    tiles[tile] = true;
                }
            }
        }
        return tiles;
    }

    /** Whether the change has to do with robots of that class; else nothing may be asked about it. */
    public boolean concerns(LoadClass load) {
        return repairs[load.ordinal()] != null;
    }

    private Repair of(LoadClass load) {
        Repair repair = repairs[load.ordinal()];
        if (repair == null) {
            throw new IllegalStateException("there are no tables for " + load + " robots");
        }
        return repair;
    }

    /** To be called when the columns that are needed have been built, before {@link #isConcerned} is asked. */
    public void compareColumns() {
        for (Repair repair : repairs) {
            if (repair != null) {
                repair.compareColumns(parallel);
            }
        }
    }

    /** Whether anything in that tile is not what it was. */
    public boolean isChanged(int tile, LoadClass load) {
        return of(load).isChanged(tile);
    }

    /** Whether steps or regions in that tile are not what they were, so that goal fields in it are out of date. */
    public boolean isChangedInside(int tile, LoadClass load) {
        return of(load).isChangedInside(tile);
    }

    /** Whether ways to that goal may be different, so that a column of it may have to be built. */
    public boolean isGoalTouched(int goal, LoadClass load) {
        return of(load).isGoalTouched(goal);
    }

    /** Whether what a robot in that cell bases its choice of ways to the goal on is not what it was. */
    public boolean isConcerned(int cell, int goal, LoadClass load) {
        return of(load).isConcerned(cell, goal);
    }

    /** What {@link OracleWorker#wayUnits} would have said before. */
    public int unitsBefore(int cell, int heading, int goal, LoadClass load, OracleWorker worker) {
        return of(load).unitsBefore(cell, heading, goal, worker);
    }

    /** The change holds. */
    public void keep() {
        for (Repair repair : repairs) {
            if (repair != null) {
                repair.keep();
            }
        }
    }

    /** It was only a look: all tables are what they were, down to which of them exist. */
    public void takeBack() {
        for (Repair repair : repairs) {
            if (repair != null) {
                repair.takeBack();
            }
        }
    }
}
