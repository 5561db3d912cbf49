package io.aisletide.release.spec;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A comparison of a measured value with a number: {@code result > 0.02}, {@code result > 2 %}. */
public record Condition(Comparison comparison, double bound) {
    private static final Pattern TEXT =
            Pattern.compile("\\s*result\\s*(>=|<=|==|!=|>|<)\\s*([0-9]+(?:\\.[0-9]+)?(?:[eE]-?[0-9]+)?)\\s*(%?)\\s*");

    public enum Comparison {
        GREATER(">"),
        AT_LEAST(">="),
        LESS("<"),
        AT_MOST("<="),
        EQUAL("=="),
        DIFFERENT("!=");

        private final String symbol;

        Comparison(String symbol) {
            this.symbol = symbol;
        }
    }

    /** @throws IllegalArgumentException with a message that says what would be right */
    public static Condition parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no condition; write for instance: result > 0.02");
        }
        double bound = Double.parseDouble(matcher.group(2));
        return new Condition(comparison(matcher.group(1)), matcher.group(3).isEmpty() ? bound : bound / 100);
    }

    /** False for a value that is not a number. */
    public boolean holds(double value) {
        return switch (comparison) {
            case GREATER -> value > bound;
            case AT_LEAST -> value >= bound;
            case LESS -> value < bound;
            case AT_MOST -> value <= bound;
            case EQUAL -> value == bound;
            case DIFFERENT -> value < bound || value > bound;
        };
    }

    private static Comparison comparison(String symbol) {
        for (Comparison comparison : Comparison.values()) {
            if (comparison.symbol.equals(symbol)) {
                return comparison;
            }
        }
        throw new IllegalArgumentException("no comparison is written " + symbol);
    }

    @Override
    public String toString() {
        return "result " + comparison.symbol + " " + bound;
    }
}
