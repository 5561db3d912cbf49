package io.aisletide.sim.scenario;

import io.aisletide.sim.scenario.VersionSpec.Drill;
import io.aisletide.sim.scenario.VersionSpec.Jar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code versions} (what a scenario brings beside the built-in ones) and {@code workflows} (which version of each
 * endpoint is the stable one at the start).
 */
final class VersionReader {
    private static final Pattern ID = Pattern.compile("([a-z][a-z-]*)@\\d{1,9}\\.\\d{1,9}\\.\\d{1,9}(-[0-9A-Za-z.-]{1,40})?");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");

    private final Problems problems;
    private final NamedFiles files;
    private final long tickNanos;
    /** Id of each version to its endpoint, built-in ones first. */
    private final Map<String, String> endpointOf = new TreeMap<>();

    private final Map<String, String> rules;

    VersionReader(Problems problems, NamedFiles files, Scenario.Clock clock) {
        this.problems = problems;
        this.files = files;
        tickNanos = clock.tickNanos();
        rules = BuiltInVersions.byRule();
        for (String id : rules.values()) {
            endpointOf.put(id, BuiltInVersions.endpointOf(id));
        }
    }

    /** All versions that the scenario declares, the readable ones. */
    List<VersionSpec> versions(List<YamlValue> items) {
        Map<String, VersionSpec> read = new LinkedHashMap<>();
        for (YamlValue item : items) {
            Section section = Section.of(item, "a version", problems);
            for (String key : List.of("endpoint", "artifact", "sha256", "drill")) {
                section.value(key);
            }
            String id = id(section);
            VersionSpec version = id == null ? null : version(section, id);
            section.done();
            if (version != null) {
                if (endpointOf.containsKey(version.id())) {
                    report(section, "id", "there is a version '" + version.id() + "' already"
                            + (read.containsKey(version.id()) ? "" : ", built in"));
                }
                endpointOf.put(version.id(), version.endpoint());
                read.put(version.id(), version);
            }
        }
        return List.copyOf(read.values());
    }

    /** Endpoint of every version that there is, by id. */
    Map<String, String> endpoints() {
        return endpointOf;
    }

    private @Nullable String id(Section section) {
        YamlValue value = section.required("id", "such as id: plan-route@1.5.0");
        String id = value == null ? null : Section.text(value, problems);
        if (value != null && id != null && !ID.matcher(id).matches()) {
            problems.add(value, "'" + id + "' is no version; write the endpoint and three numbers, such as plan-route@1.5.0");
            return null;
        }
        return id;
    }

    private @Nullable VersionSpec version(Section section, String id) {
        String endpoint = id.substring(0, id.indexOf('@'));
        YamlValue named = section.value("endpoint");
        if (named != null) {
            String text = Section.text(named, problems);
            if (text != null && !text.equals(endpoint)) {
                problems.add(named, "the id says " + endpoint + ", this says " + text);
            }
        }
        if (!BuiltInVersions.ENDPOINTS.contains(endpoint)) {
            report(section, "id", "there is no endpoint '" + endpoint + "'"
                    + Suggestion.of(endpoint, BuiltInVersions.ENDPOINTS));
            return null;
        }
        if (!BuiltInVersions.CALLED.contains(endpoint)) {
            report(section, "id", "not available yet: the engine does not call " + endpoint + " in this version");
            return null;
        }
        YamlValue artifact = section.value("artifact");
        YamlValue digest = section.value("sha256");
        YamlValue drill = section.value("drill");
        if ((artifact == null) == (drill == null)) {
            problems.add(section.mapping(), artifact == null
                    ? "where does its code come from? Give artifact (a jar, with its sha256) or drill"
                    : "a version is a jar or a drill; give one of artifact and drill");
            return null;
        }
        if (drill != null) {
            if (digest != null) {
                problems.add(digest, "a drill has no file, so nothing to hash");
            }
            return new VersionSpec(id, endpoint, drill(Section.of(drill, "a drill", problems)));
        }
        Path file = files.path(artifact);
        String sha256 = null;
        if (digest == null) {
            problems.add(section.mapping(), "'sha256' is missing; it says which file is meant, as sha256sum prints it");
        } else {
            sha256 = Section.text(digest, problems);
            if (sha256 != null && !SHA_256.matcher(sha256).matches()) {
                problems.add(digest, "a SHA-256 has 64 hex digits; this has " + sha256.length() + " letters");
            }
        }
        return file == null || sha256 == null
                ? null
                : new VersionSpec(id, endpoint, new Jar(file, sha256.toLowerCase(Locale.ROOT)));
    }

    private Drill drill(Section section) {
        double errors = section.share("errorRate", 0);
        double invalid = section.share("invalidRate", 0);
        double slow = section.share("slowRate", 0);
        double endless = section.share("endlessRate", 0);
        double refusals = section.share("refusalRate", 0);
        double harmful = section.share("harmfulRate", 0);
        int from = section.ticks("from", 0, tickNanos);
        section.done();
        if (errors + invalid + slow + endless + refusals + harmful > 1) {
            problems.add(section.mapping(), "the rates add up to more than 100 %");
        }
        return new Drill(errors, invalid, slow, endless, refusals, harmful, from);
    }

    /** Reports it if there is no such version of the endpoint. */
    boolean known(YamlValue value, String id, String endpoint) {
        String found = endpointOf.get(id);
        if (found == null) {
            problems.add(value, "there is no version '" + id + "'" + Suggestion.of(id, of(endpoint)));
        } else if (!found.equals(endpoint)) {
            problems.add(value, "'" + id + "' is a version of " + found + ", not of " + endpoint);
        }
        return endpoint.equals(found);
    }

    private List<String> of(String endpoint) {
        return endpointOf.entrySet().stream()
                .filter(version -> version.getValue().equals(endpoint))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Ids of the stable versions at the start by endpoint; of each endpoint that the engine calls. */
    Map<String, String> workflows(Section section) {
        Map<String, String> stable = new LinkedHashMap<>();
        for (String endpoint : BuiltInVersions.ENDPOINTS) {
            YamlValue value = section.value(endpoint);
            if (!BuiltInVersions.CALLED.contains(endpoint)) {
                if (value != null) {
                    problems.add(value, "not available yet: the engine does not call " + endpoint + " in this version");
                }
                continue;
            }
            String id = BuiltInVersions.defaultOf(endpoint);
            String text = value == null ? null : Section.text(value, problems);
            if (value != null && text != null) {
                String byRule = rules.get(text);
                if (byRule != null && BuiltInVersions.endpointOf(byRule).equals(endpoint)) {
                    id = byRule;
                } else if (endpointOf.containsKey(text)) {
                    known(value, text, endpoint);
                    id = text;
                } else {
                    List<String> choice = new ArrayList<>(of(endpoint));
                    rules.forEach((rule, version) -> {
                        if (BuiltInVersions.endpointOf(version).equals(endpoint)) {
                            choice.add(rule);
                        }
                    });
                    problems.add(value, "there is no version '" + text + "' of " + endpoint + Suggestion.of(text, choice));
                }
            }
            stable.put(endpoint, id);
        }
        section.done();
        return stable;
    }

    private void report(Section section, String key, String message) {
        YamlValue value = section.mapping().get(key);
        problems.add(value == null ? section.mapping() : value, message);
    }
}
