package io.aisletide.workflow;

import io.aisletide.api.FloorView;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Overlay;
import io.aisletide.traffic.TrafficView;

/** The floor in motion, as versions see it; read by the threads of a batch while nobody writes. */
final class LiveFloor implements FloorView {
    private final TrafficView traffic;
    private final Floor floor;
    private final Overlay overlay;
    private final ZoneMap zones;
    private final long seed;

    LiveFloor(TrafficView traffic, ZoneMap zones, long seed) {
        this.traffic = traffic;
        floor = traffic.floor();
        overlay = traffic.overlay();
        this.zones = zones;
        this.seed = seed;
    }

    @Override
    public long tick() {
        return traffic.tick();
    }

    @Override
    public int width() {
        return floor.width();
    }

    @Override
    public int height() {
        return floor.height();
    }

    @Override
    public int x(int cell) {
        return floor.xOf(cell);
    }

    @Override
    public int y(int cell) {
        return floor.yOf(cell);
    }

    @Override
    public int cell(int x, int y) {
        return floor.cell(x, y);
    }

    @Override
    public boolean isOpen(int cell, boolean loaded) {
        LoadClass load = loaded ? LoadClass.LOADED : LoadClass.EMPTY;
        return cell >= 0
                && cell < floor.cellCapacity()
                && floor.passable(cell, load)
                && !overlay.isClosed(cell, load);
    }

    @Override
    public int tilesAcross() {
        return floor.tilesAcross();
    }

    @Override
    public int tilesDown() {
        return floor.tilesDown();
    }

    @Override
    public int tileOf(int cell) {
        return cell >>> Floor.TILE_SHIFT;
    }

    @Override
    public int robotsIn(int tile) {
        return traffic.robotsIn(tile);
    }

    @Override
    public int standingIn(int tile) {
        return traffic.standingIn(tile);
    }

    @Override
    public int zoneCount() {
        return zones.count();
    }

    @Override
    public int zoneOf(int cell) {
        return zones.zoneOfCell(cell);
    }

    @Override
    public long random(int purpose, long entity, long n) {
        return Draws.of(seed, purpose, entity, n);
    }
}
