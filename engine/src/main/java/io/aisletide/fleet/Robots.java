package io.aisletide.fleet;

import java.util.Arrays;

/**
 * The robots of a floor: one record of {@value #STRIDE} ints each, one cache line, in one array. A decision about a robot
 * reads most of its record, so the fields of one robot lie together rather than one field of all.
 */
public final class Robots {
    /** Ints a record. */
    public static final int STRIDE = 16;

    public static final int SHIFT = 4;

    public static final int CELL = 0;
    public static final int GOAL = 1;
    public static final int HEADING = 2;
    public static final int FLAGS = 3;
    /** Actions to come, three bits each, the next one lowest. */
    public static final int PLAN = 4;
    /** Cell in which the plan ends. */
    public static final int END = 5;
    /** Leg through the tile where the robot stands, and through the one after. */
    public static final int LEG = 6;

    public static final int NEXT_LEG = 7;
    /** Tick at which the goal was given. */
    public static final int SINCE = 8;
    /** Ticks since the robot last came nearer to its goal. */
    public static final int STALLED = 10;

    /** What {@code yield} has last granted the robot, in score points. */
    public static final int POINTS = 11;

    /** The request that has last replanned the robot, and how many times; see the planner. */
    public static final int REQUEST = 12;

    public static final int REPLANS = 13;
    public static final int TAGS = 14;
    /** With {@link #DETOUR}: the goal that the robot has had before its detour. */
    public static final int REAL_GOAL = 15;

    /** Flags. */
    public static final int PRESENT = 1;

    public static final int LOADED = 2;
    public static final int PAUSED = 4;
    public static final int HELD = 8;
    public static final int STRANDED = 16;
    /** The column of its goal does not reach here; it has to be built before the next tick. */
    public static final int WANTS_COLUMN = 32;
    /** {@link #GOAL} is a place to get out of somebody's way; {@link #REAL_GOAL} comes after. */
    public static final int DETOUR = 64;
    /** With {@link #STRANDED}: nobody could say which way to go; asked again soon. */
    public static final int UNADVISED = 128;
    /** Cost class of the robot's way, four bits. */
    public static final int COST_CLASS_SHIFT = 8;

    public static final int COST_CLASS_MASK = 15;
    /** Version of {@code plan-route} that the robot's mission began with, by its slot; eight bits. */
    public static final int ROUTE_SLOT_SHIFT = 16;

    public static final int ROUTE_SLOT_MASK = 255;

    private int[] data;
    private int limit;
    private int count;

    public Robots(int expected) {
        data = new int[Math.max(16, expected) * STRIDE];
    }

    /** The records; replaced when robots are added, so not to be kept over a change of the fleet. */
    public int[] data() {
        return data;
    }

    /** One more than the highest number ever given. */
    public int limit() {
        return limit;
    }

    public int count() {
        return count;
    }

    /** A new record, zeroed but for {@link #PRESENT}; returns the robot's number. Numbers are never given twice. */
    public int add() {
        if ((limit + 1) * STRIDE > data.length) {
            data = Arrays.copyOf(data, data.length * 2);
        }
        data[(limit << SHIFT) + FLAGS] = PRESENT;
        count++;
        return limit++;
    }

    public void remove(int robot) {
        data[(robot << SHIFT) + FLAGS] = 0;
        count--;
    }

    public int get(int robot, int field) {
        return data[(robot << SHIFT) + field];
    }

    public void set(int robot, int field, int value) {
        data[(robot << SHIFT) + field] = value;
    }

    public boolean has(int robot, int flag) {
        return (data[(robot << SHIFT) + FLAGS] & flag) != 0;
    }

    public void flag(int robot, int flag, boolean on) {
        int at = (robot << SHIFT) + FLAGS;
        data[at] = on ? data[at] | flag : data[at] & ~flag;
    }

    /** A number kept among the flags. */
    public int bits(int robot, int shift, int mask) {
        return data[(robot << SHIFT) + FLAGS] >>> shift & mask;
    }

    public void setBits(int robot, int shift, int mask, int value) {
        int at = (robot << SHIFT) + FLAGS;
        data[at] = data[at] & ~(mask << shift) | value << shift;
    }

    public boolean isPresent(int robot) {
        return robot >= 0 && robot < limit && has(robot, PRESENT);
    }

    /** Makes room for records that are filled in by the caller, in the place of all that there were. */
    public void reset(int newLimit, int newCount) {
        if (newLimit * STRIDE > data.length) {
            data = new int[newLimit * STRIDE];
        }
        limit = newLimit;
        count = newCount;
    }
}
