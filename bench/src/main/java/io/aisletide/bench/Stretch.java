package io.aisletide.bench;

import io.aisletide.grid.Floor;
import io.aisletide.grid.FloorGenerator;
import io.aisletide.grid.FloorPlan;
import io.aisletide.grid.Motion;
import io.aisletide.sim.interop.MovingAiMap;
import io.aisletide.sim.report.Json;
import io.aisletide.traffic.TrafficTuning;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code bench/run stretch}: how much longer the oracle's ways take than the shortest. A count, not a
 * timing. With the lanes that traffic is tuned to, ways are longer on purpose; the oracle's own stretch is without.
 */
@Command(name = "stretch", mixinStandardHelpOptions = true, sortOptions = false, description =
        "Drives single robots over empty floors and compares their times with the exact least ones.")
final class Stretch implements Callable<Integer> {
    @Option(names = "--data", paramLabel = "DIR", description = "Adds all .map files in that folder and below.")
    private @Nullable Path data;

    @Option(names = "--sides", paramLabel = "CELLS", split = ",", description =
            "Sides of generated floors; default: 128,768.")
    private List<Integer> sides = List.of(128, 768);

    @Option(names = "--legs", paramLabel = "N", defaultValue = "500", description = "A map; default: ${DEFAULT-VALUE}.")
    private int legs;

    @Option(names = "--radius", paramLabel = "CELLS", defaultValue = "128", description =
            "How far goals are at most, along each axis; default: ${DEFAULT-VALUE}.")
    private int radius;

    @Option(names = "--out", paramLabel = "FILE", description = "Writes the figures there as JSON.")
    private @Nullable Path out;

    private final PrintStream console = System.out;

    @Override
    public Integer call() throws IOException {
        List<Map<String, @Nullable Object>> figures = new ArrayList<>();
        console.println("map                                      motion lanes  legs   mean    p50    p99    max  lost");
        for (Map.Entry<String, Floor> each : floors().entrySet()) {
            Floor floor = each.getValue();
            TrafficTuning tuned = TrafficTuning.forFloor(floor);
            TrafficTuning lanesRemoved = tuned.withoutLanes(floor);
            for (Motion motion : Motion.values()) {
                LegWalker walker = new LegWalker(floor, motion);
                figures.add(report(each.getKey(), motion, false, walker.walk(legs, radius, lanesRemoved)));
                figures.add(report(each.getKey(), motion, true, walker.walk(legs, radius, tuned)));
            }
        }
        if (out != null) {
            Files.writeString(out, Json.pretty(Map.of("legsPerMap", legs, "radiusCells", radius, "maps", figures)));
        }
        return 0;
    }

    private Map<String, Floor> floors() throws IOException {
        Map<String, Floor> floors = new LinkedHashMap<>();
        for (int side : sides) {
            floors.put("generated " + side + " x " + side, FloorGenerator.generate(FloorPlan.sized(side, side)));
        }
        if (data != null) {
            // By name: some folders hold copies of the same map.
            Map<String, Path> maps = new TreeMap<>();
            try (Stream<Path> files = Files.walk(data)) {
                files.filter(file -> file.toString().endsWith(".map"))
                        .forEach(file -> maps.putIfAbsent(String.valueOf(file.getFileName()), file));
            }
            maps.forEach((name, file) -> floors.put(name, MovingAiMap.read(file)));
        }
        return floors;
    }

    private Map<String, @Nullable Object> report(String map, Motion motion, boolean tuned, LegWalker.Walked walked) {
        String name = motion.name().toLowerCase(Locale.ROOT);
        console.printf(
                Locale.ROOT,
                "%-40s %-6s %-5s %5d %6.3f %6.3f %6.3f %6.3f %5d%n",
                map,
                name,
                tuned ? "yes" : "no",
                walked.ratios().length,
                walked.mean(),
                walked.percentile(50),
                walked.percentile(99),
                walked.percentile(100),
                walked.lost());
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("map", map);
        json.put("motion", name);
        json.put("lanes", tuned);
        json.put("legs", walked.ratios().length);
        json.put("mean", walked.mean());
        json.put("p50", walked.percentile(50));
        json.put("p99", walked.percentile(99));
        json.put("max", walked.percentile(100));
        json.put("lost", walked.lost());
        return json;
    }
}
