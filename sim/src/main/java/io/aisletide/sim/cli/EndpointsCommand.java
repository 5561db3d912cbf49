package io.aisletide.sim.cli;

import io.aisletide.api.Code;
import io.aisletide.sim.report.Json;
import io.aisletide.workflow.BuiltIns;
import io.aisletide.workflow.Contract;
import io.aisletide.workflow.Contracts;
import io.aisletide.workflow.Endpoint;
import io.aisletide.workflow.RefusedVersionException;
import io.aisletide.workflow.VersionInfo;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code aisletide endpoints}: the contracts of decisions and the versions that come with them, and whether a jar is fit. */
@Command(name = "endpoints", description = {
    "Lists the endpoints: decisions with a contract, and the versions that answer them.",
    "With --check, does with a jar all that is done before a version gets traffic, on a generated floor."
})
final class EndpointsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--json", description = "Prints everything as JSON.")
    private boolean json;

    @Option(names = "--check", paramLabel = "JAR", description = "Checks a version in a jar instead.")
    private @Nullable Path jar;

    @Option(names = "--sha256", paramLabel = "HEX", description = "With --check: the digest that the jar must have.")
    private @Nullable String sha256;

    EndpointsCommand(Aisletide program) {
        terminal = program.terminal();
    }

    @Override
    public Integer call() {
        Path toCheck = jar;
        if (toCheck != null) {
            return check(toCheck);
        }
        if (sha256 != null) {
            throw new ParameterException(spec.commandLine(), "--sha256 needs --check JAR");
        }
        if (json) {
            terminal.out().print(Json.pretty(Map.of("endpoints", listed())));
        } else {
            print(terminal.out());
        }
        terminal.out().flush();
        return ExitCode.OK;
    }

    // ---- listing ------------------------------------------------------------------------------------------------

    private static List<VersionInfo> versions(Endpoint endpoint) {
        return BuiltIns.all().stream().filter(info -> info.id().endpoint() == endpoint).toList();
    }

    private static void print(PrintStream out) {
        for (Endpoint endpoint : Endpoint.values()) {
            Contract contract = Contracts.of(endpoint);
            Contract.Budget budget = contract.budget();
            out.printf("%s, contract %s%s%n", endpoint.label(), contract.version(),
                    endpoint.isCalled() ? "" : " (the engine does not ask it yet)");
            line(out, "asked with", contract.input());
            line(out, "answers", contract.output());
            out.printf(Locale.ROOT, "  %-12s p50 %s, p99 %s, at most %s: %,d work units of %s%n", "takes", time(budget.p50Nanos()),
                    time(budget.p99Nanos()), time(budget.hardNanos()), budget.fuel(), time(budget.nanosPerUnit()));
            out.printf("  %-12s %s; in flight %s; fallback %s; scope %s%n", "is", camel(contract.purity()),
                    camel(contract.inFlight()), camel(contract.fallback()), String.join(", ", contract.auth().scopes()));
            out.printf("  %-12s %s, on call %s%n", "owned by", contract.owner().team(), contract.owner().onCall());
            out.printf("  %-12s %s%n", "may fail by", names(contract.errors()));
            for (VersionInfo info : versions(endpoint)) {
                out.printf("  %-12s %-18s %s%n", origin(info), info.id(), info.description());
            }
            out.println();
        }
    }

    private static void line(PrintStream out, String what, Contract.Shape shape) {
        out.printf("  %-12s %s {%s}%n", what, shape.name(), String.join(", ", shape.fields()));
    }

    private static String time(long nanos) {
        return nanos % 1_000_000_000 == 0 ? nanos / 1_000_000_000 + " s"
                : nanos % 1_000_000 == 0 ? nanos / 1_000_000 + " ms" : nanos / 1_000 + " us";
    }

    private static String names(List<Code> codes) {
        return String.join(", ", codes.stream().map(Code::name).toList());
    }

    private static String origin(VersionInfo info) {
        return info.origin().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A constant as files have it: {@code holdPosition}. */
    private static String camel(Enum<?> constant) {
        StringBuilder out = new StringBuilder();
        for (String word : constant.name().toLowerCase(Locale.ROOT).split("_")) {
            out.append(out.length() == 0 ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return out.toString();
    }

    private static List<Object> listed() {
        List<Object> all = new ArrayList<>();
        for (Endpoint endpoint : Endpoint.values()) {
            Contract contract = Contracts.of(endpoint);
            Contract.Budget budget = contract.budget();
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("name", endpoint.label());
            map.put("asked", endpoint.isCalled());
            map.put("contract", contract.version().toString());
            map.put("input", shape(contract.input()));
            map.put("output", shape(contract.output()));
            Map<String, Object> latency = new LinkedHashMap<>();
            latency.put("unitNanos", budget.nanosPerUnit());
            latency.put("p50Nanos", budget.p50Nanos());
            latency.put("p99Nanos", budget.p99Nanos());
            latency.put("hardNanos", budget.hardNanos());
            map.put("latencyBudget", latency);
            map.put("fuel", budget.fuel());
            map.put("errors", contract.errors().stream().map(Code::name).toList());
            map.put("scopes", contract.auth().scopes());
            map.put("purity", camel(contract.purity()));
            map.put("idempotencyKey", contract.idempotencyKey());
            map.put("inFlight", camel(contract.inFlight()));
            map.put("fallback", camel(contract.fallback()));
            map.put("owner", contract.owner().team());
            map.put("onCall", contract.owner().onCall());
            map.put("versions", versions(endpoint).stream().map(EndpointsCommand::version).toList());
            all.add(map);
        }
        return all;
    }

    private static Map<String, Object> shape(Contract.Shape shape) {
        return Map.of(shape.name(), shape.fields());
    }

    private static Map<String, Object> version(VersionInfo info) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", info.id().toString());
        map.put("origin", origin(info));
        map.put("contract", info.contract().toString());
        map.put("sha256", info.sha256());
        map.put("description", info.description());
        return map;
    }

    // ---- checking -----------------------------------------------------------------------------------------------

    private int check(Path file) {
        try {
            VersionInfo info = new JarCheck().check(file, sha256, null);
            if (json) {
                terminal.out().print(Json.pretty(version(info)));
            } else {
                terminal.out().printf("%s is fit: %s%n", info.id(), info.description());
                terminal.out().printf("  sha256  %s%n", info.sha256());
            }
            terminal.out().flush();
            return ExitCode.OK;
        } catch (RefusedVersionException refused) {
            terminal.error(refusal(file, refused));
            return ExitCode.INVALID_INPUT;
        }
    }

    /** With the path as it was given: what refuses jars calls them by their names, for its words go into audit logs, too. */
    private static String refusal(Path file, RefusedVersionException refused) {
        String message = String.valueOf(refused.getMessage());
        String name = String.valueOf(file.getFileName());
        return message.startsWith(name + " ") ? file + message.substring(name.length()) : file + ": " + message;
    }
}
