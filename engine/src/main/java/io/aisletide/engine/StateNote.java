package io.aisletide.engine;

import io.aisletide.traffic.TrafficCounters;
import io.aisletide.traffic.World;

/**
 * What the loop says of the state after each tick, for the journal. Written by the engine's thread after a tick, read by the
 * acceptor's when the event of the next comes: that event is published after the tick before it is done, which orders the
 * two.
 */
final class StateNote {
    private static final long NO_TICK = -1;

    private long tick = NO_TICK;
    private long tally;
    private boolean hashed;
    private long hash;

    void set(long ticksDone, long ofSums, boolean isHashed, long stateHash) {
        tick = ticksDone;
        tally = ofSums;
        hashed = isHashed;
        hash = stateHash;
    }

    /** Whether the note is of the moment after so many ticks. */
    boolean isOf(long ticksDone) {
        return tick == ticksDone;
    }

    long tally() {
        return tally;
    }

    boolean isHashed() {
        return hashed;
    }

    long hash() {
        return hash;
    }

    /**
     * A hash over sums that are kept anyway: hardly anything can happen on the floor in another way without one of them
     * being another after the same tick, and it costs nothing.
     */
    static long tallyOf(World world) {
        TrafficCounters sums = world.counters();
        long hash = mix(world.robotCount(), sums.goalsReached);
        hash = mix(hash, sums.waits);
        hash = mix(hash, sums.drivingTicks);
        hash = mix(hash, sums.moves);
        hash = mix(hash, sums.turns);
        hash = mix(hash, sums.deadlocksDetected);
        hash = mix(hash, sums.deadlocksResolved);
        return mix(hash, (long) sums.strandedNow << 32 | sums.pausedNow);
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
    private static long mix(long hash, long value) {
        long z = (hash ^ value) + 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
