package io.aisletide.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds the published schema and the reader together. */
class ScenarioSchemaTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource({"io.aisletide.sim.scenario.BadScenarios#all", "io.aisletide.sim.scenario.BadReleases#all"})
    void shouldRefuseWhatTheReaderRefusesAsFarAsASchemaCan(String name, String text, List<String> faults) {
        Problems problems = new Problems("f.yaml");
        YamlValue root = YamlReader.read(text, problems);
        if (root != null && problems.isEmpty()) {
            ScenarioSchema.check(root, problems);
            boolean expected = !name.endsWith("(beyond the schema)");
            assertThat(!problems.isEmpty()).as("refused: %s", problems.lines()).isEqualTo(expected);
        }
    }

    @Test
    void shouldAcceptWhatTheReaderAccepts() {
        for (String text : List.of(BadScenarios.MINIMAL, BadScenarios.DRAWN, Resources.text("template.yaml"))) {
            Scenario scenario = ScenarioReader.parse(text, "f.yaml", Path.of("."));
            ScenarioSchema.check(scenario.source());
            Scenario resolved = ScenarioReader.parse(ScenarioWriter.write(scenario), "resolved.yaml", Path.of("."));
            ScenarioSchema.check(resolved.source());
        }
    }

    @Test
    void shouldKnowTheSameVerbs() {
        JsonNode command = JsonMapper.shared().readTree(ScenarioSchema.text()).at("/$defs/command/properties");

        Set<String> keys = new TreeSet<>();
        for (Map.Entry<String, JsonNode> property : command.properties()) {
            keys.add(property.getKey());
        }
        keys.removeAll(Set.of("at", "id", "expires", "for", "preview"));

        assertThat(keys).containsExactlyInAnyOrderElementsOf(CommandReader.VERBS);
    }
}
