package io.aisletide.sim.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aisletide.grid.Floor;
import io.aisletide.sim.scenario.InvalidInputException;
import io.aisletide.traffic.Demand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskFileTest {
    private final Floor floor = Floor.parse("...", ".#.", "...");

    @TempDir
    private Path folder;

    @Test
    void shouldReadCellsRowByRow() throws IOException {
        assertThat(TaskFile.read(file("# comment\n3\n0\n5\n\n8\n"), floor))
                .containsExactly(floor.cell(0, 0), floor.cell(2, 1), floor.cell(2, 2));
    }

    @Test
    void shouldSayWhichLineIsWrong() throws IOException {
        assertFault("3\n0\n5\n", "tasks:4:1: the file ends after 2 of 3 tasks");
        assertFault("1\n0\n5\n", "tasks:3:1: a task more than the 1 that the first line announces");
        assertFault("1\n4\n", "tasks:2:1: cell 4 (1, 1) is a wall");
        assertFault("1\n9\n", "tasks:2:1: expected a number from 0 to 8, found '9'");
        assertFault("", "tasks:1:1: the first line says how many tasks follow, at least 1");
    }

    @Test
    void shouldHandOutTasksInTurnAndBeginAgain() {
        TaskList tasks = new TaskList(new int[] {10, 11, 12}, 2, true);

        assertThat(new int[] {
                    tasks.nextGoal(0, 0, 0), tasks.nextGoal(1, 0, 0), tasks.nextGoal(0, 10, 1), tasks.nextGoal(0, 12, 2)
                })
                .containsExactly(10, 11, 12, 11);
        assertThat(new TaskList(new int[] {10}, 1, false).nextGoal(0, 10, 0)).isEqualTo(Demand.NO_GOAL);
    }

    private void assertFault(String text, String fault) throws IOException {
        Path file = file(text);
        assertThatThrownBy(() -> TaskFile.read(file, floor))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageEndingWith(fault);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("tasks"), text);
    }
}
