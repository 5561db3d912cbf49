package io.aisletide.grid;

import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import java.util.function.IntConsumer;

/** A part of the floor, in cells; x to the right, y downward. */
public sealed interface Area {

    boolean contains(int x, int y);

    /** Smallest rectangle around the area. */
    Rectangle bounds();

    /** Visits the area's cells that lie on the floor, row by row. */
    default void forEachCell(Floor floor, IntConsumer visitor) {
        Rectangle b = bounds();
        int right = Math.min(floor.width(), b.x() + b.width());
        int bottom = Math.min(floor.height(), b.y() + b.height());
        for (int y = Math.max(0, b.y()); y < bottom; y++) {
            for (int x = Math.max(0, b.x()); x < right; x++) {
                if (contains(x, y)) {
                    visitor.accept(floor.cell(x, y));
                }
            }
        }
    }

    /** Columns x to x + width - 1 of rows y to y + height - 1. */
    record Rectangle(int x, int y, int width, int height) implements Area {
        public Rectangle {
            if (width < 1 || height < 1) {
                throw new IllegalArgumentException("an area has at least one cell, not " + width + " x " + height);
            }
        }

        @Override
        public boolean contains(int px, int py) {
            return px >= x && py >= y && px < x + width && py < y + height;
        }

        @Override
        public Rectangle bounds() {
            return this;
        }

        /** With the cells around it. */
        public Rectangle withRim() {
            return new Rectangle(x - 1, y - 1, width + 2, height + 2);
        }

        /** Whether the two have a cell in common. */
        public boolean overlaps(Rectangle other) {
            return x < other.x + other.width
                    && other.x < x + width
                    && y < other.y + other.height
                    && other.y < y + height;
        }
    }

    /**
     * A simple polygon. A cell belongs to it if the cell's centre lies inside; vertices are corners of cells.
     *
     * @param xs columns of the vertices, 3 to {@value #MAX_VERTICES}
     * @param ys rows of the vertices
     */
    record Polygon(int[] xs, int[] ys) implements Area {
        public static final int MAX_VERTICES = 64;

        public Polygon {
            if (xs.length != ys.length || xs.length < 3 || xs.length > MAX_VERTICES) {
                throw new IllegalArgumentException("a polygon has 3 to " + MAX_VERTICES + " vertices, not " + xs.length);
            }
            xs = xs.clone();
            ys = ys.clone();
        }

        @Override
        public boolean contains(int px, int py) {
            // Even-odd rule on doubled coordinates, so that the centre of a cell is a whole number.
            int cx = 2 * px + 1;
            int cy = 2 * py + 1;
            boolean inside = false;
            for (int i = 0, j = xs.length - 1; i < xs.length; j = i++) {
                long xi = 2L * xs[i];
                long yi = 2L * ys[i];
                long xj = 2L * xs[j];
                long yj = 2L * ys[j];
                if (yi > cy != yj > cy) {
                    long cross = (xj - xi) * (cy - yi) - (cx - xi) * (yj - yi);
                    if (yj > yi == cross > 0) {
                        inside = !inside;
                    }
                }
            }
            return inside;
        }

        @Override
        public Rectangle bounds() {
            int left = Integer.MAX_VALUE;
            int top = Integer.MAX_VALUE;
            int right = Integer.MIN_VALUE;
            int bottom = Integer.MIN_VALUE;
            for (int i = 0; i < xs.length; i++) {
                left = Math.min(left, xs[i]);
                right = Math.max(right, xs[i]);
                top = Math.min(top, ys[i]);
                bottom = Math.max(bottom, ys[i]);
            }
            return new Rectangle(left, top, Math.max(1, right - left), Math.max(1, bottom - top));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Polygon p && java.util.Arrays.equals(xs, p.xs) && java.util.Arrays.equals(ys, p.ys);
        }

        @Override
        public int hashCode() {
            return 31 * java.util.Arrays.hashCode(xs) + java.util.Arrays.hashCode(ys);
        }
    }

    /** Writes the area down as corners: x and y of each. */
    default void save(StateWriter to) {
        if (this instanceof Polygon polygon) {
            to.putInt(polygon.xs.length)
                    .putInts(polygon.xs, 0, polygon.xs.length)
                    .putInts(polygon.ys, 0, polygon.ys.length);
        } else {
            Rectangle b = bounds();
            to.putInt(0).putInt(b.x).putInt(b.y).putInt(b.width).putInt(b.height);
        }
    }

    /** The area that {@link #save} has written. */
    static Area restored(StateReader from) {
        int corners = from.getInt();
        if (corners == 0) {
            return new Rectangle(from.getInt(), from.getInt(), from.getInt(), from.getInt());
        }
        if (corners < 0 || corners > Polygon.MAX_VERTICES) {
            throw new IllegalStateException("an area of " + corners + " corners");
        }
        int[] xs = new int[corners];
        int[] ys = new int[corners];
        from.getInts(xs, 0, corners);
        from.getInts(ys, 0, corners);
        return new Polygon(xs, ys);
    }
}
