package io.aisletide.command;

import io.aisletide.grid.Area;
import io.aisletide.grid.Floor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that commands may use: zones of the floor and tags of robots. Immutable; shared by threads. */
public final class Vocabulary {
    /** Tags are bits of an int. */
    public static final int MAX_TAGS = 32;

    private static final int NAMES_IN_A_MESSAGE = 8;

    private final Floor floor;
    private final Map<String, Area> zones;
    private final List<String> tags;

    /**
     * @param tags in the order of their bits
     * @throws IllegalArgumentException if a zone has no cell on the floor, or a name is missing, doubled or too long
     */
    public Vocabulary(Floor floor, Map<String, Area> zones, List<String> tags) {
        this.floor = floor;
        this.zones = new LinkedHashMap<>(zones);
        this.tags = List.copyOf(tags);
        zones.forEach((name, area) -> {
            requireName("zone", name);
            if (!touches(floor, area)) {
                throw new IllegalArgumentException("zone " + name + " has no cell on the floor of "
                        + floor.width() + " x " + floor.height() + " cells");
            }
        });
        if (tags.size() > MAX_TAGS) {
            throw new IllegalArgumentException("at most " + MAX_TAGS + " tags, not " + tags.size());
        }
        for (int i = 0; i < tags.size(); i++) {
            requireName("tag", tags.get(i));
            if (tags.indexOf(tags.get(i)) != i) {
                throw new IllegalArgumentException("tag " + tags.get(i) + " is listed twice");
            }
        }
    }

    public Floor floor() {
        return floor;
    }

    public @Nullable Area zone(String name) {
        return zones.get(name);
    }

    /** The tag's bit, or 0 for a tag that does not exist. */
    public int tagBit(String name) {
        int index = tags.indexOf(name);
        return index < 0 ? 0 : 1 << index;
    }

    /** Bits that a robot may carry. */
    public int allTagBits() {
        return tags.size() == MAX_TAGS ? -1 : (1 << tags.size()) - 1;
    }

    String knownZones() {
        return listed(List.copyOf(zones.keySet()));
    }

    String knownTags() {
        return listed(tags);
    }

    /** Whether the area has a cell on the floor. A polygon is taken at its word only if some cell's centre is inside. */
    static boolean touches(Floor floor, Area area) {
        Area.Rectangle b = area.bounds();
        int right = (int) Math.min(floor.width(), (long) b.x() + b.width());
        int bottom = (int) Math.min(floor.height(), (long) b.y() + b.height());
        for (int y = Math.max(0, b.y()); y < bottom; y++) {
            for (int x = Math.max(0, b.x()); x < right; x++) {
                if (area.contains(x, y)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String listed(List<String> names) {
        if (names.isEmpty()) {
            return "there are none";
        }
        String some = String.join(", ", names.subList(0, Math.min(names.size(), NAMES_IN_A_MESSAGE)));
        return names.size() > NAMES_IN_A_MESSAGE
                ? "there are " + some + " and " + (names.size() - NAMES_IN_A_MESSAGE) + " more"
                : "there are " + some;
    }

    private static void requireName(String what, String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a " + what + " needs a name");
        }
        if (name.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > CommandCodec.MAX_NAME_BYTES) {
            throw new IllegalArgumentException("the name of a " + what + " has at most "
                    + CommandCodec.MAX_NAME_BYTES + " bytes: " + name);
        }
    }
}
