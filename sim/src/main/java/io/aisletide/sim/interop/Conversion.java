package io.aisletide.sim.interop;

import io.aisletide.grid.LoadClass;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What {@code aisletide convert} can make of a file. */
public enum Conversion {
    /** A map of either type to the type of the MovingAI benchmarks; stored pods become walls. */
    MOVINGAI_MAP {
        @Override
        public void convert(Path from, Path to) throws IOException {
            MovingAiMap.writeOctile(MovingAiMap.read(from), LoadClass.LOADED, to);
        }
    },
    /** A map of either type to Aisletide's own, for a scenario's {@code floor.map}. */
    AISLETIDE_MAP {
        @Override
        public void convert(Path from, Path to) throws IOException {
            MovingAiMap.writeAisletide(MovingAiMap.read(from), to);
        }
    },
    /** A League plan of either year to that of 2023. */
    LORR_2023_PLAN {
        @Override
        public void convert(Path from, Path to) throws IOException {
            PlanConverter.convert(from, to, PlanFormat.LORR_2023);
        }
    },
    /** A League plan of either year to that of 2024. */
    LORR_2024_PLAN {
        @Override
        public void convert(Path from, Path to) throws IOException {
            PlanConverter.convert(from, to, PlanFormat.LORR_2024);
        }
    };

    /**
     * @throws io.aisletide.sim.scenario.InvalidInputException if the source is missing or wrong; nothing is written then
     * @throws IOException if the target cannot be written
     */
    public abstract void convert(Path from, Path to) throws IOException;

    /** The name on the command line, such as {@code movingai-map}. */
    public String optionName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException naming the choices if there is none of that name */
    public static Conversion named(String optionName) {
        for (Conversion conversion : values()) {
            if (conversion.optionName().equals(optionName)) {
                return conversion;
            }
        }
        throw new IllegalArgumentException("no conversion to " + optionName + ", only to "
                + Arrays.stream(values()).map(Conversion::optionName).collect(Collectors.joining(", ")));
    }
}
