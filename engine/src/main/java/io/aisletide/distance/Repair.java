package io.aisletide.distance;

import io.aisletide.grid.Floor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One exact repair of the tables of a load class after a change of the rules, and a memory of what they were before: so
 * that the change can be measured, and taken back if it was only a look.
 *
 * <ol>
 *   <li>{@link #rebuildTiles}: the changed tiles and their neighbours; all columns that they concern are dropped.
 *   <li>Columns that somebody needs are built, see {@link ColumnRequests}, and
 *       {@link #compareColumns compared}.
 *   <li>questions: {@link #isChanged}, {@link #isConcerned}, {@link #unitsBefore}.
 *   <li>{@link #keep} or {@link #takeBack}.
 * </ol>
 */
final class Repair {
    private final Portals portals;
    private final Columns columns;
    private final Floor floor;
    private final int tiles;
    private final Portals.@Nullable Saved[] saved;
    /** Tiles in which a robot sees a difference. */
    private final boolean[] changed;
    /** Tiles of which steps or regions have changed, not only ways out. */
    private final boolean[] changedInside;

    private int[] lettingOut = new int[0];

    private @Nullable ColumnDifference difference;

    Repair(Columns columns) {
        this.columns = columns;
        portals = columns.portals;
        floor = portals.floor;
        tiles = floor.tileCount();
        saved = new Portals.Saved[tiles];
        changed = new boolean[tiles];
        changedInside = new boolean[tiles];
    }

    // ---- tiles --------------------------------------------------------------------------------------------------

    void rebuildTiles(boolean[] dirty, Parallel parallel, OracleWorker[] workers) {
        columns.beginTrial();
        boolean[] read = dirty.clone();
        readTiles(read, parallel);
        int[] letOut = columns.parts.openWaysOut();
        if (letOut.length > 0) {
            boolean[] again = new boolean[tiles];
            for (int tile : letOut) {
                again[tile] = true;
                read[tile] = true;
            }
            readTiles(again, parallel);
        }
        lettingOut = letOut;
        int[] inside = listOf(read);
        int[] all = listOf(widened(read));
        parallel.forEach(all.length, (i, w) -> {
            portals.rebuild(all[i], read[all[i]], workers[w].fieldWave);
            changedInside[all[i]] = read[all[i]] && !savedOf(all[i]).hasSameStepsAndRegions();
            changed[all[i]] = changedInside[all[i]] || !savedOf(all[i]).hasSameWaysOut();
        });
        boolean[] renamed = new boolean[tiles];
        for (int tile : inside) {
            renamed[tile] = !savedOf(tile).regions.haveSameOrder();
        }
        boolean[] otherSlots = new boolean[tiles];
        for (int tile : all) {
            otherSlots[tile] = !savedOf(tile).hasSameSlots();
        }
        boolean[] differs = rebuildBeyond(parallel);
        columns.drop(differs, renamed, changedInside, otherSlots, changedSlots(differs));
    }

    /** Reads steps and regions of the tiles, and finds the parts of the floor with them. */
    private void readTiles(boolean[] flags, Parallel parallel) {
        int[] near = listOf(widened(flags));
        parallel.forEach(near.length, (i, w) -> {
            if (saved[near[i]] == null) {
                saved[near[i]] = portals.save(near[i]);
            }
        });
        int[] list = listOf(flags);
        parallel.forEach(list.length, (i, w) -> {
            portals.read(list[i]);
        });
        for (int tile : list) {
            columns.parts.forget(tile);
        }
        columns.parts.refresh();
    }

    /** Tiles that were not changed themselves, but where robots are let out of closed areas to other sides now. */
    int[] lettingOut() {
        return lettingOut;
    }

    /** Measures ways on from portals again where they may have changed; returns the tiles where they have. */
    private boolean[] rebuildBeyond(Parallel parallel) {
        int[] around = listOf(widened(changed));
        for (int tile : around) {
            if (saved[tile] == null) {
                saved[tile] = portals.save(tile);
            }
        }
        boolean[] differs = new boolean[tiles];
        parallel.forEach(around.length, (i, w) -> {
            int tile = around[i];
            for (int side = 0; side < 4; side++) {
                int beyond = portals.tileBeside(tile, side);
                if (changed[tile] || beyond >= 0 && changed[beyond]) {
                    portals.rebuildThrough(tile, side);
                }
            }
            for (int k = 0; k < Slots.GATES; k++) {
                differs[tile] |= !savedOf(tile).isSameBeyond(k);
            }
        });
        return differs;
    }

    private int[] changedSlots(boolean[] differs) {
        int[] slots = new int[listOf(differs).length * Slots.GATES];
        int used = 0;
        for (int tile = 0; tile < tiles; tile++) {
            for (int k = 0; k < Slots.GATES && differs[tile]; k++) {
                if (!savedOf(tile).isSameBeyond(k)) {
                    slots[used++] = tile * Slots.PER_TILE + k;
                }
            }
        }
        return Arrays.copyOf(slots, used);
    }

    private Portals.Saved savedOf(int tile) {
        Portals.Saved of = saved[tile];
        if (of == null) {
            throw new IllegalStateException("tile " + tile + " was not saved");
        }
        return of;
    }

    /** The tiles and their four neighbours. */
    private boolean[] widened(boolean[] flags) {
        boolean[] wider = flags.clone();
        for (int tile = 0; tile < tiles; tile++) {
            for (int side = 0; side < 4 && flags[tile]; side++) {
                int beside = portals.tileBeside(tile, side);
                if (beside >= 0) {
                    wider[beside] = true;
                }
            }
        }
        return wider;
    }

    private static int[] listOf(boolean[] flags) {
        int count = 0;
        for (boolean flag : flags) {
            count += flag ? 1 : 0;
        }
        int[] list = new int[count];
        int used = 0;
        for (int tile = 0; tile < flags.length; tile++) {
            if (flags[tile]) {
                list[used++] = tile;
            }
        }
        return list;
    }

    // ---- questions ----------------------------------------------------------------------------------------------

    /** Whether fields, portals, regions or steps of a tile are not what they were. */
    boolean isChanged(int tile) {
        return changed[tile];
    }

    /** Whether steps or regions of a tile are not what they were. */
    boolean isChangedInside(int tile) {
        return changedInside[tile];
    }

    /** Whether a column of that goal tile was dropped. */
    boolean isGoalTouched(int goal) {
        int tile = goal >>> Floor.TILE_SHIFT;
        return changed[tile] || columns.isTouched(tile);
    }

    /** Compares the columns that have been built with those of before. */
    void compareColumns(Parallel parallel) {
        difference = new ColumnDifference(columns, parallel);
    }

    /** Whether what a robot in that cell bases its choice of ways on is not what it was. */
    boolean isConcerned(int cell, int goal) {
        int tile = cell >>> Floor.TILE_SHIFT;
        ColumnDifference seen = difference;
        return changed[tile]
                || changed[goal >>> Floor.TILE_SHIFT]
                || seen != null && seen.isSeenFrom(tile, goal);
    }

    /** {@link OracleWorker#wayUnits} as it was before the change; the goal was open then. */
    int unitsBefore(int cell, int heading, int goal, OracleWorker worker) {
        int tile = cell >>> Floor.TILE_SHIFT;
        int goalTile = goal >>> Floor.TILE_SHIFT;
        int region = regionBefore(goal);
        if (cell == goal) {
            return 0;
        }
        if (region == Regions.NONE) {
            return Legs.NO_LEG;
        }
        if (tile == goalTile) {
            Portals.Saved then = saved[tile];
            int units = worker.unitsInTile(then == null ? portals.steps(tile) : then.pattern.steps, cell, goal);
            if (units != Legs.NO_LEG) {
                return units;
            }
        }
        GoalColumn column = columns.before(goalTile, portals.areas.of(region, goal));
        if (column == null || !column.covers(tile)) {
            return Legs.NO_COLUMN;
        }
        Portals.Saved of = saved[tile];
        return of == null
                ? column.units(portals.fields(), tile * Slots.PER_TILE, portals.slots.used(), cell, heading)
                : column.units(of.fields, 0, of.used, cell, heading);
    }

    private int regionBefore(int cell) {
        Portals.Saved of = saved[cell >>> Floor.TILE_SHIFT];
        return of == null ? portals.regions.at(cell) : of.regions.at(cell);
    }

    // ---- the end ------------------------------------------------------------------------------------------------

    void keep() {
        columns.keep();
    }

    void takeBack() {
        for (int tile = 0; tile < tiles; tile++) {
            Portals.Saved of = saved[tile];
            if (of != null) {
                of.restore();
                columns.parts.forget(tile);
            }
        }
        columns.takeBack();
        columns.parts.openWaysOut(); // What was saved has been read after this.
    }
}
