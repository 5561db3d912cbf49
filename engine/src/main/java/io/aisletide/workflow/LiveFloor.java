package io.aisletide.workflow;

import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Overlay;
import io.aisletide.traffic.TrafficView;

/** The floor in motion, as versions see it; read by the threads of a batch while nobody writes. */
final class LiveFloor extends FloorPlanView {
    private final TrafficView traffic;
    private final Overlay overlay;

    LiveFloor(TrafficView traffic, ZoneMap zones, long seed) {
        super(traffic.floor(), zones, seed);
        this.traffic = traffic;
        overlay = traffic.overlay();
    }

    @Override
    public long tick() {
        return traffic.tick();
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
    public int robotsIn(int tile) {
        return traffic.robotsIn(tile);
    }

    @Override
    public int standingIn(int tile) {
        return traffic.standingIn(tile);
    }
}
