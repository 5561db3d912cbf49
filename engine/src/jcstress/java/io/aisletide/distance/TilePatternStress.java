package io.aisletide.distance;

import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Overlay;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two tiles of one pattern bring a field to the same portal: one is kept, both use it, and it is whole. */
@JCStressTest
@Outcome(id = {"1, 1, 1", "2, 2, 2"}, expect = Expect.ACCEPTABLE, desc = "all hold the same field")
@Outcome(expect = Expect.FORBIDDEN, desc = "two fields for one portal, or a field in part")
@State
public class TilePatternStress {
    private static final int[] COSTS = {4};

    private static final TileSteps STEPS = steps();

    private final TilePattern pattern = new TilePattern(STEPS);

    private static TileSteps steps() {
        Floor floor = Floor.parse("....");
        return TileSteps.of(0, LoadClass.EMPTY, new WayCost(new Overlay(floor), Guidance.none(floor)));
    }

    @Actor
    public void one(III_Result r) {
        r.r1 = pattern.keep(1, 2, COSTS, 1, new int[] {1})[0];
    }

    @Actor
    public void other(III_Result r) {
        r.r2 = pattern.keep(1, 2, COSTS, 1, new int[] {2})[0];
    }

    @Arbiter
    public void afterwards(III_Result r) {
        int[] kept = pattern.portalField(1, 2, COSTS, 1);
        r.r3 = kept == null ? 0 : kept[0];
    }
}
