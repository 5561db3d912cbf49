package io.aisletide.grid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The operator's rules over cells, and what follows from them: which way a robot may leave each cell, and what that
 * costs.
 *
 * <p>Rules are kept in the order in which they came, and the state of a cell is the fold over the rules that cover it:
 * so a rule that expires or is undone uncovers just what lay below it. A change folds again only the cells of the
 * changed rule's area.
 *
 * <p>A robot inside a closed area may only leave. That is put into the exits themselves: from a closed cell the exits
 * lead to cells that are nearer to the way out, so that the oracle and the stepper need no special case.
 *
 * <p>Belongs to the engine's thread; worker threads may read while no rule changes.
 */
public final class Overlay {
    /** Most rules in force at one time. */
    public static final int MAX_RULES = 256;

    /** Highest {@code ticksPerCell} of a SLOW rule. */
    public static final int MAX_TICKS_PER_CELL = 8;

    /** Highest {@code extraCells} of an AVOID rule. */
    public static final int MAX_EXTRA_CELLS = 63;

    private static final int ONE_WAY_NONE = 4;
    private static final int PREFERRED = -1;
    private static final int NO_WAY_OUT = Integer.MAX_VALUE;

    private final Floor floor;
    private final List<Rule> rules = new ArrayList<>();

    /** Low nibble: exits of an EMPTY robot; high nibble: of a LOADED one. */
    private final byte[] exits;

    /** Bits of load classes to which the cell is closed; allocated with the first rule. */
    private byte[] closed = new byte[0];

    private byte[] oneWay = new byte[0];
    private byte[] ticksPerCell = new byte[0];
    /** Extra cells of an AVOID rule, or {@link #PREFERRED}. */
    private byte[] weight = new byte[0];
    /** Steps to the nearest open cell, for closed cells, by load class. */
    private int[][] stepsOut = new int[0][0];

    private final boolean[] dirty;

    /** One rule. */
    public record Rule(long id, Kind kind, Area area, int loadMask, int parameter) {
        /** A rule's parameter where its kind has none. */
        public static final int NO_PARAMETER = 0;

        public Rule {
            if (loadMask < 1 || loadMask > 3) {
                throw new IllegalArgumentException("a load mask is 1 (EMPTY), 2 (LOADED) or 3, not " + loadMask);
            }
        }
    }

    /** What a rule does. */
    public enum Kind {
        CLOSE,
        OPEN,
        /** Parameter: ordinal of the direction. */
        ONE_WAY,
        /** Parameter: ticks per cell, 2 to {@value #MAX_TICKS_PER_CELL}. */
        SLOW,
        /** Parameter: extra cells, 1 to {@value #MAX_EXTRA_CELLS}. */
        AVOID,
        PREFER
    }

    public Overlay(Floor floor) {
        this.floor = floor;
        exits = new byte[floor.cellCapacity()];
        dirty = new boolean[floor.tileCount()];
        foldPlan();
    }

    public Floor floor() {
        return floor;
    }

    /** Rules in force, in the order of their coming. */
    public List<Rule> rules() {
        return List.copyOf(rules);
    }

    /** Lays a rule over those already there; false if {@link #MAX_RULES} are in force. */
    public boolean add(Rule rule) {
        if (rules.size() == MAX_RULES) {
            return false;
        }
        rules.add(rule);
        fold(rule);
        return true;
    }

    /** Takes a rule away; false if there is none with that id. */
    public boolean remove(long id) {
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).id() == id) {
                fold(rules.remove(i));
                return true;
            }
        }
        return false;
    }

    public boolean isClosed(int cell, LoadClass load) {
        return closed.length > 0 && (closed[cell] >> load.ordinal() & 1) != 0;
    }

    /** Directions (bits) in which a robot of that class may leave the cell. */
    public int exits(int cell, LoadClass load) {
        return exits[cell] >> (load.ordinal() << 2) & 15;
    }

    /**
     * The array behind {@link #exits(int, LoadClass)}, for the hot path: low nibble EMPTY, high nibble LOADED. Not to be
     * written.
     */
    public byte[] exitsArray() {
        return exits;
    }

    /** Whether any rule has ever limited the speed somewhere. */
    public boolean hasSlowCells() {
        return ticksPerCell.length > 0;
    }

    /** Ticks that a robot takes at least before it drives on from this cell; 1 where there is no limit. */
    public int ticksPerCell(int cell) {
        return ticksPerCell.length == 0 ? 1 : Math.max(1, ticksPerCell[cell]);
    }

    /** Extra cells of way for entering the cell. */
    public int extraCells(int cell) {
        return weight.length == 0 ? 0 : Math.max(0, weight[cell]);
    }

    public boolean isPreferred(int cell) {
        return weight.length > 0 && weight[cell] == PREFERRED;
    }

    /** Hands over the tiles in which something changed since the last call, as flags; the caller's array is filled. */
    public void drainDirtyTiles(boolean[] into) {
        for (int tile = 0; tile < dirty.length; tile++) {
            into[tile] |= dirty[tile];
            dirty[tile] = false;
        }
    }

    private void foldPlan() {
        for (int cell = 0; cell < exits.length; cell++) {
            exits[cell] = planExits(cell);
        }
    }

    private byte planExits(int cell) {
        if (floor.kindOrdinal(cell) == CellKind.WALL.ordinal()) {
            return 0;
        }
        int mask = 0;
        for (int d = 0; d < 4; d++) {
            if (floor.hasNeighbour(cell, d)) {
                int kind = floor.kindOrdinal(floor.neighbour(cell, d));
                if (kind != CellKind.WALL.ordinal()) {
                    mask |= 1 << d;
                    if (kind != CellKind.STORAGE.ordinal()) {
                        mask |= 16 << d;
                    }
                }
            }
        }
        return (byte) mask;
    }

    private void fold(Rule changed) {
        allocate();
        boolean closures = changed.kind() == Kind.CLOSE || changed.kind() == Kind.OPEN;
        changed.area().forEachCell(floor, this::foldCell);
        if (closures) {
            measureWaysOut();
        }
        refreshExits(changed.area().bounds(), closures);
    }

    private void allocate() {
        if (closed.length == 0) {
            closed = new byte[exits.length];
            oneWay = new byte[exits.length];
            Arrays.fill(oneWay, (byte) ONE_WAY_NONE);
            ticksPerCell = new byte[exits.length];
            weight = new byte[exits.length];
        }
    }

    private void foldCell(int cell) {
        int x = floor.xOf(cell);
        int y = floor.yOf(cell);
        int closedTo = 0;
        int direction = ONE_WAY_NONE;
        int ticks = 0;
        int extra = 0;
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            if (!rule.area().contains(x, y)) {
                continue;
            }
            switch (rule.kind()) {
                case CLOSE -> closedTo |= rule.loadMask();
                case OPEN -> closedTo &= ~rule.loadMask();
                case ONE_WAY -> direction = rule.parameter();
                case SLOW -> ticks = rule.parameter();
                case AVOID -> extra = rule.parameter();
                case PREFER -> extra = PREFERRED;
            }
        }
        closed[cell] = (byte) closedTo;
        oneWay[cell] = (byte) direction;
        ticksPerCell[cell] = (byte) ticks;
        weight[cell] = (byte) extra;
    }

    /** Breadth first from the edge of the closed areas inward: how many steps it is to an open cell. */
    private void measureWaysOut() {
        stepsOut = new int[LoadClass.COUNT][];
        for (LoadClass load : LoadClass.values()) {
            int bit = 1 << load.ordinal();
            int[] steps = new int[exits.length];
            int[] queue = new int[64];
            int tail = 0;
            for (int cell = 0; cell < exits.length; cell++) {
                if ((closed[cell] & bit) == 0) {
                    continue;
                }
                steps[cell] = NO_WAY_OUT;
                if (touchesOpenCell(cell, load)) {
                    steps[cell] = 1;
                    queue = ensure(queue, tail);
                    queue[tail++] = cell;
                }
            }
            for (int head = 0; head < tail; head++) {
                int cell = queue[head];
                for (int d = 0; d < 4; d++) {
                    if (!floor.hasNeighbour(cell, d)) {
                        continue;
                    }
                    int next = floor.neighbour(cell, d);
                    if (steps[next] == NO_WAY_OUT && floor.kind(next) != CellKind.WALL) {
                        steps[next] = steps[cell] + 1;
                        queue = ensure(queue, tail);
                        queue[tail++] = next;
                    }
                }
            }
            stepsOut[load.ordinal()] = steps;
        }
    }

    private boolean touchesOpenCell(int cell, LoadClass load) {
        int plan = planExits(cell) >> (load.ordinal() << 2) & 15;
        for (int d = 0; d < 4; d++) {
            if ((plan >> d & 1) != 0 && (closed[floor.neighbour(cell, d)] >> load.ordinal() & 1) == 0) {
                return true;
            }
        }
        return false;
    }

    private static int[] ensure(int[] queue, int used) {
        return used < queue.length ? queue : Arrays.copyOf(queue, queue.length * 2);
    }

    /**
     * Exits depend on a cell and its neighbours. A closure also moves the ways out of closed areas that touch it, so
     * then all closed cells are looked at.
     */
    private void refreshExits(Area.Rectangle bounds, boolean closures) {
        int right = Math.min(floor.width(), bounds.x() + bounds.width() + 1);
        int bottom = Math.min(floor.height(), bounds.y() + bounds.height() + 1);
        for (int y = Math.max(0, bounds.y() - 1); y < bottom; y++) {
            for (int x = Math.max(0, bounds.x() - 1); x < right; x++) {
                int cell = floor.cell(x, y);
                exits[cell] = ruledExits(cell);
                dirty[cell >>> Floor.TILE_SHIFT] = true;
            }
        }
        if (closures) {
            for (int cell = 0; cell < exits.length; cell++) {
                if (closed[cell] != 0) {
                    byte now = ruledExits(cell);
                    if (now != exits[cell]) {
                        exits[cell] = now;
                        dirty[cell >>> Floor.TILE_SHIFT] = true;
                    }
                }
            }
        }
    }

    private byte ruledExits(int cell) {
        int mask = planExits(cell) & 0xFF;
        for (int d = 0; d < 4; d++) {
            if ((mask & 17 << d) == 0) {
                continue;
            }
            int next = floor.neighbour(cell, d);
            if (oneWay[cell] == (d ^ 2) || oneWay[next] == (d ^ 2)) {
                mask &= ~(17 << d);
                continue;
            }
            for (int load = 0; load < LoadClass.COUNT; load++) {
                boolean shut = (closed[next] >> load & 1) != 0;
                if (shut && !leadsOut(cell, next, load)) {
                    mask &= ~(1 << (load << 2) + d);
                }
            }
        }
        return (byte) mask;
    }

    private boolean leadsOut(int cell, int next, int load) {
        return (closed[cell] >> load & 1) != 0 && stepsOut[load][next] < stepsOut[load][cell];
    }
}
