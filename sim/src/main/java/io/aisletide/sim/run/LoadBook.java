package io.aisletide.sim.run;

import io.aisletide.engine.FleetView;
import io.aisletide.grid.LoadClass;
import io.aisletide.sim.workload.StartFleet;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The class of a robot by its number: from the starting fleet until there is an engine to ask. Engine's thread. */
public final class LoadBook implements IntFunction<LoadClass> {
    private final StartFleet start;
    private volatile @Nullable FleetView fleet;

    LoadBook(StartFleet start) {
        this.start = start;
    }

    public void ask(FleetView view) {
        fleet = view;
    }

    @Override
    public LoadClass apply(int robot) {
        FleetView view = fleet;
        if (view != null) {
            return view.load(robot);
        }
        return robot < start.size() ? start.load(robot) : LoadClass.EMPTY;
    }
}
