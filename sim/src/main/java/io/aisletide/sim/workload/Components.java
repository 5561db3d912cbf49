package io.aisletide.sim.workload;

import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;

/**
 * Which cells a robot of one class can reach from which, on the bare floor plan: two cells are connected if they have
 * the same label. Two bytes a cell; some 10 ns a cell to find out.
 *
 * <p>Each tile is a picture of 32 rows of 32 bits, whose parts are flooded a row at a time: a row takes what its
 * neighbours above and below have, and spreads it along its open runs with shifts (the fill of Kogge and Stone, as chess
 * programs use it). A few sweeps down and up fill a tile. The parts of neighbouring tiles are then joined where both
 * sides of a border are open.
 */
public final class Components {
    /** Label of cells where no robot of the class may stand, or from which it could go nowhere. */
    public static final char NONE = 0;

    private static final int SIDE = Floor.TILE_SIDE;
    private static final int MAX_LABEL = Character.MAX_VALUE - 1;

    private final char[] labels;
    private final int connectedCells;
    private final int count;

    private Components(char[] labels, int connectedCells, int count) {
        this.labels = labels;
        this.connectedCells = connectedCells;
        this.count = count;
    }

    public static Components of(Floor floor, LoadClass load) {
        return new Search(floor, load).run();
    }

    /** Label of a cell, or {@link #NONE}. */
    public char label(int cell) {
        return labels[cell];
    }

    public boolean connected(int from, int to) {
        return labels[from] != NONE && labels[from] == labels[to];
    }

    /** Cells from which at least one other can be reached. */
    public int connectedCells() {
        return connectedCells;
    }

    /** Parts of at least two cells. */
    public int count() {
        return count;
    }

    /** One search; garbage afterwards. */
    private static final class Search {
        private final Floor floor;
        private final LoadClass load;
        /** By cell: number of its part within its tile, from 1; 0 where nobody passes. Becomes the labels at the end. */
        private final char[] parts;
        /** By tile: number of its part 1 among all parts, less 1. */
        private final int[] firstPart;
        /** By part: a part that it is joined to, itself for the first of its kind. */
        private int[] parents = new int[1024];

        private int[] sizes = new int[1024];
        private int partCount;
        private final int[] open = new int[SIDE];
        private final int[] filled = new int[SIDE];

        Search(Floor floor, LoadClass load) {
            this.floor = floor;
            this.load = load;
            parts = new char[floor.cellCapacity()];
            firstPart = new int[floor.tileCount()];
        }

        Components run() {
            for (int tile = 0; tile < floor.tileCount(); tile++) {
                splitTile(tile);
            }
            for (int tile = 0; tile < floor.tileCount(); tile++) {
                joinNeighbours(tile);
            }
            return label();
        }

        private void splitTile(int tile) {
            int base = tile << Floor.TILE_SHIFT;
            firstPart[tile] = partCount - 1;
            for (int row = 0; row < SIDE; row++) {
                int bits = 0;
                for (int column = 0; column < SIDE; column++) {
                    if (floor.passable(base + row * SIDE + column, load)) {
                        bits |= 1 << column;
                    }
                }
                open[row] = bits;
            }
            char part = 1;
            for (int row = 0; row < SIDE; row++) {
                while (open[row] != 0) {
                    flood(row, Integer.lowestOneBit(open[row]));
                    addPart(take(base, part++));
                }
            }
        }

        /** Fills the part of the tile around a seed; all rows above it are taken already. */
        private void flood(int seedRow, int seed) {
            java.util.Arrays.fill(filled, 0);
            filled[seedRow] = seed;
            boolean grew = true;
            while (grew) {
                grew = false;
                for (int row = seedRow; row < SIDE; row++) {
                    grew |= grow(row);
                }
                for (int row = SIDE - 1; row >= seedRow; row--) {
                    grew |= grow(row);
                }
            }
        }

        private boolean grow(int row) {
            int before = filled[row];
            int seeds = before;
            if (row > 0) {
                seeds |= filled[row - 1];
            }
            if (row < SIDE - 1) {
                seeds |= filled[row + 1];
            }
            seeds &= open[row];
            if (seeds == 0) {
                return false;
            }
            int up = seeds;
            int run = open[row];
            int down = seeds;
            int downRun = run;
            for (int shift = 1; shift < SIDE; shift *= 2) {
                up |= run & (up << shift);
                run &= run << shift;
                down |= downRun & (down >>> shift);
                downRun &= downRun >>> shift;
            }
            filled[row] = up | down;
            return filled[row] != before;
        }

        /** Marks the flooded cells with their part and takes them from the open ones. @return how many they are */
        private int take(int base, char part) {
            int size = 0;
            for (int row = 0; row < SIDE; row++) {
                open[row] &= ~filled[row];
                for (int bits = filled[row]; bits != 0; bits &= bits - 1) {
                    parts[base + row * SIDE + Integer.numberOfTrailingZeros(bits)] = part;
                    size++;
                }
            }
            return size;
        }

        private void addPart(int size) {
            if (partCount == parents.length) {
                parents = java.util.Arrays.copyOf(parents, 2 * partCount);
                sizes = java.util.Arrays.copyOf(sizes, 2 * partCount);
            }
            parents[partCount] = partCount;
            sizes[partCount++] = size;
        }

        private void joinNeighbours(int tile) {
            boolean right = (tile + 1) % floor.tilesAcross() != 0;
            boolean below = tile + floor.tilesAcross() < floor.tileCount();
            int base = tile << Floor.TILE_SHIFT;
            int rightBase = (tile + 1) << Floor.TILE_SHIFT;
            int belowBase = (tile + floor.tilesAcross()) << Floor.TILE_SHIFT;
            for (int i = 0; i < SIDE; i++) {
                if (right) {
                    join(base + i * SIDE + SIDE - 1, rightBase + i * SIDE);
                }
                if (below) {
                    join(base + (SIDE - 1) * SIDE + i, belowBase + i);
                }
            }
        }

        private void join(int cell, int other) {
            if (parts[cell] == 0 || parts[other] == 0) {
                return;
            }
            int a = root(partOf(cell));
            int b = root(partOf(other));
            if (a != b) {
                int first = Math.min(a, b);
                sizes[first] = sizes[a] + sizes[b];
                parents[Math.max(a, b)] = first;
            }
        }

        private int partOf(int cell) {
            return firstPart[cell >>> Floor.TILE_SHIFT] + parts[cell];
        }

        private int root(int part) {
            int at = part;
            while (parents[at] != at) {
                parents[at] = parents[parents[at]];
                at = parents[at];
            }
            return at;
        }

        private Components label() {
            char[] labelOf = new char[partCount];
            int count = 0;
            int connected = 0;
            for (int part = 0; part < partCount; part++) {
                int root = root(part);
                if (root == part && sizes[part] > 1) {
                    connected += sizes[part];
                    count++;
                    // Past the last label, pockets share one. On such a floor robots there may get goals out of their
                    // reach, and are reported as stranded.
                    labelOf[part] = (char) Math.min(count, MAX_LABEL);
                } else {
                    // The root comes before its parts, so it has its label already.
                    labelOf[part] = labelOf[root];
                }
            }
            for (int cell = 0; cell < parts.length; cell++) {
                parts[cell] = parts[cell] == 0 ? NONE : labelOf[partOf(cell)];
            }
            return new Components(parts, connected, count);
        }
    }
}
