package io.aisletide.sim.scenario;

/**
 * A place in a text file, as editors count: both from 1.
 *
 * @param line line, from 1
 * @param column column, from 1
 */
public record Position(int line, int column) implements Comparable<Position> {
    public static final Position START = new Position(1, 1);

    @Override
    public int compareTo(Position other) {
        return line != other.line ? Integer.compare(line, other.line) : Integer.compare(column, other.column);
    }

    @Override
    public String toString() {
        return line + ":" + column;
    }
}
