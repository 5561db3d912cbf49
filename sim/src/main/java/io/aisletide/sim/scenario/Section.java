package io.aisletide.sim.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one mapping. Every getter reports what is wrong and then answers with something usable, so that
 * reading goes on and finds the other faults too; {@link #done} then reports the keys that nobody asked for. The result
 * of a reading with problems is thrown away as a whole.
 */
final class Section {
    private final YamlValue.Mapping mapping;
    private final Problems problems;
    private final Set<String> asked = new LinkedHashSet<>();
    private final Map<String, String> reserved = new LinkedHashMap<>();

    private Section(YamlValue.Mapping mapping, Problems problems) {
        this.mapping = mapping;
        this.problems = problems;
    }

    /** @param what how to call it in a complaint, such as "the clock" */
    static Section of(YamlValue value, String what, Problems problems) {
        return of(value, what, "", problems);
    }

    /** @param example how to write it, for those who have not; such as {@code pause: {duration: 5m}} */
    static Section of(YamlValue value, String what, String example, Problems problems) {
        if (value instanceof YamlValue.Mapping mapping) {
            return new Section(mapping, problems);
        }
        problems.add(value, what + " is a mapping of keys to values, not " + value.kind()
                + (example.isEmpty() ? "" : "; write for instance " + example));
        return empty(value, problems);
    }

    /** A section that was not written: every field has its default. */
    static Section empty(YamlValue where, Problems problems) {
        return new Section(new YamlValue.Mapping(where.position(), where.path(), Map.of()), problems);
    }

    YamlValue.Mapping mapping() {
        return mapping;
    }

    @Nullable YamlValue value(String key) {
        asked.add(key);
        return mapping.get(key);
    }

    boolean has(String key) {
        return value(key) != null;
    }

    /** Like {@link #value}, but reports it if it is missing. */
    @Nullable YamlValue required(String key, String hint) {
        YamlValue value = value(key);
        if (value == null) {
            problems.add(mapping, "'" + key + "' is missing; " + hint);
        }
        return value;
    }

    /** A key of a later version: known, but not to be ignored. */
    void notYet(String key, String what) {
        reserved.put(key, what);
    }

    /** Section below; one with all defaults if the key is missing. */
    Section section(String key, String what) {
        YamlValue value = value(key);
        return value == null ? empty(mapping, problems) : of(value, what, problems);
    }

    List<YamlValue> list(String key, String what) {
        YamlValue value = value(key);
        if (value == null) {
            return List.of();
        }
        if (value instanceof YamlValue.Sequence sequence) {
            return sequence.items();
        }
        problems.add(value, what + " is a list, not " + value.kind());
        return List.of();
    }

    long integer(String key, long fallback, long least, long most) {
        YamlValue value = value(key);
        return value == null ? fallback : integer(value, fallback, least, most, problems);
    }

    static long integer(YamlValue value, long fallback, long least, long most, Problems problems) {
        if (value instanceof YamlValue.Scalar scalar && !scalar.quoted()) {
            try {
                long number = Long.parseLong(scalar.text().replace("_", ""));
                if (number >= least && number <= most) {
                    return number;
                }
                problems.add(value, number + (number < least ? " is too small; at least " + least
                        : " is too large; at most " + most));
                return fallback;
            } catch (NumberFormatException notANumber) {
                // Reported below, like every other kind of value.
            }
        }
        problems.add(value, "a whole number is wanted, not " + value.kind());
        return fallback;
    }

    /** A number with or without decimals. */
    double decimal(String key, double fallback, double least, double most) {
        YamlValue value = value(key);
        if (value == null) {
            return fallback;
        }
        if (value instanceof YamlValue.Scalar scalar && !scalar.quoted()) {
            try {
                return within(value, Double.parseDouble(scalar.text().replace("_", "")), fallback, least, most);
            } catch (NumberFormatException notANumber) {
                // Reported below, like every other kind of value.
            }
        }
        problems.add(value, "a number is wanted, not " + value.kind());
        return fallback;
    }

    /** A share of one, written {@code 5%} or {@code 0.05}. */
    double share(String key, double fallback) {
        YamlValue value = value(key);
        if (value == null) {
            return fallback;
        }
        if (value instanceof YamlValue.Scalar scalar) {
            String text = scalar.text().strip();
            boolean percent = text.endsWith("%");
            try {
                double number = Double.parseDouble(percent ? text.substring(0, text.length() - 1).strip() : text);
                if (!percent && number > 1) {
                    problems.add(value, text + " is more than all; for percent write " + text + "%");
                    return fallback;
                }
                return within(value, percent ? number / 100 : number, fallback, 0, 1);
            } catch (NumberFormatException notANumber) {
                // Reported below, like every other kind of value.
            }
        }
        problems.add(value, "a share is wanted, such as 5% or 0.05, not " + value.kind());
        return fallback;
    }

    private double within(YamlValue value, double number, double fallback, double least, double most) {
        if (number >= least && number <= most) {
            return number;
        }
        String limit = number < least ? " is too small; at least " + plain(least) : " is too large; at most " + plain(most);
        problems.add(value, (Double.isNaN(number) ? "a number is wanted, not NaN" : plain(number) + limit));
        return fallback;
    }

    private static String plain(double number) {
        return Double.isInfinite(number)
                ? String.valueOf(number)
                : java.math.BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    @Nullable String text(String key) {
        YamlValue value = value(key);
        return value == null ? null : text(value, problems);
    }

    static @Nullable String text(YamlValue value, Problems problems) {
        if (value instanceof YamlValue.Scalar scalar && !scalar.isNull() && !scalar.text().isBlank()) {
            return scalar.text();
        }
        problems.add(value, "a text is wanted, not " + value.kind());
        return null;
    }

    boolean truth(String key, boolean fallback) {
        YamlValue value = value(key);
        if (value == null) {
            return fallback;
        }
        if (value instanceof YamlValue.Scalar scalar && !scalar.quoted()) {
            if (scalar.text().equals("true") || scalar.text().equals("false")) {
                return scalar.text().equals("true");
            }
        }
        problems.add(value, "true or false is wanted, not " + value.kind());
        return fallback;
    }

    /** One of an enum's names, written in small letters. */
    <E extends Enum<E>> @Nullable E oneOf(String key, Class<E> type) {
        return oneOf(key, type, constant -> constant.name().toLowerCase(Locale.ROOT));
    }

    /** One of an enum's names, written as the function says. */
    <E extends Enum<E>> @Nullable E oneOf(String key, Class<E> type, Function<E, String> written) {
        YamlValue value = value(key);
        return value == null ? null : oneOf(value, "'" + key + "'", type, written, problems);
    }

    static <E extends Enum<E>> @Nullable E oneOf(YamlValue value, String what, Class<E> type, Problems problems) {
        return oneOf(value, what, type, constant -> constant.name().toLowerCase(Locale.ROOT), problems);
    }

    private static <E extends Enum<E>> @Nullable E oneOf(
            YamlValue value, String what, Class<E> type, Function<E, String> written, Problems problems) {
        List<String> names = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String name = written.apply(constant);
            if (value instanceof YamlValue.Scalar scalar && scalar.text().equals(name)) {
                return constant;
            }
            names.add(name);
        }
        String typed = value instanceof YamlValue.Scalar scalar ? scalar.text() : "";
        problems.add(value, what + " cannot be " + value.kind() + Suggestion.of(typed, names));
        return null;
    }

    @Nullable Timespan timespan(String key) {
        YamlValue value = value(key);
        if (value == null) {
            return null;
        }
        if (value instanceof YamlValue.Scalar scalar) {
            try {
                return Timespan.parse(scalar.text());
            } catch (IllegalArgumentException malformed) {
                problems.add(value, String.valueOf(malformed.getMessage()));
                return null;
            }
        }
        problems.add(value, "a length of time is wanted (90s, 8h, 600t), not " + value.kind());
        return null;
    }

    /** A time in ticks; the fallback if missing or wrong. */
    int ticks(String key, int fallback, long tickNanos) {
        return inTicks(key, timespan(key), fallback, tickNanos);
    }

    /** Same, and a plain number is seconds: for keys that say so in their names. */
    int secondsInTicks(String key, int fallback, long tickNanos) {
        YamlValue value = value(key);
        boolean plain = value instanceof YamlValue.Scalar scalar && scalar.text().matches("\\d{1,9}");
        Timespan timespan =
                plain ? new Timespan(integer(key, 0, 0, 999_999_999) * 1_000_000_000L, false) : timespan(key);
        return inTicks(key, timespan, fallback, tickNanos);
    }

    private int inTicks(String key, @Nullable Timespan timespan, int fallback, long tickNanos) {
        if (timespan == null) {
            return fallback;
        }
        try {
            return timespan.toTicks(tickNanos);
        } catch (IllegalArgumentException tooLong) {
            YamlValue value = mapping.get(key);
            problems.add(value == null ? mapping : value, String.valueOf(tooLong.getMessage()));
            return fallback;
        }
    }

    /** Reports the keys that no getter asked for. */
    void done() {
        for (Map.Entry<String, YamlValue.Field> entry : mapping.fields().entrySet()) {
            String key = entry.getKey();
            if (asked.contains(key)) {
                continue;
            }
            String path = entry.getValue().value().path();
            String later = reserved.get(key);
            if (later != null) {
                problems.add(entry.getValue().keyPosition(), path,
                        "not available yet: " + later + "; take it out to run with this version");
            } else if (key.contains(" ") && entry.getValue().value() instanceof YamlValue.Scalar scalar
                    && scalar.isNull()) {
                problems.add(entry.getValue().keyPosition(), path,
                        "a key without a value; between braces a text with a comma in it needs quotes");
            } else {
                problems.add(entry.getValue().keyPosition(), path,
                        "unknown key '" + key + "'" + Suggestion.of(key, List.copyOf(asked)));
            }
        }
    }
}
