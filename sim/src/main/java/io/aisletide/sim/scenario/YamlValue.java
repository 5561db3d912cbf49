package io.aisletide.sim.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A piece of a YAML file that knows where it stands and which field it is. */
public sealed interface YamlValue {
    Position position();

    /** Path from the top of the file, such as {@code floor.zones[0].area}; empty for the whole. */
    String path();

    /** What a user would call this kind of value. */
    String kind();

    /** The value at a path below this one, or the deepest one on the way to it that exists. */
    default YamlValue nearest(String wanted) {
        YamlValue at = this;
        boolean deeper = true;
        while (deeper && !at.path().equals(wanted)) {
            deeper = false;
            for (YamlValue child : at.children()) {
                if (wanted.equals(child.path()) || wanted.startsWith(child.path() + ".")
                        || wanted.startsWith(child.path() + "[")) {
                    at = child;
                    deeper = true;
                    break;
                }
            }
        }
        return at;
    }

    Iterable<YamlValue> children();

    /** A key and what stands behind it. */
    record Field(Position keyPosition, YamlValue value) {}

    /** Keys with values, in the order of the file. */
    record Mapping(Position position, String path, Map<String, Field> fields) implements YamlValue {
        public Mapping {
            fields = new LinkedHashMap<>(fields);
        }

        @Override
        public String kind() {
            return "a mapping";
        }

        @Override
        public Iterable<YamlValue> children() {
            return fields.values().stream().map(Field::value).toList();
        }

        public @Nullable YamlValue get(String key) {
            Field field = fields.get(key);
            return field == null ? null : field.value;
        }
    }

    /** A list. */
    record Sequence(Position position, String path, List<YamlValue> items) implements YamlValue {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }

        @Override
        public Iterable<YamlValue> children() {
            return items;
        }
    }

    /**
     * A text, number, truth value or nothing.
     *
     * @param quoted whether it stood in quotes, and so is a text whatever it looks like
     */
    record Scalar(Position position, String path, String text, boolean quoted) implements YamlValue {
        @Override
        public String kind() {
            return isNull() ? "nothing" : "'" + text + "'";
        }

        @Override
        public Iterable<YamlValue> children() {
            return List.of();
        }

        public boolean isNull() {
            return !quoted && (text.isEmpty() || text.equals("~") || text.equals("null"));
        }
    }
}
