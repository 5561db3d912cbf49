package io.aisletide.sim.scenario;

import io.aisletide.workflow.BuiltIns;
import io.aisletide.workflow.Endpoint;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the engine brings, by the names that a scenario file uses. */
final class BuiltInVersions {
    static final List<String> ENDPOINTS =
            Arrays.stream(Endpoint.values()).map(Endpoint::label).toList();

    /** Those that the engine asks today. */
    static final List<String> CALLED =
            Arrays.stream(Endpoint.values()).filter(Endpoint::isCalled).map(Endpoint::label).toList();

    private BuiltInVersions() {}

    /** Ids by the name of the rule that they follow. */
    static Map<String, String> byRule() {
        Map<String, String> rules = new LinkedHashMap<>();
        rules.put("shortest", BuiltIns.SHORTEST.toString());
        rules.put("congestion-aware", BuiltIns.CONGESTION_AWARE.toString());
        rules.put("one-way-guidance", BuiltIns.ONE_WAY.toString());
        rules.put("longest-waiting", BuiltIns.LONGEST_WAITING.toString());
        rules.put("nearest-to-goal", BuiltIns.NEAREST_TO_GOAL.toString());
        return rules;
    }

    static String endpointOf(String id) {
        return id.substring(0, id.indexOf('@'));
    }

    /** The first version, which does what the engine does without endpoints. */
    static String defaultOf(String endpoint) {
        return endpoint.equals(Endpoint.YIELD.label()) ? BuiltIns.LONGEST_WAITING.toString() : BuiltIns.SHORTEST.toString();
    }
}
