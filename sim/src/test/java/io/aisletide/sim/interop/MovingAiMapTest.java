package io.aisletide.sim.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aisletide.grid.CellKind;
import io.aisletide.grid.Floor;
import io.aisletide.grid.FloorGenerator;
import io.aisletide.grid.FloorPlan;
import io.aisletide.grid.LoadClass;
import io.aisletide.sim.SharedData;
import io.aisletide.sim.scenario.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MovingAiMapTest {
    @TempDir
    Path folder;

    @Test
    void shouldReadTheLeaguesSymbols() {
        Floor floor = read("type octile\nheight 2\nwidth 4\nmap\n.GSE\n@OTW\n");

        assertThat(floor.passableCells(LoadClass.LOADED)).isEqualTo(4);
        assertThat(floor.kind(floor.cell(3, 0))).isEqualTo(CellKind.STATION);
        assertThat(floor.kind(floor.cell(2, 0))).isEqualTo(CellKind.FREE);
        assertThat(floor.kind(floor.cell(3, 1))).isEqualTo(CellKind.WALL);
    }

    @Test
    void shouldReadWindowsLineEndsAndALastLineWithoutEnd() {
        assertThat(read("type octile\r\nheight 1\r\nwidth 3\r\nmap\r\n.@.\r\n").passableCells(LoadClass.EMPTY)).isEqualTo(2);
        assertThat(read("type octile\nheight 1\nwidth 3\nmap\n.@.").passableCells(LoadClass.EMPTY)).isEqualTo(2);
        assertThat(read("type octile\nheight 1\nwidth 3\nmap\n.@.\n\n  \n").passableCells(LoadClass.EMPTY)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ""                                                    | m:1:1: expected "type" and its value (octile or aisletide)
            "type tile;height 1;width 1;map;."                    | m:1:6: map type tile is not known, only octile or aisletide
            "type octile;width 1;height 1;map;."                  | m:2:1: expected "height" and its value (1 to 8192)
            "type octile;height 0;width 1;map;."                  | m:2:8: height is 1 to 8192 cells, not 0
            "type octile;height 1;width 99999;map;."              | m:3:7: width is 1 to 8192 cells, not 99999
            "type octile;height 1;width x;map;."                  | m:3:7: width is 1 to 8192 cells, not x
            "type octile;height 1;width 1;.;."                    | m:4:1: expected "map", the line before the first row
            "type octile;height 2;width 3;map;...;.."             | m:6:3: row 1 has 2 cells, the header says width 3
            "type octile;height 2;width 3;map;....;..."           | m:5:4: row 0 has 4 cells, the header says width 3
            "type octile;height 2;width 3;map;..."                | m:6:1: the map ends after 1 rows, the header says height 2
            "type octile;height 1;width 3;map;...;..."            | m:6:1: the map goes on after row 0, the header says height 1
            "type octile;height 1;width 3;map;.#."                | m:5:2: '#' is no symbol of a map: . G S E are passable, @ O T W are walls
            "type aisletide;height 1;width 3;map;.E."             | m:5:2: 'E' is no symbol of a map: . free, # wall, p storage, S station, C charger
            """)
    void shouldSayWhereAMapIsWrong(String text, String message) {
        String lines = text == null ? "" : text.replace(';', '\n');
        assertThatThrownBy(() -> MovingAiMap.read(TextLines.of("m", lines)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("%s", message);
    }

    @Test
    void shouldSayThatAFileIsMissingOrAFolder() {
        assertThatThrownBy(() -> MovingAiMap.read(folder.resolve("no.map")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageEndingWith("no.map: no such file");
        assertThatThrownBy(() -> MovingAiMap.read(folder))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageEndingWith("is a folder, not a file");
    }

    @Test
    void shouldWriteWhatItReads() throws IOException {
        Floor floor = FloorGenerator.generate(new FloorPlan(50, 40, 4, 2, 2, 9, 12));
        Path own = folder.resolve("own.map");
        Path octile = folder.resolve("octile.map");
        Path empty = folder.resolve("empty.map");
        MovingAiMap.writeAisletide(floor, own);
        MovingAiMap.writeOctile(floor, LoadClass.LOADED, octile);
        MovingAiMap.writeOctile(floor, LoadClass.EMPTY, empty);

        Floor copy = MovingAiMap.read(own);
        for (int cell = 0; cell < floor.cellCapacity(); cell++) {
            assertThat(copy.kind(cell)).isEqualTo(floor.kind(cell));
        }
        assertThat(MovingAiMap.read(octile).passableCells(LoadClass.EMPTY)).isEqualTo(floor.passableCells(LoadClass.LOADED));
        assertThat(MovingAiMap.read(empty).passableCells(LoadClass.EMPTY)).isEqualTo(50 * 40);
    }

    @Test
    void shouldConvertBetweenTheTypes() throws IOException {
        Path own = folder.resolve("own.map");
        Path octile = folder.resolve("octile.map");
        Path back = folder.resolve("back.map");
        MovingAiMap.writeAisletide(Floor.parse(".pS", "#C."), own);
        Conversion.named("movingai-map").convert(own, octile);
        Conversion.named("aisletide-map").convert(octile, back);

        assertThat(Files.readString(octile)).isEqualTo("type octile\nheight 2\nwidth 3\nmap\n.@E\n@..\n");
        assertThat(Files.readString(back)).isEqualTo("type aisletide\nheight 2\nwidth 3\nmap\n.#S\n#..\n");
        assertThatThrownBy(() -> Conversion.named("png"))
                .hasMessage("no conversion to png, only to movingai-map, aisletide-map, lorr-2023-plan, lorr-2024-plan");
    }

    @ParameterizedTest
    @CsvSource({
        "lorr2023/warehouse.domain/maps/warehouse_large.map, 500, 140, 38586",
        "lorr2023/warehouse.domain/maps/sortation_large.map, 500, 140, 54320",
        "lorr2024/city.domain/maps/Paris_1_256.map, 256, 256, 47240",
        "lorr2024/game.domain/maps/brc202d.map, 530, 481, 43151",
        "movingai/warehouse-20-40-10-2-2.map, 340, 164, 38756",
        "movingai/maze-128-128-10.map, 128, 128, 14818",
    })
    void shouldReadRealMaps(String name, int width, int height, int passable) {
        Floor floor = MovingAiMap.read(SharedData.file(name));

        assertThat(floor.width()).isEqualTo(width);
        assertThat(floor.height()).isEqualTo(height);
        assertThat(floor.passableCells(LoadClass.LOADED)).isEqualTo(passable);
    }

    @Test
    void shouldReadRealScenarios() {
        Floor floor = MovingAiMap.read(SharedData.file("movingai/warehouse-20-40-10-2-2.map"));
        List<MovingAiScen.Leg> legs =
                MovingAiScen.read(SharedData.file("movingai/warehouse-20-40-10-2-2-random-1.scen"), floor);

        assertThat(legs).hasSize(1000);
        assertThat(legs.get(0)).isEqualTo(new MovingAiScen.Leg(floor.cell(61, 147), floor.cell(103, 26)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            "vision 1"                     | s:1:1: expected "version 1"
            "version 1;0 m 3 2 0 0 2"      | s:2:1: a line has 9 fields separated by tabs, this one has 7
            "version 1;0 m 4 2 0 0 2 0 2"  | s:2:5: is for a map of 4 x 2, this one is 3 x 2
            "version 1;0 m 3 2 3 0 2 0 2"  | s:2:9: expected a number from 0 to 2, found '3'
            "version 1;0 m 3 2 0 x 2 0 2"  | s:2:11: expected a number from 0 to 1, found 'x'
            "version 1;0 m 3 2 0 0 1 1 2"  | s:2:13: the goal (1, 1) is a wall
            """)
    void shouldSayWhereAScenarioIsWrong(String text, String message) {
        Floor floor = Floor.parse("...", ".#.");
        String lines = text.replace(' ', '\t').replace("version\t", "version ").replace("vision\t", "vision ").replace(';', '\n');
        assertThatThrownBy(() -> MovingAiScen.read(TextLines.of("s", lines), floor))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("%s", message);
    }

    private static Floor read(String text) {
        return MovingAiMap.read(TextLines.of("m", text));
    }
}
