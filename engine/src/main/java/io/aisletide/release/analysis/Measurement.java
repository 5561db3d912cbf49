package io.aisletide.release.analysis;

import java.util.Locale;

/**
 * One measurement with all that it rests on.
 *
 * @param id number within the analysis run, from 0
 * @param value the rate, number or ratio; NaN if there is none
 * @param numerator of the canary, or of the role that the query names; for a sequential test its incidents
 * @param denominator calls, goals or robots' ticks
 * @param controlNumerator of the stable version, if compared with it, else 0
 * @param threshold what the value was held against, in words
 * @param eValue evidence of a sequential test, else NaN
 * @param level what the e-value has to reach, 1 / alpha; NaN without
 * @param among what the denominators count, in words; empty if the value is a number and no share
 * @param incidents whether the numerators count incidents, which may be several errors each
 * @param pending over the threshold, but not for long enough yet: no failure, and no proof either
 */
public record Measurement(
        int id,
        long tick,
        String metric,
        Outcome outcome,
        double value,
        long numerator,
        long denominator,
        long controlNumerator,
        long controlDenominator,
        String threshold,
        double eValue,
        double level,
        int windowTicks,
        String among,
        boolean incidents,
        boolean pending,
        boolean dryRun) {
    private static final double MANY = 1e6;

    /** Whether it speaks for the version. */
    boolean isProof() {
        return outcome == Outcome.SUCCESSFUL && !pending;
    }

    /** What was counted, for people: {@code 3 of 342 calls}, {@code 3 incidents in 342 calls}, or just a number. */
    public static String inWords(long numerator, long denominator, String among, boolean incidents) {
        if (among.isEmpty()) {
            return inWords(numerator);
        }
        String link = !incidents ? " of " : numerator == 1 ? " incident in " : " incidents in ";
        return inWords(numerator) + link + inWords(denominator) + " " + among;
    }

    /** A number as all others are printed: {@code 2,500}. */
    public static String inWords(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** An e-value for people, cut and not rounded; far over any level, only that. */
    public static String inWords(double eValue) {
        if (eValue >= MANY) {
            return "over a million";
        }
        return eValue >= 10 ? inWords((long) eValue) : String.format(Locale.ROOT, "%.2f", eValue);
    }
}
