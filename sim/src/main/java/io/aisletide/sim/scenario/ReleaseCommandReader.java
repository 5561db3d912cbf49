package io.aisletide.sim.scenario;

import io.aisletide.command.Command;
import io.aisletide.command.Command.ReleaseVerb;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a command asks of a release: {@code release: {abort: plan-route-1.5.0, by: ada, role: shift-lead, reason:
 * jams in aisle 12}}. One verb, whose value is the name of the release.
 */
final class ReleaseCommandReader {
    /** Verbs as in the file; {@code promote} becomes PROMOTE_FULL with {@code full: true}. */
    static final Map<String, ReleaseVerb> VERBS = new LinkedHashMap<>();

    static {
        VERBS.put("start", ReleaseVerb.START);
        VERBS.put("promote", ReleaseVerb.PROMOTE);
        VERBS.put("pause", ReleaseVerb.PAUSE);
        VERBS.put("resume", ReleaseVerb.RESUME);
        VERBS.put("abort", ReleaseVerb.ABORT);
        VERBS.put("approve", ReleaseVerb.APPROVE);
        VERBS.put("reject", ReleaseVerb.REJECT);
        VERBS.put("override", ReleaseVerb.OVERRIDE);
    }

    /** Who asks when the file does not say. */
    static final String SOMEBODY = "operator";

    /** What goes with a verb. */
    private static final Set<String> BESIDE = Set.of("full", "gate", "by", "role", "reason");

    private final Problems problems;
    private final Map<String, Set<String>> releases;

    /** @param releases by name, with the names of their gates */
    ReleaseCommandReader(Problems problems, Map<String, Set<String>> releases) {
        this.problems = problems;
        this.releases = releases;
    }

    /** @return null if it is wrong, which is then reported */
    @Nullable Command read(YamlValue value) {
        Section body = Section.of(
                value, "what is asked of a release", "release: {abort: NAME, by: ada, role: shift-lead, reason: smoke}", problems);
        String key = verbOf(body);
        boolean full = body.truth("full", false);
        String gate = body.text("gate");
        String by = body.text("by");
        String role = body.text("role");
        String reason = body.text("reason");
        body.done();
        if (key == null) {
            return null;
        }
        ReleaseVerb verb = VERBS.getOrDefault(key, ReleaseVerb.START);
        if (full && verb != ReleaseVerb.PROMOTE) {
            problems.add(body.mapping(), "'full' goes with 'promote', not with '" + key + "'");
        }
        boolean answers = verb == ReleaseVerb.APPROVE || verb == ReleaseVerb.REJECT;
        if (gate != null && !answers) {
            problems.add(body.mapping(), "'gate' goes with 'approve' and 'reject', not with '" + key + "'");
        }
        if (answers && gate == null) {
            problems.add(body.mapping(), "'gate' is missing; say which gate is answered");
        }
        if (reason == null
                && (full || verb == ReleaseVerb.OVERRIDE || verb == ReleaseVerb.ABORT || verb == ReleaseVerb.REJECT)) {
            problems.add(body.mapping(), "'reason' is missing; whoever reads the audit will want to know why");
        }
        YamlValue named = body.mapping().get(key);
        String name = named == null ? null : Section.text(named, problems);
        if (named != null && name != null) {
            checkNames(body, named, name, gate);
        }
        return name == null
                ? null
                : new Command.Release(
                        full ? ReleaseVerb.PROMOTE_FULL : verb,
                        name,
                        gate,
                        by == null ? SOMEBODY : by,
                        role == null ? SOMEBODY : role,
                        reason);
    }

    private void checkNames(Section body, YamlValue named, String release, @Nullable String gate) {
        Set<String> gates = releases.get(release);
        if (gates == null) {
            problems.add(named, "there is no release '" + release + "' in releases" + Suggestion.of(release, releases.keySet()));
            return;
        }
        YamlValue at = body.mapping().get("gate");
        if (at != null && gate != null && !gates.contains(gate)) {
            problems.add(at, "release " + release + " has no gate '" + gate + "'" + Suggestion.of(gate, gates));
        }
    }

    private @Nullable String verbOf(Section body) {
        String found = null;
        for (String verb : VERBS.keySet()) {
            YamlValue value = body.value(verb);
            if (value != null && found != null) {
                problems.add(value, "one thing at a time; this one has '" + found + "' already");
            } else if (value != null) {
                found = verb;
            }
        }
        boolean mistyped = body.mapping().fields().keySet().stream().anyMatch(key -> !BESIDE.contains(key));
        if (found == null && !mistyped) {
            problems.add(body.mapping(), "what is asked of which release? Such as abort: NAME"
                    + "; there is " + String.join(", ", List.copyOf(VERBS.keySet())));
        }
        return found;
    }

    /** As {@link #read} understands it. */
    static String write(Command.Release command) {
        boolean full = command.verb() == ReleaseVerb.PROMOTE_FULL;
        StringBuilder text = new StringBuilder("{");
        for (Map.Entry<String, ReleaseVerb> verb : VERBS.entrySet()) {
            if (verb.getValue() == (full ? ReleaseVerb.PROMOTE : command.verb())) {
                text.append(verb.getKey()).append(": ").append(ScenarioWriter.quoted(command.release()));
            }
        }
        text.append(full ? ", full: true" : "");
        field(text, "gate", command.gate());
        field(text, "by", command.actor());
        field(text, "role", command.role());
        field(text, "reason", command.reason());
        return text.append('}').toString();
    }

    private static void field(StringBuilder text, String key, @Nullable String value) {
        if (value != null) {
            text.append(", ").append(key).append(": ").append(ScenarioWriter.quoted(value));
        }
    }
}
