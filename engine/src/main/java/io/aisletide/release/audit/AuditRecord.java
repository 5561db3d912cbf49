package io.aisletide.release.audit;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the log before it is chained: kind, time and fields. A field is a String, Boolean, Long, Double, List or
 * sorted Map of such; fields without a value are left out.
 */
public final class AuditRecord {
    private final AuditKind kind;
    private final long tick;
    private final SortedMap<String, Object> fields = new TreeMap<>();

    public AuditRecord(AuditKind kind, long tick) {
        this.kind = kind;
        this.tick = tick;
    }

    public AuditKind kind() {
        return kind;
    }

    public long tick() {
        return tick;
    }

    /** Unmodifiable, in the order of the log. */
    public Map<String, Object> fields() {
        return Collections.unmodifiableSortedMap(fields);
    }

    public AuditRecord with(String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            fields.put(name, value);
        }
        return this;
    }

    public AuditRecord with(String name, long value) {
        fields.put(name, value);
        return this;
    }

    /** Left out if it is not a number; JSON has none. */
    public AuditRecord with(String name, double value) {
        if (Double.isFinite(value)) {
            fields.put(name, value);
        } else if (Double.isInfinite(value)) {
            fields.put(name, value > 0 ? "Infinity" : "-Infinity");
        }
        return this;
    }

    public AuditRecord with(String name, boolean value) {
        fields.put(name, value);
        return this;
    }

    public AuditRecord with(String name, Map<String, ?> value) {
        if (!value.isEmpty()) {
            fields.put(name, new TreeMap<>(value));
        }
        return this;
    }

    /** 64 bits do not fit a JSON number; 16 hexadecimal digits. */
    public AuditRecord withHash(String name, long hash) {
        fields.put(name, hex(hash));
        return this;
    }

    public static String hex(long hash) {
        String digits = Long.toHexString(hash);
        return "0".repeat(16 - digits.length()) + digits;
    }
}
