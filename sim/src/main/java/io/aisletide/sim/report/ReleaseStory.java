package io.aisletide.sim.report;

import io.aisletide.engine.EngineObserver;
import io.aisletide.release.analysis.Measurement;
import io.aisletide.release.audit.AuditKind;
import io.aisletide.release.audit.AuditRecord;
import io.aisletide.state.StateImage;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import io.aisletide.state.Stateful;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the audit says, in words for people: a line for each decision, and for each measurement that says something new.
 * Written by the engine's thread; {@link #newest} may be read by any, the rest after the run.
 */
public final class ReleaseStory implements EngineObserver, Stateful {
    private static final String SECTION = "release-story";
    /** Longer stories are in the audit log. */
    static final int MAX_MOMENTS = 20_000;

    /**
     * @param release its name; empty for what is about a version or a table
     * @param kind as in the audit log
     */
    public record Moment(long tick, String release, String kind, String text) {}

    private final List<Moment> moments = new ArrayList<>();
    /** Metrics of which it was told already that there is too little to measure. */
    private final Set<String> lacking = new TreeSet<>();

    private volatile String newest = "";

    @Override
    public void audited(AuditRecord record, String line) {
        String text = words(record);
        if (text.isEmpty() || moments.size() == MAX_MOMENTS) {
            return;
        }
        String release = string(record, "release");
        moments.add(new Moment(record.tick(), release, record.kind().text(), text));
        if (!release.isEmpty() && record.kind() != AuditKind.MEASURED) {
            newest = release + ": " + text;
        }
    }

    /** What was told last of a release; empty before anything was. Any thread. */
    public String newest() {
        return newest;
    }

    public List<Moment> moments() {
        return List.copyOf(moments);
    }

    /** Of one release. */
    public List<Moment> of(String release) {
        return moments.stream().filter(moment -> moment.release.equals(release)).toList();
    }

    @Override
    public void save(StateImage to) {
        StateWriter section = to.section(SECTION);
        section.putText(newest).putInt(moments.size());
        for (Moment moment : moments) {
            section.putLong(moment.tick).putText(moment.release).putText(moment.kind).putText(moment.text);
        }
        section.putInt(lacking.size());
        lacking.forEach(section::putText);
    }

    @Override
    public void restore(StateImage from) {
        StateReader section = from.read(SECTION);
        newest = section.getText();
        int count = section.getCount(Long.BYTES);
        for (int i = 0; i < count; i++) {
            moments.add(new Moment(section.getLong(), section.getText(), section.getText(), section.getText()));
        }
        int metrics = section.getCount(1);
        for (int i = 0; i < metrics; i++) {
            lacking.add(section.getText());
        }
    }

    private String words(AuditRecord record) {
        String reason = string(record, "reason");
        String because = reason.isEmpty() ? "" : ": " + reason;
        return switch (record.kind()) {
            case STARTED -> "started by " + actor(record) + because + ", with " + targets(record) + unchanged(record);
            case LOADED -> string(record, "version") + " is loaded, checked and warm";
            case REJECTED -> rejected(record, because);
            case STEP_ENTERED -> entered(record);
            case WEIGHT_SET -> weight(record);
            case MEASURED -> measured(record);
            case ANALYSIS_ENDED -> analysed(record);
            case GATE_ASKED -> "gate " + string(record, "gate") + " asks " + string(record, "role");
            case GATE_ANSWERED -> "gate " + string(record, "gate") + ": " + actor(record) + " says "
                    + string(record, "decision") + because;
            case GATE_TIMED_OUT -> "gate " + string(record, "gate") + " was not answered in time: "
                    + string(record, "onTimeout").toLowerCase(Locale.ROOT);
            case PAUSED -> "paused (" + string(record, "pause").toLowerCase(Locale.ROOT).replace('_', ' ') + ")" + because;
            case RESUMED -> "goes on, says " + actor(record) + because;
            case ABORTED -> "ROLLED BACK by " + actor(record) + failure(record, reason, because) + touched(record);
            case SUPERSEDED -> "superseded " + reason;
            case PROMOTED -> promoted(record);
            case HEALTHY -> "healthy: there is no way back but another release";
            case BREAK_GLASS -> "BREAK GLASS: " + actor(record) + " promotes without steps and proof" + because;
            case DEADLINE_REACHED -> "no progress for " + number(record, "ticks") + " ticks";
            case QUARANTINED -> string(record, "version") + " is in quarantine";
            case BREAKER_CHANGED -> "circuit breaker of " + string(record, "version") + " in zone " + number(record, "zone")
                    + ": " + string(record, "from").toLowerCase(Locale.ROOT) + " to "
                    + string(record, "to").toLowerCase(Locale.ROOT);
            case OVERRIDE -> actor(record) + " accepts what is undecided or unproven" + because;
            case DRAINED, UNLOADED, FLIPPED, CHECKPOINT -> "";
        };
    }

    /** A measurement that was told just before is not told again. */
    private String failure(AuditRecord record, String reason, String because) {
        Moment last = moments.isEmpty() ? null : moments.get(moments.size() - 1);
        String metric = reason.substring(0, Math.max(0, reason.indexOf(": ")));
        boolean told = last != null
                && last.tick == record.tick()
                && last.release.equals(string(record, "release"))
                && last.kind.equals(AuditKind.MEASURED.text())
                && last.text.startsWith(metric + " failed");
        return told ? ": " + metric + " failed" : because;
    }

    private static String rejected(AuditRecord record, String because) {
        String command = string(record, "command");
        return command.isEmpty()
                ? "REFUSED" + because
                : actor(record) + " asked to " + command + ", refused: " + string(record, "code")
                        + ", " + string(record, "message");
    }

    private static String entered(AuditRecord record) {
        String what = string(record, "what");
        // What a weight comes to is told when it is set.
        return what.startsWith("setWeight") || what.startsWith("gate") ? "" : what;
    }

    /** What has failed is told as a measurement, and as the reason of the rollback. */
    private static String analysed(AuditRecord record) {
        String result = string(record, "result").toLowerCase(Locale.ROOT);
        String metric = string(record, "metric");
        return switch (result) {
            case "failed" -> "";
            // Also told of a release that another took the place of: nothing had failed by then.
            case "successful" -> "analysis ended, nothing failed";
            default -> "analysis " + result + (metric.isEmpty() ? "" : ": " + metric);
        };
    }

    private static String weight(AuditRecord record) {
        return number(record, "weight") + " %: " + exposure(record) + " ask it, " + grouped(part(record, "exposure", "cap")) + " may";
    }

    private static String touched(AuditRecord record) {
        return record.fields().containsKey("exposure") ? "" : " (no robot had asked it)";
    }

    private static String exposure(AuditRecord record) {
        return grouped(part(record, "exposure", "units")) + " of " + grouped(part(record, "exposure", "of")) + " robots";
    }

    /** Failures and doubts; success is silent, and a lack of data is told once. */
    private String measured(AuditRecord record) {
        String outcome = part(record, "evidence", "outcome");
        String metric = part(record, "evidence", "metric");
        boolean dry = "true".equals(part(record, "evidence", "dryRun"));
        boolean pending = "true".equals(part(record, "evidence", "pending"));
        boolean few = outcome.equals("NO_DATA") || outcome.equals("TOO_FEW");
        if (outcome.equals("SUCCESSFUL") && !pending || few && !lacking.add(string(record, "release") + metric)) {
            return "";
        }
        String verdict = pending ? "over its limit, not for long enough yet" : outcome.toLowerCase(Locale.ROOT).replace('_', ' ');
        StringBuilder text = new StringBuilder(metric).append(' ').append(verdict).append(": ")
                .append(Measurement.inWords(
                        Long.parseLong(part(record, "evidence", "num")),
                        Long.parseLong(part(record, "evidence", "den")),
                        part(record, "evidence", "among"),
                        "true".equals(part(record, "evidence", "incidents"))));
        String control = part(record, "evidence", "controlDen");
        if (!control.isEmpty()) {
            text.append(", the stable version ").append(grouped(part(record, "evidence", "controlNum"))).append(" in ")
                    .append(grouped(control));
        }
        String e = part(record, "evidence", "eValue");
        if (!e.isEmpty()) {
            text.append("; e-value ").append(Measurement.inWords(Double.parseDouble(e))).append(", fails at ")
                    .append(Measurement.inWords((long) Double.parseDouble(part(record, "evidence", "level"))));
        }
        return text.append(" (").append(part(record, "evidence", "threshold")).append(dry ? ", dry run)" : ")").toString();
    }

    private static String targets(AuditRecord record) {
        List<String> ids = new ArrayList<>();
        if (record.fields().get("to") instanceof Map<?, ?> to) {
            for (Object target : to.values()) {
                ids.add(target instanceof Map<?, ?> version ? String.valueOf(version.get("id")) : String.valueOf(target));
            }
        }
        return String.join(" and ", ids);
    }

    private static String unchanged(AuditRecord record) {
        String versions = plain(record.fields().get("unchanged"));
        return versions.isEmpty() ? "" : " (" + verb(versions, "answer") + " for everyone already)";
    }

    /** What has answered before and goes on to is not told of. */
    private static String promoted(AuditRecord record) {
        TreeMap<Object, Object> to = new TreeMap<>();
        TreeMap<Object, Object> from = new TreeMap<>();
        if (record.fields().get("to") instanceof Map<?, ?> after && record.fields().get("from") instanceof Map<?, ?> before) {
            to.putAll(after);
            from.putAll(before);
            to.entrySet().removeAll(before.entrySet());
            from.entrySet().removeAll(after.entrySet());
        }
        String gone = from.isEmpty() ? "" : ", " + verb(plain(from), "stay") + " warm";
        return "promoted: " + (to.isEmpty() ? "nothing changes" : verb(plain(to), "answer") + " for everyone" + gone);
    }

    private static String plain(@org.jspecify.annotations.Nullable Object versions) {
        List<String> ids = new ArrayList<>();
        if (versions instanceof Map<?, ?> map) {
            map.values().forEach(id -> ids.add(String.valueOf(id)));
        }
        return String.join(" and ", ids);
    }

    private static String verb(String versions, String plural) {
        return versions + ' ' + plural + (versions.contains(" and ") ? "" : "s");
    }

    private static String actor(AuditRecord record) {
        String id = part(record, "actor", "id");
        String role = part(record, "actor", "role");
        return id.equals("plan") ? "the plan" : id + (role.isEmpty() || role.equals(id) ? "" : " (" + role + ")");
    }

    private static String string(AuditRecord record, String field) {
        Object value = record.fields().get(field);
        return value == null ? "" : value.toString();
    }

    private static String number(AuditRecord record, String field) {
        return grouped(string(record, field));
    }

    private static String grouped(String number) {
        return number.isEmpty() ? "" : Measurement.inWords(Long.parseLong(number));
    }

    private static String part(AuditRecord record, String field, String key) {
        Object value = record.fields().get(field) instanceof Map<?, ?> map ? map.get(key) : null;
        return value == null ? "" : value.toString();
    }
}
