package io.aisletide.sim.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aisletide.sim.SharedData;
import io.aisletide.sim.scenario.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LorrProblemTest {
    private static final String FILES = "\"mapFile\":\"maps/m.map\",\"agentFile\":\"a.agents\",\"taskFile\":\"t.tasks\"";

    @TempDir
    Path folder;

    @BeforeEach
    void writeGoodFiles() throws IOException {
        Files.createDirectories(folder.resolve("maps"));
        write("maps/m.map", "type octile\nheight 2\nwidth 4\nmap\n.ES.\n...@\n");
        write("a.agents", "# version for LoRR 2024\n3\n0\n5\n2\n");
        write("t.tasks", "# version for LoRR 2024\n2\n1,6\n3,4,0\n");
    }

    @Test
    void shouldReadAProblemOf2024() throws IOException {
        LorrProblem problem = LorrProblem.read(
                problem("{" + FILES + ",\"teamSize\":2,\"numTasksReveal\":1.5,\"version\":\"2024 LoRR\"}"));

        assertThat(problem.rules()).isEqualTo(LorrProblem.Rules.SCHEDULED_2024);
        assertThat(problem.teamSize()).isEqualTo(2);
        assertThat(problem.visibleTasks()).isEqualTo(3);
        assertThat(problem.taskCount()).isEqualTo(2);
        assertThat(problem.startCells()).containsExactly(problem.floor().cell(0, 0), problem.floor().cell(1, 1));
        assertThat(LorrProblem.isProblem(problem.file())).isTrue();
        assertThat(LorrProblem.isProblem(folder.resolve("t.tasks"))).isFalse();
        assertThat(LorrProblem.isProblem(folder.resolve("none.json"))).isFalse();
    }

    @Test
    void shouldReadAProblemOf2023() throws IOException {
        write("t.tasks", "2\n1\n6\n");
        LorrProblem problem = LorrProblem.read(problem("{" + FILES
                + ",\"teamSize\":3,\"numTasksReveal\":1,\"taskAssignmentStrategy\":\"roundrobin\"}"));

        assertThat(problem.rules()).isEqualTo(LorrProblem.Rules.ROUND_ROBIN_2023);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ~{"teamSize":2}~                                    | :1:1: has no mapFile
            ~{FILES}~                                           | :1:1: has no teamSize
            ~{FILES,"teamSize":0}~                              | :1:80: teamSize: is 1 to 10000000, not 0
            ~{FILES,"teamSize":"2"}~                            | :1:80: teamSize: expected a whole number, found a text
            ~{FILES,"teamSize":2.5}~                            | :1:80: teamSize: expected a whole number, found a number
            ~{FILES,"teamSize":2,"numTasksReveal":0}~           | :1:99: numTasksReveal is above 0 and at most 1000, not 0.0
            ~{FILES,"teamSize":2,"version":"2025 LoRR"}~        | :1:92: version is "2023 LoRR" or "2024 LoRR", not "2025 LoRR"
            ~{FILES,"teamSize":2,"taskAssignmentStrategy":"x"}~ | :1:107: taskAssignmentStrategy is "roundrobin", not "x"
            ~{FILES,"teamSize":2,"delayConfig":{"seed":0}}~     | :1:82: has a delayConfig: problems of 2026 are not read, only 2023 and 2024
            ~{FILES,"teamSize":2} {}~                           | :1:83: the file goes on after the end of its object
            ~["mapFile"]~                                       | :1:1: expected an object {...}, found an array
            ~{FILES,"teamSize":2,"teamSize":3}~                 | :1:92: is not valid JSON: Duplicate Object property "teamSize"
            ~{"mapFile":"no.map","teamSize":2}~                 | :1:12: mapFile: no such file: FOLDER/no.map
            """)
    void shouldSayWhereTheProblemIsWrong(String json, String message) throws IOException {
        Path file = problem(json.replace("FILES", FILES));
        assertThatThrownBy(() -> LorrProblem.read(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("%s", file + message.replace("FOLDER", folder.toString()));
    }

    @Test
    void shouldSayThatTheFileIsNotJson() throws IOException {
        Path file = problem("{\n  \"mapFile\": maps\n}");
        assertThatThrownBy(() -> LorrProblem.read(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageMatching("(?s).*problem.json:2:\\d+: is not valid JSON: .*");
        assertThatThrownBy(() -> LorrProblem.read(problem("{\"teamSize\": 3")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("problem.json:1:");
        assertThatThrownBy(() -> LorrProblem.read(folder.resolve("none.json")))
                .hasMessageEndingWith("none.json: no such file");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            a.agents | ~~            | :1:1: expected the number of agents
            a.agents | x             | :1:1: expected the number of agents, found 'x'
            a.agents | 0             | :1:1: the number of agents is 1 to 50000000, not 0
            a.agents | 1;0           | :1:1: the file has 1 agents, the problem's teamSize is 2
            a.agents | 3;0;5         | :4:1: the file ends after 2 agents, its first line says 3
            a.agents | 2;0;5;6       | :4:1: the file goes on after 2 agents, as many as its first line says
            a.agents | 2;0;0         | :3:1: agent 1 starts in cell (0, 0), and so does agent 0
            a.agents | 2;0;7         | :3:1: cell 7 = (3, 1) is a wall
            a.agents | 2;0;8         | :3:1: a cell is 0 to 7, not 8
            a.agents | 2;0;-1        | :3:1: expected a cell, found '-1'
            a.agents | 2;0;5,6       | :3:2: a line has one cell, this one goes on
            t.tasks  | 2;1,6         | :3:1: the file ends after 1 tasks, its first line says 2
            t.tasks  | 1;1,6;3       | :3:1: the file goes on after 1 tasks, as many as its first line says
            t.tasks  | 1;1,7         | :2:3: cell 7 = (3, 1) is a wall
            t.tasks  | 1;1,          | :2:3: expected a cell, found the end of the line
            t.tasks  | 1;1 6         | :2:3: a line has cells with commas between them, this one goes on
            maps/m.map | type octile | :2:1: expected "height" and its value (1 to 8192)
            """)
    void shouldSayWhereAPartIsWrong(String part, String text, String message) throws IOException {
        write(part, text.replace(';', '\n'));
        Path file = problem("{" + FILES + ",\"teamSize\":2,\"version\":\"2024 LoRR\"}");
        assertThatThrownBy(() -> LorrProblem.read(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("%s", folder.resolve(part) + message);
    }

    @Test
    void shouldRefuseSeveralErrandsIn2023() throws IOException {
        Path file = problem("{" + FILES + ",\"teamSize\":2,\"taskAssignmentStrategy\":\"roundrobin\"}");
        assertThatThrownBy(() -> LorrProblem.read(file))
                .hasMessageEndingWith("t.tasks:3:2: a line has one cell, this one goes on");
    }

    @ParameterizedTest
    @CsvSource({
        "lorr2023/warehouse.domain/warehouse_large_8000.json, 8000, 500000",
        "lorr2023/warehouse.domain/sortation_large_8000.json, 8000, 500000",
        "lorr2023/random.domain/random_400.json, 400, 40000",
        "lorr2024/warehouse.domain/warehouse_large_5000.json, 5000, 100000",
        "lorr2024/city.domain/paris_1_256_250.json, 250, 100000",
        "lorr2024/random.domain/random_32_32_20_100.json, 100, 100000",
        "lorr2024/game.domain/brc202d_500.json, 500, 100000",
    })
    void shouldReadRealProblems(String name, int team, int tasks) {
        LorrProblem problem = LorrProblem.read(SharedData.file(name));

        assertThat(problem.teamSize()).isEqualTo(team);
        assertThat(problem.taskCount()).isEqualTo(tasks);
        assertThat(problem.rules() == LorrProblem.Rules.SCHEDULED_2024).isEqualTo(name.contains("lorr2024"));
        assertThat(LorrProblem.isProblem(problem.file())).isTrue();
    }

    private Path problem(String json) throws IOException {
        return write("problem.json", json);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
