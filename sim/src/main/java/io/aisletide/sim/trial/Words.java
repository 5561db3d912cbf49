package io.aisletide.sim.trial;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Constants as words of a command line. */
final class Words {
    private Words() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException if there is none of that name, with a message that says which there are */
    static <E extends Enum<E>> E constant(Class<E> type, String word) {
        for (E constant : type.getEnumConstants()) {
            if (of(constant).equals(word)) {
                return constant;
            }
        }
        List<String> all = Arrays.stream(type.getEnumConstants()).map(Words::of).toList();
        throw new IllegalArgumentException("'" + word + "' is none of " + String.join(", ", all));
    }
}
