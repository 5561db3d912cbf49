package io.aisletide.sim.interop;

import io.aisletide.grid.CellKind;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.sim.scenario.InvalidInputException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Maps as text: four header lines, then a row of symbols a line, row 0 on top.
 *
 * <p>{@code type octile} is the format of the MovingAI benchmarks (N. Sturtevant, "Benchmarks for Grid-Based
 * Pathfinding", 2012) as the League of Robot Runners uses it: {@code . G} free, {@code S} (a service point there) free,
 * {@code E} (an emitter) a station, {@code @ O T W} walls. It knows no stored pods and no chargers, so Aisletide has a
 * type of its own with the same header, {@code type aisletide}, and the symbols of {@link Floor#parse}: {@code .} free,
 * {@code #} wall, {@code p} storage, {@code S} station, {@code C} charger. Both are read here.
 */
public final class MovingAiMap {
    private static final String OCTILE = "octile";
    private static final String AISLETIDE = "aisletide";
    private static final byte UNKNOWN = -1;
    private static final byte[] OCTILE_KINDS = kinds(".GS", "E", "@OTW", "", "");
    private static final byte[] AISLETIDE_KINDS = kinds(".", "S", "#@OTW", "p", "C");

    private MovingAiMap() {}

    /**
     * @throws InvalidInputException with file:line:column if the file is missing or is not such a map
     */
    public static Floor read(Path file) {
        return read(TextLines.open(file));
    }

    static Floor read(TextLines lines) {
        byte[] kindOf = header(lines, "type", OCTILE + " or " + AISLETIDE).equals(AISLETIDE) ? AISLETIDE_KINDS : OCTILE_KINDS;
        int height = headerNumber(lines, "height");
        int width = headerNumber(lines, "width");
        if (!lines.next() || !lines.text().strip().equals("map")) {
            throw lines.fault(1, "expected \"map\", the line before the first row");
        }
        byte[] kinds = new byte[width * height];
        for (int y = 0; y < height; y++) {
            if (!lines.next()) {
                throw lines.fault(1, "the map ends after " + y + " rows, the header says height " + height);
            }
            if (lines.length() != width) {
                throw lines.fault(
                        Math.min(lines.length(), width) + 1,
                        "row " + y + " has " + lines.length() + " cells, the header says width " + width);
            }
            for (int x = 0; x < width; x++) {
                char symbol = lines.charAt(x);
                byte kind = symbol < kindOf.length ? kindOf[symbol] : UNKNOWN;
                if (kind == UNKNOWN) {
                    throw lines.fault(x + 1, "'" + symbol + "' is no symbol of a map: " + legend(kindOf));
                }
                kinds[y * width + x] = kind;
            }
        }
        while (lines.next()) {
            if (!lines.isBlank()) {
                throw lines.fault(1, "the map goes on after row " + (height - 1) + ", the header says height " + height);
            }
        }
        return new Floor(width, height, kinds);
    }

    /**
     * Writes the floor as the MovingAI benchmarks and the League's viewer know it; what that load class may not pass
     * becomes a wall, stations become {@code E}.
     */
    public static void writeOctile(Floor floor, LoadClass load, Path file) throws IOException {
        write(floor, file, OCTILE, load);
    }

    /** Writes the floor in Aisletide's own type, which loses nothing. */
    public static void writeAisletide(Floor floor, Path file) throws IOException {
        write(floor, file, AISLETIDE, LoadClass.EMPTY);
    }

    private static void write(Floor floor, Path file, String type, LoadClass load) throws IOException {
        boolean octile = type.equals(OCTILE);
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
            out.write("type " + type + "\nheight " + floor.height() + "\nwidth " + floor.width() + "\nmap\n");
            char[] row = new char[floor.width() + 1];
            row[floor.width()] = '\n';
            for (int y = 0; y < floor.height(); y++) {
                for (int x = 0; x < floor.width(); x++) {
                    CellKind kind = floor.kind(floor.cell(x, y));
                    row[x] = octile ? octileSymbol(kind, load) : aisletideSymbol(kind);
                }
                out.write(row);
            }
        }
    }

    private static char octileSymbol(CellKind kind, LoadClass load) {
        if (!kind.passableFor(load)) {
            return '@';
        }
        return kind == CellKind.STATION ? 'E' : '.';
    }

    private static char aisletideSymbol(CellKind kind) {
        return switch (kind) {
            case WALL -> '#';
            case FREE -> '.';
            case STORAGE -> 'p';
            case STATION -> 'S';
            case CHARGER -> 'C';
        };
    }

    private static String header(TextLines lines, String key, String example) {
        boolean there = lines.next();
        String[] words = there ? lines.text().strip().split("\\s+") : new String[0];
        if (words.length != 2 || !words[0].equals(key)) {
            throw lines.fault(1, "expected \"" + key + "\" and its value (" + example + ")");
        }
        if (key.equals("type") && !words[1].equals(OCTILE) && !words[1].equals(AISLETIDE)) {
            throw lines.fault(
                    lines.text().indexOf(words[1]) + 1, "map type " + words[1] + " is not known, only " + example);
        }
        return words[1];
    }

    private static int headerNumber(TextLines lines, String key) {
        String value = header(lines, key, "1 to " + Floor.MAX_SIDE);
        int number;
        try {
            number = Integer.parseInt(value);
        } catch (NumberFormatException notANumber) {
            number = 0;
        }
        if (number < 1 || number > Floor.MAX_SIDE) {
            throw lines.fault(
                    lines.text().indexOf(value) + 1, key + " is 1 to " + Floor.MAX_SIDE + " cells, not " + value);
        }
        return number;
    }

    private static byte[] kinds(String free, String station, String wall, String storage, String charger) {
        byte[] kinds = new byte[128];
        Arrays.fill(kinds, UNKNOWN);
        put(kinds, free, CellKind.FREE);
        put(kinds, station, CellKind.STATION);
        put(kinds, wall, CellKind.WALL);
        put(kinds, storage, CellKind.STORAGE);
        put(kinds, charger, CellKind.CHARGER);
        return kinds;
    }

    private static void put(byte[] kinds, String symbols, CellKind kind) {
        for (int i = 0; i < symbols.length(); i++) {
            kinds[symbols.charAt(i)] = (byte) kind.ordinal();
        }
    }

    private static String legend(byte[] kindOf) {
        return kindOf == OCTILE_KINDS
                ? ". G S E are passable, @ O T W are walls"
                : ". free, # wall, p storage, S station, C charger";
    }
}
