package io.aisletide.release;

/**
 * A version that may be released.
 *
 * @param id {@code plan-route@1.5.0}
 * @param digest SHA-256 of its artifact, or a name for one that is built in
 * @param config hash or text of its configuration; the same artifact with another configuration is another version
 */
public record VersionIdentity(String id, String endpoint, String digest, String config) {
    /** What a quarantine holds against. */
    String fingerprint() {
        return endpoint + "/" + digest + "/" + config;
    }
}
