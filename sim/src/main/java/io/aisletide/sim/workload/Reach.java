package io.aisletide.sim.workload;

import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import org.jspecify.annotations.Nullable;

/** {@link Components} for each class, found when first asked for: most runs need one of the two. Not thread-safe. */
public final class Reach {
    private final Floor floor;
    private final @Nullable Components[] byLoad = new @Nullable Components[LoadClass.COUNT];

    public Reach(Floor floor) {
        this.floor = floor;
    }

    public Components of(LoadClass load) {
        Components known = byLoad[load.ordinal()];
        if (known == null) {
            known = Components.of(floor, load);
            byLoad[load.ordinal()] = known;
        }
        return known;
    }
}
