package io.aisletide.distance;

import static io.aisletide.distance.Legs.GOAL_HERE;
import static io.aisletide.distance.Legs.NO_COLUMN;
import static io.aisletide.distance.Legs.NO_LEG;

import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import org.jspecify.annotations.Nullable;

/**
 * Chooses by which gate to leave a tile. One instance a thread.
 *
 * <p>A column knows what remains beyond a portal from the middle of that portal. That is too coarse to choose by: one may
 * cross up to a tile's side away from the middle, and there may be another room beyond. So the choice looks ahead: to the
 * cell in which one is likely to come out, and from there through the next tile to each of its portals; only what lies
 * beyond those is the column's. In the goal's own tile it is the way to the goal itself.
 *
 * <p>Many ways through a grid are equally short, and each robot that chose by time alone would turn at the same corner. So
 * each robot that is on its way to a gate counts against that gate ({@link TiledDistanceOracle#loads}), as in traffic
 * assignment, where flows over many ways are spread until none is better (Wardrop 1952; for robots Chen et al., AAAI
 * 2024, on traffic flow optimisation).
 */
final class LegChooser {
    /** On {@link OpenGround}. In aisles one tile is as good. */
    private static final int OPEN_TILES_AHEAD = 2;

    /** More than any way costs. */
    private static final int MOST = Integer.MAX_VALUE / 2;

    private final TiledDistanceOracle oracle;
    private final Floor floor;
    private final GoalWave wave;
    private final int tilesAhead;

    // The field of the goal that was looked at last, where none is shared.
    private final byte[] ownField = new byte[Floor.TILE_CELLS];
    private int ownPlace;
    private @Nullable TilePattern ownPattern;

    // What the choice is about.
    @SuppressWarnings("NullAway.Init") // Set by each choice.
    private Portals of;

    @SuppressWarnings("NullAway.Init")
    private GoalColumn column;

    private int goal;
    private int goalX;
    private int goalY;
    private int @Nullable [] penalty;

    // The best gate so far; of equally good ones the first in the order of their slots.
    private int best;
    private int bestCost;
    private int bestOrder;

    /** @param wave scratch of the same thread */
    LegChooser(TiledDistanceOracle oracle, GoalWave wave) {
        this.oracle = oracle;
        floor = oracle.floor;
        this.wave = wave;
        tilesAhead = oracle.openGround ? OPEN_TILES_AHEAD : 1;
    }

    /** See {@link OracleWorker#chooseLeg}. */
    int choose(int cell, int heading, int goal, LoadClass load, int last, int costClass) {
        Portals portals = oracle.portals(load);
        int region = portals.regions.at(goal);
        if (region == Regions.NONE) {
            return NO_LEG;
        }
        int tile = cell >>> Floor.TILE_SHIFT;
        if (tile == goal >>> Floor.TILE_SHIFT && portals.regions.leadsInTile(cell, goal)) {
            return GOAL_HERE;
        }
        return chooseWayOut(cell, heading, goal, load, last, costClass);
    }

    /** The same for a robot that has to leave its tile, be it the goal's. */
    int chooseWayOut(int cell, int heading, int goal, LoadClass load, int last, int costClass) {
        of = oracle.portals(load);
        GoalColumn known = oracle.column(goal, load);
        if (known == null || !known.covers(cell >>> Floor.TILE_SHIFT)) {
            return NO_COLUMN;
        }
        column = known;
        this.goal = goal;
        goalX = floor.xOf(goal);
        goalY = floor.yOf(goal);
        penalty = oracle.penalty(costClass);
        if (last != NO_LEG) {
            int leg = bestGate(cell, heading, beyond(last));
            if (leg != NO_LEG) {
                return leg;
            }
        }
        return bestGate(cell, heading, GoalColumn.UNREACHABLE);
    }

    /** What remains beyond a leg, by the column. */
    private int beyond(int leg) {
        int tile = Slots.tileOf(leg);
        if (!column.covers(tile)) {
            return GoalColumn.UNREACHABLE;
        }
        return column.costs[column.base(tile) + of.slots.rank(of.portalOf(leg))];
    }

    /**
     * The portal beyond which least remains comes first: what it costs to go by it rules most of the others out.
     *
     * @param limit only portals beyond which less than this remains
     */
    private int bestGate(int cell, int heading, int limit) {
        int tile = cell >>> Floor.TILE_SHIFT;
        int base = column.base(tile);
        char[] costs = column.costs;
        int portals = of.slots.portalCount(tile);
        int nearest = base;
        for (int at = base + 1; at < base + portals; at++) {
            nearest = costs[at] < costs[nearest] ? at : nearest;
        }
        best = NO_LEG;
        bestCost = MOST;
        bestOrder = 0;
        if (portals == 0 || costs[nearest] >= limit) {
            return NO_LEG;
        }
        weighGates(of.slots.portal(tile, nearest - base), cell, heading, costs[nearest]);
        int at = base;
        for (int word = 2 * tile; word < 2 * tile + 2; word++) {
            for (long rest = of.slots.used()[word]; rest != 0; rest &= rest - 1) {
                int beyond = costs[at++];
                if (beyond < limit && at != nearest + 1) {
                    weighGates(Slots.firstOfWord(word) + Long.numberOfTrailingZeros(rest), cell, heading, beyond);
                }
            }
        }
        return best;
    }

    private void weighGates(int portal, int cell, int heading, int beyond) {
        int gates = of.gates(portal);
        if (gates == 0) {
            weigh(portal, orderOf(portal, 0), cell, heading, beyond);
        }
        for (; gates != 0; gates &= gates - 1) {
            int k = Integer.numberOfTrailingZeros(gates);
            weigh(Slots.gateSlot(portal, k), orderOf(portal, k), cell, heading, beyond);
        }
    }

    private static int orderOf(int portal, int gate) {
        return Slots.number(portal) * Slots.PER_SIDE + gate;
    }

    /**
     * Takes a gate if the way by it is the best so far: the time to it, and the robots that are on their way to it already,
     * then what remains from beyond it.
     */
    private void weigh(int gate, int order, int cell, int heading, int beyond) {
        int local = cell & Floor.LOCAL_MASK;
        int[] field = of.field(gate);
        if (field == null || HeadingField.lowest(field[local]) == HeadingField.UNREACHABLE) {
            return;
        }
        int side = Slots.sideOf(gate);
        int cost = HeadingField.cost(field[local], heading) + penaltyOf(gate) + oracle.loadUnits(gate);
        int worse = order < bestOrder ? bestCost + 1 : bestCost;
        int entry = floor.neighbour(of.crossingNear(gate, local), side);
        if (cost + leastToGoal(entry, side) >= worse) {
            return;
        }
        cost += remaining(entry, side, of.regions.at(cell), beyond, tilesAhead, worse - cost);
        if (cost < worse) {
            bestCost = cost;
            bestOrder = order;
            best = gate;
        }
    }

    private int penaltyOf(int slot) {
        int[] bySide = penalty;
        return bySide == null ? 0 : bySide[Slots.tileSide(slot)];
    }

    private int leastToGoal(int cell, int heading) {
        return oracle.leastBetween(floor.xOf(cell), floor.yOf(cell), heading, goalX, goalY);
    }

    /**
     * What remains from a cell just entered: looks ahead through its tile, so that it matters where exactly one comes in. A cell
     * from which all ways lead back to where one comes from is no way.
     *
     * @param from region of the tile before
     * @param otherwise the column's answer, for a tile that its window does not cover
     * @param tiles to look through, this one included
     * @param enough no way as dear as this is of interest: then the answer may be anything from here up
     */
    private int remaining(int cell, int heading, int from, int otherwise, int tiles, int enough) {
        int tile = cell >>> Floor.TILE_SHIFT;
        if (tile == goal >>> Floor.TILE_SHIFT && of.regions.leadsInTile(cell, goal)) {
            return unitsInTile(cell, heading);
        }
        if (!column.covers(tile)) {
            return Math.max(otherwise, leastToGoal(cell, heading));
        }
        int local = cell & Floor.LOCAL_MASK;
        int base = column.base(tile);
        int least = Math.min(GoalColumn.UNREACHABLE, enough);
        for (int word = 2 * tile; word < 2 * tile + 2; word++) {
            for (long rest = of.slots.used()[word]; rest != 0; rest &= rest - 1) {
                int beyond = column.costs[base++];
                if (beyond >= least) {
                    continue;
                }
                int slot = Slots.firstOfWord(word) + Long.numberOfTrailingZeros(rest);
                int[] field = of.field(slot);
                if (field == null || HeadingField.lowest(field[local]) == HeadingField.UNREACHABLE) {
                    continue;
                }
                int to = HeadingField.cost(field[local], heading) + penaltyOf(slot);
                if (to + beyond >= least) {
                    continue;
                }
                int side = Slots.sideOf(slot);
                int entry = floor.neighbour(of.crossingNear(slot, local), side);
                if (side == (heading ^ 2) && of.regions.at(entry) == from) {
                    continue;
                }
                int then = Math.max(beyond, leastToGoal(entry, side));
                if (tiles > 1 && to + then < least) {
                    then = Math.max(then, remaining(entry, side, of.regions.at(cell), beyond, tiles - 1, least - to));
                }
                least = Math.min(least, to + then);
            }
        }
        return least;
    }

    /**
     * What it costs to get from a cell of the goal's tile to the goal inside the tile: exact but for turns, of which only
     * those count that no way can do without, and never below {@link #leastToGoal}: what rules gates out relies on that.
     */
    private int unitsInTile(int cell, int heading) {
        int flight = oracle.flightUnits(cell, goal);
        int turning = leastToGoal(cell, heading) - flight;
        TilePattern pattern = of.pattern(goal >>> Floor.TILE_SHIFT);
        if (pattern.wide) {
            int units = wave.units(pattern.steps, goal & Floor.LOCAL_MASK, cell & Floor.LOCAL_MASK);
            return (units == GoalWave.NO_WAY ? flight : Math.max(flight, units)) + turning;
        }
        int stored = storedCost(pattern, cell & Floor.LOCAL_MASK);
        if (stored == GoalFields.NO_WAY) {
            return flight + turning;
        }
        // Costs are stored modulo: the way is at least half as dear as it is long, and that where all cells are preferred. A
        // dear one, more than 255 units above that, comes out too low.
        int leastUnits = flight / 2;
        return Math.max(flight, leastUnits + Math.floorMod(stored - leastUnits, GoalFields.MODULUS)) + turning;
    }

    private int storedCost(TilePattern pattern, int local) {
        GoalFields pool = oracle.goalFields();
        int place = goal & Floor.LOCAL_MASK;
        int shared = pattern.goalField(place, pool, wave);
        if (shared != GoalFields.NONE) {
            return pool.raw(shared, local);
        }
        if (pattern != ownPattern || place != ownPlace) {
            wave.fill(pattern.steps, place, ownField, 0);
            ownPattern = pattern;
            ownPlace = place;
        }
        return ownField[GoalFields.blocked(local)] & 0xFF;
    }
}
