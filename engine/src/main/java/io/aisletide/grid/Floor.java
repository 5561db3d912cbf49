package io.aisletide.grid;

/**
 * The floor plan: immutable, and the one place that knows how cells are numbered.
 *
 * <p>Cells are numbered tile by tile, 32 x 32 cells a tile, row by row inside a tile. What belongs to one tile then lies
 * together in every cell-indexed array, and {@code cell >>> 10} is the tile, {@code cell & 1023} the place in it: two
 * facts on which the oracle and the stepper build. Outside the engine use x (column, from the left) and y (row, from
 * the top). Arrays over cells have {@link #cellCapacity()} entries; cells beyond the edge of the plan are walls.
 */
public final class Floor {
    public static final int TILE_SIDE = 32;
    public static final int TILE_CELLS = TILE_SIDE * TILE_SIDE;
    public static final int TILE_SHIFT = 10;
    public static final int LOCAL_MASK = TILE_CELLS - 1;

    /** Largest side, in cells, that a floor may have. */
    public static final int MAX_SIDE = 8192;

    /**
     * Divides a tile number by {@link #tilesAcross} as a multiplication: exact, because tile numbers stay below 2^16 and
     * the divisor below 2^9, so that the rounding of the reciprocal adds less than 2^24 at a scale of 2^32.
     */
    private static final int RECIPROCAL_SHIFT = 32;

    private final int width;
    private final int height;
    private final int tilesAcross;
    private final int tilesDown;
    private final byte[] kinds;
    /** What to add to a cell for its neighbour, by direction and place in the tile: one load instead of a branch. */
    private final int[] hops;
    private final long tileRowReciprocal;
    private final int[] passableCells = new int[LoadClass.COUNT];

    /**
     * @param kinds ordinals of {@link CellKind}, row by row, {@code width * height} entries; copied
     */
    public Floor(int width, int height, byte[] kinds) {
        if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
            throw new IllegalArgumentException(
                    "a floor is 1 to " + MAX_SIDE + " cells wide and high, not " + width + " x " + height);
        }
        if (kinds.length != width * height) {
            throw new IllegalArgumentException(
                    "a " + width + " x " + height + " floor needs " + width * height + " cells, got " + kinds.length);
        }
        this.width = width;
        this.height = height;
        tilesAcross = (width + TILE_SIDE - 1) / TILE_SIDE;
        tilesDown = (height + TILE_SIDE - 1) / TILE_SIDE;
        hops = hops(tilesAcross);
        this.kinds = new byte[tilesAcross * tilesDown * TILE_CELLS];
        // A row of the plan is a run of 32 cells in each tile that it crosses.
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x += TILE_SIDE) {
                System.arraycopy(kinds, y * width + x, this.kinds, cell(x, y), Math.min(TILE_SIDE, width - x));
            }
        }
        countPassable(kinds);
        tileRowReciprocal = (1L << RECIPROCAL_SHIFT) / tilesAcross + 1;
    }

    private void countPassable(byte[] rowByRow) {
        int[] cellsOfKind = new int[256];
        for (byte kind : rowByRow) {
            cellsOfKind[kind & 0xFF]++;
        }
        int known = 0;
        for (CellKind kind : CellKind.values()) {
            int cells = cellsOfKind[kind.ordinal()];
            known += cells;
            for (LoadClass load : LoadClass.values()) {
                if (kind.passableFor(load)) {
                    passableCells[load.ordinal()] += cells;
                }
            }
        }
        if (known != rowByRow.length) {
            throw new IllegalArgumentException(
                    (rowByRow.length - known) + " cells have a kind outside 0 to " + (CellKind.values().length - 1));
        }
    }

    /**
     * A floor from rows of text, for tests and examples: {@code .} free, {@code #} wall, {@code p} storage, {@code S}
     * station, {@code C} charger.
     */
    public static Floor parse(String... rows) {
        int width = rows[0].length();
        byte[] kinds = new byte[width * rows.length];
        for (int y = 0; y < rows.length; y++) {
            if (rows[y].length() != width) {
                throw new IllegalArgumentException(
                        "row " + y + " has " + rows[y].length() + " cells, the rows above have " + width);
            }
            for (int x = 0; x < width; x++) {
                kinds[y * width + x] = (byte) kindOf(rows[y].charAt(x)).ordinal();
            }
        }
        return new Floor(width, rows.length, kinds);
    }

    private static CellKind kindOf(char symbol) {
        return switch (symbol) {
            case '.' -> CellKind.FREE;
            case '#', '@', 'T', 'O' -> CellKind.WALL;
            case 'p' -> CellKind.STORAGE;
            case 'S' -> CellKind.STATION;
            case 'C' -> CellKind.CHARGER;
            default -> throw new IllegalArgumentException("no kind of cell is written '" + symbol + "'");
        };
    }

    private static int[] hops(int tilesAcross) {
        int[] hops = new int[4 * TILE_CELLS];
        int below = tilesAcross * TILE_CELLS - (TILE_SIDE - 1) * TILE_SIDE;
        int beside = TILE_CELLS - (TILE_SIDE - 1);
        for (int local = 0; local < TILE_CELLS; local++) {
            int x = local & TILE_SIDE - 1;
            int y = local >> 5;
            hops[Direction.E << TILE_SHIFT | local] = x == TILE_SIDE - 1 ? beside : 1;
            hops[Direction.S << TILE_SHIFT | local] = y == TILE_SIDE - 1 ? below : TILE_SIDE;
            hops[Direction.W << TILE_SHIFT | local] = x == 0 ? -beside : -1;
            hops[Direction.N << TILE_SHIFT | local] = y == 0 ? -below : -TILE_SIDE;
        }
        return hops;
    }

    /** Columns. */
    public int width() {
        return width;
    }

    /** Rows. */
    public int height() {
        return height;
    }

    public int tilesAcross() {
        return tilesAcross;
    }

    public int tilesDown() {
        return tilesDown;
    }

    public int tileCount() {
        return tilesAcross * tilesDown;
    }

    /** Length of an array indexed by cell. */
    public int cellCapacity() {
        return kinds.length;
    }

    /** The cell in column x of row y; both must be inside the floor. */
    public int cell(int x, int y) {
        int tile = (y >>> 5) * tilesAcross + (x >>> 5);
        return (tile << TILE_SHIFT) | ((y & 31) << 5) | (x & 31);
    }

    public boolean contains(int x, int y) {
        return x >= 0 && y >= 0 && x < width && y < height;
    }

    public int xOf(int cell) {
        int tile = cell >>> TILE_SHIFT;
        return ((tile - tileRow(tile) * tilesAcross) << 5) | (cell & 31);
    }

    public int yOf(int cell) {
        return (tileRow(cell >>> TILE_SHIFT) << 5) | (cell >>> 5 & 31);
    }

    private int tileRow(int tile) {
        return (int) ((tile * tileRowReciprocal) >>> RECIPROCAL_SHIFT);
    }

    /**
     * The cell next door. The caller knows that it exists: exits masks never lead off the floor.
     *
     * @param direction ordinal of {@link Direction}
     */
    public int neighbour(int cell, int direction) {
        return cell + hops[direction << TILE_SHIFT | cell & LOCAL_MASK];
    }

    /** Whether the floor goes on beyond this cell in that direction. */
    public boolean hasNeighbour(int cell, int direction) {
        return contains(xOf(cell) + Direction.of(direction).dx(), yOf(cell) + Direction.of(direction).dy());
    }

    /** Ordinal of {@link #kind}, for loops over many cells. */
    public int kindOrdinal(int cell) {
        return kinds[cell];
    }

    public CellKind kind(int cell) {
        return CellKind.of(kinds[cell]);
    }

    public boolean passable(int cell, LoadClass load) {
        return kind(cell).passableFor(load);
    }

    /** How many cells a robot of that class may stand on. */
    public int passableCells(LoadClass load) {
        return passableCells[load.ordinal()];
    }

    public String describe(int cell) {
        return "(" + xOf(cell) + ", " + yOf(cell) + ")";
    }
}
