package io.aisletide.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aisletide.grid.Area;
import io.aisletide.grid.Floor;
import io.aisletide.grid.LoadClass;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CommandValidatorTest {
    private static final Scope DOCK = Scope.zone("dock");

    private final Floor floor = Floor.parse(Collections.nCopies(8, "........").toArray(new String[0]));
    private final CommandValidator validator = new CommandValidator(
            new Vocabulary(floor, Map.of("dock", new Area.Rectangle(0, 0, 2, 2)), List.of("cold")));

    static Stream<Arguments> badCommands() {
        return Stream.of(
                Arguments.of(new Command.Close(Scope.zone("dok"), 0), "UNKNOWN_ZONE: no zone is called dok; there are dock"),
                Arguments.of(new Command.Pause(Scope.EVERYTHING.withTag("hot")), "UNKNOWN_TAG: no tag is called hot"),
                Arguments.of(
                        new Command.Close(Scope.rectangle(8, 0, 3, 3), 0),
                        "OUTSIDE_FLOOR: the area at (8, 0) of 3 x 3 cells has no cell on the floor of 8 x 8"),
                Arguments.of(new Command.Pause(Scope.rectangle(-5, -5, 5, 5)), "OUTSIDE_FLOOR"),
                Arguments.of(
                        new Command.Close(Scope.of(new Area.Polygon(new int[] {1, 5, 3}, new int[] {2, 2, 2})), 0),
                        "OUTSIDE_FLOOR"),
                Arguments.of(new Command.Close(DOCK.withTag("cold"), 0), "BAD_SCOPE: a rule over cells"),
                Arguments.of(new Command.Close(DOCK, -1), "BAD_PARAMETER: a rule expires after 1 tick"),
                Arguments.of(new Command.Slow(DOCK, 1, 0), "BAD_PARAMETER: slow is 2 to 8 ticks a cell, not 1"),
                Arguments.of(new Command.Slow(DOCK, 9, 0), "BAD_PARAMETER: slow is 2 to 8"),
                Arguments.of(new Command.Avoid(DOCK, 0, 0), "BAD_PARAMETER: avoid costs 1 to 63"),
                Arguments.of(new Command.Avoid(DOCK, 64, 0), "BAD_PARAMETER: avoid costs 1 to 63"),
                Arguments.of(
                        new Command.Slow(new Scope(null, "dock", LoadClass.LOADED, null), 3, 0),
                        "BAD_SCOPE: close, open and evacuate can be for one load class"),
                Arguments.of(new Command.AddRobots(DOCK, 0, LoadClass.EMPTY, null), "BAD_PARAMETER: addRobots"),
                Arguments.of(new Command.AddRobots(DOCK, 1, LoadClass.EMPTY, "hot"), "UNKNOWN_TAG"),
                Arguments.of(new Command.AddRobots(DOCK.withTag("cold"), 1, LoadClass.EMPTY, null), "BAD_SCOPE"),
                Arguments.of(new Command.RemoveRobots(DOCK, -1), "BAD_PARAMETER: removeRobots"),
                Arguments.of(new Command.Redirect(Scope.EVERYTHING, Scope.zone("x")), "UNKNOWN_ZONE"),
                Arguments.of(new Command.Redirect(Scope.EVERYTHING, DOCK.withTag("cold")), "BAD_SCOPE: the target"),
                Arguments.of(
                        new Command.Alarm(Scope.EVERYTHING, DOCK.withLoad(LoadClass.EMPTY)), "BAD_SCOPE: the refuge"),
                Arguments.of(new Command.Alarm(Scope.EVERYTHING, Scope.rectangle(9, 9, 1, 1)), "OUTSIDE_FLOOR"),
                Arguments.of(new Command.Preview(new Command.Undo(1)), "NOT_POSSIBLE"),
                Arguments.of(new Command.Preview(new Command.Preview(new Command.Pause(DOCK))), "NOT_POSSIBLE"),
                Arguments.of(new Command.Preview(new Command.Slow(DOCK, 0, 0)), "BAD_PARAMETER"));
    }

    @ParameterizedTest
    @MethodSource("badCommands")
    void shouldSayWhatIsWrongWhenCommandIsBad(Command command, String message) {
        assertThat(validator.faultOf(command)).startsWith(message);
    }

    @Test
    void shouldFindNoFaultWhenAreaReachesBeyondTheFloor() {
        assertThat(validator.faultOf(new Command.Close(Scope.rectangle(-3, 6, 100, 100), 5))).isNull();
    }

    @Test
    void shouldRefuseVocabularyWhenNamesAreBad() {
        assertThatThrownBy(() -> new Vocabulary(floor, Map.of("far", new Area.Rectangle(50, 50, 2, 2)), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("zone far has no cell on the floor");
        assertThatThrownBy(() -> new Vocabulary(floor, Map.of(), List.of("a", "b", "a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tag a is listed twice");
        List<String> many = IntStream.range(0, 33).mapToObj(i -> "t" + i).toList();
        assertThatThrownBy(() -> new Vocabulary(floor, Map.of(), many))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 32 tags, not 33");
        assertThatThrownBy(() -> new Vocabulary(floor, Map.of(), List.of(" ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs a name");
    }
}
