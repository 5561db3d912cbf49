package io.aisletide.command;

import io.aisletide.grid.Area;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.traffic.World;
import java.util.BitSet;

/**
 * A scope with its names looked up. Half a million robots are asked whether they belong to it, so the tiles that it
 * touches are marked beforehand: most robots outside are refused by one bit.
 */
final class ResolvedScope {
    private static final int ROBOTS_A_PIECE = 16_384;
    private static final int ANY_LOAD = (1 << LoadClass.COUNT) - 1;

    private final Floor floor;
    private final Area area;
    private final Area.Rectangle bounds;
    private final BitSet tiles;
    private final int loadMask;
    private final int tagMask;
    /** Whether all of the floor belongs to it, so that no cell has to be looked at. */
    private final boolean everywhere;

    private ResolvedScope(Floor floor, Area area, int loadMask, int tagMask) {
        this.floor = floor;
        this.area = area;
        this.loadMask = loadMask;
        this.tagMask = tagMask;
        bounds = area.bounds();
        tiles = tilesOf(floor, bounds);
        everywhere = area == bounds
                && bounds.x() <= 0
                && bounds.y() <= 0
                && bounds.x() + bounds.width() >= floor.width()
                && bounds.y() + bounds.height() >= floor.height();
    }

    private static BitSet tilesOf(Floor floor, Area.Rectangle bounds) {
        BitSet tiles = new BitSet(floor.tileCount());
        for (int tile = 0; tile < floor.tileCount(); tile++) {
            int left = tile % floor.tilesAcross() * Floor.TILE_SIDE;
            int top = tile / floor.tilesAcross() * Floor.TILE_SIDE;
            boolean apart = left + Floor.TILE_SIDE <= bounds.x()
                    || top + Floor.TILE_SIDE <= bounds.y()
                    || left >= (long) bounds.x() + bounds.width()
                    || top >= (long) bounds.y() + bounds.height();
            tiles.set(tile, !apart);
        }
        return tiles;
    }

    /** @param scope one that {@link CommandValidator} has passed */
    static ResolvedScope of(Scope scope, Vocabulary vocabulary) {
        Floor floor = vocabulary.floor();
        Area area = scope.area();
        if (area == null && scope.zone() != null) {
            area = vocabulary.zone(scope.zone());
        }
        if (area == null) {
            area = new Area.Rectangle(0, 0, floor.width(), floor.height());
        }
        int loadMask = scope.load() == null ? ANY_LOAD : 1 << scope.load().ordinal();
        int tagMask = scope.tag() == null ? 0 : vocabulary.tagBit(scope.tag());
        return new ResolvedScope(floor, area, loadMask, tagMask);
    }

    Area area() {
        return area;
    }

    /** Classes it speaks of: bit 0 EMPTY, bit 1 LOADED. */
    int loadMask() {
        return loadMask;
    }

    boolean containsCell(int cell) {
        if (everywhere) {
            return true;
        }
        if (!tiles.get(cell >>> Floor.TILE_SHIFT)) {
            return false;
        }
        int x = floor.xOf(cell);
        int y = floor.yOf(cell);
        // The bounds first: a polygon's own test costs a pass over its vertices.
        return bounds.contains(x, y) && (area == bounds || area.contains(x, y));
    }

    boolean speaksOf(LoadClass load) {
        return (loadMask >>> load.ordinal() & 1) != 0;
    }

    /** A robot with any of the scope's tags belongs to it; without tags in the scope, every robot does. */
    boolean containsRobot(World world, int robot) {
        return world.isPresent(robot)
                && speaksOf(world.load(robot))
                && (tagMask == 0 || (world.tags(robot) & tagMask) != 0)
                && containsCell(world.cell(robot));
    }

    /** Numbers of the robots in scope, ascending. */
    IntList robots(World world) {
        return robots(world, loadMask);
    }

    /** Those of them that are of one class. */
    IntList robots(World world, LoadClass load) {
        return robots(world, 1 << load.ordinal() & loadMask);
    }

    private IntList robots(World world, int ofClasses) {
        int limit = ofClasses == 0 ? 0 : world.robotLimit();
        return IntList.gathered(world, limit, ROBOTS_A_PIECE, ROBOTS_A_PIECE, (from, to, into) -> {
            for (int robot = from; robot < to; robot++) {
                if (world.isPresent(robot)
                        && (ofClasses >>> world.load(robot).ordinal() & 1) != 0
                        && containsRobot(world, robot)) {
                    into.add(robot);
                }
            }
        });
    }
}
