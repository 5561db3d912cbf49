package io.aisletide.sim.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aisletide.sim.scenario.InvalidInputException;
import io.aisletide.sim.verify.VerifyReport.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanVerifierTest {
    private static final String TASKS = ",\"tasks\":[[0,0,[0,1,0,2]],[1,2,[1,0]]]";

    @TempDir
    Path folder;

    private Path map = Path.of("");

    @BeforeEach
    void writeMap() throws IOException {
        map = Files.writeString(folder.resolve("m.map"), "type octile\nheight 3\nwidth 4\nmap\n....\n.@..\n....\n");
    }

    @Test
    void shouldAcceptTrainsCirclesAndTurns() throws IOException {
        VerifyReport report = verify("[[0,0,\"E\"],[0,1,\"E\"],[2,0,\"N\"]]", "\"F,F,R,F\",\"F,F,W,W\",\"F,W,C,T\"", "");

        assertThat(report.clean()).as("%s", report.lines()).isTrue();
        assertThat(report.robots()).isEqualTo(3);
        assertThat(report.steps()).isEqualTo(4);
        assertThat(report.wallsChecked()).isTrue();
        assertThat(report.lines().get(0)).endsWith("p.json: 3 robots, 4 steps, 0 events: no conflict");
    }

    @Test
    void shouldAcceptACircleOfFour() throws IOException {
        VerifyReport report = verify(
                "[[1,2,\"E\"],[1,3,\"S\"],[2,3,\"W\"],[2,2,\"N\"]]", "\"F\",\"F\",\"F\",\"F\"", "");

        assertThat(report.clean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            [[0,0,"E"],[0,0,"E"]]   | "",""         | VERTEX  | step 0: two robots in one cell: robot 0 and robot 1 at row 0, column 0
            [[0,0,"E"],[0,1,"E"]]   | "F","W"       | VERTEX  | step 1: two robots in one cell: robot 0 and robot 1 at row 0, column 1
            [[0,0,"E"],[0,1,"W"]]   | "F","F"       | SWAP    | step 1: two robots swap places: robot 0 and robot 1 at row 0, column 1
            [[0,1,"S"]]             | "F"           | WALL    | step 1: robot in a wall: robot 0 at row 1, column 1
            [[1,1,"S"]]             | "W"           | WALL    | step 0: robot in a wall: robot 0 at row 1, column 1
            [[0,1,"N"]]             | "F"           | OFF_MAP | step 1: robot leaves the map: robot 0 at row 0, column 1
            [[0,3,"E"]]             | "F"           | OFF_MAP | step 1: robot leaves the map: robot 0 at row 0, column 3
            [[2,0,"W"]]             | "F"           | OFF_MAP | step 1: robot leaves the map: robot 0 at row 2, column 0
            [[2,0,"S"]]             | "F"           | OFF_MAP | step 1: robot leaves the map: robot 0 at row 2, column 0
            [[9,9,"E"]]             | "W"           | OFF_MAP | step 0: robot leaves the map: robot 0 at row 9, column 9 (start)
            [[0,0,"E"]]             | "W,X,W"       | ACTION  | step 2: unknown action: robot 0 at row 0, column 0
            [[0,0,"E"],[2,2,"E"]]   | "W,W,W","W,W" | LENGTH  | step 3: path ends early: robot 1 at row 2, column 2
            """)
    void shouldFindAPlantedViolation(String start, String paths, Kind kind, String line) throws IOException {
        VerifyReport report = verify(start, paths, "");

        assertThat(report.count(kind)).isEqualTo(1);
        assertThat(report.violations()).isEqualTo(1);
        assertThat(report.first().get(0).toString()).isEqualTo(line);
        assertThat(report.clean()).isFalse();
    }

    @Test
    void shouldAcceptRobotsThatWereTakenOffTheFloor() throws IOException {
        VerifyReport report = verify(
                "[[0,0,\"E\"],[0,1,\"E\"]]", "\"F,F,F\",\"W\"", ",\"removals\":[[1,1]]");

        assertThat(report.count(Kind.VERTEX)).as("in step 1 it still stood there").isEqualTo(1);
        assertThat(verify("[[0,0,\"E\"],[0,1,\"E\"]]", "\"W,F,F\",\"W\"", ",\"removals\":[[1,1]]").clean()).isTrue();
    }

    @Test
    void shouldMindLoadsUnderStoredPods() throws IOException {
        map = Files.writeString(folder.resolve("own.map"), "type aisletide\nheight 1\nwidth 3\nmap\n.p.\n");
        assertThat(verify("[[0,0,\"E\"]]", "\"F\"", ",\"loads\":\"E\"").clean()).isTrue();
        assertThat(verify("[[0,0,\"E\"]]", "\"F\"", ",\"loads\":\"L\"").count(Kind.STORAGE)).isEqualTo(1);
        assertThat(verify("[[0,0,\"E\"]]", "\"F\"", "").clean()).isTrue();
    }

    @Test
    void shouldReadStepsWithoutTurns() throws IOException {
        String plan = "{\"actionModel\":\"MAPF\",\"start\":[[0,0,\"E\"]],\"actualPaths\":[\"U,U,R,R,D,R,W\"]}";

        assertThat(PlanVerifier.verify(write(plan), map).clean()).isTrue();
        assertThat(PlanVerifier.verify(write(plan.replace("U,U", "U,R")), map).count(Kind.WALL)).isEqualTo(1);
    }

    @Test
    void shouldCheckWithoutAMapButForWalls() throws IOException {
        VerifyReport report = PlanVerifier.verify(
                write(plan("[[5,5,\"N\"],[4,5,\"S\"]]", "\"F,F,F,F,F,F,F\",\"F,W,W,W,W,W,W\"", "")), null);

        assertThat(report.wallsChecked()).isFalse();
        assertThat(report.count(Kind.SWAP)).isEqualTo(1);
        assertThat(report.violations()).isEqualTo(1);
        assertThat(report.lines()).contains("  walls were not checked: no map was given");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            [[1,0,0,1],[2,0,0,2],[2,1,1,1]] | 2 |            | ~~
            [[1,0,0,1],[2,0,0,2],[2,1,1,1]] | 3 | TASK_COUNT | numTaskFinished is 3, the events finish 2
            [[2,0,0,1]]                     | 0 | EVENT      | errand 1 of task 0: the robot is elsewhere
            [[1,0,0,1],[2,1,0,2]]           | 1 | TASK_ORDER | task 0 was begun by robot 0
            [[2,0,0,2]]                     | 1 | TASK_ORDER | errand 2 of task 0 after 0
            [[1,0,7,1]]                     | 0 | EVENT      | no task 7
            [[1,9,0,1]]                     | 0 | EVENT      | no such robot
            [[1,0,0,3]]                     | 0 | EVENT      | task 0 has 2 errands, not 3
            [[9,0,0,1]]                     | 0 | EVENT      | after the last step
            [[1,1,1,1]]                     | 1 | TASK_ORDER | task 1 is released at step 2
            """)
    void shouldCompareEventsWithThePaths(String events, int finished, @Nullable Kind kind, String detail) throws IOException {
        VerifyReport report = verify(
                "[[0,0,\"E\"],[2,0,\"N\"]]",
                "\"F,F\",\"F,W\"",
                ",\"numTaskFinished\":" + finished + ",\"events\":" + events + TASKS);

        if (kind == null) {
            assertThat(report.clean()).as("%s", report.lines()).isTrue();
            assertThat(report.tasksFinished()).isEqualTo(2);
            assertThat(report.eventsChecked()).isEqualTo(3);
        } else {
            assertThat(report.count(kind)).isEqualTo(1);
            assertThat(report.first()).anyMatch(violation -> violation.detail().equals(detail));
        }
    }

    @Test
    void shouldReadTheFormOf2023() throws IOException {
        String events = ",\"AllValid\":\"Yes\",\"numTaskFinished\":1,\"events\":[[],[[4,0,\"assigned\"],[4,1,\"finished\"],[5,1,\"assigned\"]]]"
                + ",\"errors\":[],\"tasks\":[[4,1,0],[5,2,2]]";
        assertThat(verify("[[0,0,\"E\"],[2,0,\"N\"]]", "\"F,F\",\"F,W\"", events).lines().get(0)).endsWith("no conflict");
        assertThat(verify("[[0,0,\"E\"],[2,0,\"N\"]]", "\"F,F\",\"W,W\"", events).count(Kind.EVENT)).isEqualTo(1);
    }

    @Test
    void shouldFindTheSameInWindowsOfAnySize() throws IOException {
        StringBuilder a = new StringBuilder("\"");
        StringBuilder b = new StringBuilder("\"");
        for (int i = 0; i < 250; i++) {
            a.append(i == 0 ? "" : ",").append(i % 2 == 0 ? 'F' : 'R');
            b.append(i == 0 ? "" : ",").append(i % 3 == 0 ? 'F' : i % 3 == 1 ? 'C' : 'W');
        }
        Path plan = write(plan("[[0,0,\"E\"],[2,3,\"W\"]]", a + "\"," + b + "\"", ""));
        VerifyReport whole = PlanVerifier.verify(plan, map, 1 << 20);

        assertThat(whole.violations()).isPositive();
        assertThat(PlanVerifier.verify(plan, map, 7)).isEqualTo(whole);
        assertThat(PlanVerifier.verify(plan, map, 1)).isEqualTo(whole);
    }

    @Test
    void shouldAskWhetherItIsTheMapOfThisPlan() throws IOException {
        assertThat(verify("[[9,9,\"E\"]]", "\"W\"", "").lines()).contains("  robots start off the map or in its walls: is it the map of this plan?");
        assertThat(verify("[[0,0,\"N\"]]", "\"F\"", "").lines()).noneMatch(line -> line.contains("is it the map"));
    }

    @Test
    void shouldListOnlyTheFirstViolations() throws IOException {
        VerifyReport report = verify("[[0,0,\"N\"]]", "\"" + "F,".repeat(99) + "F\"", "");

        assertThat(report.violations()).isEqualTo(100);
        assertThat(report.first()).hasSize(VerifyReport.MAX_LISTED);
        assertThat(report.lines()).contains("  100 x robot leaves the map", "  and 80 more");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ~{}~                                                                 | :1:1: has no actualPaths: is not a League plan with paths
            ~{"actualPaths":["W"]}~                                              | :1:1: has no start: is not a League plan with paths
            ~{"start":[[0,0,"E"]],"actualPaths":["W","W"]}~                      | :1:1: start has 1 robots, actualPaths has 2 paths
            ~{"teamSize":3,"start":[[0,0,"E"]],"actualPaths":["W"]}~             | :1:13: teamSize is 3, start has 1 robots
            ~{"start":[[0,0]],"actualPaths":["W"]}~                              | :1:15: a start is [row, column, heading]
            ~{"start":[[0,0,"Q"]],"actualPaths":["W"]}~                          | :1:16: a heading is E, S, W or N, not Q
            ~{"start":[[0,-1,"E"]],"actualPaths":["W"]}~                         | :1:14: start[0][1]: is 0 to 2147483647, not -1
            ~{"start":[[0,0,"E"]],"actualPaths":[7]}~                            | :1:37: actualPaths[0]: expected a text, found a number
            ~{"actionModel":"ORCA"}~                                             | :1:16: action model ORCA is not known, only MAPF_T and MAPF
            ~{"start":[[0,0,"E"]],"actualPaths":["[(0,1,2,0,0):(R 3)]"]}~        | :1:37: paths in run lengths (2026) are not read, only one action a step (2023, 2024)
            ~{"start":[[0,0,"E"]],"actualPaths":["W"]~                           | :1:41: is not valid JSON: Unexpected end-of-input: expected close marker for Object
            ~{"events":[[1,2,3]]}~                                               | :1:18: expected a count of errands, found the end of the list
            ~{"tasks":[[1,2]]}~                                                  | :1:15: a task is [id, release, [row, column, ...]] or [id, row, column]
            """)
    void shouldSayWhereAPlanIsWrong(String json, String message) throws IOException {
        Path plan = write(json);
        assertThatThrownBy(() -> PlanVerifier.verify(plan, map))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("%s", plan + message);
    }

    @Test
    void shouldSayThatAFileIsMissing() throws IOException {
        Path good = write(plan("[[0,0,\"E\"]]", "\"W\"", ""));
        assertThatThrownBy(() -> PlanVerifier.verify(folder.resolve("none.json"), map))
                .hasMessageEndingWith("none.json: no such file");
        assertThatThrownBy(() -> PlanVerifier.verify(good, folder.resolve("none.map")))
                .hasMessageEndingWith("none.map: no such file");
    }

    private VerifyReport verify(String start, String paths, String more) throws IOException {
        return PlanVerifier.verify(write(plan(start, paths, more)), map);
    }

    private static String plan(String start, String paths, String more) {
        return "{\"actionModel\":\"MAPF_T\",\"start\":" + start + ",\"actualPaths\":[" + paths + "]" + more + "}";
    }

    private Path write(String json) throws IOException {
        return Files.writeString(folder.resolve("p.json"), json);
    }
}
