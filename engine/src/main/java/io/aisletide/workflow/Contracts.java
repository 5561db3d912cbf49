package io.aisletide.workflow;

import io.aisletide.api.Code;
import io.aisletide.workflow.Contract.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;

/** The contracts of this build, one file each. */
public final class Contracts {
    private static final Map<Endpoint, Contract> ALL = readAll();

    private Contracts() {}

    public static Contract of(Endpoint endpoint) {
        Contract contract = ALL.get(endpoint);
        if (contract == null) {
            throw new IllegalStateException(endpoint.label() + " has no contract");
        }
        return contract;
    }

    private static Map<Endpoint, Contract> readAll() {
        Map<Endpoint, Contract> contracts = new EnumMap<>(Endpoint.class);
        for (Endpoint endpoint : Endpoint.values()) {
            String file = "contracts/" + endpoint.label() + ".properties";
            try (InputStream in = Contracts.class.getResourceAsStream(file)) {
                if (in == null) {
                    throw new IllegalStateException("the resource " + file + " is missing");
                }
                Properties properties = new Properties();
                properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
                contracts.put(endpoint, new Reader(file, properties).contract(endpoint));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return contracts;
    }

    /** Reads one file, and wants every key of it to be known. */
    static final class Reader {
        private final String file;
        private final Properties properties;

        Reader(String file, Properties properties) {
            this.file = file;
            this.properties = properties;
        }

        /** @throws IllegalArgumentException if a key is missing, unknown or has a value that does not fit */
        Contract contract(Endpoint endpoint) {
            if (!take("name").equals(endpoint.label())) {
                throw fault("name", "is the endpoint's, " + endpoint.label());
            }
            Contract contract = new Contract(
                    endpoint,
                    ContractVersion.parse(take("version")),
                    new Shape(take("input"), list("input.fields")),
                    new Shape(take("output"), list("output.fields")),
                    new Contract.Budget(
                            nanos("latency.unit"),
                            nanos("latency.p50"),
                            nanos("latency.p99"),
                            nanos("latency.hard"),
                            number("fuel")),
                    codes("errors"),
                    new Contract.Auth(list("auth.scopes")),
                    choice("purity", Contract.Purity.class),
                    take("idempotencyKey"),
                    choice("inFlight", Contract.InFlight.class),
                    state(),
                    choice("fallback", Contract.Fallback.class),
                    new Contract.Owner(take("owner.team"), take("owner.onCall"), codes("owner.ownsFailures")));
            if (!properties.isEmpty()) {
                throw fault(new TreeSet<>(properties.stringPropertyNames()).first(), "is not a key of a contract");
            }
            return contract;
        }

        private StateFormat state() {
            TreeSet<Integer> reads = new TreeSet<>();
            for (String format : list("state.reads")) {
                reads.add(Integer.parseInt(format));
            }
            return new StateFormat((int) number("state.writes"), reads);
        }

        private IllegalArgumentException fault(String key, String says) {
            return new IllegalArgumentException(file + ": " + key + " " + says);
        }

        private String take(String key) {
            Object value = properties.remove(key);
            if (value == null) {
                throw fault(key, "is missing");
            }
            return value.toString().trim();
        }

        private List<String> list(String key) {
            String text = take(key);
            return text.isEmpty() ? List.of() : List.of(text.split("\\s*,\\s*"));
        }

        private long number(String key) {
            String text = take(key);
            if (!text.matches("\\d{1,18}")) {
                throw fault(key, "is a number, not '" + text + "'");
            }
            return Long.parseLong(text);
        }

        /** A time as {@code 5ms}. */
        private long nanos(String key) {
            String text = take(key);
            if (!text.matches("\\d{1,9}(us|ms|s)")) {
                throw fault(key, "is a time like 500us, 5ms or 1s, not '" + text + "'");
            }
            String unit = text.replaceAll("\\d", "");
            long scale = unit.equals("us") ? 1_000L : unit.equals("ms") ? 1_000_000L : 1_000_000_000L;
            return scale * Long.parseLong(text.substring(0, text.length() - unit.length()));
        }

        private List<Code> codes(String key) {
            List<Code> codes = new ArrayList<>();
            for (String name : list(key)) {
                try {
                    codes.add(Code.valueOf(name));
                } catch (IllegalArgumentException e) {
                    throw fault(key, "has '" + name + "', which is no code");
                }
            }
            return codes;
        }

        /** A constant, written as {@code holdPosition}. */
        private <E extends Enum<E>> E choice(String key, Class<E> type) {
            String text = take(key);
            String name = text.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
            try {
                return Enum.valueOf(type, name);
            } catch (IllegalArgumentException e) {
                throw fault(key, "is '" + text + "', which is not a " + type.getSimpleName());
            }
        }
    }
}
