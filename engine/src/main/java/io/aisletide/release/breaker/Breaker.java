package io.aisletide.release.breaker;

import io.aisletide.release.routing.Mix;
import io.aisletide.release.spec.BreakerSpec;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import java.util.Arrays;

/**
 * One circuit breaker. Closed, it opens when faults or slow calls of the window reach their share; open, it waits, longer
 * after each failed trial; half-open, it permits a few calls and decides by them. Permits that no counted call has
 * followed when their lease is over are given out again, and a trial that comes to no end has failed: so a lost call
 * cannot hold a breaker half-open.
 */
final class Breaker {
    private final BreakerSpec spec;
    private final int[] calls;
    private final int[] faults;
    private final int[] slow;
    private int next;
    private long windowCalls;
    private long windowFaults;
    private long windowSlow;

    private BreakerState state = BreakerState.CLOSED;
    private long since;
    /** Trials that failed since it was last closed. */
    private int attempt;

    private int trialCalls;
    private int trialFaults;
    private int trialSlow;
    /** When permits of this trial were last given out. */
    private long permittedAt;

    /** Permits of this trial that nobody has taken yet. */
    private int permitsLeft;

    Breaker(BreakerSpec spec) {
        this.spec = spec;
        calls = new int[spec.windowTicks()];
        faults = new int[spec.windowTicks()];
        slow = new int[spec.windowTicks()];
    }

    BreakerState state() {
        return state;
    }

    /** Whether a call may go through; half-open, it takes a permit. */
    boolean permits() {
        if (state != BreakerState.HALF_OPEN) {
            return state == BreakerState.CLOSED;
        }
        if (permitsLeft == 0) {
            return false;
        }
        permitsLeft--;
        return true;
    }

    /**
     * Takes the counts of a tick.
     *
     * @param mayOpen false: it stays closed whatever it counts, because too many are open already
     */
    void step(long tick, int tickCalls, int tickFaults, int tickSlow, boolean mayOpen) {
        push(tickCalls, tickFaults, tickSlow);
        switch (state) {
            case CLOSED -> {
                if (mayOpen && exceeds(windowCalls, windowFaults, windowSlow, spec.minimumCalls())) {
                    open(tick);
                }
            }
            case OPEN -> {
                if (tick - since >= openTicks()) {
                    halfOpen(tick);
                }
            }
            case HALF_OPEN -> trial(tick, tickCalls, tickFaults, tickSlow);
        }
    }

    private void trial(long tick, int tickCalls, int tickFaults, int tickSlow) {
        trialCalls += tickCalls;
        trialFaults += tickFaults;
        trialSlow += tickSlow;
        if (trialCalls >= spec.halfOpenCalls()) {
            if (exceeds(trialCalls, trialFaults, trialSlow, 1)) {
                reopen(tick);
            } else {
                close(tick);
            }
        } else if (tick - since >= spec.maxHalfOpenTicks()) {
            reopen(tick);
        } else if (tick - permittedAt >= spec.leaseTicks()) {
            permit(tick);
        }
    }

    private boolean exceeds(long allCalls, long allFaults, long allSlow, int least) {
        return allCalls >= least
                && (allFaults * 100 >= spec.failureRatePercent() * allCalls
                        || allSlow * 100 >= spec.slowRatePercent() * allCalls);
    }

    private long openTicks() {
        long ticks = (long) spec.openTicks() << Math.min(attempt, 30);
        return Math.min(ticks, spec.maxOpenTicks());
    }

    private void open(long tick) {
        state = BreakerState.OPEN;
        since = tick;
    }

    private void reopen(long tick) {
        attempt++;
        open(tick);
    }

    private void halfOpen(long tick) {
        state = BreakerState.HALF_OPEN;
        since = tick;
        trialCalls = 0;
        trialFaults = 0;
        trialSlow = 0;
        permit(tick);
    }

    private void permit(long tick) {
        permittedAt = tick;
        permitsLeft = spec.halfOpenCalls() - trialCalls;
    }

    /** Lets everything through, and forgets what was counted. */
    void close(long tick) {
        state = BreakerState.CLOSED;
        since = tick;
        attempt = 0;
        Arrays.fill(calls, 0);
        Arrays.fill(faults, 0);
        Arrays.fill(slow, 0);
        windowCalls = 0;
        windowFaults = 0;
        windowSlow = 0;
    }

    private void push(int tickCalls, int tickFaults, int tickSlow) {
        windowCalls += tickCalls - calls[next];
        windowFaults += tickFaults - faults[next];
        windowSlow += tickSlow - slow[next];
        calls[next] = tickCalls;
        faults[next] = tickFaults;
        slow[next] = tickSlow;
        next = next + 1 == calls.length ? 0 : next + 1;
    }

    long hash(long hash) {
        long h = Mix.mix(Mix.mix(hash ^ state.ordinal()) ^ since);
        h = Mix.mix(h ^ ((long) attempt << 32 | next));
        h = Mix.mix(Mix.mix(Mix.mix(h ^ trialCalls) ^ trialFaults) ^ trialSlow);
        h = Mix.mix(Mix.mix(h ^ permittedAt) ^ permitsLeft);
        for (int i = 0; i < calls.length; i++) {
            h = Mix.mix(h ^ ((long) calls[i] << 40 ^ (long) faults[i] << 20 ^ slow[i]));
        }
        return h;
    }

    void save(StateWriter to) {
        to.putByte(state.ordinal()).putLong(since).putInt(attempt);
        to.putInt(trialCalls).putInt(trialFaults).putInt(trialSlow).putLong(permittedAt).putInt(permitsLeft);
        to.putInt(next);
        for (int[] each : new int[][] {calls, faults, slow}) {
            to.putInts(each, 0, each.length);
        }
    }

    void restore(StateReader from) {
        state = from.getOneOf(BreakerState.values());
        since = from.getLong();
        attempt = from.getInt();
        trialCalls = from.getInt();
        trialFaults = from.getInt();
        trialSlow = from.getInt();
        permittedAt = from.getLong();
        permitsLeft = from.getInt();
        next = from.getInt();
        for (int[] each : new int[][] {calls, faults, slow}) {
            from.getInts(each, 0, each.length);
        }
        windowCalls = Arrays.stream(calls).asLongStream().sum();
        windowFaults = Arrays.stream(faults).asLongStream().sum();
        windowSlow = Arrays.stream(slow).asLongStream().sum();
    }
}
