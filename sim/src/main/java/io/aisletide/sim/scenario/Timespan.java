package io.aisletide.sim.scenario;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of simulated time as a user writes it: {@code 667ms}, {@code 90s}, {@code 1.5m}, {@code 8h}, {@code 2d},
 * as on a clock, {@code 02:30:00}, or in ticks, {@code 600t}.
 *
 * @param amount ticks, or nanoseconds
 * @param inTicks which of the two
 */
public record Timespan(long amount, boolean inTicks) {
    private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([a-zA-Zµ]*)");

    private static final Pattern ON_A_CLOCK = Pattern.compile("(\\d{1,3}):([0-5]\\d):([0-5]\\d)");

    /** @throws IllegalArgumentException with a message for the user */
    public static Timespan parse(String text) {
        Matcher clock = ON_A_CLOCK.matcher(text.strip());
        if (clock.matches()) {
            long minutes = Long.parseLong(clock.group(1)) * 60 + Long.parseLong(clock.group(2));
            return new Timespan((minutes * 60 + Long.parseLong(clock.group(3))) * 1_000_000_000L, false);
        }
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a length of time; write 90s, 8h, 667ms or 600t");
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        String unit = matcher.group(2).toLowerCase(Locale.ROOT);
        if (unit.isEmpty()) {
            throw new IllegalArgumentException("'" + text + "' has no unit; write " + text.strip() + "t for ticks or "
                    + text.strip() + "s for seconds");
        }
        if (unit.equals("t")) {
            return new Timespan(whole(number, text), true);
        }
        long nanosPerUnit = switch (unit) {
            case "ns" -> 1L;
            case "us", "µs" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m", "min" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            case "d" -> 86_400_000_000_000L;
            default -> throw new IllegalArgumentException("'" + matcher.group(2) + "' in '" + text
                    + "' is not a unit of time; there is t (ticks), us, ms, s, m, h, d");
        };
        return new Timespan(
                whole(number.multiply(BigDecimal.valueOf(nanosPerUnit)).setScale(0, RoundingMode.HALF_UP), text),
                false);
    }

    private static long whole(BigDecimal number, String text) {
        try {
            return number.longValueExact();
        } catch (ArithmeticException notWhole) {
            throw new IllegalArgumentException(
                    "'" + text + "' is " + (number.scale() > 0 ? "not a whole number of ticks" : "too long"), notWhole);
        }
    }

    /**
     * In ticks, to the nearest; more than nothing is at least one tick.
     *
     * @param tickNanos length of a tick
     * @throws IllegalArgumentException if it is more than {@link Integer#MAX_VALUE} ticks
     */
    public int toTicks(long tickNanos) {
        long ticks = inTicks ? amount : Math.max(amount == 0 ? 0 : 1, Math.round((double) amount / tickNanos));
        if (ticks > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(ticks + " ticks are too many; at most " + Integer.MAX_VALUE);
        }
        return (int) ticks;
    }
}
