package io.aisletide.sim.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the engine brings, by the names that a scenario file uses. */
final class BuiltInVersions {
    static final List<String> ENDPOINTS = List.of("assign-task", "choose-storage", "plan-route", "yield", "charge");

    /** Those that the engine asks today. */
    static final List<String> CALLED = List.of("plan-route", "yield");

    private BuiltInVersions() {}

    /** Ids by the name of the rule that they follow. */
    static Map<String, String> byRule() {
        Map<String, String> rules = new LinkedHashMap<>();
        rules.put("shortest", "plan-route@1.0.0");
        rules.put("congestion-aware", "plan-route@1.1.0");
        rules.put("one-way-guidance", "plan-route@1.2.0");
        rules.put("longest-waiting", "yield@1.0.0");
        rules.put("nearest-goal", "yield@1.1.0");
        return rules;
    }

    static String endpointOf(String id) {
        return id.substring(0, id.indexOf('@'));
    }

    static String defaultOf(String endpoint) {
        return endpoint + "@1.0.0";
    }
}
