package io.aisletide.workflow;

import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.traffic.TrafficView;

/** The floor in motion, for the validator. */
final class LiveGround implements Ground {
    private final TrafficView view;
    private final Floor floor;

    LiveGround(TrafficView view) {
        this.view = view;
        floor = view.floor();
    }

    @Override
    public boolean isOpen(int cell, boolean loaded) {
        return cell >= 0
                && cell < floor.cellCapacity()
                && floor.contains(floor.xOf(cell), floor.yOf(cell))
                && floor.passable(cell, loadClass(loaded))
                && !view.overlay().isClosed(cell, loadClass(loaded));
    }

    @Override
    public boolean isCutOff(int from, int to, boolean loaded) {
        return view.isCutOff(from, to, loadClass(loaded));
    }

    private static LoadClass loadClass(boolean loaded) {
        return loaded ? LoadClass.LOADED : LoadClass.EMPTY;
    }
}
