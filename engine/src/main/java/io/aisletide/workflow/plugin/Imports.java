package io.aisletide.workflow.plugin;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a version's classes may name: the API, their own classes, and those parts of {@code java.lang} and {@code java.util}
 * that compute. No thread, clock, shared or unseeded randomness, file, network, reflection or class loading; nothing whose order
 * differs between two runs of the JVM.
 *
 * <p>Names are taken from the constant pool, where everything stands that a class can link to. Reflection could name more; so it
 * is not on the list.
 */
final class Imports {
    private static final String API = "io/aisletide/api/";
    private static final String METER = API + "Meter";

    private static final Set<String> LANG = Set.of(
            "Object", "String", "StringBuilder", "CharSequence", "Comparable", "Iterable", "Math", "StrictMath", "Integer",
            "Long", "Short", "Byte", "Character", "Boolean", "Float", "Double", "Number", "Enum", "Enum$EnumDesc", "Record",
            "Void", "AutoCloseable", "Cloneable", "System", "Class", "Throwable", "AssertionError", "Override",
            "FunctionalInterface", "Runnable", "SafeVarargs", "Deprecated", "SuppressWarnings", "MatchException");

    private static final Set<String> UTIL = Set.of(
            "AbstractCollection", "AbstractList", "AbstractMap", "AbstractMap$SimpleEntry", "AbstractQueue", "AbstractSet",
            "ArrayDeque", "ArrayList", "Arrays", "BitSet", "Collection", "Collections", "Comparator",
            "ConcurrentModificationException", "Deque", "EnumMap", "EnumSet", "HashMap", "HashSet", "Iterator", "LinkedHashMap",
            "LinkedHashSet", "LinkedList", "List", "ListIterator", "Map", "Map$Entry", "NavigableMap", "NavigableSet",
            "NoSuchElementException", "Objects", "Optional", "OptionalDouble", "OptionalInt", "OptionalLong",
            "PrimitiveIterator$OfInt", "PriorityQueue", "Queue", "RandomAccess", "Set", "SortedMap", "SortedSet", "TreeMap",
            "TreeSet");

    /** What javac writes for lambdas, texts put together, records and nested classes. */
    private static final Set<String> COMPILER = Set.of(
            "java/lang/invoke/LambdaMetafactory", "java/lang/invoke/StringConcatFactory",
            "java/lang/invoke/MethodHandles", "java/lang/invoke/MethodHandles$Lookup", "java/lang/invoke/MethodHandle",
            "java/lang/invoke/MethodType", "java/lang/invoke/CallSite", "java/lang/invoke/TypeDescriptor",
            "java/lang/runtime/ObjectMethods", "java/lang/runtime/SwitchBootstraps", "java/io/Serializable");

    /** Of the classes above, methods that only javac may call. */
    private static final Set<String> BOOTSTRAPS = Set.of(
            "java/lang/invoke/LambdaMetafactory.metafactory", "java/lang/invoke/LambdaMetafactory.altMetafactory",
            "java/lang/invoke/StringConcatFactory.makeConcatWithConstants", "java/lang/invoke/StringConcatFactory.makeConcat",
            "java/lang/runtime/ObjectMethods.bootstrap", "java/lang/runtime/SwitchBootstraps.typeSwitch",
            "java/lang/runtime/SwitchBootstraps.enumSwitch");

    /** Methods of classes on the list that may not be used after all, with the reason. */
    private static final Set<String> UNSEEDED = Set.of("java/lang/Math.random", "java/lang/StrictMath.random",
            "java/util/Collections.shuffle");

    private static final Set<String> ORDER_DIFFERS = Set.of(
            "java/util/Set.of", "java/util/Set.copyOf", "java/util/Map.of", "java/util/Map.copyOf", "java/util/Map.ofEntries",
            "java/lang/Object.hashCode", "java/lang/Object.toString", "java/lang/Enum.hashCode",
            "java/lang/System.identityHashCode");

    private static final Set<String> SETTINGS = Set.of(
            "java/lang/Boolean.getBoolean", "java/lang/Integer.getInteger", "java/lang/Long.getLong",
            "java/lang/String.format", "java/lang/String.formatted");

    /** All that may be used of these classes. */
    private static final Set<String> OF_SYSTEM = Set.of("arraycopy");

    private static final Set<String> OF_CLASS =
            Set.of("desiredAssertionStatus", "getSimpleName", "getName", "isInstance", "cast", "hashCode", "getEnumConstants");
    private static final Set<String> OF_OBJECT = Set.of("<init>", "getClass", "equals", "clone", "hashCode", "toString");

    private static final Pattern CLASS_IN_DESCRIPTOR = Pattern.compile("L([^;<]+)[;<]");

    private final Set<String> own;

    /** @param own internal names of the classes in the jar */
    Imports(Set<String> own) {
        this.own = own;
    }

    /** What a class names that it may not, as a sentence; null if nothing. */
    @Nullable String fault(ClassFile file) {
        for (int i = 1; i < file.constantCount(); i++) {
            String fault =
                    switch (file.tag(i)) {
                        case ClassFile.CLASS -> ofClass(file.className(i));
                        case ClassFile.NAME_AND_TYPE -> ofDescriptor(file.utf8(file.second(i)));
                        case ClassFile.METHOD_TYPE -> ofDescriptor(file.utf8(file.first(i)));
                        case ClassFile.FIELD_REF, ClassFile.METHOD_REF, ClassFile.INTERFACE_METHOD_REF ->
                            ofMember(file.className(file.first(i)), file.utf8(file.first(file.second(i))));
                        default -> null;
                    };
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private @Nullable String ofDescriptor(String descriptor) {
        Matcher matcher = CLASS_IN_DESCRIPTOR.matcher(descriptor);
        while (matcher.find()) {
            String fault = ofClass(matcher.group(1));
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private @Nullable String ofClass(String name) {
        if (name.startsWith("[")) {
            return ofDescriptor(name);
        }
        if (name.equals(METER)) {
            return "names " + dotted(name) + ", which is the engine's to call";
        }
        if (own.contains(name) || name.startsWith(API) || COMPILER.contains(name) || isOfJava(name)) {
            return null;
        }
        return "names " + dotted(name) + ", which a version may not use; it sees io.aisletide.api, java.util.function, and of"
                + " java.lang and java.util what only computes";
    }

    private static boolean isOfJava(String name) {
        String simple = name.substring(name.lastIndexOf('/') + 1);
        return switch (name.substring(0, name.length() - simple.length())) {
            case "java/lang/" -> LANG.contains(simple) || simple.endsWith("Exception") || simple.endsWith("Error");
            case "java/util/" -> UTIL.contains(simple);
            case "java/util/function/" -> true;
            default -> false;
        };
    }

    private @Nullable String ofMember(String owner, String member) {
        String name = owner + "." + member;
        if (member.startsWith("parallel") || member.equals("printStackTrace")) {
            return "names " + dotted(name) + ", which leaves the thread that asks";
        }
        if (own.contains(owner) || owner.startsWith("[")) {
            return null;
        }
        boolean known =
                switch (owner) {
                    case "java/lang/System" -> OF_SYSTEM.contains(member);
                    case "java/lang/Class" -> OF_CLASS.contains(member);
                    case "java/lang/Object" -> OF_OBJECT.contains(member);
                    default -> !COMPILER.contains(owner) || BOOTSTRAPS.contains(name);
                };
        if (ORDER_DIFFERS.contains(name)) {
            return "names " + dotted(name) + ", whose result or order differs from run to run";
        }
        if (UNSEEDED.contains(name)) {
            return "names " + dotted(name) + ", whose numbers differ from run to run; FloorView.random does not";
        }
        if (SETTINGS.contains(name)) {
            return "names " + dotted(name) + ", whose result depends on the machine's settings";
        }
        return known ? null : "names " + dotted(name) + ", which a version may not use";
    }

    private static String dotted(String name) {
        return name.replace('/', '.');
    }
}
