package io.aisletide.distance;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.fixture.RandomFloors;
import io.aisletide.fixture.Seeds;
import io.aisletide.grid.Area;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.grid.Overlay;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Ways under one-way rules and out of closed areas, as rules come and go: who is said to have a way has one, and arrives when it
 * follows the oracle; against a plain search over all cells.
 */
class RuledWaysTest {
    private static final int SEEDS = 24;
    private static final int CHANGES = 6;
    private static final int GOALS = 8;
    private static final int DRIVES = 24;
    private static final double MOST_MEAN_STRETCH = 1.2;
    private static final LoadClass LOAD = LoadClass.EMPTY;
    private static final Parallel SERIAL = (count, task) -> {
        for (int i = 0; i < count; i++) {
            task.run(i, 0);
        }
    };

    @Test
    void shouldLeadToTheGoalJustWhereThereIsAWay() {
        int without = 0;
        int fromClosed = 0;
        int drives = 0;
        double stretch = 0;
        for (long seed : Seeds.of(SEEDS)) {
            Case on = new Case(seed);
            for (int change = 0; change < CHANGES; change++) {
                on.change(change);
                on.drive();
            }
            without += on.without;
            fromClosed += on.fromClosed;
            drives += on.drives;
            stretch += on.stretch;
        }
        int seeds = Seeds.of(SEEDS).length;
        assertThat(without).isGreaterThan(seeds * 20);
        assertThat(fromClosed).isGreaterThan(seeds * 10);
        assertThat(drives).isGreaterThan(seeds * 100);
        assertThat(stretch / drives).isLessThan(MOST_MEAN_STRETCH);
    }

    /** A floor whose rules change. */
    private static final class Case {
        private final String label;
        private final Random random;
        private final Floor floor;
        private final Overlay overlay;
        private final NaiveDistanceOracle exact;
        private final TiledDistanceOracle oracle;
        private final TiledDrive tiled;
        private final Motion motion;
        private final OracleWorker[] workers;
        private String rules = "";
        int without;
        int fromClosed;
        int drives;
        double stretch;

        Case(long seed) {
            label = Seeds.label(seed);
            random = new Random(seed);
            floor = RandomFloors.any(random, 20 + random.nextInt(110), 20 + random.nextInt(110));
            overlay = new Overlay(floor);
            motion = random.nextBoolean() ? Motion.ROTATE : Motion.PEBBLE;
            exact = new NaiveDistanceOracle(overlay, motion);
            oracle = new TiledDistanceOracle(overlay, Guidance.none(floor), motion);
            workers = new OracleWorker[] {oracle.worker()};
            oracle.prepare(LOAD, SERIAL, workers);
            tiled = new TiledDrive(oracle);
        }

        void change(int step) {
            if (random.nextInt(4) == 0) {
                look();
            }
            if (step > 1 && random.nextInt(3) == 0) {
                overlay.remove(random.nextInt(step));
            } else {
                overlay.add(rule(step));
            }
            changed().keep();
            exact.forget();
            rules = overlay.rules().toString();
            compareRegionsWithNew();
        }

        /** A floor that has had these rules from the first has the same regions. */
        private void compareRegionsWithNew() {
            TiledDistanceOracle fresh = new TiledDistanceOracle(overlay, Guidance.none(floor), motion);
            fresh.prepare(LOAD, SERIAL, new OracleWorker[] {fresh.worker()});
            for (int cell = 0; cell < floor.cellCapacity(); cell++) {
                int region = oracle.portals(LOAD).regions.at(cell);
                if (region != fresh.portals(LOAD).regions.at(cell)) {
                    assertThat(region).as("%s: region of %s under %s", label, floor.describe(cell), rules)
                            .isEqualTo(fresh.portals(LOAD).regions.at(cell));
                }
            }
        }

        private void look() {
            overlay.add(rule(CHANGES));
            OracleChange looked = changed();
            overlay.remove(CHANGES);
            looked.takeBack();
            overlay.drainDirtyTiles(new boolean[floor.tileCount()]);
        }

        private OracleChange changed() {
            boolean[] dirty = new boolean[floor.tileCount()];
            overlay.drainDirtyTiles(dirty);
            return oracle.change(dirty, SERIAL, workers);
        }

        /** One-way rules for the most part, some of them over all of the floor, and some closed areas between. */
        private Overlay.Rule rule(int id) {
            Area area = new Area.Rectangle(
                    random.nextInt(floor.width()) - 10,
                    random.nextInt(floor.height()) - 10,
                    1 + random.nextInt(floor.width() + 10),
                    1 + random.nextInt(random.nextBoolean() ? 8 : floor.height() + 10));
            boolean close = random.nextInt(3) == 0;
            return new Overlay.Rule(
                    id,
                    close ? Overlay.Kind.CLOSE : Overlay.Kind.ONE_WAY,
                    area,
                    3,
                    close ? Overlay.Rule.NO_PARAMETER : random.nextInt(4));
        }

        void drive() {
            for (int g = 0; g < GOALS; g++) {
                int goal = RandomFloors.cell(random, floor, LOAD);
                for (int k = 0; k < DRIVES && goal >= 0 && !overlay.isClosed(goal, LOAD); k++) {
                    drive(RandomFloors.cell(random, floor, LOAD), motion == Motion.PEBBLE ? 0 : random.nextInt(4), goal);
                }
            }
        }

        private void drive(int cell, int heading, int goal) {
            String way = label + ": from " + floor.describe(cell) + " to " + floor.describe(goal) + " under " + rules;
            int least = exact.driveTicks(cell, heading, goal, LOAD);
            boolean none = least == DistanceOracle.OUT_OF_REACH;
            assertThat(oracle.isCutOff(cell, goal, LOAD)).as(way).isEqualTo(none);
            int driven = tiled.driveTicks(cell, heading, goal, LOAD);
            assertThat(driven == DistanceOracle.OUT_OF_REACH).as(way).isEqualTo(none);
            without += none ? 1 : 0;
            if (!none && least > 0) {
                assertThat(driven).as(way).isGreaterThanOrEqualTo(least);
                fromClosed += overlay.isClosed(cell, LOAD) ? 1 : 0;
                stretch += driven / (double) least;
                drives++;
            }
        }
    }
}
