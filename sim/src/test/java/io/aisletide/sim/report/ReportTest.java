package io.aisletide.sim.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.grid.Floor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
    @TempDir
    private Path folder;

    @Test
    void shouldWriteJsonThatOthersRead() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("text", "a \"b\" \\ \n \u0001 é");
        map.put("number", 0.1234567);
        map.put("whole", 3.0);
        map.put("unknown", Double.NaN);
        map.put("big", Long.MAX_VALUE);
        map.put("list", List.of(Map.of("x", 1), true));
        map.put("none", List.of());

        for (String json : List.of(Json.pretty(map), Json.line(map))) {
            JsonNode node = JsonMapper.shared().readTree(json);
            assertThat(node.get("text").asString()).isEqualTo("a \"b\" \\ \n \u0001 é");
            assertThat(node.get("number").asDouble()).isEqualTo(0.123457);
            assertThat(node.get("whole").isIntegralNumber()).isTrue();
            assertThat(node.get("unknown").isNull()).isTrue();
            assertThat(node.get("big").asLong()).isEqualTo(Long.MAX_VALUE);
            assertThat(node.at("/list/0/x").asInt()).isEqualTo(1);
            assertThat(node.get("none").isEmpty()).isTrue();
        }
        assertThat(Json.line(map)).doesNotContain("\n");
    }

    @Test
    void shouldDrawMapsThatOthersRead() throws IOException {
        String[] rows = new String[1500];
        Arrays.fill(rows, ".".repeat(700) + "#".repeat(100));
        Floor large = Floor.parse(rows);
        Floor small = Floor.parse("..p", "#.S");
        for (Floor floor : List.of(large, small)) {
            int[] counts = new int[floor.cellCapacity()];
            counts[floor.cell(0, 0)] = 1_000;
            counts[floor.cell(1, 1)] = 1;
            Path file = folder.resolve("map.png");

            new HeatMap(floor, counts, 0.5, "title").write(file);

            var image = ImageIO.read(file.toFile());
            assertThat(image.getWidth()).isBetween(100, 1300);
            assertThat(image.getHeight()).isBetween(100, 1300);
            // The most visited pixel, below the title, is the brightest colour of the scale.
            assertThat(image.getRGB(8, 26) & 0xFFFFFF).isEqualTo(HeatMap.colour(1));
        }
    }

    @Test
    void shouldWriteHistogramsThatTheUsualToolsRead() throws IOException {
        Histogram nanos = new Histogram(3_600_000_000_000L, 3);
        nanos.recordValue(63_000_000);
        nanos.recordValue(100_000_000);
        Path file = folder.resolve("tick.hdr");

        HistogramFile.write(file, "ticks", nanos, 1_000_000, 1_060_000);

        try (HistogramLogReader reader = new HistogramLogReader(file.toFile())) {
            Histogram read = (Histogram) reader.nextIntervalHistogram();
            assertThat(read.getTotalCount()).isEqualTo(2);
            assertThat(read.getMaxValue()).isEqualTo(nanos.getMaxValue());
            assertThat(read.getEndTimeStamp() - read.getStartTimeStamp()).isEqualTo(60_000);
        }
    }

    @Test
    void shouldSpeakOfTimesAsPeopleDo() {
        assertThat(List.of(0.0000008, 0.0631, 7.25, 125.0, 7_260.0).stream().map(ResultTable::duration))
                .containsExactly("0.8 us", "63.1 ms", "7.3 s", "2 min 05 s", "2 h 01 min");
        assertThat(ResultTable.duration(Double.NaN)).isEqualTo("-");
    }

    @Test
    void shouldKnowItsOwnProcess() throws IOException {
        assertThat(ProcessFacts.ageSeconds()).isPositive().isLessThan(86_400);
        assertThat(ProcessFacts.peakHeapBytes()).isPositive();
        if (Files.exists(Path.of("/proc/self/status"))) {
            assertThat(ProcessFacts.peakRssBytes()).isGreaterThan(10_000_000);
        }
        assertThat(new MachineLoad().foreignShare()).satisfiesAnyOf(
                share -> assertThat(share).isNaN(), share -> assertThat(share).isBetween(0.0, 1.0));
    }
}
