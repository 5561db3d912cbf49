package io.aisletide.engine;

/** Which version of the engine this is. */
final class EngineVersion {
    /** Of classes that are not from a jar. */
    private static final String UNKNOWN = "development";

    private EngineVersion() {}

    static String text() {
        String version = EngineVersion.class.getPackage().getImplementationVersion();
        return version == null ? UNKNOWN : version;
    }

    /** Whether the two read each other's journals: the number before the first dot is the same, or not known. */
    static boolean sameMajor(String one, String other) {
        return one.equals(UNKNOWN) || other.equals(UNKNOWN) || major(one).equals(major(other));
    }

    private static String major(String version) {
        int dot = version.indexOf('.');
        return dot < 0 ? version : version.substring(0, dot);
    }
}
