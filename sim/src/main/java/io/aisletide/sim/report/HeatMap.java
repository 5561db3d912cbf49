package io.aisletide.sim.report;

import io.aisletide.grid.CellKind;
import io.aisletide.grid.Floor;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A picture of a count per cell: from dark blue for little over red to pale yellow for much, on a logarithmic scale with
 * its legend on the right; walls grey, stored pods a shade lighter than the ground. A floor larger than
 * {@value #LONGEST_SIDE} cells is scaled down, and a pixel then shows the mean over the cells below it where robots may
 * drive; a small one is scaled up.
 */
public final class HeatMap {
    static final int LONGEST_SIDE = 1024;

    private static final int MARGIN = 8;
    private static final int LEGEND_WIDTH = 110;
    private static final int LEAST_HEIGHT = 200;
    private static final int MAX_ZOOM = 16;

    private static final int GROUND = 0x0B0B12;
    private static final int PODS = 0x17171F;
    private static final int WALL = 0x4A4A52;
    private static final int TEXT = 0xD8D8E0;

    /** Colours from little to much (after matplotlib's "inferno", CC0), evenly spaced. */
    private static final int[] RAMP = {
        0x160B39, 0x420A68, 0x6A176E, 0x932667, 0xBC3754, 0xDD513A, 0xF37819, 0xFCA50A, 0xF6D746, 0xFCFFA4
    };

    private final Floor floor;
    private final int[] counts;
    private final double perCount;
    private final String title;
    private final int cellsPerPixel;
    private final int zoom;

    /**
     * @param counts per cell
     * @param perCount what a count of one stands for on the scale, such as visits per 1,000 ticks
     * @param title what is shown, in the unit of the scale
     */
    public HeatMap(Floor floor, int[] counts, double perCount, String title) {
        this.floor = floor;
        this.counts = counts;
        this.perCount = perCount;
        this.title = title;
        int side = Math.max(floor.width(), floor.height());
        cellsPerPixel = (side + LONGEST_SIDE - 1) / LONGEST_SIDE;
        zoom = Math.max(1, Math.min(MAX_ZOOM, LONGEST_SIDE / 2 / side));
    }

    public void write(Path file) throws IOException {
        int across = (floor.width() + cellsPerPixel - 1) / cellsPerPixel;
        int down = (floor.height() + cellsPerPixel - 1) / cellsPerPixel;
        float[] means = new float[across * down];
        float most = 0;
        for (int y = 0; y < down; y++) {
            for (int x = 0; x < across; x++) {
                float mean = mean(x, y);
                means[y * across + x] = mean;
                most = Math.max(most, mean);
            }
        }
        // Three decades, so that a floor with even traffic does not show its noise in all colours.
        double least = most / 1000;
        int titleHeight = 2 * PixelFont.HEIGHT + 2 * MARGIN;
        Png png = new Png(
                Math.max(across * zoom + LEGEND_WIDTH + 3 * MARGIN, PixelFont.width(title, 2) + 2 * MARGIN),
                Math.max(down * zoom, LEAST_HEIGHT) + titleHeight + MARGIN);
        png.fill(0, 0, png.width(), png.height(), GROUND);
        PixelFont.draw(png, MARGIN, MARGIN, 2, TEXT, title);
        for (int y = 0; y < down; y++) {
            for (int x = 0; x < across; x++) {
                float mean = means[y * across + x];
                int colour = mean > 0 ? colour(Math.log(mean / least) / Math.log(most / least)) : ground(x, y);
                png.fill(MARGIN + x * zoom, titleHeight + y * zoom, zoom, zoom, colour);
            }
        }
        drawLegend(png, across * zoom + 2 * MARGIN, titleHeight, most);
        png.write(file);
    }

    /** Mean over the passable cells of a pixel; negative if there are none. */
    private float mean(int px, int py) {
        long sum = 0;
        int cells = 0;
        int right = Math.min(floor.width(), (px + 1) * cellsPerPixel);
        int bottom = Math.min(floor.height(), (py + 1) * cellsPerPixel);
        for (int y = py * cellsPerPixel; y < bottom; y++) {
            for (int x = px * cellsPerPixel; x < right; x++) {
                int cell = floor.cell(x, y);
                CellKind kind = floor.kind(cell);
                if (kind != CellKind.WALL && (kind != CellKind.STORAGE || counts[cell] > 0)) {
                    sum += counts[cell];
                    cells++;
                }
            }
        }
        return cells == 0 ? -1 : (float) ((double) sum / cells);
    }

    private int ground(int px, int py) {
        return switch (floor.kind(floor.cell(px * cellsPerPixel, py * cellsPerPixel))) {
            case WALL -> WALL;
            case STORAGE -> PODS;
            default -> GROUND;
        };
    }

    /** @param share place on the scale, 0 to 1; more and less count as the ends */
    static int colour(double share) {
        double at = Math.max(0, Math.min(1, share)) * (RAMP.length - 1);
        int from = (int) Math.min(at, RAMP.length - 2);
        double part = at - from;
        int colour = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = RAMP[from] >> shift & 0xFF;
            int b = RAMP[from + 1] >> shift & 0xFF;
            colour |= (int) Math.round(a + (b - a) * part) << shift;
        }
        return colour;
    }

    private void drawLegend(Png png, int left, int top, double most) {
        int height = LEAST_HEIGHT - 2 * PixelFont.HEIGHT;
        if (most <= 0) {
            PixelFont.draw(png, left, top, 2, TEXT, "none");
            return;
        }
        for (int y = 0; y < height; y++) {
            png.fill(left, top + y, 16, 1, colour(1 - (double) y / (height - 1)));
        }
        for (int mark = 0; mark <= 3; mark++) {
            double value = most * Math.pow(10, -mark) * perCount;
            int y = top + (int) ((height - 2 * PixelFont.HEIGHT) * (mark / 3.0));
            PixelFont.draw(png, left + 22, y, 2, TEXT, number(value));
        }
    }

    private static String number(double value) {
        if (value >= 100) {
            return Long.toString(Math.round(value));
        }
        return String.format(java.util.Locale.ROOT, value >= 1 ? "%.1f" : value >= 0.01 ? "%.3f" : "%.5f", value);
    }
}
