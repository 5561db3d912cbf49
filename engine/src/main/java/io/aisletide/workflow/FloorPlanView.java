package io.aisletide.workflow;

import io.aisletide.api.FloorView;
import io.aisletide.grid.Floor;

/** What of a floor stays as it is: its cells, tiles and zones, and the draws. Any thread. */
abstract class FloorPlanView implements FloorView {
    final Floor floor;
    private final ZoneMap zones;
    private final long seed;

    FloorPlanView(Floor floor, ZoneMap zones, long seed) {
        this.floor = floor;
        this.zones = zones;
        this.seed = seed;
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
