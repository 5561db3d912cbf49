package io.aisletide.distance;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.fixture.RandomFloors;
import io.aisletide.fixture.Seeds;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.grid.Overlay;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The tiled oracle against exact ways: a robot that follows it arrives just when there is a way, and hardly later. */
class OracleContractTest {
    private static final int GOALS = 12;
    private static final int DRIVES = 20;
    private static final double MOST_MEAN_STRETCH = 1.05;

    @Test
    void shouldLeadToTheGoalWhereverThereIsAWay() {
        double stretch = 0;
        int drives = 0;
        for (long seed : Seeds.of(24)) {
            Random random = new Random(seed);
            Floor floor = RandomFloors.any(random, 30 + random.nextInt(170), 30 + random.nextInt(170));
            Overlay overlay = new Overlay(floor);
            Motion motion = random.nextBoolean() ? Motion.ROTATE : Motion.PEBBLE;
            DistanceOracle exact = new NaiveDistanceOracle(overlay, motion);
            DistanceOracle tiled = new TiledDrive(new TiledDistanceOracle(overlay, Guidance.none(floor), motion));
            for (int g = 0; g < GOALS; g++) {
                LoadClass load = LoadClass.values()[random.nextInt(LoadClass.COUNT)];
                int goal = RandomFloors.cell(random, floor, load);
                for (int k = 0; k < DRIVES && goal >= 0; k++) {
                    int cell = RandomFloors.cell(random, floor, load);
                    int heading = motion == Motion.PEBBLE ? 0 : random.nextInt(4);
                    int least = exact.driveTicks(cell, heading, goal, load);
                    int driven = tiled.driveTicks(cell, heading, goal, load);
                    assertThat(driven == DistanceOracle.OUT_OF_REACH)
                            .as("%s: %s from %s to %s", Seeds.label(seed), load, floor.describe(cell), floor.describe(goal))
                            .isEqualTo(least == DistanceOracle.OUT_OF_REACH);
                    if (least > 0 && least != DistanceOracle.OUT_OF_REACH) {
                        assertThat(driven).as(Seeds.label(seed)).isGreaterThanOrEqualTo(least);
                        stretch += driven / (double) least;
                        drives++;
                    }
                }
            }
        }
        assertThat(stretch / drives).isLessThan(MOST_MEAN_STRETCH);
    }
}
