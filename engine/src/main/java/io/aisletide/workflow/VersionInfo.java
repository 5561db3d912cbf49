package io.aisletide.workflow;

/**
 * What is known about a version before it is asked anything.
 *
 * @param contract the contract that it was written for
 * @param state formats of state that it reads and writes
 * @param origin where it comes from
 * @param sha256 of the jar, in hex; for those that come with the engine of id and origin, and of
 *     a drill's rates
 * @param description one line for people
 */
public record VersionInfo(
        VersionId id, ContractVersion contract, StateFormat state, Origin origin, String sha256, String description) {

    /** Where a version comes from. */
    public enum Origin {
        /** With the engine. */
        BUILT_IN,
        /** With the engine, and bad on purpose: to try out what catches it. */
        DRILL,
        /** From a file of its own. */
        JAR
    }
}
