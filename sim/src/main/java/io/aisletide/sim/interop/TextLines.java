package io.aisletide.sim.interop;

import io.aisletide.sim.scenario.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A text file read line by line, with the place of every line for complaints. Lines end with LF or CRLF. Numbers are
 * parsed from the bytes, so that files of a million lines make no strings.
 */
final class TextLines {
    /** Largest text file that is read; the largest map has 67 MB. */
    static final long MAX_BYTES = 512L << 20;

    private final String label;
    private final byte[] bytes;
    private int lineStart;
    private int lineEnd;
    private int nextStart;
    private int line;
    private int column;

    private TextLines(String label, byte[] bytes) {
        this.label = label;
        this.bytes = bytes;
    }

    /**
     * @throws InvalidInputException if the file cannot be read
     */
    static TextLines open(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new InvalidInputException(file + ": is a folder, not a file");
            }
            long size = Files.size(file);
            if (size > MAX_BYTES) {
                throw new InvalidInputException(
                        file + ": has " + (size >> 20) + " MiB, at most " + (MAX_BYTES >> 20) + " are read");
            }
            return new TextLines(file.toString(), Files.readAllBytes(file));
        } catch (NoSuchFileException missing) {
            throw new InvalidInputException(file + ": no such file");
        } catch (IOException unreadable) {
            throw new InvalidInputException(file + ": cannot be read: " + unreadable.getMessage());
        }
    }

    static TextLines of(String label, String text) {
        return new TextLines(label, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Moves to the next line; false after the last. A line feed at the end of the file begins no further line. */
    boolean next() {
        column = 1;
        line++;
        if (nextStart >= bytes.length) {
            // The line after the last: complaints that something is missing point here.
            lineStart = bytes.length;
            lineEnd = bytes.length;
            return false;
        }
        lineStart = nextStart;
        int end = lineStart;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        nextStart = end + 1;
        lineEnd = end > lineStart && bytes[end - 1] == '\r' ? end - 1 : end;
        return true;
    }

    /** Bytes in the line. */
    int length() {
        return lineEnd - lineStart;
    }

    /** @param index from 0, below {@link #length} */
    char charAt(int index) {
        return (char) (bytes[lineStart + index] & 0xFF);
    }

    /** Moves to the next line that is neither blank nor a comment (#). */
    boolean nextWithContent() {
        while (next()) {
            if (!isBlank() && charAt(0) != '#') {
                return true;
            }
        }
        return false;
    }

    boolean isBlank() {
        for (int i = lineStart; i < lineEnd; i++) {
            if (bytes[i] > ' ') {
                return false;
            }
        }
        return true;
    }

    String text() {
        return new String(bytes, lineStart, length(), StandardCharsets.UTF_8);
    }

    /**
     * Reads the number at the cursor of the line, blanks around it skipped, and moves the cursor behind it.
     *
     * @param what for the complaint, such as "a cell"
     */
    int number(String what, int least, int most) {
        skipBlanks();
        int from = column;
        long value = 0;
        int digits = 0;
        while (column <= length() && charAt(column - 1) >= '0' && charAt(column - 1) <= '9') {
            value = Math.min(value * 10 + charAt(column - 1) - '0', Integer.MAX_VALUE + 1L);
            column++;
            digits++;
        }
        if (digits == 0) {
            throw fault(from, "expected " + what + ", found " + found(from));
        }
        if (value < least || value > most) {
            String given = text().substring(from - 1, column - 1);
            throw fault(from, what + " is " + least + " to " + most + ", not " + given);
        }
        skipBlanks();
        return (int) value;
    }

    /** Moves over that character; false if something else stands at the cursor. */
    boolean skip(char expected) {
        if (column <= length() && charAt(column - 1) == expected) {
            column++;
            return true;
        }
        return false;
    }

    boolean atEnd() {
        return column > length();
    }

    /** Column of the cursor, from 1. */
    int column() {
        return column;
    }

    private void skipBlanks() {
        while (column <= length() && charAt(column - 1) <= ' ') {
            column++;
        }
    }

    private String found(int fromColumn) {
        return fromColumn > length() ? "the end of the line" : "'" + text().substring(fromColumn - 1) + "'";
    }

    /** A complaint about the line, to be thrown; columns count from 1. */
    InvalidInputException fault(int atColumn, String message) {
        return new InvalidInputException(label + ":" + line + ":" + atColumn + ": " + message);
    }

    InvalidInputException faultAtCursor(String message) {
        return fault(column, message);
    }
}
