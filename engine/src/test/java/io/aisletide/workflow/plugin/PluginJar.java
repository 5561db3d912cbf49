package io.aisletide.workflow.plugin;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A jar with a version, compiled and packed for real. */
public final class PluginJar {
    private static final String ROUTE = "io.aisletide.api.RouteVersion";
    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
    /** Kept, as reading the class path takes longer than compiling a version. */
    private static final StandardJavaFileManager FILES = COMPILER.getStandardFileManager(null, null, null);

    private static final String CLASS_PATH = System.getProperty("java.class.path");
    private static final String YIELD = "io.aisletide.api.YieldVersion";

    private final Path folder;
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    private PluginJar(Path folder) {
        this.folder = folder;
    }

    /** A project as it lies in a folder: sources in src, the rest beside it. */
    static Path ofProject(Path project, Path folder) throws IOException {
        PluginJar jar = new PluginJar(folder);
        try (Stream<Path> all = Files.walk(project)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = project.relativize(file).toString().replace('\\', '/');
                if (name.startsWith("src/")) {
                    jar.sources.put(name.substring(4), Files.readString(file));
                } else {
                    jar.files.put(name, Files.readAllBytes(file));
                }
            }
        }
        return jar.write("project.jar");
    }

    /** A version of plan-route whose decide method has that body; members go beside it. */
    static PluginJar route(Path folder, String body, String members) {
        PluginJar jar = new PluginJar(folder);
        jar.source("p/V.java", """
                package p;
                import io.aisletide.api.*;
                import java.util.*;
                import java.util.function.*;
                public final class V implements RouteVersion {
                    %s
                    @Override
                    public void decide(RouteRequest request, FloorView floor, Fuel fuel, RouteAnswer answer) throws Refusal {
                        %s
                    }
                }
                """.formatted(members, body));
        jar.file("META-INF/services/" + ROUTE, "p.V # the version\n");
        jar.manifest("endpoint=plan-route", "version=3.1.4", "contract=1.0");
        return jar;
    }

    public static PluginJar route(Path folder, String body) {
        return route(folder, body, "");
    }

    /** The same of yield. */
    static PluginJar yielding(Path folder, String body) {
        PluginJar jar = new PluginJar(folder);
        jar.source("p/V.java", """
                package p;
                import io.aisletide.api.*;
                public final class V implements YieldVersion {
                    @Override
                    public void decide(YieldRequest request, FloorView floor, Fuel fuel, YieldAnswer answer) {
                        %s
                    }
                }
                """.formatted(body));
        jar.file("META-INF/services/" + YIELD, "p.V\n");
        jar.manifest("endpoint=yield", "version=3.1.4", "contract=1.0");
        return jar;
    }

    PluginJar source(String name, String text) {
        sources.put(name, text);
        return this;
    }

    PluginJar file(String name, String text) {
        return file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    PluginJar file(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    PluginJar without(String name) {
        files.remove(name);
        return this;
    }

    public PluginJar manifest(String... lines) {
        return file(Manifest.PLACE, String.join("\n", lines) + "\n");
    }

    public Path write() {
        try {
            return write("version.jar");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path write(String name) throws IOException {
        Path classes = Files.createTempDirectory(folder, "classes");
        compile(classes);
        Path jar = folder.resolve(name);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar));
                Stream<Path> all = Files.walk(classes)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                put(out, classes.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                put(out, file.getKey(), file.getValue());
            }
        }
        return jar;
    }

    private static void put(ZipOutputStream out, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        out.putNextEntry(entry);
        out.write(content);
        out.closeEntry();
    }

    private void compile(Path classes) throws IOException {
        if (sources.isEmpty()) {
            return;
        }
        Path src = Files.createTempDirectory(folder, "src");
        List<Path> paths = new ArrayList<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path path = src.resolve(source.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, source.getValue());
            paths.add(path);
        }
        StringWriter says = new StringWriter();
        List<String> options = List.of("-d", classes.toString(), "-cp", CLASS_PATH, "-proc:none", "-nowarn");
        boolean done = COMPILER.getTask(says, FILES, null, options, null, FILES.getJavaFileObjectsFromPaths(paths))
                .call();
        if (!done) {
            throw new IllegalStateException(says.toString());
        }
    }
}
