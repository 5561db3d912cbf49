package io.aisletide.engine;

import io.aisletide.grid.Area;
import io.aisletide.grid.Floor;
import java.nio.charset.StandardCharsets;

/**
 * A hash over what a run is made of, so that a journal is not replayed on another floor; for a {@link
 * io.aisletide.traffic.Demand} that says what it is made of, too. The same on every machine. Not against malice.
 */
public final class Fingerprint {
    private long hash = 0x41_49_53_4C_45L;

    public Fingerprint add(long value) {
        long z = (hash ^ value) + 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        hash = z ^ z >>> 31;
        return this;
    }

    public Fingerprint add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        for (byte each : bytes) {
            add(each);
        }
        return this;
    }

    public Fingerprint add(int[] values) {
        add(values.length);
        for (int each : values) {
            add(each);
        }
        return this;
    }

    Fingerprint add(Floor floor) {
        add(floor.width()).add(floor.height());
        for (int y = 0; y < floor.height(); y++) {
            for (int x = 0; x < floor.width(); x++) {
                add(floor.kindOrdinal(floor.cell(x, y)));
            }
        }
        return this;
    }

    Fingerprint add(Area area) {
        Area.Rectangle bounds = area.bounds();
        add(bounds.x()).add(bounds.y()).add(bounds.width()).add(bounds.height());
        return add(area.hashCode());
    }

    /** Never 0. */
    public long value() {
        return hash == 0 ? 1 : hash;
    }
}
