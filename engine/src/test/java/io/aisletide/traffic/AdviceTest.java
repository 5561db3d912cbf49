package io.aisletide.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.distance.CostClass;
import io.aisletide.fixture.RandomFloors;
import io.aisletide.fixture.Seeds;
import io.aisletide.fleet.Robots;
import io.aisletide.grid.Area;
import io.aisletide.grid.Floor;
import io.aisletide.grid.FloorGenerator;
import io.aisletide.grid.FloorPlan;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import io.aisletide.grid.Overlay;
import io.aisletide.state.StateImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What advice does to the floor, and what it does not do. */
class AdviceTest {
    private static final RouteAdvice SHORTEST = (batch, view) -> {
        for (int i = 0; i < batch.count(); i++) {
            batch.answer(i, CostClass.SHORTEST, RouteBatch.NO_WAY_POINT);
        }
    };
    private static final YieldAdvice PLAIN = (batch, view) -> {
        for (int i = 0; i < batch.count(); i++) {
            batch.answer(i, view.plainPoints(view.robots().get(batch.robot(i), Robots.STALLED)));
        }
    };

    /** A crowded floor with random goals. */
    private static TrafficWorld crowd(long seed, int threads) {
        Floor floor = FloorGenerator.generate(FloorPlan.sized(128, 128));
        Random goals = new Random(seed);
        Demand demand = (robot, cell, tick) -> RandomFloors.cell(goals, floor, LoadClass.LOADED);
        TrafficWorld world = new TrafficWorld(floor, Motion.ROTATE, seed, threads, demand);
        Random places = new Random(seed);
        for (int i = 0; i < 1500; i++) {
            world.addRobot(RandomFloors.cell(places, floor, LoadClass.LOADED), places.nextInt(4), LoadClass.LOADED, 0);
        }
        return world;
    }

    private static long run(TrafficWorld world, int ticks) {
        long hash = 0;
        for (int t = 0; t < ticks; t++) {
            world.step();
            hash = hash * 31 + world.stateHash();
        }
        return hash;
    }

    private static RouteAdvice costClass(int costClass) {
        return (batch, view) -> {
            for (int i = 0; i < batch.count(); i++) {
                batch.answer(i, costClass, RouteBatch.NO_WAY_POINT);
            }
        };
    }

    @Test
    void shouldChangeNothingWhenAdviceIsWhatIsDoneAnyway() {
        for (long seed : Seeds.of(2)) {
            try (TrafficWorld plain = crowd(seed, 2);
                    TrafficWorld advised = crowd(seed, 2)) {
                advised.routeBy(SHORTEST);
                advised.yieldBy(PLAIN);
                assertThat(run(advised, 200)).as(Seeds.label(seed)).isEqualTo(run(plain, 200));
            }
        }
    }

    @Test
    void shouldDriveOtherWaysByCostClassAndTheSameOnAnyNumberOfThreads() {
        for (long seed : Seeds.of(1)) {
            long shortest;
            try (TrafficWorld world = crowd(seed, 2)) {
                shortest = run(world, 200);
            }
            for (int costClass = CostClass.CONGESTION; costClass < CostClass.COUNT; costClass++) {
                long[] hashes = new long[3];
                for (int threads = 1; threads <= 3; threads++) {
                    try (TrafficWorld world = crowd(seed, threads)) {
                        world.routeBy(costClass(costClass));
                        hashes[threads - 1] = run(world, 200);
                        assertThat(world.counters().goalsReached).isGreaterThan(1500);
                    }
                }
                assertThat(hashes).as(Seeds.label(seed)).containsOnly(hashes[0]);
                assertThat(hashes[0]).as("class %d, %s", costClass, Seeds.label(seed)).isNotEqualTo(shortest);
            }
        }
    }

    @Test
    void shouldDriveByTheWayPointThatCountsForNothing() {
        Floor floor = RandomFloors.corridors(90, 90, 3);
        int start = floor.cell(0, 0);
        int goal = floor.cell(60, 0);
        int wayPoint = floor.cell(30, 30);
        List<Integer> reached = new ArrayList<>();
        boolean[] given = new boolean[1];
        Demand demand = (robot, cell, tick) -> {
            boolean first = !given[0];
            given[0] = true;
            return first ? goal : Demand.NO_GOAL;
        };
        try (TrafficWorld world = new TrafficWorld(floor, Motion.ROTATE, 1, 1, demand)) {
            world.listener(new TrafficListener() {
                @Override
                public void goalReached(int robot, int at, long tick) {
                    reached.add(at);
                }
            });
            world.routeBy((batch, view) -> {
                for (int i = 0; i < batch.count(); i++) {
                    batch.answer(i, CostClass.SHORTEST, wayPoint);
                }
            });
            world.addRobot(start, 0, LoadClass.EMPTY, 0);
            boolean passed = false;
            for (int t = 0; t < 200 && reached.isEmpty(); t++) {
                world.step();
                assertThat(t > 0 && reached.isEmpty() ? world.goal(0) : goal).isEqualTo(goal);
                passed |= world.cell(0) == wayPoint;
            }
            assertThat(passed).as("came by the way point").isTrue();
            assertThat(reached).containsExactly(goal);
            assertThat(world.counters().goalsReached).isEqualTo(1);
        }
    }

    @Test
    void shouldHoldThoseWithoutAdviceAndLetTheOthersDrive() {
        try (TrafficWorld world = crowd(7, 2)) {
            long[] until = {100};
            world.routeBy((batch, view) -> {
                for (int i = 0; i < batch.count(); i++) {
                    if (batch.robot(i) % 10 == 0 && view.tick() < until[0]) {
                        batch.hold(i);
                    } else {
                        batch.answer(i, CostClass.SHORTEST, RouteBatch.NO_WAY_POINT);
                    }
                }
            });
            run(world, 100);
            assertThat(world.counters().unadvisedNow).isBetween(100, 150);
            assertThat(world.state(10)).isEqualTo(RobotState.STRANDED);
            assertThat(world.goal(10)).isNotNegative();
            assertThat(world.counters().goalsReached).isGreaterThan(600);
            run(world, 17);
            assertThat(world.counters().unadvisedNow).isZero();
            assertThat(world.counters().strandedNow).isZero();
            assertThat(world.state(10)).isEqualTo(RobotState.DRIVING);
        }
    }

    @Test
    void shouldAskAgainForThoseWhomACommandSendsAnotherWay() {
        try (TrafficWorld world = crowd(11, 2)) {
            List<Integer> again = new ArrayList<>();
            List<Integer> redirected = new ArrayList<>();
            boolean[] commands = new boolean[1];
            world.routeBy((batch, view) -> {
                for (int i = 0; i < batch.count(); i++) {
                    if (commands[0]) {
                        (batch.newGoals() ? redirected : again).add(batch.robot(i));
                    }
                    batch.answer(i, commands[0] ? CostClass.ONE_WAY : CostClass.SHORTEST, RouteBatch.NO_WAY_POINT);
                }
            });
            run(world, 50);
            commands[0] = true;
            World.Effect effect = new World.Effect();
            world.overlay().add(new Overlay.Rule(1, Overlay.Kind.CLOSE, new Area.Rectangle(40, 40, 30, 12), 3, 0));
            world.rulesChanged(effect, true);
            world.overlay().remove(1);
            world.rulesChanged(effect, true);
            assertThat(again).as("a look asks nobody").isEmpty();
            world.overlay().add(new Overlay.Rule(1, Overlay.Kind.CLOSE, new Area.Rectangle(40, 40, 30, 12), 3, 0));
            world.rulesChanged(effect, false);
            assertThat(again).hasSize(effect.rerouted);
            assertThat(effect.rerouted).isPositive();
            int[] robots = {3, 1};
            int[] goals = {world.cell(5), world.cell(6)};
            world.redirectAll(robots, goals, 2, false, effect, true);
            assertThat(redirected).isEmpty();
            world.redirectAll(robots, goals, 2, false, effect, false);
            assertThat(redirected).containsExactly(3, 1);
            again.clear();
            world.adviseAgain(robots, 2);
            assertThat(again).containsExactly(3, 1);
            run(world, 30);
        }
    }

    @Test
    void shouldGrantWhatIsAdvisedToThoseThatStand() {
        try (TrafficWorld world = crowd(13, 2);
                TrafficWorld plain = crowd(13, 2)) {
            int[] asked = new int[1];
            world.yieldBy((batch, view) -> {
                for (int i = 0; i < batch.count(); i++) {
                    assertThat(i == 0 || batch.robot(i - 1) < batch.robot(i)).isTrue();
                    assertThat(view.robots().get(batch.robot(i), Robots.STALLED)).isPositive();
                    batch.answer(i, batch.robot(i) % 2 == 0 ? YieldBatch.MAX_POINTS : 0);
                }
                asked[0] += batch.count();
            });
            long advised = run(world, 200);
            assertThat(advised).isNotEqualTo(run(plain, 200));
            assertThat(asked[0]).isEqualTo((int) world.counters().waits);
        }
    }

    @Test
    void shouldCountRobotsByTile() {
        try (TrafficWorld world = crowd(17, 2)) {
            TrafficView[] seen = new TrafficView[1];
            world.routeBy((batch, view) -> {
                seen[0] = view;
                SHORTEST.advise(batch, view);
            });
            run(world, 17);
            int sum = 0;
            int standing = 0;
            for (int tile = 0; tile < seen[0].floor().tileCount(); tile++) {
                assertThat(seen[0].standingIn(tile)).isLessThanOrEqualTo(seen[0].robotsIn(tile));
                sum += seen[0].robotsIn(tile);
                standing += seen[0].standingIn(tile);
            }
            assertThat(sum).isEqualTo(world.robotCount());
            assertThat(standing).isPositive();
        }
    }

    @Test
    void shouldGoOnWithTheLoadOfTilesAsItWasSaved() {
        try (TrafficWorld world = crowd(17, 2)) {
            world.routeBy(SHORTEST);
            run(world, 33);
            StateImage image = new StateImage();
            world.tileLoad().save(image);
            TileLoad copy = new TileLoad(
                    FloorGenerator.generate(FloorPlan.sized(128, 128)), world.oracle().legCapacity());
            copy.restore(image);
            for (int costClass = 0; costClass < CostClass.COUNT; costClass++) {
                assertThat(copy.prices(costClass)).isEqualTo(world.tileLoad().prices(costClass));
                assertThat(copy.prices(costClass)[0])
                        .as("a side in a crowd costs more")
                        .isPositive();
            }
            assertThat(copy.onLeg()).isEqualTo(world.tileLoad().onLeg());
            int onLegs = 0;
            for (byte robots : copy.onLeg()) {
                onLegs += robots;
            }
            assertThat(onLegs).isBetween(world.robotCount() / 3, world.robotCount());
            for (int tile = 0; tile < 16; tile++) {
                assertThat(copy.robotsIn(tile)).isEqualTo(world.tileLoad().robotsIn(tile));
                assertThat(copy.standingIn(tile)).isEqualTo(world.tileLoad().standingIn(tile));
            }
        }
    }
}
