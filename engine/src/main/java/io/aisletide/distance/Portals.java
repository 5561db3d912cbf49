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
 * <p>{@link Slots} says how portals and gates are numbered.
 */
final class Portals {
    /** Crossings of a gate: as wide as a two-lane aisle with the storage between it and the next. */
    private static final int GATE_CELLS = 4;

    private static final char[] NOTHING = new char[0];

    final Floor floor;
    final LoadClass load;
    final Regions regions;
    final Slots slots;
    final GoalAreas areas;
    /** Column and row of each tile: a table, as divisions add up when half a million robots ask. */
    final short[] tileX;

    final short[] tileY;
    private final WayCost wayCost;
    private final boolean openGround;
    private final PortalFinder finder;
    /** Crossings of the portal or gate, as bits along the side; 0 for an unused slot. */
    private final int[] crossings;
    /** By {@link Slots#number portal}: its gates, as bits {@code k}; 0 for one that is its own gate. */
    private final int[] gates;
    /** By {@link Slots#number gate}: slot in its tile of the portal that it belongs to. */
    private final byte[] owner;
    /** By portal: place along the side where one is taken to cross when the coarse ways are measured. */
    private final byte[] middle;

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
        areas = new GoalAreas(this, openGround);
        int tiles = floor.tileCount();
        slots = new Slots(tiles);
        tileX = new short[tiles];
        tileY = new short[tiles];
        for (int tile = 0; tile < tiles; tile++) {
            tileX[tile] = (short) (tile % floor.tilesAcross());
            tileY[tile] = (short) (tile / floor.tilesAcross());
        }
        finder = new PortalFinder(this, openGround);
        crossings = new int[tiles * Slots.PER_TILE];
        gates = new int[tiles * Slots.GATES];
        owner = new byte[tiles * Slots.GATES];
        middle = new byte[tiles * Slots.GATES];
        fields = new int[tiles * Slots.PER_TILE][];
        through = new char[tiles * Slots.GATES][];
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

    /** Gates of a portal, as bits: the k-th bit is the gate {@link Slots#gateSlot} says. 0 if the portal is its own gate. */
    int gates(int portal) {
        return gates[Slots.number(portal)];
    }

    /** The portal that a gate belongs to; a portal itself. */
    int portalOf(int slot) {
        return Slots.isGate(slot) ? Slots.firstOfTile(slot) | owner[Slots.number(slot)] : slot;
    }

    /** Field of a portal or gate, entries as {@link HeadingField}, by place in the tile; null for an unused slot. */
    int @Nullable [] field(int slot) {
        return fields[slot];
    }

    /** Where a robot in that place is likely to cross: at the opening that is nearest along the side. */
    int crossingNear(int slot, int local) {
        int side = Slots.sideOf(slot);
        int along = Slots.alongOf(slot, local);
        int above = crossings[slot] >>> along;
        int below = crossings[slot] << 31 - along;
        int up = above == 0 ? Floor.TILE_SIDE : Integer.numberOfTrailingZeros(above);
        int down = below == 0 ? Floor.TILE_SIDE : Integer.numberOfLeadingZeros(below);
        return Slots.sideCell(Slots.tileOf(slot), side, up <= down ? along + up : along - down);
    }

    int[] @Nullable [] fields() {
        return fields;
    }

    int[] allCrossings() {
        return crossings;
    }

    /** The cell beyond the portal where a robot is taken to arrive. */
    int entryCell(int portal) {
        int side = Slots.sideOf(portal);
        return floor.neighbour(Slots.sideCell(Slots.tileOf(portal), side, middle[Slots.number(portal)]), side);
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
        return through[Slots.number(portal)][rank];
    }

    /** Whether who arrives by any of the portal's crossings gets to that region of the next tile inside it. */
    boolean leadsInto(int slot, int region) {
        int side = Slots.sideOf(slot);
        for (int bits = crossings[slot]; bits != 0; bits &= bits - 1) {
            int cell = floor.neighbour(Slots.sideCell(Slots.tileOf(slot), side, Integer.numberOfTrailingZeros(bits)), side);
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
        int first = tile * Slots.PER_TILE;
        int[] before = Arrays.copyOfRange(crossings, first, first + Slots.PER_TILE);
        slots.clear(tile);
        for (int side = 0; side < 4; side++) {
            finder.find(tile, side, crossings, first + side * Slots.PER_SIDE);
            findGates(first + side * Slots.PER_SIDE);
        }
        for (int k = 0; k < Slots.PER_TILE; k++) {
            int slot = first + k;
            if (crossings[slot] == 0) {
                fields[slot] = null;
                continue;
            }
            if (k < Slots.GATES) {
                slots.take(slot);
                middle[Slots.number(slot)] = (byte) middleOf(crossings[slot]);
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
        Arrays.fill(crossings, first + Slots.GATES, first + Slots.GATES + Slots.PER_SIDE, 0);
        int count = 0;
        for (int portal = first; portal < first + Slots.PER_SIDE; portal++) {
            int number = Slots.number(portal);
            gates[number] = 0;
            int all = crossings[portal];
            for (int along = 0; along < Floor.TILE_SIDE && count < Slots.PER_SIDE; along += GATE_CELLS) {
                int gate = all & (1 << GATE_CELLS) - 1 << along;
                if (gate != 0 && gate != all) {
                    int slot = Slots.gateSlot(portal, count);
                    gates[number] |= 1 << count++;
                    owner[Slots.number(slot)] = (byte) (portal & Slots.PER_TILE - 1);
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
        int first = tile * Slots.PER_TILE + side * Slots.PER_SIDE;
        for (int portal = first; portal < first + Slots.PER_SIDE && beyond >= 0; portal++) {
            rebuildThrough(beyond, portal, side);
        }
    }

    private void rebuildThrough(int tile, int portal, int heading) {
        int number = Slots.number(portal);
        if (crossings[portal] == 0) {
            through[number] = NOTHING;
            return;
        }
        char[] costs = new char[slots.portalCount(tile)];
        int entry = entryCell(portal) & Floor.LOCAL_MASK;
        int rank = 0;
        for (int word = 2 * tile; word < 2 * tile + 2; word++) {
            for (long rest = slots.used()[word]; rest != 0; rest &= rest - 1) {
                int slot = Slots.firstOfWord(word) + Long.numberOfTrailingZeros(rest);
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
        int place = middle[Slots.number(portal)];
        int by = portal;
        for (int rest = gates(portal); rest != 0; rest &= rest - 1) {
            int gate = Slots.gateSlot(portal, Integer.numberOfTrailingZeros(rest));
            boolean holdsMiddle = (crossings[gate] >>> place & 1) != 0;
            by = holdsMiddle && HeadingField.lowest(fieldOf(gate)[from]) != HeadingField.UNREACHABLE ? gate : by;
        }
        int cost = costIn(fieldOf(by)[from], heading);
        if (cost == HeadingField.UNREACHABLE) {
            return cost;
        }
        int aside = Math.abs(Slots.alongOf(by, crossingNear(by, from)) - place);
        return cost + WayCost.UNIT * aside;
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
        int side = Slots.sideOf(slot);
        int[] costs = new int[Floor.TILE_SIDE];
        int count = 0;
        for (int bits = crossings[slot]; bits != 0; bits &= bits - 1) {
            int cell = Slots.sideCell(tile, side, Integer.numberOfTrailingZeros(bits));
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
        int side = Slots.sideOf(slot);
        int tile = Slots.tileOf(slot);
        wave.begin(steps);
        int i = 0;
        for (int bits = crossings[slot]; bits != 0; bits &= bits - 1) {
            int cell = Slots.sideCell(tile, side, Integer.numberOfTrailingZeros(bits));
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

        /** Fields by slot, {@link Slots#PER_TILE} of them. */
        final int[] @Nullable [] fields;

        private Saved(int tile) {
            this.tile = tile;
            int slot = tile * Slots.PER_TILE;
            crossings = Arrays.copyOfRange(Portals.this.crossings, slot, slot + Slots.PER_TILE);
            fields = Arrays.copyOfRange(Portals.this.fields, slot, slot + Slots.PER_TILE);
            int number = tile * Slots.GATES;
            gates = Arrays.copyOfRange(Portals.this.gates, number, number + Slots.GATES);
            owner = Arrays.copyOfRange(Portals.this.owner, number, number + Slots.GATES);
            middle = Arrays.copyOfRange(Portals.this.middle, number, number + Slots.GATES);
            through = Arrays.copyOfRange(Portals.this.through, number, number + Slots.GATES);
            used = slots.save(tile);
            regions = Portals.this.regions.save(tile);
            pattern = Portals.this.pattern[tile];
        }

        /** Makes the tile again what it was. */
        void restore() {
            int slot = tile * Slots.PER_TILE;
            System.arraycopy(crossings, 0, Portals.this.crossings, slot, Slots.PER_TILE);
            System.arraycopy(fields, 0, Portals.this.fields, slot, Slots.PER_TILE);
            int number = tile * Slots.GATES;
            System.arraycopy(gates, 0, Portals.this.gates, number, Slots.GATES);
            System.arraycopy(owner, 0, Portals.this.owner, number, Slots.GATES);
            System.arraycopy(middle, 0, Portals.this.middle, number, Slots.GATES);
            System.arraycopy(through, 0, Portals.this.through, number, Slots.GATES);
            slots.restore(tile, used);
            regions.restore();
            setPattern(tile, pattern);
        }

        boolean hasSamePortals() {
            int slot = tile * Slots.PER_TILE;
            return Arrays.equals(crossings, 0, Slots.PER_TILE, Portals.this.crossings, slot, slot + Slots.PER_TILE);
        }

        boolean hasSameStepsAndRegions() {
            return regions.areSame() && pattern.steps.equals(Portals.this.pattern[tile].steps);
        }

        /** Whether portals and their fields are the same. */
        boolean hasSameWaysOut() {
            if (!hasSamePortals()) {
                return false;
            }
            for (int k = 0; k < Slots.PER_TILE; k++) {
                // Equal fields are kept when a tile is rebuilt.
                if (fields[k] != Portals.this.fields[tile * Slots.PER_TILE + k]) {
                    return false;
                }
            }
            return true;
        }

        /** Whether the same slots are in use. */
        boolean hasSameSlots() {
            return slots.areSame(tile, used);
        }

        /** Whether a portal leads to the same cells and the ways on cost the same. */
        boolean isSameBeyond(int k) {
            return crossings[k] == Portals.this.crossings[tile * Slots.PER_TILE + k]
                    && through[k] == Portals.this.through[tile * Slots.GATES + k];
        }
    }

    Saved save(int tile) {
        return new Saved(tile);
    }
}
