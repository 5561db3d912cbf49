package io.aisletide.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The table as the README quotes it: conditions, figures, and the command behind each. */
final class Markdown {
    private final Path out;
    private final Path root;
    private final boolean quick;

    /**
     * @param out folder of results
     * @param root the checkout, which is left out of what is printed
     * @param quick whether the figures mean anything
     */
    Markdown(Path out, Path root, boolean quick) {
        this.out = out;
        this.root = root;
        this.quick = quick;
    }

    /** @param conditions of one of the runs; null if there was none */
    String of(List<Row> rows, List<Job> jobs, @Nullable JsonNode conditions) throws IOException {
        StringBuilder text = new StringBuilder();
        if (quick) {
            text.append("**A quick pass: it shows that the measurements work; the figures mean nothing.**\n\n");
        }
        if (conditions != null) {
            text.append(conditionsOf(conditions)).append("\n\n");
        }
        text.append("| figure | must | we are after | measured | | others' CPU | measurement |\n");
        text.append("|---|---|---|---|---|---|---|\n");
        for (Row row : rows) {
            text.append("| ")
                    .append(String.join(
                            " | ",
                            row.figure(),
                            row.must(),
                            row.after(),
                            row.measured(),
                            quick ? "–" : row.verdict().text,
                            row.load(),
                            row.job()))
                    .append(" |\n");
        }
        text.append("\n| measurement | commit | command |\n|---|---|---|\n");
        for (Job job : jobs) {
            Path revision = job.revisionFile(out);
            String commit = Files.isRegularFile(revision) ? Files.readString(revision) : "–";
            text.append("| " + job.name() + " | " + commit + " | `" + job.shown() + "` |\n");
        }
        return text.toString();
    }

    private String conditionsOf(JsonNode conditions) {
        String flags = StreamSupport.stream(conditions.at("/jvmFlags").spliterator(), false)
                .map(JsonNode::asString)
                // The class archive lies in the checkout, wherever that is.
                .map(flag -> flag.replace(root + "/", ""))
                .collect(Collectors.joining(" "));
        return "Conditions: " + conditions.at("/cpu").asString() + ", "
                + conditions.at("/processors").asInt() + " cores; " + conditions.at("/os").asString() + "; "
                + conditions.at("/jvm").asString() + " with `" + flags + "`; " + conditions.at("/threads").asInt()
                + " threads a tick; finished " + conditions.at("/finishedAt").asString()
                + ". A measurement during which others used more than 5 % of the machine is stamped noisy.";
    }
}
