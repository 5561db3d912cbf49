package io.aisletide.workflow;

import org.jspecify.annotations.Nullable;

/** The decisions that have a contract. */
public enum Endpoint {
    ASSIGN_TASK("assign-task", false),
    CHOOSE_STORAGE("choose-storage", false),
    PLAN_ROUTE("plan-route", true),
    YIELD("yield", true),
    CHARGE("charge", false);

    private final String label;
    private final boolean called;

    Endpoint(String label, boolean called) {
        this.label = label;
        this.called = called;
    }

    /** The endpoint's name in files and reports. */
    public String label() {
        return label;
    }

    /** Whether the engine asks it; for the others there is only the contract so far. */
    public boolean isCalled() {
        return called;
    }

    /** The endpoint of that name, or null. */
    public static @Nullable Endpoint of(String label) {
        for (Endpoint endpoint : values()) {
            if (endpoint.label.equals(label)) {
                return endpoint;
            }
        }
        return null;
    }

    /** All names, for messages. */
    static String labels() {
        StringBuilder out = new StringBuilder();
        for (Endpoint endpoint : values()) {
            out.append(out.length() == 0 ? "" : ", ").append(endpoint.label);
        }
        return out.toString();
    }
}
