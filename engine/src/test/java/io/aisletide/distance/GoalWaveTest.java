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
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Fields of goals against a plain search with a bucket queue, and what tiles share against what each would have alone. */
class GoalWaveTest {
    private final GoalWave wave = new GoalWave();

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
            LoadClass load = LoadClass.values()[random.nextInt(LoadClass.COUNT)];
            for (int tile = 0; tile < floor.tileCount(); tile++) {
                TileSteps steps = TileSteps.of(tile, load, wayCost);
                for (int i = 0; i < 4; i++) {
                    int goal = random.nextInt(Floor.TILE_CELLS);
                    byte[] field = new byte[3 * Floor.TILE_CELLS];
                    wave.fill(steps, goal, field, Floor.TILE_CELLS);
                    assertThat(field)
                            .as("tile %d, goal %d, %s", tile, goal, Seeds.label(seed))
                            .isEqualTo(plain(wayCost, tile, load, goal));
                }
            }
        }
    }

    private static byte[] plain(WayCost wayCost, int tile, LoadClass load, int goal) {
        TileSearch search = new TileSearch(wayCost, Motion.PEBBLE);
        search.begin();
        search.seed(goal, 0, 0);
        search.run(tile, load);
        int[] costs = new int[Floor.TILE_CELLS];
        search.writeHeadings(costs, 0);
        byte[] field = new byte[3 * Floor.TILE_CELLS];
        for (int local = 0; local < Floor.TILE_CELLS; local++) {
            int cost = costs[local];
            field[Floor.TILE_CELLS + GoalFields.blocked(local)] =
                    (byte) (cost == HeadingField.UNREACHABLE ? GoalFields.NO_WAY : cost % GoalFields.MODULUS);
        }
        return field;
    }

    @Test
    void shouldShareWhatRepeatsAndNothingElse() {
        Floor floor = FloorGenerator.generate(new FloorPlan(512, 512, 4, 2, 2, 64, 32));
        WayCost wayCost = new WayCost(new Overlay(floor), Guidance.lanes(floor, 3));
        Portals portals = new Portals(wayCost, LoadClass.LOADED, false);
        TileWave tileWave = new TileWave(Motion.ROTATE);
        for (int tile = 0; tile < floor.tileCount(); tile++) {
            portals.read(tile);
        }
        for (int tile = 0; tile < floor.tileCount(); tile++) {
            portals.rebuild(tile, true, tileWave);
        }
        GoalFields pool = new GoalFields();
        int sharing = 0;
        for (int tile = 0; tile < floor.tileCount(); tile++) {
            assertThat(portals.steps(tile)).isEqualTo(TileSteps.of(tile, LoadClass.LOADED, wayCost));
            int shared = portals.pattern(tile).goalField(7, pool, wave);
            if (shared != GoalFields.NONE) {
                sharing++;
                byte[] own = new byte[Floor.TILE_CELLS];
                wave.fill(portals.steps(tile), 7, own, 0);
                for (int local = 0; local < Floor.TILE_CELLS; local++) {
                    assertThat(pool.raw(shared, local)).isEqualTo(own[GoalFields.blocked(local)] & 0xFF);
                }
            }
            Portals alone = new Portals(wayCost, LoadClass.LOADED, false);
            alone.read(tile);
            for (int side = 0; side < 4; side++) {
                int beside = alone.tileBeside(tile, side);
                if (beside >= 0) {
                    alone.read(beside);
                }
            }
            alone.rebuild(tile, true, tileWave);
            for (int k = 0; k < Slots.PER_TILE; k++) {
                int slot = tile * Slots.PER_TILE + k;
                assertThat(portals.field(slot)).isEqualTo(alone.field(slot));
            }
        }
        assertThat(sharing).isGreaterThan(floor.tileCount() / 2);
    }
}
