package io.aisletide.sim.report;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes maps, lists, texts, numbers and truth values as JSON. Numbers that are not finite become null. Small on
 * purpose: loading a data binder to write one object would take longer than a small run.
 */
public final class Json {
    private static final String INDENT = "  ";

    private Json() {}

    /** On one line, for streams of objects. */
    public static String line(Object value) {
        StringBuilder out = new StringBuilder();
        write(out, value, -1);
        return out.toString();
    }

    /** Indented, with a line end. Objects without nested values stay on a line. */
    public static String pretty(Object value) {
        StringBuilder out = new StringBuilder();
        write(out, value, 0);
        return out.append('\n').toString();
    }

    private static void write(StringBuilder out, @Nullable Object value, int depth) {
        if (value == null) {
            out.append("null");
        } else if (value instanceof Map<?, ?> map) {
            writeMap(out, map, depth);
        } else if (value instanceof List<?> list) {
            writeList(out, list, depth);
        } else if (value instanceof Double number) {
            out.append(Double.isFinite(number) ? decimal(number) : "null");
        } else if (value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else {
            writeText(out, value.toString());
        }
    }

    /** Six significant digits say all that a measurement can; whole numbers stay whole. */
    private static String decimal(double number) {
        if (number == Math.rint(number) && Math.abs(number) < 1e15) {
            return Long.toString((long) number);
        }
        return new java.math.BigDecimal(number).round(new java.math.MathContext(6)).stripTrailingZeros().toString();
    }

    private static void writeMap(StringBuilder out, Map<?, ?> map, int depth) {
        boolean flat = depth < 0 || depth > 0 && map.values().stream().noneMatch(Json::isNested);
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(separator);
            separator = flat ? ", " : ",";
            if (!flat) {
                out.append('\n').append(INDENT.repeat(depth + 1));
            }
            writeText(out, String.valueOf(entry.getKey()));
            out.append(": ");
            write(out, entry.getValue(), flat ? -1 : depth + 1);
        }
        if (!flat && !map.isEmpty()) {
            out.append('\n').append(INDENT.repeat(depth));
        }
        out.append('}');
    }

    private static void writeList(StringBuilder out, List<?> list, int depth) {
        boolean flat = depth < 0 || list.stream().noneMatch(Json::isNested);
        out.append('[');
        String separator = "";
        for (Object item : list) {
            out.append(separator);
            separator = flat ? ", " : ",";
            if (!flat) {
                out.append('\n').append(INDENT.repeat(depth + 1));
            }
            write(out, item, flat ? -1 : depth + 1);
        }
        if (!flat && !list.isEmpty()) {
            out.append('\n').append(INDENT.repeat(depth));
        }
        out.append(']');
    }

    private static boolean isNested(@Nullable Object value) {
        return value instanceof Map || value instanceof List;
    }

    private static void writeText(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
