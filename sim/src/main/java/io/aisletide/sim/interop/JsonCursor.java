package io.aisletide.sim.interop;

import io.aisletide.sim.scenario.InvalidInputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a JSON file from front to back in constant memory, and complains with file:line:column about whatever is not as
 * expected. Every method that reads a value throws {@link InvalidInputException} if another kind of value comes.
 */
public final class JsonCursor implements AutoCloseable {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final int BUFFER_BYTES = 1 << 16;

    private final String label;
    private final JsonParser parser;
    private @Nullable JsonToken waiting;

    private JsonCursor(String label, JsonParser parser) {
        this.label = label;
        this.parser = parser;
    }

    /** Opens a file; close the cursor to close it. */
    public static JsonCursor open(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new InvalidInputException(file + ": is a folder, not a file");
            }
            InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
            return new JsonCursor(file.toString(), FACTORY.createParser(ObjectReadContext.empty(), in));
        } catch (NoSuchFileException missing) {
            throw new InvalidInputException(file + ": no such file");
        } catch (IOException unreadable) {
            throw new InvalidInputException(file + ": cannot be read: " + unreadable.getMessage());
        }
    }

    /** Enters an object; its fields follow by {@link #nextName}. */
    public void enterObject() {
        expect(JsonToken.START_OBJECT, "an object {...}");
    }

    /** The next field of the object, or null at its end. Its value has to be read or {@link #skip}ped. */
    public @Nullable String nextName() {
        return advance() == JsonToken.END_OBJECT ? null : parser.currentName();
    }

    /** Enters an array; its elements follow while {@link #nextElement}. */
    public void enterArray() {
        expect(JsonToken.START_ARRAY, "an array [...]");
    }

    /** Whether the array has another element; leaves the array if not. */
    public boolean nextElement() {
        JsonToken token = advance();
        if (token == JsonToken.END_ARRAY) {
            return false;
        }
        waiting = token;
        return true;
    }

    /** Whether the next value is an array. */
    public boolean atArray() {
        return peek() == JsonToken.START_ARRAY;
    }

    /** Whether the next value is a text. */
    public boolean atText() {
        return peek() == JsonToken.VALUE_STRING;
    }

    public String string() {
        expect(JsonToken.VALUE_STRING, "a text");
        try {
            return parser.getString();
        } catch (JacksonException broken) {
            throw invalid(broken);
        }
    }

    /** Reads a text that may be long without making a string of it. */
    public void string(TextSink sink) {
        expect(JsonToken.VALUE_STRING, "a text");
        try {
            sink.accept(parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
        } catch (JacksonException broken) {
            throw invalid(broken);
        }
    }

    /** Where a long text goes; the array belongs to the cursor. */
    @FunctionalInterface
    public interface TextSink {
        void accept(char[] buffer, int offset, int length);
    }

    /** A whole number in that range. */
    public int integer(int least, int most) {
        expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
        try {
            long value = parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? Long.MAX_VALUE : parser.getValueAsLong();
            if (value < least || value > most) {
                throw fault(field() + "is " + least + " to " + most + ", not " + parser.getString());
            }
            return (int) value;
        } catch (JacksonException broken) {
            throw invalid(broken);
        }
    }

    /** A number, whole or not. */
    public double number() {
        JsonToken token = advance();
        if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
            throw fault(field() + "expected a number, found " + name(token));
        }
        return parser.getValueAsDouble();
    }

    /** Leaves out the next value with all that it holds. */
    public void skip() {
        advance();
        try {
            parser.skipChildren();
        } catch (JacksonException broken) {
            throw invalid(broken);
        }
    }

    /** Makes sure that nothing follows the value read last. */
    public void end() {
        try {
            if (parser.nextToken() != null) {
                throw fault("the file goes on after the end of its object");
            }
        } catch (JacksonException broken) {
            throw invalid(broken);
        }
    }

    /** A complaint about the value or name read last, to be thrown. */
    public InvalidInputException fault(String message) {
        return fault(position(), message);
    }

    /** Place of the value or name read last: line and column from 1. */
    public String position() {
        TokenStreamLocation at = parser.currentTokenLocation();
        return at.getLineNr() + ":" + at.getColumnNr();
    }

    /** A complaint about a place remembered by {@link #position}. */
    public InvalidInputException fault(String position, String message) {
        return new InvalidInputException(label + ":" + position + ": " + message);
    }

    @Override
    public void close() {
        parser.close();
    }

    private JsonToken peek() {
        JsonToken token = advance();
        waiting = token;
        return token;
    }

    private void expect(JsonToken wanted, String description) {
        JsonToken token = advance();
        if (token != wanted) {
            throw fault(field() + "expected " + description + ", found " + name(token));
        }
    }

    private JsonToken advance() {
        JsonToken token = waiting;
        waiting = null;
        if (token != null) {
            return token;
        }
        try {
            token = parser.nextToken();
        } catch (JacksonException broken) {
            throw invalid(broken);
        }
        if (token == null) {
            throw fault("the file ends too early");
        }
        return token;
    }

    private InvalidInputException invalid(JacksonException broken) {
        TokenStreamLocation at = broken.getLocation();
        String place = at == null || at.getLineNr() < 1 ? "" : ":" + at.getLineNr() + ":" + Math.max(1, at.getColumnNr());
        // The parser adds in brackets where it read from, which it does not know.
        String what = broken.getOriginalMessage().replaceAll("(?s)\\s*\\((start marker|Source).*", "");
        return new InvalidInputException(label + place + ": is not valid JSON: " + what);
    }

    /** The field that was read last, such as {@code "start[3][0]: "}; empty outside of any. */
    private String field() {
        StringBuilder field = new StringBuilder();
        for (String part : parser.streamReadContext().pathAsPointer().toString().split("/")) {
            if (part.matches("\\d+")) {
                field.append('[').append(part).append(']');
            } else if (!part.isEmpty()) {
                field.append(field.isEmpty() ? "" : ".").append(part);
            }
        }
        return field.isEmpty() ? "" : field.append(": ").toString();
    }

    private static String name(JsonToken token) {
        return switch (token) {
            case START_OBJECT, END_OBJECT -> "an object";
            case START_ARRAY, END_ARRAY -> "an array";
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            case VALUE_NULL -> "null";
            default -> "something else";
        };
    }
}
