package io.aisletide.sim.report;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Under which conditions figures were measured: without these they are not figures. For {@code conditions.json}. */
public final class Conditions {
    /** The launcher may say which commit it runs; a build from a repository finds it itself. */
    public static final String COMMIT_PROPERTY = "aisletide.commit";

    private Conditions() {}

    public static Map<String, @Nullable Object> gather(Summary summary, String version) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        Runtime runtime = Runtime.getRuntime();
        map.put("version", version);
        map.put("commit", commit());
        map.put("finishedAt", Instant.now().toString());
        map.put("scenario", summary.setup().scenario());
        map.put("seed", summary.setup().seed());
        map.put("threads", summary.setup().threads());
        map.put("mode", summary.setup().mode());
        map.put("jvm", property("java.vm.name") + " " + property("java.runtime.version"));
        map.put("jvmVendor", property("java.vendor"));
        map.put("jvmFlags", ManagementFactory.getRuntimeMXBean().getInputArguments());
        map.put("collectors", ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(GarbageCollectorMXBean::getName)
                .toList());
        map.put("maxHeapBytes", runtime.maxMemory());
        map.put("cpu", cpuModel());
        map.put("processors", runtime.availableProcessors());
        map.put("os", property("os.name") + " " + property("os.version") + " " + property("os.arch"));
        map.put("foreignCpuShare", summary.machine().foreignShare());
        map.put("noisy", summary.machine().noisy());
        return map;
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }

    private static String cpuModel() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/cpuinfo"))) {
                if (line.startsWith("model name")) {
                    return line.substring(line.indexOf(':') + 1).strip();
                }
            }
        } catch (IOException noProc) {
            return property("os.arch");
        }
        return property("os.arch");
    }

    /** The commit that is checked out around the running classes, or "unknown". */
    static String commit() {
        String given = System.getProperty(COMMIT_PROPERTY);
        if (given != null) {
            return given;
        }
        try {
            Path code = Path.of(Conditions.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            for (Path at = code; at != null; at = at.getParent()) {
                Path git = at.resolve(".git");
                if (Files.isDirectory(git)) {
                    return head(git);
                }
            }
        } catch (IOException | RuntimeException | java.net.URISyntaxException noRepository) {
            return "unknown";
        }
        return "unknown";
    }

    private static String head(Path git) throws IOException {
        String head = Files.readString(git.resolve("HEAD")).strip();
        if (!head.startsWith("ref: ")) {
            return head;
        }
        String name = head.substring(5);
        Path loose = git.resolve(name);
        if (Files.exists(loose)) {
            return Files.readString(loose).strip();
        }
        List<String> packed = Files.readAllLines(git.resolve("packed-refs"));
        for (String line : packed) {
            if (line.endsWith(" " + name)) {
                return line.substring(0, line.indexOf(' '));
            }
        }
        return "unknown";
    }
}
