package io.aisletide.grid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import org.agrona.collections.IntArrayList;
import org.jspecify.annotations.Nullable;

/**
 * In which directions robots leave closed areas.
 *
 * <p>A robot in a closed area takes the shortest way out: each step brings it nearer to an open cell. That is measured when a rule
 * comes or goes, breadth first from the edges of the area inward, in time proportional to the size of the area.
 *
 * <p>That alone would lock robots in where an area lies between parts of the floor with no way from one to the other: a robot at
 * the edge of one part could not drive to a goal in the other. So where an area borders on several parts, a step is allowed if it
 * brings the robot nearer to any of them; where it goes is a matter of its goal then. All parts are searched for at once, {@value Long#SIZE} at a
 * time with a bit for each (after Then et al., The More the Merrier, VLDB 2014).
 */
final class WaysOut {
    private static final int NO_WAY_OUT = Character.MAX_VALUE;
    private static final int UNMEASURED = NO_WAY_OUT - 1;
    private static final int MAX_STEPS_OUT = UNMEASURED - 1;

    private final Floor floor;
    private final byte[] plan;
    private final RulePages pages;
    /** By load class. */
    private final boolean[] stale = new boolean[LoadClass.COUNT];

    /** Lists of parts that closed cells lead to, by load class. */
    private final List<List<int[]>> lists = new ArrayList<>();

    WaysOut(Floor floor, byte[] plan, RulePages pages) {
        this.floor = floor;
        this.plan = plan;
        this.pages = pages;
        for (int i = 0; i < LoadClass.COUNT; i++) {
            lists.add(new ArrayList<>());
        }
    }

    // ---- the nearest way out ------------------------------------------------------------------------------------

    /**
     * Measures the ways out of the closed areas that meet these bounds.
     *
     * @return their cells
     */
    int[] measure(Area.Rectangle bounds, LoadClass load) {
        stale[load.ordinal()] = true;
        int[] area = closedAround(bounds, load);
        int[] queue = new int[area.length];
        int tail = 0;
        for (int cell : area) {
            if (leadsToOpenCell(cell, load)) {
                setStepsOut(cell, load, 1);
                queue[tail++] = cell;
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
        for (int cell : area) {
            if (stepsOut(cell, load) == UNMEASURED) {
                setStepsOut(cell, load, NO_WAY_OUT);
            }
        }
        return area;
    }

    /**
     * Cells closed to the class that hang together with closed cells in or next to the bounds; their steps are set to
     * {@link #UNMEASURED}.
     */
    private int[] closedAround(Area.Rectangle bounds, LoadClass load) {
        IntArrayList found = new IntArrayList();
        bounds.withRim().forEachCell(floor, cell -> {
            if (mayBeLeft(cell, load)) {
                setStepsOut(cell, load, UNMEASURED);
                found.addInt(cell);
            } else if (pages.at(cell) != null) {
                setStepsOut(cell, load, 0);
            }
        });
        return connected(found, load, cell -> {
            boolean first = stepsOut(cell, load) != UNMEASURED;
            if (first) {
                setStepsOut(cell, load, UNMEASURED);
            }
            return first;
        });
    }

    /**
     * These closed cells and those that hang together with them.
     *
     * @param isFirstSeen false for a cell that is among them already
     */
    private int[] connected(IntArrayList found, LoadClass load, IntPredicate isFirstSeen) {
        for (int head = 0; head < found.size(); head++) {
            int cell = found.getInt(head);
            for (int d = 0; d < 4; d++) {
                if (leads(cell, d, load)) {
                    int next = floor.neighbour(cell, d);
                    if (pages.isClosed(next, load) && isFirstSeen.test(next)) {
                        found.addInt(next);
                    }
                }
            }
        }
        return found.toIntArray();
    }

    private boolean leadsToOpenCell(int cell, LoadClass load) {
        for (int d = 0; d < 4; d++) {
            if (leadsToOpenCell(cell, d, load)) {
                return true;
            }
        }
        return false;
    }

    private boolean leadsToOpenCell(int cell, int d, LoadClass load) {
        if (!leads(cell, d, load)) {
            return false;
        }
        int next = floor.neighbour(cell, d);
        return !pages.isClosed(next, load) && isAgreed(cell, d, next);
    }

    /**
     * Whether the step from one closed cell to the next brings a robot nearer to a way out.
     *
     * @param nearestOnly whether ways out to other parts of the floor do not count
     */
    boolean leadsOut(int cell, int direction, int next, LoadClass load, boolean nearestOnly) {
        RulePage.SeveralWays several = severalAt(cell, load);
        if (several != null && !nearestOnly) {
            return (several.directions[cell & Floor.LOCAL_MASK] >> direction & 1) != 0;
        }
        return stepsOut(next, load) < stepsOut(cell, load);
    }

    // ---- ways out to several parts of the floor -----------------------------------------------------------------

    boolean isStale(LoadClass load) {
        return stale[load.ordinal()];
    }

    /** See {@link Overlay#wayOut}. */
    int wayOut(int cell, LoadClass load) {
        RulePage.SeveralWays several = severalAt(cell, load);
        return several == null ? 0 : several.parts[cell & Floor.LOCAL_MASK];
    }

    /** The parts of that number. */
    int[] parts(int way, LoadClass load) {
        return lists.get(load.ordinal()).get(way - 1);
    }

    /** What there is to say about a cell that leads to several parts, else null. */
    private RulePage.@Nullable SeveralWays severalAt(int cell, LoadClass load) {
        RulePage page = pages.at(cell);
        RulePage.SeveralWays several = page == null ? null : page.severalWays[load.ordinal()];
        return several == null || several.parts[cell & Floor.LOCAL_MASK] == 0 ? null : several;
    }

    /** Cells that lead to several parts, for any class; in ascending order. */
    int[] cellsWithSeveral() {
        IntArrayList found = new IntArrayList();
        for (int tile = 0; tile < pages.tileCount(); tile++) {
            for (int local = 0; local < Floor.TILE_CELLS && pages.ofTile(tile) != null; local++) {
                int cell = tile << Floor.TILE_SHIFT | local;
                if (wayOut(cell, LoadClass.EMPTY) != 0 || wayOut(cell, LoadClass.LOADED) != 0) {
                    found.addInt(cell);
                }
            }
        }
        return found.toIntArray();
    }

    /** See {@link Overlay#openWaysOut}; returns cells of which exits may have changed. */
    int[] open(LoadClass load, IntUnaryOperator partOf, int parts) {
        stale[load.ordinal()] = false;
        IntArrayList touched = forgetSeveral(load);
        lists.get(load.ordinal()).clear();
        if (parts < 2) {
            return touched.toIntArray();
        }
        Map<List<Integer>, Integer> numbers = new HashMap<>();
        boolean[][] seen = new boolean[pages.tileCount()][];
        for (int tile = 0; tile < pages.tileCount(); tile++) {
            for (int local = 0; local < Floor.TILE_CELLS && pages.ofTile(tile) != null; local++) {
                int cell = tile << Floor.TILE_SHIFT | local;
                if (mayBeLeft(cell, load) && see(seen, cell)) {
                    int[] area = connected(cell, load, seen);
                    int[] around = partsAround(area, load, partOf);
                    if (around.length > 1) {
                        letOut(area, around, load, partOf, numbers);
                        for (int each : area) {
                            touched.addInt(each);
                        }
                    }
                }
            }
        }
        return touched.toIntArray();
    }

    private IntArrayList forgetSeveral(LoadClass load) {
        IntArrayList found = new IntArrayList();
        for (int tile = 0; tile < pages.tileCount(); tile++) {
            RulePage page = pages.ofTile(tile);
            RulePage.SeveralWays several = page == null ? null : page.severalWays[load.ordinal()];
            for (int local = 0; several != null && local < Floor.TILE_CELLS; local++) {
                if (several.parts[local] != 0) {
                    found.addInt(tile << Floor.TILE_SHIFT | local);
                }
            }
            if (page != null) {
                page.severalWays[load.ordinal()] = null;
            }
        }
        return found;
    }

    /** @return whether it was not seen before */
    private static boolean see(boolean[][] seen, int cell) {
        int tile = cell >>> Floor.TILE_SHIFT;
        if (seen[tile] == null) {
            seen[tile] = new boolean[Floor.TILE_CELLS];
        }
        boolean first = !seen[tile][cell & Floor.LOCAL_MASK];
        seen[tile][cell & Floor.LOCAL_MASK] = true;
        return first;
    }

    private int[] connected(int cell, LoadClass load, boolean[][] seen) {
        IntArrayList first = new IntArrayList();
        first.addInt(cell);
        return connected(first, load, next -> see(seen, next));
    }

    /** Parts to which a step leads out of the area, ascending. */
    private int[] partsAround(int[] area, LoadClass load, IntUnaryOperator partOf) {
        IntArrayList found = new IntArrayList();
        for (int cell : area) {
            for (int d = 0; d < 4; d++) {
                if (leadsToOpenCell(cell, d, load)) {
                    int part = partOf.applyAsInt(floor.neighbour(cell, d));
                    if (found.isEmpty() || found.getInt(found.size() - 1) != part) {
                        found.addInt(part);
                    }
                }
            }
        }
        return Arrays.stream(found.toIntArray()).sorted().distinct().toArray();
    }

    private void letOut(
            int[] area, int[] around, LoadClass load, IntUnaryOperator partOf, Map<List<Integer>, Integer> numbers) {
        int groups = (around.length + Long.SIZE - 1) / Long.SIZE;
        long[][] reached = new long[groups][];
        byte[] directions = new byte[area.length];
        Search search = new Search(area, load);
        for (int group = 0; group < groups; group++) {
            int from = group * Long.SIZE;
            int[] some = Arrays.copyOfRange(around, from, Math.min(around.length, from + Long.SIZE));
            reached[group] = search.run(some, partOf, directions);
        }
        for (int i = 0; i < area.length; i++) {
            List<Integer> parts = new ArrayList<>();
            for (int k = 0; k < around.length; k++) {
                if ((reached[k / Long.SIZE][i] >>> k & 1) != 0) {
                    parts.add(around[k]);
                }
            }
            set(area[i], directions[i], numberOf(parts, numbers, load), load);
        }
    }

    private int numberOf(List<Integer> parts, Map<List<Integer>, Integer> numbers, LoadClass load) {
        List<int[]> known = lists.get(load.ordinal());
        return numbers.computeIfAbsent(parts, list -> {
            known.add(list.stream().mapToInt(Integer::intValue).toArray());
            return known.size();
        });
    }

    private void set(int cell, byte directions, int way, LoadClass load) {
        RulePage page = pages.open(cell);
        RulePage.SeveralWays several = page.severalWays[load.ordinal()];
        if (several == null) {
            several = new RulePage.SeveralWays();
            page.severalWays[load.ordinal()] = several;
        }
        several.parts[cell & Floor.LOCAL_MASK] = (char) way;
        several.directions[cell & Floor.LOCAL_MASK] = directions;
    }

    /** Searches from the edges of one area inward, for up to {@value Long#SIZE} parts at a time. */
    private final class Search {
        private final int[] area;
        private final LoadClass load;
        /** Place in the area by cell, plus one. */
        private final int[][] places = new int[pages.tileCount()][];

        Search(int[] area, LoadClass load) {
            this.area = area;
            this.load = load;
            for (int i = 0; i < area.length; i++) {
                int tile = area[i] >>> Floor.TILE_SHIFT;
                if (places[tile] == null) {
                    places[tile] = new int[Floor.TILE_CELLS];
                }
                places[tile][area[i] & Floor.LOCAL_MASK] = i + 1;
            }
        }

        /**
         * @param directions those that lead nearer to one of the parts are added
         * @return bits of the parts that each of the cells leads to
         */
        long[] run(int[] parts, IntUnaryOperator partOf, byte[] directions) {
            long[] reached = new long[area.length];
            for (int i = 0; i < area.length; i++) {
                reached[i] = beside(area[i], parts, partOf);
            }
            long[] wave = reached.clone();
            boolean more = true;
            while (more) {
                long[] next = new long[area.length];
                more = false;
                for (int i = 0; i < area.length; i++) {
                    more |= wave[i] != 0 && spread(i, wave[i], reached, next, directions);
                }
                for (int i = 0; i < area.length; i++) {
                    reached[i] |= next[i];
                }
                wave = next;
            }
            return reached;
        }

        private long beside(int cell, int[] parts, IntUnaryOperator partOf) {
            long bits = 0;
            for (int d = 0; d < 4; d++) {
                if (leadsToOpenCell(cell, d, load)) {
                    int k = Arrays.binarySearch(parts, partOf.applyAsInt(floor.neighbour(cell, d)));
                    bits |= k < 0 ? 0 : 1L << k;
                }
            }
            return bits;
        }

        private boolean spread(int i, long wave, long[] reached, long[] next, byte[] directions) {
            boolean any = false;
            for (int d = 0; d < 4; d++) {
                if (!leads(area[i], d, load)) {
                    continue;
                }
                int before = floor.neighbour(area[i], d);
                int[] ofTile = places[before >>> Floor.TILE_SHIFT];
                int place = ofTile == null ? 0 : ofTile[before & Floor.LOCAL_MASK];
                if (place != 0 && (wave & ~reached[place - 1]) != 0 && isAgreed(before, d ^ 2, area[i])) {
                    next[place - 1] |= wave & ~reached[place - 1];
                    directions[place - 1] |= (byte) (1 << (d ^ 2));
                    any = true;
                }
            }
            return any;
        }
    }

    // ---- cells --------------------------------------------------------------------------------------------------

    /** Whether the cell is closed to the class, and one of it could stand there. */
    private boolean mayBeLeft(int cell, LoadClass load) {
        return pages.isClosed(cell, load) && plan[cell] != 0 && floor.passable(cell, load);
    }

    /** Whether the plan has a way for the class from one cell to the next. */
    private boolean leads(int cell, int direction, LoadClass load) {
        return (plan[cell] >> (load.ordinal() << 2) + direction & 1) != 0;
    }

    /** Whether no one-way rule forbids the step. */
    boolean isAgreed(int cell, int direction, int next) {
        return oneWay(cell) != (direction ^ 2) && oneWay(next) != (direction ^ 2);
    }

    private int oneWay(int cell) {
        RulePage page = pages.at(cell);
        return page == null ? RulePage.ONE_WAY_NONE : page.oneWay[cell & Floor.LOCAL_MASK];
    }

    private int stepsOut(int cell, LoadClass load) {
        RulePage page = pages.at(cell);
        return page == null ? 0 : page.stepsOut[load.ordinal()][cell & Floor.LOCAL_MASK];
    }

    /** What was said about ways out to several parts no longer holds. */
    private void setStepsOut(int cell, LoadClass load, int steps) {
        RulePage page = pages.open(cell);
        page.stepsOut[load.ordinal()][cell & Floor.LOCAL_MASK] = (char) steps;
        RulePage.SeveralWays several = page.severalWays[load.ordinal()];
        if (several != null) {
            several.parts[cell & Floor.LOCAL_MASK] = 0;
        }
    }
}
