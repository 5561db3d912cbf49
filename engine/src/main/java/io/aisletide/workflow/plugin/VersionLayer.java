package io.aisletide.workflow.plugin;

import io.aisletide.api.Meter;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts the classes of a version into a module layer of their own: one module that reads java.base and the API. */
final class VersionLayer {
    private static final String MODULE = "aisletide.version";
    private static final ClassLoader API_ONLY = new ApiLoader();

    private VersionLayer() {}

    /** Shows the API, and nothing else of the engine; classes of java.base come by the module's own loader. */
    private static final class ApiLoader extends ClassLoader {
        private static final String API = "io.aisletide.api.";

        ApiLoader() {
            super("aisletide-api", null);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith(API)) {
                return Class.forName(name, false, Meter.class.getClassLoader());
            }
            throw new ClassNotFoundException(name + " cannot be seen by versions");
        }

        @Override
        public java.util.Enumeration<java.net.URL> getResources(String name) {
            return java.util.Collections.emptyEnumeration();
        }

        @Override
        public java.net.@Nullable URL getResource(String name) {
            return null;
        }
    }

    /** The loader of a new layer with those classes, by internal name. */
    static ClassLoader load(Map<String, byte[]> classes) {
        Set<String> packages = JarVersion.packagesOf(classes.keySet());
        // Open, so that the engine may make an instance of a class in any package.
        ModuleDescriptor descriptor = ModuleDescriptor.newOpenModule(MODULE)
                .requires(Set.of(ModuleDescriptor.Requires.Modifier.MANDATED), "java.base")
                .packages(packages)
                .build();
        ModuleLayer boot = ModuleLayer.boot();
        Configuration configuration = boot.configuration()
                .resolve(new Finder(new InMemory(descriptor, classes)), ModuleFinder.of(), Set.of(MODULE));
        ModuleLayer.Controller controller =
                ModuleLayer.defineModulesWithOneLoader(configuration, List.of(boot), API_ONLY);
        Module module = controller.layer().findModule(MODULE).orElseThrow();
        controller.addReads(module, Meter.class.getModule());
        return module.getClassLoader();
    }

    private record Finder(ModuleReference only) implements ModuleFinder {
        @Override
        public Optional<ModuleReference> find(String name) {
            return name.equals(MODULE) ? Optional.of(only) : Optional.empty();
        }

        @Override
        public Set<ModuleReference> findAll() {
            return Set.of(only);
        }
    }

    private static final class InMemory extends ModuleReference {
        private final Map<String, byte[]> classes;

        InMemory(ModuleDescriptor descriptor, Map<String, byte[]> classes) {
            super(descriptor, null);
            this.classes = classes;
        }

        @Override
        public ModuleReader open() {
            return new ModuleReader() {
                @Override
                public Optional<URI> find(String name) {
                    return Optional.empty();
                }

                @Override
                public Optional<InputStream> open(String name) {
                    byte[] bytes = name.endsWith(".class") ? classes.get(name.substring(0, name.length() - 6)) : null;
                    return bytes == null ? Optional.empty() : Optional.of(new ByteArrayInputStream(bytes));
                }

                @Override
                public Stream<String> list() {
                    return classes.keySet().stream().map(name -> name + ".class").sorted();
                }

                @Override
                public void close() {}
            };
        }
    }
}
