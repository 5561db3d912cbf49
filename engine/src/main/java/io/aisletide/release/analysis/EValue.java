package io.aisletide.release.analysis;

import io.aisletide.release.routing.Mix;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import java.util.Arrays;

/**
 * Evidence against "the version is no worse than tolerated" that may be looked at after every tick: a process with
 * expectation at most 1 as long as that holds, so that it ever reaches 1 / alpha with probability at most alpha (Ville).
 * After Lindon, Sanden and Shirikian, KDD 2022 (arXiv 2205.14762), and Johari et al., KDD 2017.
 *
 * <p>It is a mixture twice over. Over how much worse: a grid of alternatives, equally weighted. And over when it became
 * worse: a version that was good for an hour has gathered so much evidence for itself that a later fault would have to
 * undo it first; so every {@code restartTicks} a fresh process joins with weight 1 / (j (j + 1)), and those that have not
 * begun count as 1. A fault after an hour then costs the logarithm of a weight instead of an hour's evidence. Processes
 * of one alternative share each factor, so one number an alternative holds them all.
 *
 * <p>Two shapes of factor: {@link #absolute} for calls that fail with probability p, against p0; {@link #relative} for
 * errors that come from the canary or the stable version, against the share that the canary has if its rate is theta0
 * times the stable one's. The relative one does not see what hits both alike.
 */
final class EValue {
    private static final double[] TIMES_WORSE = {1.25, 1.5, 2, 3, 5, 8, 13, 21, 34, 55};
    private static final double ALMOST_ALL = 0.99;
    private static final double ENOUGH = 1e100;
    private static final double LOG_ENOUGH = 300;

    private final double theta0;
    private final int restartTicks;
    /** Alternatives: probabilities for {@link #absolute}, ratios for {@link #relative}. */
    private final double[] grid;
    /** By alternative: the processes that have begun, weighted. */
    private final double[] begun;
    /** Logarithms of the factors of a failed and a good call; {@link #absolute} only. */
    private final double[] logBad;

    private final double[] logGood;

    private long lastRestart;
    private int restarts;
    private long canaryCalls;
    private long stableCalls;

    private EValue(double theta0, double[] grid, boolean absolute, long tick, int restartTicks) {
        this.theta0 = theta0;
        this.grid = grid;
        this.restartTicks = Math.max(1, restartTicks);
        begun = new double[grid.length];
        logBad = new double[grid.length];
        logGood = new double[grid.length];
        for (int k = 0; absolute && k < grid.length; k++) {
            logBad[k] = StrictMath.log(grid[k] / theta0);
            logGood[k] = StrictMath.log((1 - grid[k]) / (1 - theta0));
        }
        lastRestart = tick;
        restart();
    }

    /** Against a failure probability of at most p0. */
    static EValue absolute(double p0, long tick, int restartTicks) {
        double[] grid = new double[TIMES_WORSE.length];
        int length = 0;
        for (double times : TIMES_WORSE) {
            if (p0 * times < ALMOST_ALL) {
                grid[length++] = p0 * times;
            }
        }
        if (length == 0) {
            grid[length++] = (1 + p0) / 2;
        }
        return new EValue(p0, Arrays.copyOf(grid, length), true, tick, restartTicks);
    }

    /** Against a rate of at most theta0 times the stable version's. */
    static EValue relative(double theta0, long tick, int restartTicks) {
        double[] grid = new double[TIMES_WORSE.length];
        for (int k = 0; k < grid.length; k++) {
            grid[k] = theta0 * TIMES_WORSE[k];
        }
        return new EValue(theta0, grid, false, tick, restartTicks);
    }

    void observeAbsolute(long tick, int bad, int calls) {
        restartIfDue(tick);
        int good = Math.max(0, calls - bad);
        for (int k = 0; k < grid.length; k++) {
            multiply(k, bad * logBad[k] + good * logGood[k]);
        }
    }

    void observeRelative(long tick, int canaryBad, int canaryTotal, int stableBad, int stableTotal) {
        restartIfDue(tick);
        canaryCalls += canaryTotal;
        stableCalls += stableTotal;
        if (canaryBad + stableBad == 0) {
            return;
        }
        if (canaryCalls > 0 && stableCalls > 0) {
            double tolerated = share(theta0);
            for (int k = 0; k < grid.length; k++) {
                double share = share(grid[k]);
                multiply(
                        k,
                        canaryBad * StrictMath.log(share / tolerated)
                                + stableBad * StrictMath.log((1 - share) / (1 - tolerated)));
            }
        }
        canaryCalls = 0;
        stableCalls = 0;
    }

    /** Never beyond a bound that is far over any level, so that infinity times zero cannot happen; less is safe. */
    private void multiply(int k, double logFactor) {
        begun[k] = Math.min(ENOUGH, begun[k] * StrictMath.exp(Math.min(logFactor, LOG_ENOUGH)));
    }

    /** The chance that an error is the canary's, with the calls since the last error, if its rate is theta times. */
    private double share(double theta) {
        return theta * canaryCalls / (theta * canaryCalls + stableCalls);
    }

    private void restartIfDue(long tick) {
        while (tick - lastRestart >= restartTicks) {
            lastRestart += restartTicks;
            restart();
        }
    }

    private void restart() {
        restarts++;
        double weight = 1.0 / ((double) restarts * (restarts + 1));
        for (int k = 0; k < grid.length; k++) {
            begun[k] += weight;
        }
    }

    double value() {
        double sum = 0;
        for (double process : begun) {
            sum += process;
        }
        return sum / grid.length + 1.0 / (restarts + 1);
    }

    long hash(long hash) {
        long h = Mix.mix(hash ^ lastRestart);
        h = Mix.mix(Mix.mix(Mix.mix(h ^ restarts) ^ canaryCalls) ^ stableCalls);
        for (double process : begun) {
            h = Mix.mix(h ^ Double.doubleToLongBits(process));
        }
        return h;
    }

    void save(StateWriter to) {
        to.putLong(lastRestart).putInt(restarts).putLong(canaryCalls).putLong(stableCalls);
        for (double process : begun) {
            to.putDouble(process);
        }
    }

    void restore(StateReader from) {
        lastRestart = from.getLong();
        restarts = from.getInt();
        canaryCalls = from.getLong();
        stableCalls = from.getLong();
        for (int k = 0; k < begun.length; k++) {
            begun[k] = from.getDouble();
        }
    }
}
