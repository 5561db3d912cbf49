package io.aisletide.sim.verify;

/** The cells that a plan is replayed on, row by row; what lies outside is off the map. */
final class Ground {
    static final int OFF_MAP = -1;

    private static final byte WALL = 1;
    private static final byte STORAGE = 2;

    private final int top;
    private final int left;
    private final int height;
    private final int width;
    private final byte[] kinds;

    Ground(int top, int left, int height, int width) {
        this.top = top;
        this.left = left;
        this.height = height;
        this.width = width;
        kinds = new byte[height * width];
    }

    int cells() {
        return kinds.length;
    }

    boolean contains(int row, int column) {
        return row >= top && row < top + height && column >= left && column < left + width;
    }

    int index(int row, int column) {
        return (row - top) * width + column - left;
    }

    int row(int index) {
        return top + index / width;
    }

    int column(int index) {
        return left + index % width;
    }

    void setWall(int row, int column) {
        kinds[index(row, column)] = WALL;
    }

    void setStorage(int row, int column) {
        kinds[index(row, column)] = STORAGE;
    }

    boolean isWall(int index) {
        return kinds[index] == WALL;
    }

    boolean isStorage(int index) {
        return kinds[index] == STORAGE;
    }

    /** The cell that a step with that heading (0 E, 1 S, 2 W, 3 N) leads to, or {@link #OFF_MAP}. */
    int next(int index, int heading) {
        return switch (heading) {
            case 0 -> index % width == width - 1 ? OFF_MAP : index + 1;
            case 1 -> index + width < kinds.length ? index + width : OFF_MAP;
            case 2 -> index % width == 0 ? OFF_MAP : index - 1;
            default -> index >= width ? index - width : OFF_MAP;
        };
    }
}
