package io.aisletide.distance;

import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Overlay;

/**
 * What a step costs when ways are chosen, in units of half a tick. A plain step costs {@value #UNIT} units, and so does a
 * quarter turn; a step against the lane, into an avoided cell or out of a slow one costs more, into a preferred one less.
 */
public final class WayCost {
    /** Units of one plain step, and of one quarter turn. */
    public static final int UNIT = 2;

    /**
     * Upper bound of the cost of one step: what would be dearer costs as much. A {@link GoalFields goal field} keeps costs in
     * a byte, and could not tell a dearer step toward the goal from a step back.
     */
    public static final int MAX_STEP = GoalFields.MODULUS / 2 & -UNIT;

    private final Overlay overlay;
    private final Guidance guidance;
    private final byte[] exits;
    private final int againstExtra;

    public WayCost(Overlay overlay, Guidance guidance) {
        this.overlay = overlay;
        this.guidance = guidance;
        exits = overlay.exitsArray();
        againstExtra = UNIT * (guidance.factor() - 1);
    }

    public Overlay overlay() {
        return overlay;
    }

    public Floor floor() {
        return overlay.floor();
    }

    public int exits(int cell, LoadClass load) {
        return exits[cell] >> (load.ordinal() << 2) & 15;
    }

    /** Cost in units of the step from a cell to its neighbour in that direction; the step must be allowed. */
    public int step(int cell, int direction, int next) {
        int cost = UNIT;
        if (overlay.isPreferred(next)) {
            cost = UNIT / 2;
        }
        if ((guidance.against(cell) >> direction & 1) != 0) {
            cost += againstExtra;
        }
        int extra = overlay.extraCells(next) + overlay.ticksPerCell(cell) - 1;
        return Math.min(cost + UNIT * extra, MAX_STEP);
    }
}
