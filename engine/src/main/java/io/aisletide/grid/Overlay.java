package io.aisletide.grid;

import io.aisletide.state.StateImage;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import io.aisletide.state.Stateful;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

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
public final class Overlay implements Stateful {
    /** Most rules in force at one time. */
    public static final int MAX_RULES = 256;

    /** Highest {@code ticksPerCell} of a SLOW rule. */
    public static final int MAX_TICKS_PER_CELL = 8;

    /** Highest {@code extraCells} of an AVOID rule. */
    public static final int MAX_EXTRA_CELLS = 63;

    private static final String SECTION = "rules";
    private static final int ONE_WAY_NONE = 4;
    private static final int PREFERRED = -1;
    private static final int NO_WAY_OUT = Character.MAX_VALUE;
    private static final int UNMEASURED = NO_WAY_OUT - 1;
    private static final int MAX_STEPS_OUT = UNMEASURED - 1;
    private static final LoadClass[] CLASSES = LoadClass.values();

    private final Floor floor;
    private final List<Rule> rules = new ArrayList<>();

    /** Low nibble: exits of an EMPTY robot; high nibble: of a LOADED one. */
    private final byte[] exits;

    /** Exits by the plan alone, in the same form. */
    private final byte[] plan;

    /** What rules say about the cells of a tile; null where none has ever said anything. */
    private final @Nullable Page[] pages;

    private boolean slowCells;
    private final boolean[] dirty;

    /** Rules folded for the cells of one tile. */
    private static final class Page {
        /** Bits of load classes to which the cell is closed. */
        final byte[] closed = new byte[Floor.TILE_CELLS];

        final byte[] oneWay = new byte[Floor.TILE_CELLS];
        final byte[] ticksPerCell = new byte[Floor.TILE_CELLS];
        /** Extra cells of an AVOID rule, or {@link #PREFERRED}. */
        final byte[] weight = new byte[Floor.TILE_CELLS];
        /** Steps to the nearest open cell, for closed cells, by load class. */
        final char[][] stepsOut = new char[LoadClass.COUNT][Floor.TILE_CELLS];

        Page() {
            Arrays.fill(oneWay, (byte) ONE_WAY_NONE);
        }
    }

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
        pages = new Page[floor.tileCount()];
        dirty = new boolean[floor.tileCount()];
        foldPlan();
        plan = exits.clone();
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
        Page page = pages[cell >>> Floor.TILE_SHIFT];
        return page != null && (page.closed[cell & Floor.LOCAL_MASK] >> load.ordinal() & 1) != 0;
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
        return slowCells;
    }

    /** Ticks that a robot takes at least before it drives on from this cell; 1 where there is no limit. */
    public int ticksPerCell(int cell) {
        Page page = pages[cell >>> Floor.TILE_SHIFT];
        return page == null ? 1 : Math.max(1, page.ticksPerCell[cell & Floor.LOCAL_MASK]);
    }

    /** Extra cells of way for entering the cell. */
    public int extraCells(int cell) {
        Page page = pages[cell >>> Floor.TILE_SHIFT];
        return page == null ? 0 : Math.max(0, page.weight[cell & Floor.LOCAL_MASK]);
    }

    public boolean isPreferred(int cell) {
        Page page = pages[cell >>> Floor.TILE_SHIFT];
        return page != null && page.weight[cell & Floor.LOCAL_MASK] == PREFERRED;
    }

    /** Whether rules have ever spoken of cells in that tile. */
    public boolean hasRulesIn(int tile) {
        return pages[tile] != null;
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
        int from = floor.kindOrdinal(cell);
        if (from == CellKind.WALL.ordinal()) {
            return 0;
        }
        int mask = 0;
        for (int d = 0; d < 4; d++) {
            if (floor.hasNeighbour(cell, d)) {
                int kind = floor.kindOrdinal(floor.neighbour(cell, d));
                if (kind != CellKind.WALL.ordinal()) {
                    mask |= 1 << d;
                    if (kind != CellKind.STORAGE.ordinal() && from != CellKind.STORAGE.ordinal()) {
                        mask |= 16 << d;
                    }
                }
            }
        }
        return (byte) mask;
    }

    private void fold(Rule changed) {
        Area.Rectangle bounds = changed.area().bounds();
        List<Rule> over = rules.stream()
                .filter(rule -> rule.area().bounds().overlaps(bounds))
                .toList();
        changed.area().forEachCell(floor, cell -> foldCell(cell, over));
        switch (changed.kind()) {
            case CLOSE, OPEN, ONE_WAY -> {
                for (LoadClass load : CLASSES) {
                    measureWaysOut(bounds, load);
                }
                refreshExits(bounds);
            }
            case SLOW, AVOID, PREFER -> { }
        }
    }

    private Page page(int cell) {
        Page page = pages[cell >>> Floor.TILE_SHIFT];
        if (page == null) {
            page = new Page();
            pages[cell >>> Floor.TILE_SHIFT] = page;
        }
        return page;
    }

    private void foldCell(int cell, List<Rule> over) {
        int x = floor.xOf(cell);
        int y = floor.yOf(cell);
        int closedTo = 0;
        int direction = ONE_WAY_NONE;
        int ticks = 0;
        int extra = 0;
        for (int i = 0; i < over.size(); i++) {
            Rule rule = over.get(i);
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
        Page page = page(cell);
        int local = cell & Floor.LOCAL_MASK;
        if (page.closed[local] != closedTo
                || page.oneWay[local] != direction
                || page.ticksPerCell[local] != ticks
                || page.weight[local] != extra) {
            page.closed[local] = (byte) closedTo;
            page.oneWay[local] = (byte) direction;
            page.ticksPerCell[local] = (byte) ticks;
            page.weight[local] = (byte) extra;
            slowCells |= ticks > 1;
            markChanged(cell);
        }
    }

    /** What a step into a cell costs is a matter of the tile from where it comes, too. */
    private void markChanged(int cell) {
        dirty[cell >>> Floor.TILE_SHIFT] = true;
        int column = cell & Floor.TILE_SIDE - 1;
        int row = (cell & Floor.LOCAL_MASK) / Floor.TILE_SIDE;
        if (column > 0 && row > 0 && column < Floor.TILE_SIDE - 1 && row < Floor.TILE_SIDE - 1) {
            return;
        }
        for (int d = 0; d < 4; d++) {
            if (floor.hasNeighbour(cell, d)) {
                dirty[floor.neighbour(cell, d) >>> Floor.TILE_SHIFT] = true;
            }
        }
    }

    /**
     * Measures the ways out of the closed areas that meet these bounds: breadth first from their edges inward. Time is
     * proportional to the size of those areas.
     */
    private void measureWaysOut(Area.Rectangle bounds, LoadClass load) {
        int[] area = closedAround(bounds, load);
        int size = area[area.length - 1];
        int[] queue = new int[size];
        int tail = 0;
        for (int i = 0; i < size; i++) {
            if (leadsToOpenCell(area[i], load)) {
                setStepsOut(area[i], load, 1);
                queue[tail++] = area[i];
            }
        }
        for (int head = 0; head < tail; head++) {
            int cell = queue[head];
            for (int d = 0; d < 4; d++) {
                if (!leads(cell, d, load)) {
                    continue;
                }
                int before = floor.neighbour(cell, d);
                if (stepsOut(before, load) == UNMEASURED && isAgreed(before, d ^ 2, cell)) {
                    setStepsOut(before, load, Math.min(stepsOut(cell, load) + 1, MAX_STEPS_OUT));
                    queue[tail++] = before;
                }
            }
        }
        for (int i = 0; i < size; i++) {
            if (stepsOut(area[i], load) == UNMEASURED) {
                setStepsOut(area[i], load, NO_WAY_OUT);
            }
        }
        // Not before all are measured: exits compare a cell with its neighbours.
        for (int i = 0; i < size; i++) {
            refreshExits(area[i]);
        }
    }

    /**
     * Cells closed to the class that hang together with closed cells in or next to the bounds; their steps are set to
     * {@link #UNMEASURED}. The last entry of the array is their number.
     */
    private int[] closedAround(Area.Rectangle bounds, LoadClass load) {
        int[] found = new int[64];
        int size = 0;
        int right = Math.min(floor.width(), bounds.x() + bounds.width() + 1);
        int bottom = Math.min(floor.height(), bounds.y() + bounds.height() + 1);
        for (int y = Math.max(0, bounds.y() - 1); y < bottom; y++) {
            for (int x = Math.max(0, bounds.x() - 1); x < right; x++) {
                int cell = floor.cell(x, y);
                if (isClosed(cell, load) && plan[cell] != 0 && floor.passable(cell, load)) {
                    setStepsOut(cell, load, UNMEASURED);
                    found = ensure(found, size + 1);
                    found[size++] = cell;
                } else if (pages[cell >>> Floor.TILE_SHIFT] != null) {
                    setStepsOut(cell, load, 0);
                }
            }
        }
        for (int head = 0; head < size; head++) {
            for (int d = 0; d < 4; d++) {
                if (leads(found[head], d, load)) {
                    int next = floor.neighbour(found[head], d);
                    if (stepsOut(next, load) != UNMEASURED && isClosed(next, load)) {
                        setStepsOut(next, load, UNMEASURED);
                        found = ensure(found, size + 1);
                        found[size++] = next;
                    }
                }
            }
        }
        found[found.length - 1] = size;
        return found;
    }

    private boolean leadsToOpenCell(int cell, LoadClass load) {
        for (int d = 0; d < 4; d++) {
            if (leads(cell, d, load)) {
                int next = floor.neighbour(cell, d);
                if (!isClosed(next, load) && isAgreed(cell, d, next)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether the plan has a way for the class from one cell to the next. */
    private boolean leads(int cell, int direction, LoadClass load) {
        return (plan[cell] >> (load.ordinal() << 2) + direction & 1) != 0;
    }

    /** Whether no one-way rule forbids the step. */
    private boolean isAgreed(int cell, int direction, int next) {
        return oneWay(cell) != (direction ^ 2) && oneWay(next) != (direction ^ 2);
    }

    private int oneWay(int cell) {
        Page page = pages[cell >>> Floor.TILE_SHIFT];
        return page == null ? ONE_WAY_NONE : page.oneWay[cell & Floor.LOCAL_MASK];
    }

    private int stepsOut(int cell, LoadClass load) {
        Page page = pages[cell >>> Floor.TILE_SHIFT];
        return page == null ? 0 : page.stepsOut[load.ordinal()][cell & Floor.LOCAL_MASK];
    }

    private void setStepsOut(int cell, LoadClass load, int steps) {
        page(cell).stepsOut[load.ordinal()][cell & Floor.LOCAL_MASK] = (char) steps;
    }

    private static int[] ensure(int[] queue, int used) {
        return used < queue.length ? queue : Arrays.copyOf(queue, queue.length * 2);
    }

    /** Exits depend on a cell and its neighbours. */
    private void refreshExits(Area.Rectangle bounds) {
        int right = Math.min(floor.width(), bounds.x() + bounds.width() + 1);
        int bottom = Math.min(floor.height(), bounds.y() + bounds.height() + 1);
        for (int y = Math.max(0, bounds.y() - 1); y < bottom; y++) {
            for (int x = Math.max(0, bounds.x() - 1); x < right; x++) {
                refreshExits(floor.cell(x, y));
            }
        }
    }

    private void refreshExits(int cell) {
        byte now = ruledExits(cell);
        if (now != exits[cell]) {
            exits[cell] = now;
            dirty[cell >>> Floor.TILE_SHIFT] = true;
        }
    }

    private byte ruledExits(int cell) {
        int mask = plan[cell] & 0xFF;
        for (int d = 0; d < 4; d++) {
            if ((mask & 17 << d) == 0) {
                continue;
            }
            int next = floor.neighbour(cell, d);
            if (!isAgreed(cell, d, next)) {
                mask &= ~(17 << d);
                continue;
            }
            for (LoadClass load : CLASSES) {
                if (isClosed(next, load) && !leadsOut(cell, next, load)) {
                    mask &= ~(1 << (load.ordinal() << 2) + d);
                }
            }
        }
        return (byte) mask;
    }

    private boolean leadsOut(int cell, int next, LoadClass load) {
        return isClosed(cell, load) && stepsOut(next, load) < stepsOut(cell, load);
    }

    // ---- state --------------------------------------------------------------------------------------------------

    @Override
    public void save(StateImage to) {
        StateWriter section = to.section(SECTION);
        section.putInt(rules.size());
        for (Rule rule : rules) {
            section.putLong(rule.id()).putInt(rule.kind().ordinal()).putInt(rule.loadMask()).putInt(rule.parameter());
            rule.area().save(section);
        }
        section.putInt(exitsChecksum());
    }

    /** Lays the rules again, one over the other: what follows from them is the same then, which is checked. */
    @Override
    public void restore(StateImage from) {
        StateReader section = from.read(SECTION);
        int count = section.getCount(1);
        for (int i = 0; i < count; i++) {
            long id = section.getLong();
            Kind kind = Kind.values()[section.getInt()];
            int loadMask = section.getInt();
            int parameter = section.getInt();
            add(new Rule(id, kind, Area.restored(section), loadMask, parameter));
        }
        Arrays.fill(dirty, false);
        if (section.getInt() != exitsChecksum()) {
            throw new IllegalStateException("the rules of the section '" + SECTION + "' do not give the exits that there were");
        }
    }

    private int exitsChecksum() {
        CRC32C crc = new CRC32C();
        crc.update(exits);
        return (int) crc.getValue();
    }
}
