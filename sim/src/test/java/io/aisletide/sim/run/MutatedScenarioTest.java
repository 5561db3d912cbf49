package io.aisletide.sim.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.aisletide.sim.scenario.InvalidInputException;
import io.aisletide.sim.scenario.Resources;
import io.aisletide.sim.scenario.Scenario;
import io.aisletide.sim.scenario.ScenarioReader;
import io.aisletide.sim.scenario.ScenarioWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** However a scenario file is damaged, the user gets complaints with a place, or a scenario that can be prepared. */
class MutatedScenarioTest {
    private static final long SEED = Long.getLong("seed", 20261123);
    private static final int FILES = 1_500;
    private static final String[] SCRAPS = {
        "-1", "0", "99999999999999999999", "1e9", "\"", "'", "[", "]", "{", "}", ": ", ", ", "- ", "&a ", "*a", "#", "\t", "\n",
        "~", "null", "true", "at: ", "zone: ", "[[0, 0]]", "NaN", "100%", "1t", "é", "\u0000", "?", "|", "!!int "
    };

    @Test
    void shouldNeverFailOtherwiseThanByComplaining() {
        String template = Resources.text("template.yaml");
        Random random = new Random(SEED);
        int accepted = 0;
        for (int file = 0; file < FILES; file++) {
            String text = mutate(template, random);
            try {
                Scenario scenario = ScenarioReader.parse(text, "f.yaml", Path.of(""));
                SiteBuilder.build(scenario);
                ScenarioReader.parse(ScenarioWriter.write(scenario), "resolved.yaml", Path.of(""));
                accepted++;
            } catch (InvalidInputException invalid) {
                for (String fault : invalid.faults()) {
                    assertThat(fault).as("seed %d, file %d", SEED, file).matches("(?s)f\\.yaml(:\\d+:\\d+)?: .+");
                }
            } catch (RuntimeException failure) {
                fail("seed " + SEED + ", file " + file + ":\n" + text, failure);
            }
        }
        assertThat(accepted).as("files that are still fine").isBetween(FILES / 50, FILES);
    }

    private static String mutate(String template, Random random) {
        StringBuilder text = new StringBuilder(template);
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times; i++) {
            int at = random.nextInt(text.length());
            int length = Math.min(text.length() - at, 1 + random.nextInt(6));
            switch (random.nextInt(5)) {
                case 0 -> text.delete(at, at + length);
                case 1 -> text.insert(at, SCRAPS[random.nextInt(SCRAPS.length)]);
                case 2 -> text.replace(at, at + length, SCRAPS[random.nextInt(SCRAPS.length)]);
                case 3 -> text.insert(at, text.substring(at, at + length));
                default -> {
                    List<String> lines = new ArrayList<>(text.toString().lines().toList());
                    String moved = lines.remove(random.nextInt(lines.size()));
                    lines.add(random.nextInt(lines.size()), moved);
                    text.setLength(0);
                    text.append(String.join("\n", lines));
                }
            }
        }
        return text.toString();
    }
}
