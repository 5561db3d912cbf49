package io.aisletide.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aisletide.fixture.SimpleWorld;
import io.aisletide.grid.Area;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import io.aisletide.grid.Motion;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FleetEngineBuilderTest {
    private final Floor floor = Floor.parse("..pp", "..#.");

    private FleetEngineBuilder builder() {
        return FleetEngine.builder(floor)
                .worlds((f, motion, seed, threads, demand, listener) -> new SimpleWorld(f, demand, listener));
    }

    static Stream<Arguments> badOptions() {
        return Stream.of(
                bad(b -> b.robots(8, LoadClass.EMPTY), "8 robots do not fit on the floor: it has 7 cells"),
                bad(b -> b.robots(6, LoadClass.LOADED), "6 robots do not fit on the floor: it has 5 cells where LOADED"),
                bad(b -> b.robots(-1, LoadClass.EMPTY), "0 robots or more, not -1"),
                bad(b -> b.robot(34, 0, LoadClass.EMPTY, 0), "robot 0 stands at (2, 1), which is WALL"),
                bad(b -> b.robot(2, 0, LoadClass.LOADED, 0), "robot 0 stands at (2, 0), which is STORAGE: no place for a "
                        + "robot that is LOADED"),
                bad(b -> b.robot(1, 0, LoadClass.EMPTY, 0).robot(1, 0, LoadClass.EMPTY, 0), "robot 1 stands at (1, 0), "
                        + "where another robot stands already"),
                bad(b -> b.robot(9, 0, LoadClass.EMPTY, 0), "robot 0 stands in cell 9, which is not on the floor"),
                bad(b -> b.robot(-1, 0, LoadClass.EMPTY, 0), "which is not on the floor"),
                bad(b -> b.robot(0, 4, LoadClass.EMPTY, 0), "robot 0 has heading 4, not 0 to 3"),
                bad(b -> b.robot(0, 0, LoadClass.EMPTY, 1), "robot 0 carries a tag that has no name"),
                bad(b -> b.threads(0), "at least 1 thread, not 0"),
                bad(b -> b.ringSize(100), "a power of two of events, not 100"),
                bad(b -> b.patience(Duration.ofMillis(-1)), "patience is zero or more"),
                bad(b -> b.zones(Map.of("far", new Area.Rectangle(9, 9, 1, 1))), "zone far has no cell on the floor"),
                bad(b -> b.tags(List.of("a", "a")), "tag a is listed twice"));
    }

    private static Arguments bad(Consumer<FleetEngineBuilder> options, String message) {
        return Arguments.of(options, message);
    }

    @ParameterizedTest
    @MethodSource("badOptions")
    void shouldSayWhatIsWrongWhenOptionsDoNotFit(Consumer<FleetEngineBuilder> options, String message) {
        FleetEngineBuilder builder = builder();
        options.accept(builder);

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void shouldFillTheFloorWhenThereAreAsManyRobotsAsCells() {
        try (FleetEngine engine = builder()
                .tags(List.of("cold"))
                .robot(3, 2, LoadClass.EMPTY, 1)
                .robots(1, LoadClass.EMPTY)
                .robots(5, LoadClass.LOADED)
                .build()) {
            FleetView robots = engine.robots();

            assertThat(robots.robotCount()).isEqualTo(7);
            assertThat(robots.cell(0)).isEqualTo(3);
            assertThat(robots.heading(0)).isEqualTo(2);
            assertThat(robots.tags(0)).isEqualTo(1);
            assertThat(robots.cell(6)).as("the one place that is left is under a pod").isEqualTo(2);
        }
    }

    @Test
    void shouldPlaceRobotsAlikeWhenSeedsAreEqual() {
        Floor wide = Floor.parse("................", "................", "................");
        assertThat(cells(wide, 1)).isEqualTo(cells(wide, 1)).isNotEqualTo(cells(wide, 2));
    }

    private static List<Integer> cells(Floor floor, long seed) {
        try (FleetEngine engine = FleetEngine.builder(floor)
                .seed(seed)
                .motion(Motion.PEBBLE)
                .robots(10, LoadClass.EMPTY)
                .worlds((f, motion, s, threads, demand, listener) -> new SimpleWorld(f, demand, listener))
                .build()) {
            return java.util.stream.IntStream.range(0, 10)
                    .mapToObj(robot -> engine.robots().cell(robot))
                    .toList();
        }
    }

    @Test
    void shouldParkRobotsWhenThereIsNoDemand() {
        try (FleetEngine engine = builder().robots(3, LoadClass.EMPTY).build()) {
            int cell = engine.robots().cell(1);
            engine.advance(20);

            assertThat(engine.robots().cell(1)).isEqualTo(cell);
            assertThat(engine.tick()).isEqualTo(20);
        }
    }

    @Test
    void shouldCountAsLoadedOnlyCellsThatLoadedRobotsCanUse() {
        try (FleetEngine engine = builder().robot(2, 0, LoadClass.EMPTY, 0).robots(5, LoadClass.LOADED).build()) {
            assertThat(engine.robots().robotCount()).isEqualTo(6);
        }
    }
}
