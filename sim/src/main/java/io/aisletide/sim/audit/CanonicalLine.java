package io.aisletide.sim.audit;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * A line of the log taken apart, and put together again as RFC 8785 wants it: so a line that says the same in another
 * form is found. Each member keeps its canonical text; numbers keep their digits and are checked for their layout.
 */
final class CanonicalLine {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Pattern NUMBER =
            Pattern.compile("-?(0|[1-9][0-9]{0,20}|(0|[1-9][0-9]{0,20})\\.[0-9]*[1-9]|[1-9](\\.[0-9]*[1-9])?e[+-][1-9][0-9]*)");

    /** Canonical text by name, in the order of the names. */
    private final TreeMap<String, String> members = new TreeMap<>();

    /** @throws MalformedLineException if the line is not one JSON object in canonical form */
    static CanonicalLine parse(String line) throws MalformedLineException {
        if (line.isBlank()) {
            throw new MalformedLineException("is empty");
        }
        CanonicalLine result = new CanonicalLine();
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedLineException("is no line of an audit log: it is not a JSON object");
            }
            result.read(parser);
            if (parser.nextToken() != null) {
                throw new MalformedLineException("goes on after its object");
            }
        } catch (JacksonException broken) {
            boolean begins = line.startsWith("{\"") && !line.endsWith("}");
            throw new MalformedLineException(begins ? "is cut off" : "is no line of an audit log: it is not JSON");
        }
        if (!result.text("", "").equals(line)) {
            throw new MalformedLineException("is not in the form of RFC 8785");
        }
        return result;
    }

    private void read(JsonParser parser) throws MalformedLineException {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, value(parser));
        }
    }

    private static String value(JsonParser parser) throws MalformedLineException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            CanonicalLine object = new CanonicalLine();
            object.read(parser);
            return object.text("", "");
        }
        if (token == JsonToken.START_ARRAY) {
            StringBuilder array = new StringBuilder("[");
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                array.append(array.length() == 1 ? "" : ",").append(value(parser));
            }
            return array.append(']').toString();
        }
        if (token == JsonToken.VALUE_STRING) {
            return quoted(parser.getString());
        }
        String text = parser.getString();
        boolean number = token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
        if (number && !NUMBER.matcher(text).matches()) {
            throw new MalformedLineException("has the number " + text + ", which RFC 8785 writes otherwise");
        }
        return text;
    }

    /** The object without two of its members. */
    String text(String without, String norWithout) {
        StringBuilder out = new StringBuilder("{");
        for (Map.Entry<String, String> member : members.entrySet()) {
            if (!member.getKey().equals(without) && !member.getKey().equals(norWithout)) {
                out.append(out.length() == 1 ? "" : ",")
                        .append(quoted(member.getKey()))
                        .append(':')
                        .append(member.getValue());
            }
        }
        return out.append('}').toString();
    }

    /** A member's canonical text, quotes included; null if there is none. */
    @Nullable String raw(String name) {
        return members.get(name);
    }

    /** A member that is a number without a fraction. */
    long integer(String name) throws MalformedLineException {
        String text = members.get(name);
        try {
            return Long.parseLong(String.valueOf(text));
        } catch (NumberFormatException other) {
            throw new MalformedLineException("has no whole number as " + name);
        }
    }

    static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        text.chars().forEach(c -> {
            int named = "\b\t\n\f\r\"\\".indexOf(c);
            if (named >= 0) {
                out.append('\\').append("btnfr\"\\".charAt(named));
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", c));
            } else {
                out.append((char) c);
            }
        });
        return out.append('"').toString();
    }
}
