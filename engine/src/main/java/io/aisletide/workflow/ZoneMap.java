package io.aisletide.workflow;

import io.aisletide.grid.Area;
import io.aisletide.grid.Floor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Zones of a floor in which calls are counted and versions rolled out: a zone for each tile. Immutable. */
public final class ZoneMap {
    /** Most zones: counters are kept for each of them and each version. */
    public static final int MAX_ZONES = 64;

    private final List<String> names;
    private final byte[] zoneOfTile;

    private ZoneMap(List<String> names, byte[] zoneOfTile) {
        this.names = List.copyOf(names);
        this.zoneOfTile = zoneOfTile;
    }

    /** One zone, the whole floor. */
    public static ZoneMap whole(Floor floor) {
        return new ZoneMap(List.of("floor"), new byte[floor.tileCount()]);
    }

    /** Rectangles of tiles, as many in each direction, row by row; fewer if the floor has fewer tiles. */
    public static ZoneMap blocks(Floor floor, int across, int down) {
        int columns = Math.min(across, floor.tilesAcross());
        int rows = Math.min(down, floor.tilesDown());
        requireCount(columns * rows);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < columns * rows; i++) {
            names.add("block-" + i % columns + "-" + i / columns);
        }
        byte[] zones = new byte[floor.tileCount()];
        for (int tile = 0; tile < zones.length; tile++) {
            int x = tile % floor.tilesAcross() * columns / floor.tilesAcross();
            int y = tile / floor.tilesAcross() * rows / floor.tilesDown();
            zones[tile] = (byte) (y * columns + x);
        }
        return new ZoneMap(names, zones);
    }

    /**
     * Named areas. A tile belongs to the first that contains the middle of its part of the floor; what is left is one more
     * zone, {@code elsewhere}.
     */
    public static ZoneMap of(Floor floor, Map<String, Area> areas) {
        requireCount(areas.size() + 1);
        List<String> names = new ArrayList<>(areas.keySet());
        names.add("elsewhere");
        byte[] zones = new byte[floor.tileCount()];
        Arrays.fill(zones, (byte) areas.size());
        for (int tile = 0; tile < zones.length; tile++) {
            int left = tile % floor.tilesAcross() * Floor.TILE_SIDE;
            int top = tile / floor.tilesAcross() * Floor.TILE_SIDE;
            int x = (left + Math.min(floor.width(), left + Floor.TILE_SIDE)) / 2;
            int y = (top + Math.min(floor.height(), top + Floor.TILE_SIDE)) / 2;
            int zone = 0;
            for (Area area : areas.values()) {
                if (area.contains(x, y)) {
                    zones[tile] = (byte) zone;
                    break;
                }
                zone++;
            }
        }
        return new ZoneMap(names, zones);
    }

    private static void requireCount(int zones) {
        if (zones < 1 || zones > MAX_ZONES) {
            throw new IllegalArgumentException("a floor has 1 to " + MAX_ZONES + " zones, not " + zones);
        }
    }

    public int count() {
        return names.size();
    }

    public List<String> names() {
        return names;
    }

    public int zoneOfCell(int cell) {
        return zoneOfTile[cell >>> Floor.TILE_SHIFT];
    }
}
