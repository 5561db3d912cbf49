package io.aisletide.grid;

import io.aisletide.state.StateImage;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import io.aisletide.state.Stateful;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
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
 * <p>A robot inside a closed area may only leave. That is put into the exits themselves, see {@link WaysOut}: from a closed cell the exits
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

    /** In the place of a cell. */
    public static final int NO_CELL = -1;

    private static final String SECTION = "rules";
    private static final LoadClass[] CLASSES = LoadClass.values();

    private final Floor floor;
    private final List<Rule> rules = new ArrayList<>();

    /** Low nibble: exits of an EMPTY robot; high nibble: of a LOADED one. */
    private final byte[] exits;

    /** Exits by the plan alone, in the same form. */
    private final byte[] plan;

    private final RulePages pages;
    private final WaysOut waysOut;

    private boolean slowCells;
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
        pages = new RulePages(floor.tileCount());
        dirty = new boolean[floor.tileCount()];
        foldPlan();
        plan = exits.clone();
        waysOut = new WaysOut(floor, plan, pages);
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
        return pages.isClosed(cell, load);
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
        RulePage page = pages.at(cell);
        return page == null ? 1 : Math.max(1, page.ticksPerCell[cell & Floor.LOCAL_MASK]);
    }

    /**
     * Whether a limit of speed keeps a robot from driving on from this cell in a tick. Under a limit of n ticks a robot drives in
     * every n-th tick; which, depends on its number, so that not all start and stop together.
     */
    public boolean isHeldBack(int robot, int cell, long tick) {
        int ticks = ticksPerCell(cell);
        return ticks > 1 && (tick + robot) % ticks != 0;
    }

    /** Extra cells of way for entering the cell. */
    public int extraCells(int cell) {
        RulePage page = pages.at(cell);
        return page == null ? 0 : Math.max(0, page.weight[cell & Floor.LOCAL_MASK]);
    }

    public boolean isPreferred(int cell) {
        RulePage page = pages.at(cell);
        return page != null && page.weight[cell & Floor.LOCAL_MASK] == RulePage.PREFERRED;
    }

    /** Whether rules have ever spoken of cells in that tile. */
    public boolean hasRulesIn(int tile) {
        return pages.ofTile(tile) != null;
    }

    // ---- ways out of closed areas -----------------------------------------------------------------------------------

    /** Whether closed areas or one-way rules have changed since the last {@link #openWaysOut} of that class. */
    public boolean hasNewWaysOut(LoadClass load) {
        return waysOut.isStale(load);
    }

    /**
     * Lets robots out of closed areas to each part of the floor that borders on them. Without this call they go to the nearest open cell, and
     * whose goal lies in a part on another side is locked in. To be called after a change of rules, when the parts are known: they are the same
     * before the call and after.
     *
     * @param partOf part, from 0, to which an open cell belongs: cells are of one if a way leads from each to the other
     * @param parts how many there are
     * @return tiles in which exits have changed, or what {@link #hasSeveralWaysOut} says; they are not handed over by {@link #drainDirtyTiles}
     */
    public int[] openWaysOut(LoadClass load, IntUnaryOperator partOf, int parts) {
        boolean[] changed = new boolean[dirty.length];
        for (int tile = 0; tile < changed.length; tile++) {
            changed[tile] = hasSeveralWaysOut(tile, load);
        }
        int[] cells = waysOut.open(load, partOf, parts);
        int count = 0;
        for (int tile = 0; tile < changed.length; tile++) {
            changed[tile] ^= hasSeveralWaysOut(tile, load);
            count += changed[tile] ? 1 : 0;
        }
        for (int cell : cells) {
            byte now = ruledExits(cell, false);
            int tile = cell >>> Floor.TILE_SHIFT;
            if (now != exits[cell]) {
                exits[cell] = now;
                count += changed[tile] ? 0 : 1;
                changed[tile] = true;
            }
        }
        int[] tiles = new int[count];
        for (int tile = 0, used = 0; used < count; tile++) {
            if (changed[tile]) {
                tiles[used++] = tile;
            }
        }
        return tiles;
    }

    /** Whether a tile has closed cells that lead to several parts of the floor. */
    public boolean hasSeveralWaysOut(int tile, LoadClass load) {
        RulePage page = pages.ofTile(tile);
        return page != null && page.severalWays[load.ordinal()] != null;
    }

    /** The parts of the floor to which a closed cell leads, or null if it is one at most. Not to be written. */
    public int @Nullable [] partsBeyond(int cell, LoadClass load) {
        int way = waysOut.wayOut(cell, load);
        return way == 0 ? null : waysOut.parts(way, load);
    }

    /** An open cell to which a closed one leads, or {@link #NO_CELL}. */
    public int nearestOpenCell(int cell, LoadClass load) {
        int at = cell;
        while (isClosed(at, load)) {
            int ways = exits(at, load);
            if (ways == 0) {
                return NO_CELL;
            }
            at = floor.neighbour(at, Integer.numberOfTrailingZeros(ways));
        }
        return at;
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
                    // Not before all are measured: exits compare a cell with its neighbours.
                    for (int cell : waysOut.measure(bounds, load)) {
                        refreshExits(cell);
                    }
                }
                // Exits depend on a cell and its neighbours.
                bounds.withRim().forEachCell(floor, this::refreshExits);
            }
            case SLOW, AVOID, PREFER -> { }
        }
    }

    private void foldCell(int cell, List<Rule> over) {
        int x = floor.xOf(cell);
        int y = floor.yOf(cell);
        int closedTo = 0;
        int direction = RulePage.ONE_WAY_NONE;
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
                case PREFER -> extra = RulePage.PREFERRED;
            }
        }
        RulePage page = pages.open(cell);
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

    private void refreshExits(int cell) {
        byte now = ruledExits(cell, false);
        if (now != exits[cell]) {
            exits[cell] = now;
            dirty[cell >>> Floor.TILE_SHIFT] = true;
        }
    }

    /** @param nearestOnly whether closed cells are left toward the nearest way out only, see {@link #openWaysOut} */
    private byte ruledExits(int cell, boolean nearestOnly) {
        int mask = plan[cell] & 0xFF;
        for (int d = 0; d < 4; d++) {
            if ((mask & 17 << d) == 0) {
                continue;
            }
            int next = floor.neighbour(cell, d);
            if (!waysOut.isAgreed(cell, d, next)) {
                mask &= ~(17 << d);
                continue;
            }
            for (LoadClass load : CLASSES) {
                if (isClosed(next, load)
                        && !(isClosed(cell, load) && waysOut.leadsOut(cell, d, next, load, nearestOnly))) {
                    mask &= ~(1 << (load.ordinal() << 2) + d);
                }
            }
        }
        return (byte) mask;
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

    /** Of exits as they are before {@link #openWaysOut}, which others call when the rules are in force. */
    private int exitsChecksum() {
        CRC32C crc = new CRC32C();
        byte[] nearestOnly = exits;
        int[] cells = waysOut.cellsWithSeveral();
        if (cells.length > 0) {
            nearestOnly = exits.clone();
            for (int cell : cells) {
                nearestOnly[cell] = ruledExits(cell, true);
            }
        }
        crc.update(nearestOnly);
        return (int) crc.getValue();
    }
}
