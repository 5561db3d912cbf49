package io.aisletide.distance;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.fixture.RandomFloors;
import io.aisletide.fixture.Seeds;
import io.aisletide.grid.Floor;
import io.aisletide.grid.FloorGenerator;
import io.aisletide.grid.FloorPlan;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.grid.Overlay;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Floors that are all squares and streets. */
class OpenGroundTest {
    private static final int SIDE = 192;
    private static final int CITIES = 10;
    private static final int GOALS = 60;
    private static final int DRIVES = 10;

    @Test
    void shouldTellSquaresFromAisles() {
        assertThat(OpenGround.prevails(Floor.parse(Collections.nCopies(40, ".".repeat(40)).toArray(String[]::new)))).isTrue();
        assertThat(OpenGround.prevails(RandomFloors.city(new Random(1), SIDE, SIDE))).isTrue();
        assertThat(OpenGround.prevails(RandomFloors.maze(new Random(1), 64, 64))).isFalse();
        for (int aisle = 1; aisle <= 3; aisle++) {
            FloorPlan plan = new FloorPlan(300, 200, 4, 2, aisle, 50, 100);
            assertThat(OpenGround.prevails(FloorGenerator.generate(plan))).isFalse();
        }
    }

    /**
     * Where portals were as wide as a tile, known by their middles, and one tile was looked through, the mean was 1.037 and one way in
     * a hundred longer than 1.30 times the shortest.
     */
    @Test
    void shouldLeadThroughCitiesOnWaysThatAreHardlyLonger() {
        double[] stretch = new double[CITIES * GOALS * DRIVES];
        int drives = 0;
        for (long seed : Seeds.of(CITIES)) {
            Random random = new Random(seed);
            Floor floor = RandomFloors.city(random, SIDE, SIDE);
            Overlay overlay = new Overlay(floor);
            Motion motion = random.nextBoolean() ? Motion.ROTATE : Motion.PEBBLE;
            DistanceOracle exact = new NaiveDistanceOracle(overlay, motion);
            DistanceOracle tiled = new TiledDrive(new TiledDistanceOracle(overlay, Guidance.none(floor), motion));
            for (int g = 0; g < GOALS; g++) {
                int goal = RandomFloors.cell(random, floor, LoadClass.LOADED);
                for (int k = 0; k < DRIVES; k++) {
                    int cell = RandomFloors.cell(random, floor, LoadClass.LOADED);
                    int least = exact.driveTicks(cell, 0, goal, LoadClass.LOADED);
                    if (least > 0 && least != DistanceOracle.OUT_OF_REACH) {
                        stretch[drives++] = tiled.driveTicks(cell, 0, goal, LoadClass.LOADED) / (double) least;
                    }
                }
            }
        }
        Arrays.sort(stretch, 0, drives);
        assertThat(Arrays.stream(stretch, 0, drives).sum() / drives).isLessThan(1.012);
        assertThat(stretch[drives - 1 - drives / 100]).isLessThan(1.10);
    }

}
