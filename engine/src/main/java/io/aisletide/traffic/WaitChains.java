package io.aisletide.traffic;

import io.aisletide.distance.GoalFields;
import io.aisletide.distance.HeadingField;
import io.aisletide.distance.Legs;
import io.aisletide.fleet.Robots;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import java.util.Arrays;

/**
 * Who waits for whom: a robot waits for the one that stands where it wants to go next. Following that from robot to robot
 * leads to the root of a jam, or round in a circle: a deadlock.
 */
final class WaitChains {
    static final int NOBODY = -1;

    private static final int NOWHERE = -1;
    /** Longer chains are cut: they are queues, and their end says little about their beginning. */
    private static final int MAX_LENGTH = 256;

    private final Site site;

    WaitChains(Site site) {
        this.site = site;
    }

    /**
     * The robot, the one that it waits for, and so on. The last one waits for nobody, or for the one that comes a second
     * time, or the chain has {@value #MAX_LENGTH} links.
     */
    int[] of(int robot) {
        int[] chain = new int[MAX_LENGTH];
        int length = 0;
        int at = robot;
        while (at != NOBODY && length < MAX_LENGTH) {
            boolean again = indexOf(chain, length, at) >= 0;
            chain[length++] = at;
            at = again ? NOBODY : blockerOf(at);
        }
        return Arrays.copyOf(chain, length);
    }

    /** Place of a robot in the first links of a chain, or -1. */
    static int indexOf(int[] chain, int length, int robot) {
        for (int i = 0; i < length; i++) {
            if (chain[i] == robot) {
                return i;
            }
        }
        return -1;
    }

    /** The robot that stands where this one wants to go next, or {@link #NOBODY}. */
    int blockerOf(int robot) {
        if (site.robots.has(robot, Robots.PAUSED | Robots.STRANDED)) {
            return NOBODY;
        }
        int next = wishOf(robot, site.robots.get(robot, Robots.CELL));
        return next == NOWHERE ? NOBODY : site.reservations.at(site.tick)[next] - 1;
    }

    /**
     * The cells that the robot means to cross next, as far as its tile reaches; its own is not one of them.
     *
     * @return how many were filled in
     */
    int wayAhead(int robot, int[] into) {
        int length = 0;
        int cell = site.robots.get(robot, Robots.CELL);
        int tile = cell >>> Floor.TILE_SHIFT;
        while (length < into.length && cell >>> Floor.TILE_SHIFT == tile) {
            cell = wishOf(robot, cell);
            if (cell == NOWHERE) {
                break;
            }
            into[length++] = cell;
        }
        return length;
    }

    /**
     * The cell next to one in the robot's tile that is nearest to its goal, or {@link #NOWHERE} if it has no leg to
     * follow.
     */
    private int wishOf(int robot, int cell) {
        int leg = site.robots.get(robot, Robots.LEG);
        if (leg < 0) {
            return NOWHERE;
        }
        LoadClass load = site.load(robot);
        int exits = site.overlay.exits(cell, load);
        int wish = NOWHERE;
        int best = 0;
        for (int d = 0; d < 4; d++) {
            if ((exits >> d & 1) != 0) {
                int next = site.floor.neighbour(cell, d);
                int gain = Legs.leadsToGoal(leg) ? goalGain(leg, cell, next) : portalGain(leg, cell, d, next, load);
                if (gain > best) {
                    best = gain;
                    wish = next;
                }
            }
        }
        return wish;
    }

    private int goalGain(int leg, int cell, int next) {
        if ((cell ^ next) >>> Floor.TILE_SHIFT != 0) {
            return 0;
        }
        GoalFields fields = site.oracle.goalFields();
        int field = Legs.goalField(leg);
        int there = fields.raw(field, next & Floor.LOCAL_MASK);
        return there == GoalFields.NO_WAY ? 0 : GoalFields.gain(fields.raw(field, cell & Floor.LOCAL_MASK), there);
    }

    private int portalGain(int leg, int cell, int direction, int next, LoadClass load) {
        int here = HeadingField.lowest(site.oracle.portalField(leg, load)[cell & Floor.LOCAL_MASK]);
        if ((cell ^ next) >>> Floor.TILE_SHIFT != 0) {
            int along = (direction & 1) == 0 ? cell >> 5 & 31 : cell & 31;
            boolean crosses = Legs.sideOf(leg) == direction && (site.oracle.portalCrossings(load)[leg] >>> along & 1) != 0;
            return crosses ? here : 0;
        }
        return here - HeadingField.lowest(site.oracle.portalField(leg, load)[next & Floor.LOCAL_MASK]);
    }
}
