package io.aisletide.sim.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aisletide.grid.Floor;
import io.aisletide.grid.FloorGenerator;
import io.aisletide.grid.FloorPlan;
import io.aisletide.grid.LoadClass;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartFleetTest {
    private final Floor floor = FloorGenerator.generate(FloorPlan.sized(96, 80));
    private final Reach reach = new Reach(floor);

    @Test
    void shouldGiveEveryRobotACellOfItsOwnThatItMayStandOn() {
        StartFleet fleet = StartFleet.random(floor, reach, 2_000, 0.7, List.of(0.1), 42);

        assertThat(Arrays.stream(fleet.cells()).distinct().count()).isEqualTo(2_000);
        for (int robot = 0; robot < fleet.size(); robot++) {
            assertThat(floor.passable(fleet.cells()[robot], fleet.load(robot))).isTrue();
        }
        assertThat(fleet.loaded().cardinality()).isEqualTo(1_400);
        assertThat(Arrays.stream(fleet.tags()).filter(tags -> tags == 1).count()).isBetween(150L, 250L);
    }

    @Test
    void shouldFillTheFloorToTheLastCell() {
        int cells = reach.of(LoadClass.LOADED).connectedCells();

        assertThat(StartFleet.random(floor, reach, cells, 1, List.of(), 1).cells()).doesNotHaveDuplicates();
    }

    @Test
    void shouldSayHowManyFitWhenThereAreTooMany() {
        int cells = reach.of(LoadClass.LOADED).connectedCells();

        assertThatThrownBy(() -> StartFleet.random(floor, reach, cells + 1, 1, List.of(), 1))
                .hasMessage((cells + 1) + " loaded robots do not fit: the floor has " + cells + " cells for them");
    }

    @Test
    void shouldNotPutRobotsWhereTheyCouldNotLeave() {
        Floor pocket = Floor.parse("..#.", "..##");

        assertThat(new Reach(pocket).of(LoadClass.EMPTY).connectedCells()).isEqualTo(4);
    }
}
