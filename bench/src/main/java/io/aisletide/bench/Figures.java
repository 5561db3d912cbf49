package io.aisletide.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What the measurements have left, by name. */
final class Figures {
    private final Map<String, JsonNode> byJob = new HashMap<>();

    /** Reads the results that are there. */
    static Figures read(Path out, Iterable<Job> jobs) {
        ObjectMapper mapper = new ObjectMapper();
        Figures figures = new Figures();
        for (Job job : jobs) {
            Path file = out.resolve(job.result());
            if (Files.isRegularFile(file)) {
                figures.byJob.put(job.name(), mapper.readTree(file.toFile()));
            }
        }
        return figures;
    }

    @Nullable JsonNode of(String job) {
        return byJob.get(job);
    }

    /** The number at that JSON pointer, NaN if there is none. */
    static double number(JsonNode node, String pointer) {
        JsonNode at = node.at(pointer);
        return at.isNumber() ? at.doubleValue() : Double.NaN;
    }

    double foreignShare(String job) {
        JsonNode node = of(job);
        return node == null ? Double.NaN : number(node, "/foreignCpuShare");
    }
}
