package io.aisletide.distance;

import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Overlay;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The ways out of each tile for one load class, and for each of them the exact field of costs within the tile.
 *
 * <p>Open crossings of one side that are next to each other, or close to each other on foot, are one portal: in a
 * warehouse of parallel aisles the whole side is one, in a maze each opening stays its own. Portals are what {@link
 * GoalColumn columns} know; a portal's field tells the cost of getting from any cell of the tile, with any heading, across
 * the nearest of its crossings.
 *
 * <p>If all robots took the nearest crossing, those that turn would crowd the first aisle of each tile. So a wide portal has
 * <i>gates</i> of up to {@value #GATE_CELLS} crossings, with a field each, and robots are spread over them ({@link
 * LegChooser}). A portal that is no wider than a gate is its own.
 *
 * <p>All crossings of a portal arrive in one {@link Regions region}, so whoever crosses it can go wherever another could who
 * crosses it elsewhere: that is what makes the ways over portals exact under one-way rules, too.
 *
 * <p>Slots: {@code tile * 256 + side * 32 + k} for portals, 128 more for gates; up to {@value #PER_SIDE} of each a side.
 */
final class Portals {
    /** As many as there are cells: in rows of one-way cells side by side each crossing is a portal. */
    static final int PER_SIDE = Floor.TILE_SIDE;

    private static final int SIDE_SHIFT = 5;

    private static final int TILE_SHIFT = SIDE_SHIFT + 3;
    static final int PER_TILE = 1 << TILE_SHIFT;
    /** The first gate among the slots of a tile; those before it, as many as there can be gates, are portals. */
    static final int GATES = PER_TILE / 2;

    /** Crossings of a gate: as wide as a two-lane aisle with the storage between it and the next. */
    private static final int GATE_CELLS = 4;

    private static final char[] NOTHING = new char[0];

    final Floor floor;
    final LoadClass load;
    final Regions regions;
    /** Column and row of each tile: a table, as divisions add up when half a million robots ask. */
    final short[] tileX;

    final short[] tileY;
    private final WayCost wayCost;
    private final boolean openGround;
    private final PortalFinder finder;
    /** Crossings of the portal or gate, as bits along the side; 0 for an unused slot. */
    private final int[] crossings;
    /** By {@link #number portal}: its gates, as bits {@code k}; 0 for one that is its own gate. */
    private final int[] gates;
    /** By {@link #number gate}: slot in its tile of the portal that it belongs to. */
    private final byte[] owner;
    /** By portal: place along the side where one is taken to cross when the coarse ways are measured. */
    private final byte[] middle;

    /** Portals in use, as bits: two words a tile, see {@link #wordOf}. */
    private final long[] used;

    private final int[] @Nullable [] fields;
    /** By portal: what it costs to come in by it and go out by each portal of the tile beyond. */
    private final char[][] through;

    private final TilePatterns patterns;
    private final TilePattern[] pattern;

    /** @param openGround see {@link OpenGround} */
    Portals(WayCost wayCost, LoadClass load, boolean openGround) {
        this.wayCost = wayCost;
        this.load = load;
        this.openGround = openGround;
        floor = wayCost.floor();
        regions = new Regions(floor);
        int tiles = floor.tileCount();
        tileX = new short[tiles];
        tileY = new short[tiles];
        for (int tile = 0; tile < tiles; tile++) {
            tileX[tile] = (short) (tile % floor.tilesAcross());
            tileY[tile] = (short) (tile / floor.tilesAcross());
        }
        finder = new PortalFinder(this, openGround);
        crossings = new int[tiles * PER_TILE];
        gates = new int[tiles * GATES];
        owner = new byte[tiles * GATES];
        middle = new byte[tiles * GATES];
        used = new long[tiles * 2];
        fields = new int[tiles * PER_TILE][];
        through = new char[tiles * GATES][];
        patterns = new TilePatterns(tiles);
        pattern = new TilePattern[tiles];
    }

    Overlay overlay() {
        return wayCost.overlay();
    }

    /** Whether robots may come to that cell. */
    boolean isOpen(int cell) {
        TileSteps of = pattern[cell >>> Floor.TILE_SHIFT].steps;
        return (of.open[(cell & Floor.LOCAL_MASK) >> 6] >>> cell & 1) != 0;
    }

    /** Whether they may leave it in that direction. */
    boolean mayLeave(int cell, int direction) {
        return (wayCost.exits(cell, load) >> direction & 1) != 0;
    }

    int crossings(int slot) {
        return crossings[slot];
    }

    /** Gates of a portal, as bits: the k-th bit is the gate {@link #gateSlot} says. 0 if the portal is its own gate. */
    int gates(int portal) {
        return gates[number(portal)];
    }

    /** A portal's number among the portals of all tiles, or a gate's among the gates. */
    private static int number(int slot) {
        return (slot & -PER_TILE) >> 1 | slot & GATES - 1;
    }

    /** Slot of the k-th gate on the side of a portal. */
    static int gateSlot(int portal, int k) {
        return portal & -PER_SIDE | GATES | k;
    }

    /** The portal that a gate belongs to; a portal itself. */
    int portalOf(int slot) {
        return (slot & GATES) == 0 ? slot : slot & -PER_TILE | owner[number(slot)];
    }

    /** Field of a portal or gate, entries as {@link HeadingField}, by place in the tile; null for an unused slot. */
    int @Nullable [] field(int slot) {
        return fields[slot];
    }

    /** Where a robot in that place is likely to cross: at the opening that is nearest along the side. */
    int crossingNear(int slot, int local) {
        int side = sideOf(slot);
        int along = alongOf(slot, local);
        int above = crossings[slot] >>> along;
        int below = crossings[slot] << 31 - along;
        int up = above == 0 ? Floor.TILE_SIDE : Integer.numberOfTrailingZeros(above);
        int down = below == 0 ? Floor.TILE_SIDE : Integer.numberOfLeadingZeros(below);
        return sideCell(tileOf(slot), side, up <= down ? along + up : along - down);
    }

    int[] @Nullable [] fields() {
        return fields;
    }

    int[] allCrossings() {
        return crossings;
    }

    static int tileOf(int slot) {
        return slot >>> TILE_SHIFT;
    }

    /** Which side of which tile: {@code tile * 4 + side}. */
    static int tileSide(int slot) {
        return slot >>> TILE_SHIFT << 2 | sideOf(slot);
    }

    static int sideOf(int slot) {
        return slot >>> SIDE_SHIFT & 3;
    }

    /** The cell beyond the portal where a robot is taken to arrive. */
    private int entryCell(int portal) {
        int side = sideOf(portal);
        return floor.neighbour(sideCell(tileOf(portal), side, middle[number(portal)]), side);
    }

    /** Cell at that place along a side: top to bottom or left to right. */
    static int sideCell(int tile, int side, int along) {
        int base = tile << Floor.TILE_SHIFT;
        return switch (side) {
            case 0 -> base | along << 5 | 31;
            case 1 -> base | 31 << 5 | along;
            case 2 -> base | along << 5;
            default -> base | along;
        };
    }

    /** Steps inside a tile, for searches. */
    TileSteps steps(int tile) {
        return pattern[tile].steps;
    }

    /** What the tile has in common with others. */
    TilePattern pattern(int tile) {
        return pattern[tile];
    }

    /**
     * Cost in units of coming in by a portal, at its middle, and leaving the tile beyond by the one of its portals that has
     * that rank; {@link HeadingField#UNREACHABLE} if there is no way.
     */
    int through(int portal, int rank) {
        return through[number(portal)][rank];
    }

    /** Portals in use, as bits: two words a tile, see {@link #wordOf}. Not to be written. */
    long[] used() {
        return used;
    }

    /** Which word of {@link #used} has a portal's bit; its place in the word is the slot's number modulo the bits of a word. */
    static int wordOf(int portal) {
        return portal >>> TILE_SHIFT << 1 | portal >> 6 & 1;
    }

    /** The portal whose bit is the first of a word. */
    static int firstOfWord(int word) {
        return word >> 1 << TILE_SHIFT | (word & 1) << 6;
    }

    /** Portals that a tile has. */
    int portalCount(int tile) {
        return Long.bitCount(used[2 * tile]) + Long.bitCount(used[2 * tile + 1]);
    }

    /** Portals of the same tile in slots before this one. */
    int rank(int portal) {
        int word = wordOf(portal);
        int before = Long.bitCount(used[word] & (1L << portal) - 1);
        return (word & 1) == 0 ? before : before + Long.bitCount(used[word - 1]);
    }

    /** Whether who arrives by any of the portal's crossings gets to that region of the next tile inside it. */
    boolean leadsInto(int slot, int region) {
        int side = sideOf(slot);
        for (int bits = crossings[slot]; bits != 0; bits &= bits - 1) {
            int cell = floor.neighbour(sideCell(tileOf(slot), side, Integer.numberOfTrailingZeros(bits)), side);
            if (regions.leadsTo(cell, region)) {
                return true;
            }
        }
        return false;
    }

    /** The tile next to a side, or -1 at the edge of the floor. */
    int tileBeside(int tile, int side) {
        int across = floor.tilesAcross();
        int x = tileX[tile];
        return switch (side) {
            case 0 -> x + 1 < across ? tile + 1 : -1;
            case 1 -> tile + across < floor.tileCount() ? tile + across : -1;
            case 2 -> x > 0 ? tile - 1 : -1;
            default -> tile >= across ? tile - across : -1;
        };
    }

    /**
     * First half of building a tile: its portals and their fields. May run for several tiles at a time once {@link #read} has run for all of them and their neighbours.
     *
     * @param inside whether anything may have changed inside the tile; if not, only fields of portals that are no longer
     *     what they were are computed
     */
    void rebuild(int tile, boolean inside, TileWave wave) {
        int first = tile * PER_TILE;
        int[] before = Arrays.copyOfRange(crossings, first, first + PER_TILE);
        used[2 * tile] = 0;
        used[2 * tile + 1] = 0;
        for (int side = 0; side < 4; side++) {
            finder.find(tile, side, crossings, first + side * PER_SIDE);
            findGates(first + side * PER_SIDE);
        }
        for (int k = 0; k < PER_TILE; k++) {
            int slot = first + k;
            if (crossings[slot] == 0) {
                fields[slot] = null;
                continue;
            }
            if (k < GATES) {
                used[wordOf(slot)] |= 1L << k;
                middle[number(slot)] = (byte) middleOf(crossings[slot]);
            }
            if (inside || crossings[slot] != before[k]) {
                computeField(tile, slot, wave);
            }
        }
    }

    /** Reads the exits of one tile and finds its regions. May run for several tiles at a time. */
    void read(int tile) {
        setPattern(tile, patterns.of(TileSteps.of(tile, load, wayCost)));
        TilePattern of = pattern[tile];
        boolean directed = of.steps.directed || wayCost.overlay().hasSeveralWaysOut(tile, load);
        regions.find(tile, of.steps, directed ? of.parts() : null);
    }

    private void setPattern(int tile, TilePattern now) {
        TilePattern before = pattern[tile];
        if (before != null) {
            before.tiles.decrementAndGet();
        }
        now.tiles.incrementAndGet();
        pattern[tile] = now;
    }

    /** Divides the portals of a side, that of the given first slot. */
    private void findGates(int first) {
        Arrays.fill(crossings, first + GATES, first + GATES + PER_SIDE, 0);
        int count = 0;
        for (int portal = first; portal < first + PER_SIDE; portal++) {
            int number = number(portal);
            gates[number] = 0;
            int all = crossings[portal];
            for (int along = 0; along < Floor.TILE_SIDE && count < PER_SIDE; along += GATE_CELLS) {
                int gate = all & (1 << GATE_CELLS) - 1 << along;
                if (gate != 0 && gate != all) {
                    int slot = gateSlot(portal, count);
                    gates[number] |= 1 << count++;
                    owner[number(slot)] = (byte) (portal & PER_TILE - 1);
                    crossings[slot] = gate;
                }
            }
        }
    }

    /** Second half of building: what it costs to come in by each of the tile's portals and go on. */
    void rebuildThrough(int tile) {
        for (int side = 0; side < 4; side++) {
            rebuildThrough(tile, side);
        }
    }

    /** The same for the portals of one side. */
    void rebuildThrough(int tile, int side) {
        int beyond = tileBeside(tile, side);
        int first = tile * PER_TILE + side * PER_SIDE;
        for (int portal = first; portal < first + PER_SIDE && beyond >= 0; portal++) {
            rebuildThrough(beyond, portal, side);
        }
    }

    private void rebuildThrough(int tile, int portal, int heading) {
        int number = number(portal);
        if (crossings[portal] == 0) {
            through[number] = NOTHING;
            return;
        }
        char[] costs = new char[portalCount(tile)];
        int entry = entryCell(portal) & Floor.LOCAL_MASK;
        int rank = 0;
        for (int word = 2 * tile; word < 2 * tile + 2; word++) {
            for (long rest = used[word]; rest != 0; rest &= rest - 1) {
                int slot = firstOfWord(word) + Long.numberOfTrailingZeros(rest);
                int cost = openGround ? toMiddle(slot, entry, heading) : costIn(fieldOf(slot)[entry], heading);
                costs[rank++] = (char) Math.min(cost, HeadingField.UNREACHABLE);
            }
        }
        // What is the same stays the same array: so a repair sees that nothing has changed.
        if (!Arrays.equals(costs, through[number])) {
            through[number] = costs;
        }
    }

    /** The cost in a portal's field, or {@link HeadingField#UNREACHABLE}. */
    private static int costIn(int field, int heading) {
        return HeadingField.lowest(field) == HeadingField.UNREACHABLE
                ? HeadingField.UNREACHABLE
                : HeadingField.cost(field, heading);
    }

    /**
     * Cost of crossing a portal at its middle. Fields lead to the nearest crossing; to go on from the middle as if one had come out there
     * makes each wide portal on the way look up to half its width shorter.
     */
    private int toMiddle(int portal, int from, int heading) {
        int place = middle[number(portal)];
        int by = portal;
        for (int rest = gates(portal); rest != 0; rest &= rest - 1) {
            int gate = gateSlot(portal, Integer.numberOfTrailingZeros(rest));
            boolean holdsMiddle = (crossings[gate] >>> place & 1) != 0;
            by = holdsMiddle && HeadingField.lowest(fieldOf(gate)[from]) != HeadingField.UNREACHABLE ? gate : by;
        }
        int cost = costIn(fieldOf(by)[from], heading);
        if (cost == HeadingField.UNREACHABLE) {
            return cost;
        }
        int aside = Math.abs(alongOf(by, crossingNear(by, from)) - place);
        return cost + WayCost.UNIT * aside;
    }

    /** Place along the slot's side. */
    private static int alongOf(int slot, int cell) {
        return (sideOf(slot) & 1) == 0 ? cell >> 5 & Floor.TILE_SIDE - 1 : cell & Floor.TILE_SIDE - 1;
    }

    private int[] fieldOf(int slot) {
        int[] field = fields[slot];
        if (field == null) {
            throw new IllegalStateException("no portal in slot " + slot);
        }
        return field;
    }

    private static int middleOf(int crossings) {
        int count = Integer.bitCount(crossings);
        int bits = crossings;
        for (int i = 0; i < (count - 1) / 2; i++) {
            bits &= bits - 1;
        }
        return Integer.numberOfTrailingZeros(bits);
    }

    private void computeField(int tile, int slot, TileWave wave) {
        int side = sideOf(slot);
        int[] costs = new int[Floor.TILE_SIDE];
        int count = 0;
        for (int bits = crossings[slot]; bits != 0; bits &= bits - 1) {
            int cell = sideCell(tile, side, Integer.numberOfTrailingZeros(bits));
            costs[count++] = wayCost.step(cell, side, floor.neighbour(cell, side));
        }
        TilePattern of = pattern[tile];
        int[] field = of.portalField(side, crossings[slot], costs, count);
        if (field == null) {
            field = of.keep(side, crossings[slot], costs, count, field(of.steps, slot, costs, wave));
        }
        // What is the same stays the same array: so a repair sees that nothing has changed.
        int[] before = fields[slot];
        if (before == null || before != field && !Arrays.equals(before, field)) {
            fields[slot] = field;
        }
    }

    private int[] field(TileSteps steps, int slot, int[] costs, TileWave wave) {
        int side = sideOf(slot);
        int tile = tileOf(slot);
        wave.begin(steps);
        int i = 0;
        for (int bits = crossings[slot]; bits != 0; bits &= bits - 1) {
            int cell = sideCell(tile, side, Integer.numberOfTrailingZeros(bits));
            wave.seed(cell & Floor.LOCAL_MASK, side, costs[i++]);
        }
        wave.run(steps);
        return wave.entries().clone();
    }

    // ---- taking back --------------------------------------------------------------------------------------------

    /** All there is to know about one tile at some time. */
    final class Saved {
        private final int tile;
        private final int[] crossings;
        private final int[] gates;
        private final byte[] owner;
        private final byte[] middle;
        private final char[][] through;
        final TilePattern pattern;
        final Regions.Saved regions;
        /** Portals in use, as bits: two words. */
        final long[] used;

        /** Fields by slot, {@link #PER_TILE} of them. */
        final int[] @Nullable [] fields;

        private Saved(int tile) {
            this.tile = tile;
            int slot = tile * PER_TILE;
            crossings = Arrays.copyOfRange(Portals.this.crossings, slot, slot + PER_TILE);
            fields = Arrays.copyOfRange(Portals.this.fields, slot, slot + PER_TILE);
            int number = tile * GATES;
            gates = Arrays.copyOfRange(Portals.this.gates, number, number + GATES);
            owner = Arrays.copyOfRange(Portals.this.owner, number, number + GATES);
            middle = Arrays.copyOfRange(Portals.this.middle, number, number + GATES);
            through = Arrays.copyOfRange(Portals.this.through, number, number + GATES);
            used = Arrays.copyOfRange(Portals.this.used, 2 * tile, 2 * tile + 2);
            regions = Portals.this.regions.save(tile);
            pattern = Portals.this.pattern[tile];
        }

        /** Makes the tile again what it was. */
        void restore() {
            int slot = tile * PER_TILE;
            System.arraycopy(crossings, 0, Portals.this.crossings, slot, PER_TILE);
            System.arraycopy(fields, 0, Portals.this.fields, slot, PER_TILE);
            int number = tile * GATES;
            System.arraycopy(gates, 0, Portals.this.gates, number, GATES);
            System.arraycopy(owner, 0, Portals.this.owner, number, GATES);
            System.arraycopy(middle, 0, Portals.this.middle, number, GATES);
            System.arraycopy(through, 0, Portals.this.through, number, GATES);
            System.arraycopy(used, 0, Portals.this.used, 2 * tile, 2);
            regions.restore();
            setPattern(tile, pattern);
        }

        boolean hasSamePortals() {
            int slot = tile * PER_TILE;
            return Arrays.equals(crossings, 0, PER_TILE, Portals.this.crossings, slot, slot + PER_TILE);
        }

        boolean hasSameStepsAndRegions() {
            return regions.areSame() && pattern.steps.equals(Portals.this.pattern[tile].steps);
        }

        /** Whether portals and their fields are the same. */
        boolean hasSameWaysOut() {
            if (!hasSamePortals()) {
                return false;
            }
            for (int k = 0; k < PER_TILE; k++) {
                // Equal fields are kept when a tile is rebuilt.
                if (fields[k] != Portals.this.fields[tile * PER_TILE + k]) {
                    return false;
                }
            }
            return true;
        }

        /** Whether the same slots are in use. */
        boolean hasSameSlots() {
            return Arrays.equals(used, 0, 2, Portals.this.used, 2 * tile, 2 * tile + 2);
        }

        /** Whether a portal leads to the same cells and the ways on cost the same. */
        boolean isSameBeyond(int k) {
            return crossings[k] == Portals.this.crossings[tile * PER_TILE + k]
                    && through[k] == Portals.this.through[tile * GATES + k];
        }
    }

    Saved save(int tile) {
        return new Saved(tile);
    }
}
