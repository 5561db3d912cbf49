package io.aisletide.sim.scenario;

import io.aisletide.release.spec.ReleasePlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which versions decide, and how that changes in the course of the run.
 *
 * @param stable ids of the versions that answer at the start, by endpoint; of each endpoint that the engine calls
 * @param versions what the scenario brings beside the built-in ones
 * @param plan releases, the analyses that they name, and circuit breakers
 */
public record DeliverySpec(Map<String, String> stable, List<VersionSpec> versions, ReleasePlan plan) {
    /** The built-in versions, for good. */
    public static final DeliverySpec NONE = new DeliverySpec(Map.of(), List.of(), ReleasePlan.EMPTY);

    public DeliverySpec {
        stable = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(stable));
        versions = List.copyOf(versions);
    }
}
