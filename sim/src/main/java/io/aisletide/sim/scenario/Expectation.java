package io.aisletide.sim.scenario;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A condition on the figures of a run, such as {@code reroute.p99 < 250ms}. A run that misses one ends with exit code
 * 5.
 *
 * @param text as written
 * @param limit in the metric's base unit: seconds, bytes, a share of one, or a number
 */
public record Expectation(String text, Metric metric, Relation relation, double limit) {
    private static final Pattern FORM =
            Pattern.compile("\\s*([A-Za-z][\\w.]*)\\s*(==|!=|<=|>=|<|>)\\s*"
                    + "(-?[\\d_]+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)\\s*(\\S*)\\s*");

    /** How the figure and the limit are compared. */
    public enum Relation {
        EQUAL("=="),
        DIFFERENT("!="),
        LESS("<"),
        AT_MOST("<="),
        MORE(">"),
        AT_LEAST(">=");

        private final String sign;

        Relation(String sign) {
            this.sign = sign;
        }

        static Relation of(String sign) {
            for (Relation relation : values()) {
                if (relation.sign.equals(sign)) {
                    return relation;
                }
            }
            throw new IllegalArgumentException(sign);
        }
    }

    /** @throws IllegalArgumentException with a message for the user */
    public static Expectation parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a condition; write a figure, one of == != < <= > >= "
                    + "and a value, such as 'reroute.p99 < 250ms'");
        }
        String name = matcher.group(1);
        Metric metric = Metric.byName().get(name);
        if (metric == null) {
            throw new IllegalArgumentException(
                    "no figure is called '" + name + "'" + Suggestion.of(name, Metric.byName().keySet()));
        }
        Double factor = metric.unit().factors().get(matcher.group(4));
        if (factor == null) {
            throw new IllegalArgumentException("'" + name + "' is compared with a number with " + metric.unit().wanted()
                    + ", not '" + matcher.group(3) + matcher.group(4) + "'");
        }
        double number = Double.parseDouble(matcher.group(3).replace("_", ""));
        return new Expectation(text.strip(), metric, Relation.of(matcher.group(2)), number * factor);
    }

    /** @param figure in the metric's base unit; NaN, for a figure that the run could not measure, holds for nothing */
    public boolean holds(double figure) {
        return switch (relation) {
            case EQUAL -> figure == limit;
            case DIFFERENT -> figure < limit || figure > limit;
            case LESS -> figure < limit;
            case AT_MOST -> figure <= limit;
            case MORE -> figure > limit;
            case AT_LEAST -> figure >= limit;
        };
    }
}
