package io.aisletide.release.spec;

import java.util.Map;
import java.util.Set;

/**
 * What a plan may refer to.
 *
 * @param endpoints names of all endpoints that are called
 * @param endpointOfVersion the endpoint of each known version, by the version's id
 */
public record KnownVersions(Set<String> endpoints, Map<String, String> endpointOfVersion) {}
