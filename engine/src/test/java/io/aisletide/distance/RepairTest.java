package io.aisletide.distance;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.fixture.RandomFloors;
import io.aisletide.fixture.Seeds;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.grid.Overlay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Repaired tables against tables that are built from nothing under the same rules. */
class RepairTest {
    private static final LoadClass LOAD = LoadClass.EMPTY;
    private static final Parallel SERIAL = (count, task) -> {
        for (int i = 0; i < count; i++) {
            task.run(i, 0);
        }
    };

    @Test
    void shouldRepairToWhatABuildFromNothingGives() {
        int compared = 0;
        for (long seed : Seeds.of(16)) {
            Case on = new Case(seed);
            for (int step = 0; step < 8; step++) {
                if (step > 2 && on.random.nextInt(3) == 0) {
                    on.overlay.remove(on.random.nextInt(step));
                } else {
                    on.overlay.add(RandomFloors.rule(on.random, on.floor, step));
                }
                on.repair().keep();
                on.compareWithNew(Seeds.label(seed) + ", step " + step);
            }
            compared += on.columnsCompared;
        }
        assertThat(compared).isPositive();
    }

    @Test
    void shouldLeaveNoTraceWhenTakenBack() {
        for (long seed : Seeds.of(8)) {
            Case on = new Case(seed);
            on.overlay.add(RandomFloors.rule(on.random, on.floor, 0));
            on.repair().keep();
            for (int step = 1; step < 5; step++) {
                long before = on.tablesHash();
                on.overlay.add(RandomFloors.rule(on.random, on.floor, step));
                OracleChange look = on.repair();
                on.overlay.remove(step);
                look.takeBack();
                on.overlay.drainDirtyTiles(new boolean[on.floor.tileCount()]);
                assertThat(on.tablesHash()).as(Seeds.label(seed)).isEqualTo(before);
            }
        }
    }

    /** A floor with its oracle. */
    private static final class Case {
        private final Random random;
        private final Floor floor;
        private final Overlay overlay;
        private final Guidance guidance;
        private final Motion motion;
        private final TiledDistanceOracle oracle;
        private final OracleWorker[] workers;
        private final ColumnRequests requests;
        private final List<int[]> goals = new ArrayList<>();
        private int columnsCompared;

        Case(long seed) {
            random = new Random(seed);
            // Every fourth floor is so large that columns are cut to windows.
            int side = seed % 4 == 3 ? 700 : 200;
            floor = RandomFloors.any(random, 40 + random.nextInt(side), 40 + random.nextInt(side));
            overlay = new Overlay(floor);
            guidance = random.nextBoolean() ? Guidance.none(floor) : Guidance.lanes(floor, 3);
            motion = random.nextBoolean() ? Motion.ROTATE : Motion.PEBBLE;
            oracle = new TiledDistanceOracle(overlay, guidance, motion);
            workers = new OracleWorker[] {oracle.worker()};
            requests = oracle.columnRequests(1);
            oracle.prepare(LOAD, SERIAL, workers);
            for (int i = 0; i < 40; i++) {
                goals.add(new int[] {RandomFloors.cell(random, floor, LOAD), RandomFloors.cell(random, floor, LOAD)});
            }
            buildColumns();
        }

        private void buildColumns() {
            for (int[] pair : goals) {
                requests.add(pair[0], pair[1], LOAD);
            }
            requests.build(SERIAL);
        }

        private OracleChange repair() {
            boolean[] dirty = new boolean[floor.tileCount()];
            overlay.drainDirtyTiles(dirty);
            OracleChange change = oracle.change(dirty, SERIAL, workers);
            buildColumns();
            return change;
        }

        private void compareWithNew(String label) {
            TiledDistanceOracle fresh = new TiledDistanceOracle(overlay, guidance, motion);
            fresh.prepare(LOAD, SERIAL, new OracleWorker[] {fresh.worker()});
            Portals repaired = oracle.portals(LOAD);
            Portals built = fresh.portals(LOAD);
            assertThat(repaired.allCrossings()).as(label).isEqualTo(built.allCrossings());
            for (int cell = 0; cell < floor.cellCapacity(); cell++) {
                if (repaired.regions.at(cell) != built.regions.at(cell)) {
                    assertThat(repaired.regions.at(cell)).as(label + ": region of " + floor.describe(cell)).isEqualTo(built.regions.at(cell));
                }
            }
            for (int slot = 0; slot < floor.tileCount() * Slots.PER_TILE; slot++) {
                assertThat(repaired.field(slot)).as(label).isEqualTo(built.field(slot));
                assertThat(gates(repaired, slot)).as(label).isEqualTo(gates(built, slot));
                for (int rank = 0; rank < waysOn(built, slot); rank++) {
                    assertThat(repaired.through(slot, rank)).as(label).isEqualTo(built.through(slot, rank));
                }
            }
            for (int tile = 0; tile < floor.tileCount(); tile++) {
                for (int region = 0; region < repaired.areas.count(tile); region++) {
                    GoalColumn column = oracle.columns(LOAD).get(tile, region);
                    if (column != null) {
                        columnsCompared++;
                        assertThat(column.costs).as(label).isEqualTo(searched(built, tile, region, column.reach()));
                    }
                }
            }
        }

        private char[] searched(Portals built, int tile, int region, int reach) {
            Window window = new Window(built, Window.blockOf(floor, tile), reach);
            int[] tiles = {tile};
            int[] regions = {region};
            return ColumnSearch.build(built, window, tiles, regions, new ColumnSearch.Scratch(motion))[0].costs;
        }

        /** Gates of a portal; gates have none. */
        private static int gates(Portals portals, int slot) {
            return isPortal(slot) ? portals.gates(slot) : 0;
        }

        private static boolean isPortal(int slot) {
            return !Slots.isGate(slot);
        }

        /** Portals of the tile beyond one; gates do not count them. */
        private static int waysOn(Portals portals, int slot) {
            return portals.crossings(slot) == 0 || !isPortal(slot)
                    ? 0
                    : portals.slots.portalCount(portals.tileBeside(Slots.tileOf(slot), Slots.sideOf(slot)));
        }

        private long tablesHash() {
            Portals portals = oracle.portals(LOAD);
            long hash = Arrays.hashCode(portals.allCrossings());
            for (int slot = 0; slot < floor.tileCount() * Slots.PER_TILE; slot++) {
                hash = hash * 31 + Arrays.hashCode(portals.field(slot));
                hash = hash * 31 + gates(portals, slot);
                for (int rank = 0; rank < waysOn(portals, slot); rank++) {
                    hash = hash * 31 + portals.through(slot, rank);
                }
            }
            for (int cell = 0; cell < floor.cellCapacity(); cell++) {
                hash = hash * 31 + portals.regions.at(cell);
            }
            for (int tile = 0; tile < floor.tileCount(); tile++) {
                for (int region = 0; region < portals.areas.count(tile); region++) {
                    GoalColumn column = oracle.columns(LOAD).get(tile, region);
                    hash = hash * 31 + (column == null ? 1 : Arrays.hashCode(column.costs) + column.reach());
                }
            }
            return hash;
        }
    }
}
