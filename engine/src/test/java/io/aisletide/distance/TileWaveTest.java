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

/** The bit planes against a plain search with a bucket queue. */
class TileWaveTest {
    @Test
    void shouldFindTheCostsOfAPlainSearch() {
        for (long seed : Seeds.of(30)) {
            Random random = new Random(seed);
            Floor floor = RandomFloors.any(random, 32 + random.nextInt(40), 32 + random.nextInt(40));
            Overlay overlay = new Overlay(floor);
            for (int i = random.nextInt(8); i > 0; i--) {
                overlay.add(RandomFloors.rule(random, floor, i));
            }
            Guidance guidance =
                    random.nextBoolean() ? Guidance.none(floor) : Guidance.lanes(floor, 1 + random.nextInt(4));
            WayCost wayCost = new WayCost(overlay, guidance);
            for (Motion motion : Motion.values()) {
                for (int tile = 0; tile < floor.tileCount(); tile++) {
                    compare(random, wayCost, motion, tile, seed);
                }
            }
        }
    }

    private static void compare(Random random, WayCost wayCost, Motion motion, int tile, long seed) {
        LoadClass load = LoadClass.values()[random.nextInt(LoadClass.COUNT)];
        TileSteps steps = TileSteps.of(tile, load, wayCost);
        TileWave wave = new TileWave(motion);
        TileSearch search = new TileSearch(wayCost, motion);
        wave.begin(steps);
        search.begin();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            int local = random.nextInt(Floor.TILE_CELLS);
            int heading = motion == Motion.PEBBLE ? 0 : random.nextInt(4);
            int cost = steps.grain * random.nextInt(WayCost.MAX_STEP / steps.grain);
            wave.seed(local, heading, cost);
            search.seed(local, heading, cost);
        }
        wave.run(steps);
        search.run(tile, load);
        int[] expected = new int[Floor.TILE_CELLS];
        search.writeHeadings(expected, 0);
        assertThat(wave.entries()).as(Seeds.label(seed)).isEqualTo(expected);
    }
}
