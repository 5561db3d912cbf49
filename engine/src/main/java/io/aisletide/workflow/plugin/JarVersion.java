package io.aisletide.workflow.plugin;

import io.aisletide.api.RouteVersion;
import io.aisletide.api.Version;
import io.aisletide.api.YieldVersion;
import io.aisletide.workflow.Endpoint;
import io.aisletide.workflow.RefusedVersionException;
import io.aisletide.workflow.VersionInfo;
import io.aisletide.workflow.VersionSource;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A version in a jar, loaded into a module layer of its own. The checks until then, by name:
 *
 * <ol>
 *   <li>{@code jar}: it can be read, and is small,
 *   <li>{@code digest}: it is the file that was asked for,
 *   <li>{@code manifest}: it says what it is,
 *   <li>{@code identity}: it is the version that was asked for,
 *   <li>{@code imports}: its classes name nothing that a version may not use ({@link Imports}), and keep no state,
 *   <li>{@code metering}: fuel can be written into its code ({@link Metering}),
 *   <li>{@code service}: it provides one version of its endpoint.
 * </ol>
 *
 * Further checks are {@link io.aisletide.workflow.VersionPreparer}'s.
 *
 * <p>The module reads {@code java.base} and what is in {@code io.aisletide.api}; its loader finds nothing else. A {@code
 * module-info} in the jar is passed over: an explicit module could not read the API, which is on the class path.
 *
 * <p><b>Unloading.</b> Nothing here keeps an instance, and engine state keeps no object of the jar's classes. When this and the
 * prepared version are dropped, the loader goes with the next collection; {@link #alive} tells.
 */
public final class JarVersion implements VersionSource, AutoCloseable {
    private static final List<WeakReference<ClassLoader>> LOADERS = Collections.synchronizedList(new ArrayList<>());

    private static final String CLASS = ".class";
    private static final int STATIC = 0x0008;
    private static final int FINAL = 0x0010;
    private static final int NATIVE = 0x0100;

    private final VersionInfo info;
    private final List<String> classNames;
    private @Nullable Constructor<? extends Version<?, ?>> maker;
    private boolean initialized;

    private JarVersion(VersionInfo info, Set<String> classes, Constructor<? extends Version<?, ?>> maker) {
        this.info = info;
        classNames = classes.stream().map(name -> name.replace('/', '.')).sorted().toList();
        this.maker = maker;
    }

    /**
     * Reads, checks and loads a jar.
     *
     * @param sha256 digest that the file must have, in hex; null takes any file, which is for trying out only
     * @param id version that it must be, as {@code plan-route@1.5.0}, or null
     */
    public static JarVersion load(Path file, @Nullable String sha256, @Nullable String id) throws RefusedVersionException {
        String name = JarContents.nameOf(file);
        JarContents jar = JarContents.read(file);
        if (sha256 != null && !sha256.equalsIgnoreCase(jar.sha256())) {
            throw new RefusedVersionException(
                    name, "digest", "its SHA-256 is " + jar.sha256() + ", and " + sha256 + " was asked for");
        }
        VersionInfo info = Manifest.read(name, jar);
        if (id != null && !info.id().toString().equals(id)) {
            throw new RefusedVersionException(name, "identity", "it is " + info.id() + ", and " + id + " was asked for");
        }
        Map<String, byte[]> classes = metered(info, classFiles(info, jar));
        return new JarVersion(info, classes.keySet(), provided(info, jar, classes));
    }

    private static RefusedVersionException refusal(VersionInfo info, String check, String message) {
        return new RefusedVersionException(info.id().toString(), check, message);
    }

    // ---- classes ------------------------------------------------------------------------------------------------

    /** Classes by internal name. */
    private static Map<String, ClassFile> classFiles(VersionInfo info, JarContents jar) throws RefusedVersionException {
        Map<String, ClassFile> classes = new HashMap<>();
        for (Map.Entry<String, byte[]> entry : jar.entries().entrySet()) {
            String path = entry.getKey();
            if (!path.endsWith(CLASS) || path.equals("module-info.class") || path.startsWith("META-INF/")) {
                continue;
            }
            String name = path.substring(0, path.length() - CLASS.length());
            ClassFile file = parsed(info, path, entry.getValue());
            if (!file.name().equals(name)) {
                throw refusal(info, "imports", path + " holds the class " + file.name());
            }
            if (name.startsWith("io/aisletide/") || name.startsWith("java/") || name.indexOf('/') < 0) {
                throw refusal(info, "imports", path + ": a version's classes are in a package of its own");
            }
            classes.put(name, file);
        }
        return classes;
    }

    private static ClassFile parsed(VersionInfo info, String path, byte[] bytes) throws RefusedVersionException {
        try {
            ClassFile file = new ClassFile(bytes);
            file.requireWhole();
            return file;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            String says = e instanceof IllegalArgumentException ? String.valueOf(e.getMessage()) : "ends in the middle";
            throw refusal(info, "imports", path + " is no class file: it " + says);
        }
    }

    private static Map<String, byte[]> metered(VersionInfo info, Map<String, ClassFile> files) throws RefusedVersionException {
        Imports imports = new Imports(files.keySet());
        Map<String, byte[]> classes = new HashMap<>();
        for (Map.Entry<String, ClassFile> entry : files.entrySet()) {
            String className = entry.getKey().replace('/', '.');
            try {
                String fault = imports.fault(entry.getValue());
                fault = fault == null ? memberFault(entry.getValue()) : fault;
                if (fault != null) {
                    throw refusal(info, "imports", className + " " + fault);
                }
                classes.put(entry.getKey(), Metering.meter(entry.getValue()));
            } catch (IllegalArgumentException e) {
                throw refusal(info, "metering", className + " " + e.getMessage());
            } catch (IndexOutOfBoundsException e) {
                throw refusal(info, "imports", className + " ends in the middle");
            }
        }
        return classes;
    }

    /** Fields that change and belong to nobody, methods that are not Java, finalizers; null if there are none. */
    private static @Nullable String memberFault(ClassFile file) {
        int at = file.fieldsAt();
        int count = file.u2(at);
        at += 2;
        for (int i = 0; i < count; i++) {
            if ((file.u2(at) & (STATIC | FINAL)) == STATIC) {
                return "has the static field " + file.utf8(file.u2(at + 2)) + ", which is not final: a version keeps no state";
            }
            at = file.afterMember(at);
        }
        count = file.u2(at);
        at += 2;
        for (int i = 0; i < count; i++) {
            String name = file.utf8(file.u2(at + 2));
            if ((file.u2(at) & NATIVE) != 0 || name.equals("finalize")) {
                return "has the method " + name + ", which is native or a finalizer";
            }
            at = file.afterMember(at);
        }
        return null;
    }

    // ---- loading ------------------------------------------------------------------------------------------------

    private static Constructor<? extends Version<?, ?>> provided(
            VersionInfo info, JarContents jar, Map<String, byte[]> classes) throws RefusedVersionException {
        Class<?> service = info.id().endpoint() == Endpoint.YIELD ? YieldVersion.class : RouteVersion.class;
        String place = "META-INF/services/" + service.getName();
        byte[] listed = jar.entries().get(place);
        if (listed == null) {
            throw refusal(info, "service", "it has no " + place + ", which names the class of the version");
        }
        List<String> names = new ArrayList<>();
        for (String line : new String(listed, StandardCharsets.UTF_8).split("\n")) {
            String name = line.replaceAll("#.*", "").trim();
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        if (names.size() != 1) {
            throw refusal(info, "service", place + " names " + names.size() + " classes; a jar has one version");
        }
        String name = names.get(0);
        if (!classes.containsKey(name.replace('.', '/'))) {
            throw refusal(info, "service", place + " names " + name + ", which is not in the jar");
        }
        ClassLoader loader = VersionLayer.load(classes);
        LOADERS.add(new WeakReference<>(loader));
        try {
            Class<?> type = Class.forName(name, false, loader);
            if (!service.isAssignableFrom(type)) {
                throw refusal(info, "service", name + " is no " + service.getSimpleName());
            }
            @SuppressWarnings("unchecked") // Both services are versions.
            Class<? extends Version<?, ?>> version = (Class<? extends Version<?, ?>>) type;
            return version.getConstructor();
        } catch (NoSuchMethodException e) {
            throw refusal(info, "service", name + " has no public constructor without parameters");
        } catch (ClassNotFoundException | LinkageError e) {
            throw refusal(info, "service", "its classes cannot be loaded: " + e.getMessage());
        }
    }

    @Override
    public VersionInfo info() {
        return info;
    }

    @Override
    public Version<?, ?> instantiate() throws ReflectiveOperationException {
        Constructor<? extends Version<?, ?>> of = maker;
        if (of == null) {
            throw new IllegalStateException(info.id() + " has been closed");
        }
        if (!initialized) {
            // Now rather than in the middle of traffic, where the first call would have to pay for it.
            for (String name : classNames) {
                Class.forName(name, true, of.getDeclaringClass().getClassLoader());
            }
            initialized = true;
        }
        return of.newInstance();
    }

    /** Lets go of the code; instances that others hold keep it loaded. */
    @Override
    public void close() {
        maker = null;
    }

    /** Loaders of all jars that have not been collected yet, those in use among them. */
    public static int alive() {
        synchronized (LOADERS) {
            for (Iterator<WeakReference<ClassLoader>> each = LOADERS.iterator(); each.hasNext(); ) {
                if (each.next().get() == null) {
                    each.remove();
                }
            }
            return LOADERS.size();
        }
    }

    /** Packages of classes by internal name. */
    static Set<String> packagesOf(Set<String> classNames) {
        Set<String> packages = new HashSet<>();
        for (String name : classNames) {
            packages.add(name.substring(0, name.lastIndexOf('/')).replace('/', '.'));
        }
        return packages;
    }
}
