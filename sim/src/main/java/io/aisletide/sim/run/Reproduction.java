package io.aisletide.sim.run;

import io.aisletide.engine.EngineObserver;
import io.aisletide.release.audit.AuditRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds the audit of a run against one that was recorded before: line by line, and with it every state hash, decision and
 * figure in it. Engine's thread; read after the run.
 */
public final class Reproduction implements EngineObserver {
    private final List<String> recorded;
    private int lines;
    private int stateHashes;
    /** That came after the end of what was recorded. */
    private int linesAfter;

    private @Nullable Difference difference;

    /**
     * The first line that differs.
     *
     * @param line from 1
     * @param what which fields, with what was recorded and what came now
     */
    public record Difference(int line, long tick, String what) {}

    /** @param recorded lines of an audit log */
    public Reproduction(List<String> recorded) {
        this.recorded = recorded;
    }

    @Override
    public void audited(AuditRecord record, String line) {
        if (difference != null) {
            return;
        }
        if (lines == recorded.size()) {
            linesAfter++;
            return;
        }
        String before = recorded.get(lines++);
        if (before.equals(line)) {
            stateHashes += record.fields().containsKey("stateHash") ? 1 : 0;
        } else {
            difference = new Difference(lines, record.tick(), compare(before, line));
        }
    }

    private static String compare(String before, String now) {
        JsonNode recorded = JsonMapper.shared().readTree(before);
        JsonNode again = JsonMapper.shared().readTree(now);
        List<String> fields = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : recorded.properties()) {
            // The chain differs because something else does.
            boolean chain = field.getKey().equals("hash") || field.getKey().equals("prevHash");
            JsonNode other = again.get(field.getKey());
            if (!chain && !field.getValue().equals(other)) {
                fields.add(field.getKey() + " was " + field.getValue() + ", is " + (other == null ? "missing" : other));
            }
        }
        for (Map.Entry<String, JsonNode> field : again.properties()) {
            if (!recorded.has(field.getKey())) {
                fields.add(field.getKey() + " was missing, is " + field.getValue());
            }
        }
        return fields.isEmpty() ? "only the chain differs" : String.join("; ", fields);
    }

    /** Lines that are equal. */
    public int equalLines() {
        return difference == null ? lines : lines - 1;
    }

    /** State hashes in them. */
    public int equalStateHashes() {
        return stateHashes;
    }

    /** Null if what was recorded came again, and nothing else. */
    public @Nullable Difference difference() {
        if (difference == null && lines < recorded.size()) {
            return new Difference(lines + 1, -1, "the run ends before this line");
        }
        if (difference == null && linesAfter > 0) {
            return new Difference(lines + 1, -1, "the log ends here, and the run leaves " + linesAfter
                    + " more lines: its end was cut off, or its run was stopped early");
        }
        return difference;
    }
}
