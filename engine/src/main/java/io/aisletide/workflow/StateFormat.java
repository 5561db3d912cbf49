package io.aisletide.workflow;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Formats of the state that a version leaves for the next one, and of what it can go on from.
 *
 * @param writes format that it writes; {@value #NONE} for none
 * @param reads formats that it reads
 */
public record StateFormat(int writes, SortedSet<Integer> reads) {
    /** A version that keeps nothing. */
    public static final int NONE = 0;

    public static final StateFormat STATELESS = new StateFormat(NONE, new TreeSet<>());

    public StateFormat {
        reads = new TreeSet<>(reads);
    }

    /** Whether one that reads these formats can take over from one that writes the other's: also the way back. */
    public boolean canFollow(StateFormat other) {
        return other.writes == NONE || reads.contains(other.writes);
    }
}
