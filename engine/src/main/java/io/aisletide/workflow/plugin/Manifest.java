package io.aisletide.workflow.plugin;

import io.aisletide.workflow.ContractVersion;
import io.aisletide.workflow.Endpoint;
import io.aisletide.workflow.RefusedVersionException;
import io.aisletide.workflow.StateFormat;
import io.aisletide.workflow.VersionId;
import io.aisletide.workflow.VersionInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.TreeSet;

/** Reads what a jar says of its version: {@value #PLACE}. */
final class Manifest {
    static final String PLACE = "META-INF/aisletide/version.properties";

    private static final String CHECK = "manifest";
    private static final TreeSet<String> KEYS = new TreeSet<>(
            java.util.List.of("endpoint", "version", "contract", "state.reads", "state.writes", "description"));

    private final String jar;
    private final Properties properties = new Properties();

    private Manifest(String jar) {
        this.jar = jar;
    }

    static VersionInfo read(String jar, JarContents contents) throws RefusedVersionException {
        Manifest manifest = new Manifest(jar);
        byte[] bytes = contents.entries().get(PLACE);
        if (bytes == null) {
            throw manifest.refusal("it has no " + PLACE + ", which says what version it is");
        }
        try {
            manifest.properties.load(new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8));
            return manifest.info(contents.sha256());
        } catch (IOException | IllegalArgumentException e) {
            throw manifest.refusal(PLACE + ": " + e.getMessage());
        }
    }

    private RefusedVersionException refusal(String message) {
        return new RefusedVersionException(jar, CHECK, message);
    }

    private VersionInfo info(String sha256) throws RefusedVersionException {
        for (String key : new TreeSet<>(properties.stringPropertyNames())) {
            if (!KEYS.contains(key)) {
                throw refusal(PLACE + ": there is no key '" + key + "'; there are " + String.join(", ", KEYS));
            }
        }
        Endpoint endpoint = Endpoint.of(required("endpoint"));
        if (endpoint == null || !endpoint.isCalled()) {
            throw refusal(PLACE + ": endpoint is plan-route or yield, not '" + required("endpoint") + "'");
        }
        return new VersionInfo(
                new VersionId(endpoint, required("version")),
                ContractVersion.parse(required("contract")),
                state(),
                VersionInfo.Origin.JAR,
                sha256,
                properties.getProperty("description", "").trim());
    }

    private String required(String key) throws RefusedVersionException {
        String value = properties.getProperty(key, "").trim();
        if (value.isEmpty()) {
            throw refusal(PLACE + ": '" + key + "' is missing");
        }
        return value;
    }

    private StateFormat state() {
        TreeSet<Integer> reads = new TreeSet<>();
        String listed = properties.getProperty("state.reads", "").trim();
        if (!listed.isEmpty()) {
            for (String format : listed.split("\\s*,\\s*")) {
                reads.add(format(format));
            }
        }
        String writes = properties.getProperty("state.writes", "").trim();
        return new StateFormat(writes.isEmpty() ? StateFormat.NONE : format(writes), reads);
    }

    private static int format(String text) {
        if (!text.matches("\\d{1,9}")) {
            throw new IllegalArgumentException("a format of state is a number, not '" + text + "'");
        }
        return Integer.parseInt(text);
    }
}
