package io.aisletide.sim.scenario;

import io.aisletide.release.spec.ReleasePlan;
import io.aisletide.release.spec.RolloutSpec;
import io.aisletide.release.spec.Step;
import io.aisletide.release.spec.Strategy;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

    /** Whether a version of that id comes in a jar. */
    public boolean isFromJar(String id) {
        return versions.stream().anyMatch(version -> version.id().equals(id) && version.origin() instanceof VersionSpec.Jar);
    }

    /** Names of the releases with those of their gates, which commands may speak of. */
    public Map<String, Set<String>> gates() {
        Map<String, Set<String>> gates = new LinkedHashMap<>();
        for (RolloutSpec release : plan.releases()) {
            Set<String> ofRelease = gates.computeIfAbsent(release.name(), name -> new LinkedHashSet<>());
            if (release.strategy() instanceof Strategy.Canary canary) {
                for (Step step : canary.steps()) {
                    if (step instanceof Step.Gate gate) {
                        ofRelease.add(gate.gate().name());
                    }
                }
            }
        }
        return gates;
    }
}
