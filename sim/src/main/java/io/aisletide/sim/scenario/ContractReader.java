package io.aisletide.sim.scenario;

import io.aisletide.api.Code;
import io.aisletide.workflow.Contract;
import io.aisletide.workflow.ContractVersion;
import io.aisletide.workflow.Contracts;
import io.aisletide.workflow.Endpoint;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code contracts}: what a scenario, and the versions that it brings, take for granted of the endpoints. Contracts come
 * with the engine, and versions are checked against them when they are loaded; a scenario that could change one would run with
 * versions that were made for another. So everything that is said here is compared with what there is, and a difference is an
 * error before the run starts.
 */
final class ContractReader {
    private final Problems problems;
    /** The endpoint whose contract is read. */
    private String of = "";

    ContractReader(Problems problems) {
        this.problems = problems;
    }

    void check(List<YamlValue> items) {
        for (YamlValue item : items) {
            Section section = Section.of(item, "a contract", problems);
            YamlValue named = section.required("name", "there is " + String.join(", ", BuiltInVersions.ENDPOINTS));
            String name = named == null ? null : Section.text(named, problems);
            Endpoint endpoint = name == null ? null : Endpoint.of(name);
            if (named != null && name != null && endpoint == null) {
                problems.add(named, "there is no endpoint '" + name + "'" + Suggestion.of(name, BuiltInVersions.ENDPOINTS));
            }
            of = String.valueOf(name);
            check(section, endpoint == null ? null : Contracts.of(endpoint));
            section.done();
        }
    }

    /** @param contract null if it is not known which; then only the keys are looked at */
    private void check(Section section, @Nullable Contract contract) {
        version(section, contract);
        text(section, "input", contract == null ? null : contract.input().name());
        text(section, "output", contract == null ? null : contract.output().name());
        text(section, "purity", contract == null ? null : camel(contract.purity()));
        text(section, "inFlight", contract == null ? null : camel(contract.inFlight()));
        text(section, "fallback", contract == null ? null : camel(contract.fallback()));
        text(section, "idempotencyKey", contract == null ? null : contract.idempotencyKey());
        text(section, "fuel", contract == null ? null : Long.toString(contract.budget().fuel()));
        Section latency = section.section("latencyBudget", "'latencyBudget'");
        time(latency, "p50", contract == null ? -1 : contract.budget().p50Nanos());
        time(latency, "p99", contract == null ? -1 : contract.budget().p99Nanos());
        time(latency, "hard", contract == null ? -1 : contract.budget().hardNanos());
        latency.done();
        list(section, "errors", contract == null ? null : names(contract.errors()));
        Section auth = section.section("auth", "'auth'");
        list(auth, "scopes", contract == null ? null : contract.auth().scopes());
        text(auth, "unauthenticated", contract == null ? null : "reject");
        auth.done();
        Section state = section.section("state", "'state'");
        text(state, "writes", contract == null ? null : Integer.toString(contract.state().writes()));
        list(state, "reads", contract == null ? null : contract.state().reads().stream().map(String::valueOf).toList());
        state.done();
        Section owner = section.section("owner", "'owner'");
        text(owner, "team", contract == null ? null : contract.owner().team());
        text(owner, "onCall", contract == null ? null : contract.owner().onCall());
        list(owner, "ownsFailures", contract == null ? null : names(contract.owner().ownsFailures()));
        owner.done();
    }

    private void version(Section section, @Nullable Contract contract) {
        String text = section.text("version");
        if (text == null || contract == null) {
            return;
        }
        try {
            if (!contract.version().isCallableBy(ContractVersion.parse(text))) {
                report(section, "version", "the engine has contract " + contract.version() + " of "
                        + contract.endpoint().label() + "; who needs " + text + " cannot use that: it takes the same major, and "
                        + "the same minor or an older one");
            }
        } catch (IllegalArgumentException malformed) {
            report(section, "version", String.valueOf(malformed.getMessage()));
        }
    }

    private void text(Section section, String key, @Nullable String actual) {
        String text = section.text(key);
        if (text != null && actual != null && !text.equals(actual) && !text.replace("_", "").equals(actual)) {
            differs(section, key, actual);
        }
    }

    /** @param actualNanos below 0 if it is not known */
    private void time(Section section, String key, long actualNanos) {
        Timespan time = section.timespan(key);
        if (time != null && actualNanos >= 0 && (time.inTicks() || time.amount() != actualNanos)) {
            boolean millis = actualNanos % 1_000_000 == 0;
            differs(section, key, millis ? actualNanos / 1_000_000 + "ms" : actualNanos / 1_000 + "us");
        }
    }

    private void list(Section section, String key, @Nullable List<String> actual) {
        List<String> texts = DeliveryReader.texts(section, key, problems);
        if (!texts.isEmpty() && actual != null && !new TreeSet<>(texts).equals(new TreeSet<>(actual))) {
            differs(section, key, String.join(", ", actual));
        }
    }

    private static List<String> names(List<Code> codes) {
        return codes.stream().map(Enum::name).toList();
    }

    /** As contracts write their words: {@code holdPosition}. */
    private static String camel(Enum<?> constant) {
        StringBuilder text = new StringBuilder();
        for (String word : constant.name().toLowerCase(Locale.ROOT).split("_", -1)) {
            text.append(text.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return text.toString();
    }

    private void differs(Section section, String key, String actual) {
        report(section, key, "the contract of " + of + " says " + (actual.isEmpty() ? "none" : actual)
                + ", and a scenario cannot change it: write that, or leave '" + key + "' out; 'aisletide endpoints' prints all of it");
    }

    private void report(Section section, String key, String message) {
        YamlValue value = section.mapping().get(key);
        problems.add(value == null ? section.mapping() : value, message);
    }
}
