package io.aisletide.traffic;

import io.aisletide.distance.Legs;
import io.aisletide.distance.OracleChange;
import io.aisletide.distance.OracleWorker;
import io.aisletide.distance.WayCost;
import io.aisletide.fleet.Robots;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.metrics.WallClock;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What follows from a change of the rules: plans are cut that would break them, the oracle's tables are repaired, and
 * every robot whose way is concerned gets a new one at once, or is marked as stranded.
 *
 * <p>A look (dry run) does all but touch robots, and keeps what the tables were; the second dry run puts them back.
 */
final class Rerouting {
    private static final int CHUNK = 2048;
    private static final int UNKNOWN = -1;
    private static final long NO_LEG = Legs.NO_LEG;
    /** Tiles whose robots are looked through in one piece. */
    private static final int TILES_A_PIECE = 16;

    private final Site site;
    private final Plans plans;
    private final Ways ways;
    private final Adviser adviser;
    /** Robots that a change has sent another way. */
    private final RobotList rerouted = new RobotList();
    private final boolean[] dirty;
    private @Nullable OracleChange look;
    private Tally[] tallies = new Tally[0];

    /** What one chunk of robots has counted. */
    private static final class Tally {
        int affected;
        int rerouted;
        int stranded;
        long extraUnits;
        /** Robots of which the oracle's window does not tell whether they have a way. */
        final RobotList uncertain = new RobotList();
        /** Robots that have a way again or have none any more. */
        final RobotList freed = new RobotList();

        final RobotList lost = new RobotList();
        /** Robots that go another way. */
        final RobotList others = new RobotList();
    }

    Rerouting(Site site, Plans plans, Ways ways, Adviser adviser) {
        this.site = site;
        this.plans = plans;
        this.ways = ways;
        this.adviser = adviser;
        dirty = new boolean[site.floor.tileCount()];
    }

    /** See {@link World#rulesChanged}. */
    void run(World.Effect effect, boolean dryRun) {
        effect.clear();
        OracleChange looked = look;
        if (looked != null) {
            looked.takeBack();
            look = null;
        }
        site.overlay.drainDirtyTiles(dirty);
        if (looked != null && dryRun) {
            Arrays.fill(dirty, false); // The caller has taken its change back, and so have we.
        }
        if (!dryRun) {
            cutForbiddenPlans(dirty);
        }
        effect.effectiveAtNanos = WallClock.nanos();
        if (anyOf(dirty)) {
            OracleChange change = site.oracle.change(dirty, site.workers, site.oracleWorkers);
            boolean[] lettingOut = change.lettingOut();
            if (!dryRun && anyOf(lettingOut)) {
                cutForbiddenPlans(lettingOut);
            }
            Arrays.fill(dirty, false);
            rebuildColumns(change);
            chooseWays(change, effect, dryRun);
            if (dryRun) {
                look = change;
            } else {
                change.keep();
                adviser.adviseDriving(rerouted.items(), rerouted.size(), false);
            }
        }
        effect.reroutedAtNanos = WallClock.nanos();
    }

    private static boolean anyOf(boolean[] tiles) {
        for (boolean tile : tiles) {
            if (tile) {
                return true;
            }
        }
        return false;
    }

    // ---- plans --------------------------------------------------------------------------------------------------

    /** A plan reaches three cells, so those that break a new rule begin in a changed tile or next to one. */
    private void cutForbiddenPlans(boolean[] changed) {
        int[] tiles = tilesNear(changed);
        int pieces = (tiles.length + TILES_A_PIECE - 1) / TILES_A_PIECE;
        RobotList[] found = new RobotList[pieces];
        site.workers.forEach(pieces, (piece, w) -> {
            RobotList here = new RobotList();
            found[piece] = here;
            int end = Math.min(tiles.length, (piece + 1) * TILES_A_PIECE);
            for (int i = piece * TILES_A_PIECE; i < end; i++) {
                findForbiddenPlans(tiles[i], here);
            }
        });
        for (RobotList robots : found) {
            for (int i = 0; i < robots.size(); i++) {
                plans.cut(robots.get(i));
            }
        }
    }

    private int[] tilesNear(boolean[] changed) {
        Floor floor = site.floor;
        boolean[] near = new boolean[changed.length];
        int count = 0;
        for (int tile = 0; tile < changed.length; tile++) {
            if (!changed[tile]) {
                continue;
            }
            int x = tile % floor.tilesAcross();
            int y = tile / floor.tilesAcross();
            for (int ny = Math.max(0, y - 1); ny <= Math.min(floor.tilesDown() - 1, y + 1); ny++) {
                for (int nx = Math.max(0, x - 1); nx <= Math.min(floor.tilesAcross() - 1, x + 1); nx++) {
                    int at = ny * floor.tilesAcross() + nx;
                    count += near[at] ? 0 : 1;
                    near[at] = true;
                }
            }
        }
        int[] tiles = new int[count];
        int used = 0;
        for (int tile = 0; tile < near.length; tile++) {
            if (near[tile]) {
                tiles[used++] = tile;
            }
        }
        return tiles;
    }

    private void findForbiddenPlans(int tile, RobotList into) {
        int[] now = site.reservations.at(site.tick);
        int first = tile << Floor.TILE_SHIFT;
        for (int cell = first; cell < first + Floor.TILE_CELLS; cell++) {
            int robot = now[cell] - 1;
            if (robot >= 0 && !plans.isAllowed(robot)) {
                into.add(robot);
            }
        }
    }

    // ---- ways ---------------------------------------------------------------------------------------------------

    private int chunks() {
        return (site.robots.limit() + CHUNK - 1) / CHUNK;
    }

    private void rebuildColumns(OracleChange change) {
        site.workers.forEach(chunks(), (chunk, worker) -> {
            int end = Math.min(site.robots.limit(), (chunk + 1) * CHUNK);
            for (int robot = chunk * CHUNK; robot < end; robot++) {
                askForColumn(robot, change, worker);
            }
        });
        ways.build();
        change.compareColumns();
    }

    private void askForColumn(int robot, OracleChange change, int worker) {
        Robots robots = site.robots;
        int goal = robots.get(robot, Robots.GOAL);
        if (goal < 0 || !robots.isPresent(robot)) {
            return;
        }
        LoadClass load = site.load(robot);
        if (change.concerns(load) && (change.isGoalTouched(goal, load) || robots.has(robot, Robots.STRANDED))) {
            ways.requests().need(robots.get(robot, Robots.CELL), goal, load, worker);
        }
    }

    private void chooseWays(OracleChange change, World.Effect effect, boolean dryRun) {
        int chunks = chunks();
        int had = tallies.length;
        if (had < chunks) {
            tallies = Arrays.copyOf(tallies, chunks);
        }
        site.workers.forEach(chunks, (chunk, worker) -> {
            Tally tally = new Tally();
            tallies[chunk] = tally;
            int end = Math.min(site.robots.limit(), (chunk + 1) * CHUNK);
            for (int robot = chunk * CHUNK; robot < end; robot++) {
                if (site.robots.isPresent(robot) && site.robots.get(robot, Robots.GOAL) >= 0) {
                    chooseWay(robot, change, dryRun, worker, tally);
                }
            }
        });
        rerouted.clear();
        for (int i = 0; i < chunks; i++) {
            rerouted.addAll(tallies[i].others);
            settle(tallies[i], effect, dryRun);
        }
    }

    private void chooseWay(int robot, OracleChange change, boolean dryRun, int worker, Tally tally) {
        Robots robots = site.robots;
        LoadClass load = site.load(robot);
        if (!change.concerns(load)) {
            return;
        }
        int cell = robots.get(robot, Robots.CELL);
        int goal = robots.get(robot, Robots.GOAL);
        boolean stranded = robots.has(robot, Robots.STRANDED);
        if (!dryRun) {
            forgetNextLeg(robot, change, load, worker);
        }
        if (!stranded && (!change.isConcerned(cell, goal, load) || hasGoodGoalLeg(robot, cell, goal, change, load))) {
            return;
        }
        int heading = robots.get(robot, Robots.HEADING);
        boolean lost = site.oracle.isCutOff(cell, goal, load);
        if (lost) {
            tally.affected += stranded ? 0 : 1;
            tally.stranded += stranded ? 0 : 1;
            tally.lost.add(robot);
            return;
        }
        OracleWorker with = site.oracleWorkers[worker];
        int before = stranded ? UNKNOWN : change.unitsBefore(cell, heading, goal, load, with);
        boolean inGoalTile = tileOf(cell) == tileOf(goal);
        boolean isLook = dryRun && inGoalTile; // Elsewhere taking a leg takes nothing.
        long way = isLook ? NO_LEG : with.takeWayQuickly(cell, heading, goal, load, site.costClass(robot));
        int now = inGoalTile ? with.wayUnits(cell, heading, goal, load) : Legs.unitsOf(way);
        if (now < 0) {
            tally.uncertain.add(robot);
            return;
        }
        if (stranded) {
            tally.freed.add(robot);
        }
        boolean other = stranded || before != now;
        if (other) {
            tally.affected++;
            tally.rerouted++;
            if (adviser.advisesRoutes()) {
                tally.others.add(robot);
            }
            tally.extraUnits += before >= 0 ? now - before : 0;
        }
        // In a changed tile fields are new, and goal fields out of date, even if the way is as long as it was.
        if (!dryRun && (other || change.isChanged(tileOf(cell), load))) {
            site.dropLegs(robot, worker);
            robots.set(robot, Robots.LEG, Legs.ofWay(way));
        } else if (!isLook) {
            site.giveBack(Legs.ofWay(way), worker);
        }
    }

    /** Whether the robot is in its goal's tile on the way that it will keep: its field is as right as it was. */
    private boolean hasGoodGoalLeg(int robot, int cell, int goal, OracleChange change, LoadClass load) {
        return tileOf(cell) == tileOf(goal)
                && Legs.leadsToGoal(site.robots.get(robot, Robots.LEG))
                && !change.isChangedInside(tileOf(cell), load);
    }

    private static int tileOf(int cell) {
        return cell >>> Floor.TILE_SHIFT;
    }

    /** Next legs in rebuilt tiles may not exist any more. */
    private void forgetNextLeg(int robot, OracleChange change, LoadClass load, int worker) {
        int next = site.robots.get(robot, Robots.NEXT_LEG);
        if (next < 0) {
            return;
        }
        int tile = Legs.leadsToGoal(next)
                ? site.robots.get(robot, Robots.GOAL) >>> Floor.TILE_SHIFT
                : Legs.tileOf(next);
        if (change.isChanged(tile, load)) {
            site.giveBack(next, worker);
            site.robots.set(robot, Robots.NEXT_LEG, Legs.NO_LEG);
        }
    }

    private void settle(Tally tally, World.Effect effect, boolean dryRun) {
        effect.affected += tally.affected;
        effect.rerouted += tally.rerouted;
        effect.stranded += tally.stranded;
        effect.extraCells += tally.extraUnits / WayCost.UNIT;
        for (int i = 0; i < tally.lost.size() && !dryRun; i++) {
            ways.strand(tally.lost.get(i));
        }
        for (int i = 0; i < tally.freed.size() && !dryRun; i++) {
            ways.unstrand(tally.freed.get(i));
        }
        for (int i = 0; i < tally.uncertain.size(); i++) {
            settleUncertain(tally.uncertain.get(i), effect, dryRun);
        }
    }

    /** The window of the column shows no way: look at the whole floor before giving up. */
    private void settleUncertain(int robot, World.Effect effect, boolean dryRun) {
        boolean stranded = site.robots.has(robot, Robots.STRANDED);
        boolean reachable = ways.cells(robot, site.robots.get(robot, Robots.GOAL)) != Integer.MAX_VALUE;
        if (reachable) {
            effect.affected++;
            effect.rerouted++;
            rerouted.add(robot);
            if (!dryRun) {
                ways.unstrand(robot);
                ways.takeLeg(robot);
            }
        } else if (!stranded) {
            effect.affected++;
            effect.stranded++;
            if (!dryRun) {
                ways.strand(robot);
            }
        }
    }
}
